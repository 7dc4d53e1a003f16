import type { Answer } from '../../checks/contract.ts';
import type { SiteLabels } from './labels.ts';
import { type Kappa, kappa, type Share, share } from './statistics.ts';

export type GoldAnswer = SiteLabels['labels'][number]['answer'];
export const DRAFTS: readonly Answer[] = ['yes', 'no', 'not-found', 'cannot-assess', 'needs-human'];
export const GOLD: readonly GoldAnswer[] = ['yes', 'no', 'undeterminable'];

/** One item seen by both. */
export interface Pair {
  readonly indicator: string;
  readonly criterion: string;
  readonly draft: Answer;
  readonly confidence: number;
  readonly gold: GoldAnswer;
  readonly reasons: readonly string[];
  readonly note: string;
  readonly page: string;
  readonly quote: string;
}

/** How drafts agree with people, each figure with what it was counted from. */
export interface ItemValidity {
  readonly n: number;
  readonly table: Readonly<Record<Answer, Readonly<Record<GoldAnswer, number>>>>;
  /** Of the drafted yes on decidable items: gold says yes too. */
  readonly precision: Share;
  /** Of the gold yes: drafted yes. Abstaining counts as a miss. */
  readonly recall: Share;
  /** Of the gold no: drafted no or not-found. */
  readonly specificity: Share;
  /** Of the drafted no and not-found on decidable items: gold says no too. */
  readonly npv: Share;
  readonly npvOfNotFound: Share;
  /** Of the decidable items: cannot-assess or needs-human. */
  readonly abstention: Share;
  /** yes against no/not-found, on items decided by both. */
  readonly kappa: Kappa;
  readonly byCriterion: Readonly<Record<string, { readonly n: number; readonly precision: Share; readonly recall: Share; readonly npv: Share; readonly abstention: Share }>>;
  /** Yes against gold no and the other way round, surest first. */
  readonly disagreements: readonly Pair[];
}

/** Compares drafts with people. Items that the label file calls undeterminable are shown in the table and counted in no figure. */
export function itemValidity(pairs: readonly Pair[]): ItemValidity {
  const byCriterion = Map.groupBy(pairs, (pair) => pair.criterion);
  return {
    n: pairs.length,
    table: Object.fromEntries(DRAFTS.map((draft) => [draft, Object.fromEntries(GOLD.map((gold) => [gold, count(pairs, [draft], [gold])]))])) as ItemValidity['table'],
    ...figures(pairs),
    specificity: share(count(pairs, ['no', 'not-found'], ['no']), count(pairs, DRAFTS, ['no'])),
    npvOfNotFound: share(count(pairs, ['not-found'], ['no']), count(pairs, ['not-found'], ['yes', 'no'])),
    kappa: kappa({
      yesYes: count(pairs, ['yes'], ['yes']),
      yesNo: count(pairs, ['yes'], ['no']),
      noYes: count(pairs, ['no', 'not-found'], ['yes']),
      noNo: count(pairs, ['no', 'not-found'], ['no']),
    }),
    byCriterion: Object.fromEntries([...byCriterion].map(([criterion, own]) => [criterion, { n: own.length, ...figures(own) }])),
    disagreements: pairs
      .filter((pair) => (pair.draft === 'yes' && pair.gold === 'no') || ((pair.draft === 'no' || pair.draft === 'not-found') && pair.gold === 'yes'))
      .sort((one, other) => other.confidence - one.confidence || one.indicator.localeCompare(other.indicator)),
  };
}

const figures = (pairs: readonly Pair[]) => ({
  precision: share(count(pairs, ['yes'], ['yes']), count(pairs, ['yes'], ['yes', 'no'])),
  recall: share(count(pairs, ['yes'], ['yes']), count(pairs, DRAFTS, ['yes'])),
  npv: share(count(pairs, ['no', 'not-found'], ['no']), count(pairs, ['no', 'not-found'], ['yes', 'no'])),
  abstention: share(count(pairs, ['cannot-assess', 'needs-human'], ['yes', 'no']), count(pairs, DRAFTS, ['yes', 'no'])),
});

const count = (pairs: readonly Pair[], drafts: readonly Answer[], gold: readonly GoldAnswer[]): number => pairs.filter((pair) => drafts.includes(pair.draft) && gold.includes(pair.gold)).length;
