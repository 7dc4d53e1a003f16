import { type Compared, compareRuns } from '../checks/compare/compare-runs.ts';
import type { Store } from '../storage/store.ts';
import { rejudge } from './assess.ts';
import { sameVersions, tell } from './compare-looks.ts';
import type { Compared as Told } from './tasks.ts';
import { codeVersion } from './versions.ts';

/**
 * Two stored runs of a subject, compared. Where code, catalogue or extractor differ, the earlier visit is first judged with today's, in
 * memory: what differs then between its old and its new conclusions is our change, what differs from the later run is theirs.
 */
export const compareStored = async (beforeId: string, afterId: string, store: Store): Promise<readonly Told[]> => {
  const [before, after] = [await store.loadAssessment(beforeId), await store.loadAssessment(afterId)];
  if (sameVersions(before.run, after.run)) return tell(compareRuns(before, after), 'they');
  const [today, later] = [await rejudge(beforeId, store), after.run.codeVersion === codeVersion() ? after : await rejudged(afterId, store)];
  const then: Compared = { answers: today.drafts, findings: today.findings, pages: today.pages };
  return [...tell(compareRuns(before, then), 'we'), ...tell(compareRuns(then, later), 'they')];
};

const rejudged = async (run: string, store: Store): Promise<Compared> => {
  const { drafts, findings, pages } = await rejudge(run, store);
  return { answers: drafts, findings, pages };
};
