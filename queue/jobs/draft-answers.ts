import { z } from 'zod';
import { type CatalogueId, loadCatalogue } from '../../config/catalogue.ts';
import { EXTRACTOR_VERSION } from '../../crawler/extractor-version.ts';
import { inChild } from '../child.ts';
import { type Job, permanent } from '../contract.ts';
import { codeVersion } from '../versions.ts';
import type { JobDeps } from './crawl-portal.ts';

const payload = z.strictObject({ subject: z.string().min(1) });

/** Brings the drafts of a subject up to date with today's words and catalogue, from its last good visit. Makes no request. */
export const draftAnswers = ({ store, settings }: JobDeps): Job<z.output<typeof payload>> => ({
  name: 'draft-answers',
  payload,
  attempts: 2,
  backoffMs: () => 30_000,
  timeoutMs: 30 * 60_000,
  async run({ subject }, { signal }) {
    const standing = await store.survey.subject(subject);
    if (!standing) throw permanent(`There is no subject "${subject}".`);
    const run = standing.lastGood;
    if (!run) return { status: 'nothing-to-do', summary: `${subject} has no finished run to draft from` };
    const catalogue = await loadCatalogue(run.catalogue as CatalogueId);
    if (run.codeVersion === codeVersion() && run.catalogueVersion === catalogue.version && run.extractorVersion === EXTRACTOR_VERSION)
      return { status: 'nothing-to-do', summary: `the drafts of ${subject} are of today's code and catalogue`, data: { run: run.id } };
    await inChild({ kind: 'check', run: run.id }, { settings, signal });
    return { status: 'done', summary: `${subject} was drafted again from run ${run.id}`, data: { run: run.id } };
  },
});
