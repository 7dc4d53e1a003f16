import type { Catalogue } from '../config/catalogue.ts';
import { isFailure, type PageRole, type PortalArtifacts } from '../crawler/artifact.ts';
import type { Check, DraftAnswer, Finding, Score, Words } from '../checks/contract.ts';
import { draftAnswers } from '../checks/drafting/draft.ts';
import { scoreDrafts } from '../checks/drafting/score.ts';
import { pageFeatures } from '../checks/pages/features.ts';
import { pageRole } from '../checks/pages/role.ts';
import type { SampleDepth } from '../checks/pages/sample.ts';
import { queriesOf, runChecks, siteOf } from '../checks/run.ts';
import type { PageSummary, Run } from '../storage/contract.ts';

export interface Judged {
  readonly findings: Finding[];
  readonly drafts: DraftAnswer[];
  readonly score: Score;
  readonly roles: ReadonlyMap<string, PageRole>;
  readonly pages: PageSummary[];
  readonly languages: Readonly<Record<string, number>>;
}

/** From artifacts to drafts: the same function judges a fresh visit and replays a stored one. */
export const judge = (
  all: readonly PortalArtifacts[],
  run: Pick<Run, 'level' | 'asOf'> & Partial<Pick<Run, 'options'>>,
  catalogue: Catalogue,
  checks: ReadonlyMap<string, Check>,
  words: Words,
): Judged => {
  const queries = queriesOf(catalogue);
  const findings = all.flatMap((artifacts) => runChecks({ artifacts, level: run.level, asOf: run.asOf, words, checks, queries, depth: depthOf(run) }));
  const drafts = draftAnswers(catalogue, findings);
  const roles = new Map<string, PageRole>();
  const pages: PageSummary[] = [];
  const languages: Record<string, number> = {};
  for (const artifacts of all) {
    const site = siteOf({ artifacts, level: run.level, asOf: run.asOf, words });
    const readings = new Map(site.readings.map((reading) => [reading.page.url, reading]));
    for (const page of artifacts.pages) {
      const reading = readings.get(page.url);
      const role = reading ? pageRole(reading, site) : 'other';
      const { rendered, text } = page.parts;
      roles.set(page.url, role);
      if (reading) languages[reading.language] = (languages[reading.language] ?? 0) + 1;
      pages.push({
        url: page.url,
        status: page.capture.status,
        state: page.state,
        role,
        language: reading?.language ?? '',
        fetchedBy: page.fetchedBy,
        depth: page.depth,
        title: isFailure(text) ? '' : text.title,
        capture: page.capture.hash,
        body: page.capture.bytes,
        features: reading ? pageFeatures(reading, page, site) : null,
        screenshot: isFailure(rendered) ? null : rendered.screenshot,
        clips: isFailure(rendered) ? [] : rendered.clips,
        archive: isFailure(rendered) ? null : rendered.archive,
      });
    }
  }
  return { findings, drafts, score: scoreDrafts(catalogue, drafts), roles, pages, languages };
};

/** How deep the browser's sample of a run was to be. */
export const depthOf = ({ options }: Partial<Pick<Run, 'options'>>): SampleDepth => (options?.['sample'] === 'quick' ? 'quick' : 'full');

/** The same artifacts as they were before the browser's sample: what the visits are planned from, so that a resumed run plans the same ones. */
export const withoutMeasurements = (artifacts: PortalArtifacts): PortalArtifacts => {
  const gone = { failure: 'not-rendered', detail: 'planned before the browser visits' } as const;
  return { ...artifacts, pages: artifacts.pages.map((page) => ({ ...page, parts: { ...page.parts, accessibility: gone, mobile: gone, rendered: gone, lighthouse: gone, validator: gone } })) };
};
