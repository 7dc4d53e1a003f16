import { z } from 'zod';
import { compareLooks } from '../compare-looks.ts';
import { type Job, permanent } from '../contract.ts';
import { recordChanges } from '../record-changes.ts';
import type { JobDeps } from './crawl-portal.ts';

const payload = z.strictObject({ subject: z.string().min(1), edition: z.string().min(1) });

/** Compares the last two good runs of a subject and remembers what changed. No second look is taken, so worse answers stay doubtful. */
export const compareRunsOf = ({ store, settings }: JobDeps): Job<z.output<typeof payload>> => ({
  name: 'compare-runs',
  payload,
  attempts: 2,
  backoffMs: () => 30_000,
  timeoutMs: 30 * 60_000,
  async run({ subject, edition }, { signal }) {
    if (!(await store.survey.subject(subject))) throw permanent(`There is no subject "${subject}".`);
    const [after, before] = await store.survey.lastTwoGood(subject, edition);
    if (!after || !before) return { status: 'nothing-to-do', summary: `${subject} has not two finished runs to compare` };
    const compared = await compareLooks(before.run.id, after.run.id, { store, settings, signal });
    const { changes, reopened } = await recordChanges(store, { subject, before, after, compared, isConfirmed: () => false, at: new Date().toISOString() });
    return { status: 'done', summary: `${subject}: ${changes.length} changes, ${reopened.length} questions reopened`, data: { changes: changes.length, reopened } };
  },
});
