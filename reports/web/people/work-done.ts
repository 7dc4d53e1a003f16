import { questionsOf } from '../../../checks/survey/final-answers.ts';
import type { CatalogueId } from '../../../config/catalogue.ts';
import type { Assignment } from '../../../storage/survey-contract.ts';
import type { WebDeps } from '../context.ts';

/** How far an assignment is. */
export interface Work {
  readonly assignment: Assignment;
  readonly done: number;
  readonly outOf: number;
  readonly overdue: boolean;
}

/** How far each assignment is. Of an adjudication only what the two disagree on is to be done. */
export const workOf = async ({ store, catalogue, now }: Pick<WebDeps, 'store' | 'catalogue' | 'now'>, assignments: readonly Assignment[]): Promise<readonly Work[]> => {
  const bySubject = Map.groupBy(assignments, ({ subject, edition }) => `${edition} ${subject}`);
  const at = now().toISOString();
  const done: Work[] = [];
  for (const same of bySubject.values()) {
    const [one] = same;
    if (!one) continue;
    const indicators = (await catalogue(one.edition as CatalogueId)).indicators.map(({ id }) => id);
    const [rows, reopenings] = await Promise.all([store.decisions.validations(one.subject, one.edition), store.decisions.reopenings(one.subject, one.edition)]);
    const questions = [...questionsOf(indicators, rows, reopenings).values()];
    for (const assignment of same) {
      const mine = assignment.round === 'adjudication' ? questions.filter(({ standing, adjudication }) => standing === 'disagree' || adjudication) : questions;
      const answered = mine.filter((question) => question[assignment.round] !== null).length;
      done.push({ assignment, done: answered, outOf: mine.length, overdue: assignment.dueAt !== null && assignment.dueAt < at && answered < mine.length });
    }
  }
  return done;
};
