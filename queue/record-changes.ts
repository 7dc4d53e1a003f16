import { createHash } from 'node:crypto';
import { holding } from '../checks/survey/final-answers.ts';
import type { Assessment } from '../storage/contract.ts';
import type { Store } from '../storage/store.ts';
import type { Change, Reopening, Validation } from '../storage/survey-contract.ts';
import type { Compared } from './tasks.ts';

/** What two runs of a subject differ in, as it is remembered. `isConfirmed`: has a second look seen this worse answer, too? */
export interface ChangesOf {
  readonly subject: string;
  readonly before: Assessment;
  readonly after: Assessment;
  readonly compared: readonly Compared[];
  readonly isConfirmed: (indicator: string) => boolean;
  readonly at: string;
}

/** Remembers changes and reopens the answered questions whose evidence they touch. Repeating it changes nothing. */
export const recordChanges = async (store: Pick<Store, 'survey' | 'decisions'>, from: ChangesOf): Promise<{ readonly changes: readonly Change[]; readonly reopened: readonly string[] }> => {
  const edition = from.after.run.catalogue;
  const changes = from.compared.map((one) => changeOf(one, edition, from));
  await store.survey.saveChanges(changes);
  const rows = touched(changes, holding(await store.decisions.validations(from.subject, edition)), from);
  if (rows.length) await store.decisions.reopen(rows);
  return { changes, reopened: [...new Set(rows.map(({ indicator }) => indicator))] };
};

const changeOf = ({ difference, cause }: Compared, edition: string, { subject, before, after, isConfirmed, at }: ChangesOf): Change => {
  const { kind, key, worse } = difference;
  const id = createHash('sha256')
    .update(JSON.stringify([subject, edition, before.run.id, after.run.id, kind, key, cause]))
    .digest('hex')
    .slice(0, 24);
  const doubtful = cause === 'they' && kind === 'answer' && worse && !isConfirmed(key);
  return { id, subject, edition, fromRun: before.run.id, toRun: after.run.id, ...difference, cause: doubtful ? 'doubtful' : cause, at };
};

/** One reopening for each answered question, by the first change that touches what the answer rests on. Our own changes and doubtful ones reopen nothing. */
const touched = (changes: readonly Change[], validations: readonly Validation[], { subject, before, after, at }: ChangesOf): Reopening[] => {
  const drafts = (of: Assessment) => new Map(of.answers.map((draft) => [draft.indicator, draft]));
  const [then, now] = [drafts(before), drafts(after)];
  const rows = new Map<string, Reopening>();
  for (const [indicator, answers] of Map.groupBy(validations, (one) => one.indicator)) {
    // a decision made after tonight's visit was made in sight of it
    const decided = answers.filter((one) => one.at < after.run.startedAt);
    const pieces = [...decided.flatMap((one) => one.evidence), ...(then.get(indicator)?.evidence ?? [])];
    const urls = new Set(decided.map((one) => one.url).filter((url) => url !== null));
    const still = new Set(now.get(indicator)?.evidence.map((piece) => piece.id));
    const touches = (change: Change): boolean => {
      if (change.cause !== 'they') return false;
      if (change.kind !== 'page') return change.indicators.includes(indicator);
      // a page may be reworded elsewhere: what counts is whether the evidence on it still stands
      return urls.has(change.key) || pieces.some((piece) => piece.url === change.key && !still.has(piece.id));
    };
    const change = decided.length ? changes.find(touches) : undefined;
    if (change) rows.set(indicator, { subject, indicator, edition: change.edition, change: change.id, at });
  }
  return [...rows.values()];
};
