import type { Finding } from '../../checks/contract.ts';
import { type Question, type Standing, tierOf, validatedScore } from '../../checks/survey/final-answers.ts';
import type { CatalogueId } from '../../config/catalogue.ts';
import type { Level } from '../../crawler/artifact.ts';
import type { Assessment } from '../../storage/contract.ts';
import type { Account, Assignment, Change, Round, SubjectRow, Validation } from '../../storage/survey-contract.ts';
import type { WebDeps } from './context.ts';
import { hiddenDrafts, type Questions, questionsFor, seesDraft } from './decisions.ts';
import { may, maySeeDrafts } from './permissions.ts';
import { isQuality } from '../quality.ts';

/** Who may see what of a subject. Pages, feed and API ask here, so that one never tells what another keeps back. */

const EDITIONS: Readonly<Record<Level, CatalogueId>> = { national: 'osi-2024', municipal: 'losi-2024' };
export const editionOf = (subject: Pick<SubjectRow, 'level'>): CatalogueId => EDITIONS[subject.level];

/** What one person may see of one subject. `answering`: they are to answer it themselves, so others' answers are kept from them. */
export interface Sight {
  /** May see drafts of this subject at all. */
  readonly drafts: boolean;
  /** Drafts or what amounts to them may be on the screen: never for a second answer, which is blind. */
  readonly shown: boolean;
  readonly round: Round | null;
  readonly answering: boolean;
  /** Sees who answered what. */
  readonly decisions: boolean;
  sees(indicator: string): boolean;
}

export const sightOf = async (deps: WebDeps, account: Account, subject: SubjectRow, assignments: readonly Assignment[]): Promise<Sight> => {
  const edition = editionOf(subject);
  const round = assignments.find((one) => one.account === account.id && one.subject === subject.id && one.edition === edition)?.round ?? null;
  const drafts = maySeeDrafts(account, subject.id, assignments);
  const hidden = round === 'first' ? await hiddenDrafts(deps, await questionsFor(deps, subject, edition)) : new Set<string>();
  const answering = round === 'first' || round === 'second';
  return {
    drafts,
    round,
    answering,
    shown: drafts && round !== 'second',
    decisions: may(account.role, 'see-decisions') && !answering,
    sees: (indicator) => drafts && seesDraft(round, indicator, hidden),
  };
};

/** May this person open the subject at all? An assessor only what is assigned to them; a reader sees what is validated. */
export const mayOpen = (account: Pick<Account, 'role'>, sight: Sight): boolean => sight.drafts || !may(account.role, 'see-drafts');

/** How far a subject is validated. Below the share of the settings nothing is a result and there is no tier. */
export interface Validated {
  readonly low: number;
  readonly high: number;
  readonly share: number;
  readonly final: number;
  readonly questions: number;
  readonly isResult: boolean;
  readonly tier: ReturnType<typeof tierOf>;
}

export const validatedOf = ({ standing }: Pick<Questions, 'standing'>, resultShare: number): Validated => {
  const score = validatedScore(standing.values());
  const isResult = score.final > 0 && score.share >= resultShare;
  return { low: score.low, high: score.high, share: score.share, final: score.final, questions: standing.size, isResult, tier: isResult ? tierOf(score, resultShare) : null };
};

/** `answered`: by whoever looks; whether the other one agreed is not for them to know before the subject is a result. */
export type ShownStanding = Standing | 'answered';
export interface ShownQuestion {
  readonly standing: ShownStanding;
  readonly answer: Question['answer'];
}

/** Where a question stands, as far as this person may know. */
export const shownQuestion = (question: Question<Validation>, sight: Sight, { isResult }: Validated): ShownQuestion => {
  if (sight.decisions || isResult) return { standing: question.standing, answer: question.answer };
  if (sight.round !== null && sight.answering) return { standing: question[sight.round] !== null ? 'answered' : question.reopenedAt !== null ? 'reopened' : 'open', answer: null };
  return { standing: question.standing, answer: null };
};

export const visibleFindings = ({ findings, answers }: Pick<Assessment, 'findings' | 'answers'>, sight: Sight): readonly Finding[] => {
  const telling = new Set(sight.answering ? answers.filter(({ indicator }) => !sight.sees(indicator)).flatMap(({ because }) => because.map(({ check, portal }) => `${check} ${portal}`)) : []);
  return findings.filter(({ check, portal }) => (sight.shown || isQuality(check)) && !telling.has(`${check} ${portal}`));
};

/** A change of an answer or a service tells the draft; of a page or a fault it does so only where a draft rests on it. */
export const visibleChange = ({ kind, key, indicators }: Pick<Change, 'kind' | 'key' | 'indicators'>, sight: Sight): boolean => {
  if (kind === 'page') return true;
  if (kind === 'score') return sight.shown;
  if (sight.shown || sight.answering) return sight.shown && indicators.every((indicator) => sight.sees(indicator));
  return kind === 'finding' && isQuality(key);
};
