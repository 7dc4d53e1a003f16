import type { Interval } from '../../checks/contract.ts';
import type { Account, Assignment, SubjectStanding } from '../../storage/survey-contract.ts';
import type { WebDeps } from './context.ts';
import { questionsFor } from './decisions.ts';
import { figuresOf } from './run-figures.ts';
import { editionOf, type Sight, sightOf, type Validated, validatedOf } from './sight.ts';

/** One line of the countries: what holds of a subject, as far as this person may see it. */
export interface Overview {
  readonly standing: SubjectStanding;
  readonly sight: Sight;
  readonly validated: Validated;
  readonly draft: Interval | null;
  readonly pages: number | null;
  readonly freshDays: number | null;
}

const DAY_MS = 86_400_000;

export const overviewOf = async (deps: WebDeps, account: Account, standing: SubjectStanding, assignments: readonly Assignment[]): Promise<Overview> => {
  const { subject, lastGood } = standing;
  const edition = editionOf(subject);
  const [sight, questions] = await Promise.all([sightOf(deps, account, subject, assignments), questionsFor(deps, subject, edition)]);
  const figures = lastGood?.catalogue === edition ? await figuresOf(deps.store, lastGood) : null;
  const seen = lastGood ? Date.parse(lastGood.finishedAt ?? lastGood.startedAt) : null;
  return {
    standing,
    sight,
    validated: validatedOf(questions, deps.settings.resultShare),
    draft: sight.shown ? (figures?.draft ?? null) : null,
    pages: figures?.pages ?? null,
    freshDays: seen === null ? null : Math.max(0, Math.floor((deps.now().getTime() - seen) / DAY_MS)),
  };
};
