import type { Answer } from '../../checks/contract.ts';
import type { SiteLabels } from './labels.ts';
import { type Agreement, type Kappa, kappa, type KappaInterval, kappaInterval, type Reliability, reliability, type Share, share } from './statistics.ts';

export type GoldAnswer = SiteLabels['labels'][number]['answer'];
export const DRAFTS: readonly Answer[] = ['yes', 'no', 'not-found', 'cannot-assess', 'needs-human'];
export const GOLD: readonly GoldAnswer[] = ['yes', 'no', 'undeterminable'];

/** One item seen by both. */
export interface Pair {
  /** Which portal, and the language its labels are for. */
  readonly portal: string;
  readonly language: string;
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
export interface ItemFigures {
  readonly n: number;
  readonly portals: number;
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
  readonly kappa: Kappa & { readonly interval: KappaInterval };
}

export interface ItemValidity extends ItemFigures {
  readonly table: Readonly<Record<Answer, Readonly<Record<GoldAnswer, number>>>>;
  readonly byCriterion: Readonly<Record<string, ItemFigures>>;
  readonly byLanguage: Readonly<Record<string, ItemFigures>>;
  readonly byIndicator: Readonly<Record<string, ItemFigures>>;
  /** Stated confidence of yes, no and not-found against what people said. */
  readonly reliability: Reliability;
  /** Yes against gold no and the other way round, surest first. */
  readonly disagreements: readonly Pair[];
}

/** Compares drafts with people. Items that the label file calls undeterminable are shown in the table and counted in no figure. */
export function itemValidity(pairs: readonly Pair[]): ItemValidity {
  const by = (key: (pair: Pair) => string): Record<string, ItemFigures> => Object.fromEntries([...Map.groupBy(pairs, key)].map(([name, own]) => [name, figures(own)]));
  return {
    ...figures(pairs),
    table: Object.fromEntries(DRAFTS.map((draft) => [draft, Object.fromEntries(GOLD.map((gold) => [gold, count(pairs, [draft], [gold])]))])) as ItemValidity['table'],
    byCriterion: by((pair) => pair.criterion),
    byLanguage: by((pair) => pair.language),
    byIndicator: by((pair) => pair.indicator),
    reliability: reliability(
      pairs.filter(({ draft, gold }) => DECIDED.includes(draft) && gold !== 'undeterminable').map(({ draft, gold, confidence }) => ({ confidence, right: (draft === 'yes') === (gold === 'yes') })),
    ),
    disagreements: pairs
      .filter(({ draft, gold }) => (draft === 'yes' && gold === 'no') || (NOES.includes(draft) && gold === 'yes'))
      .sort((one, other) => other.confidence - one.confidence || one.indicator.localeCompare(other.indicator)),
  };
}

const NOES: readonly Answer[] = ['no', 'not-found'];
const DECIDED: readonly Answer[] = ['yes', ...NOES];

const figures = (pairs: readonly Pair[]): ItemFigures => {
  const portals = [...Map.groupBy(pairs, ({ portal }) => portal).values()];
  return {
    n: pairs.length,
    portals: portals.length,
    precision: share(count(pairs, ['yes'], ['yes']), count(pairs, ['yes'], ['yes', 'no'])),
    recall: share(count(pairs, ['yes'], ['yes']), count(pairs, DRAFTS, ['yes'])),
    specificity: share(count(pairs, NOES, ['no']), count(pairs, DRAFTS, ['no'])),
    npv: share(count(pairs, NOES, ['no']), count(pairs, NOES, ['yes', 'no'])),
    npvOfNotFound: share(count(pairs, ['not-found'], ['no']), count(pairs, ['not-found'], ['yes', 'no'])),
    abstention: share(count(pairs, ['cannot-assess', 'needs-human'], ['yes', 'no']), count(pairs, DRAFTS, ['yes', 'no'])),
    kappa: { ...kappa(agreementOf(pairs)), interval: kappaInterval(portals.map(agreementOf)) },
  };
};

const agreementOf = (pairs: readonly Pair[]): Agreement => ({
  yesYes: count(pairs, ['yes'], ['yes']),
  yesNo: count(pairs, ['yes'], ['no']),
  noYes: count(pairs, NOES, ['yes']),
  noNo: count(pairs, NOES, ['no']),
});

const count = (pairs: readonly Pair[], drafts: readonly Answer[], gold: readonly GoldAnswer[]): number => pairs.filter((pair) => drafts.includes(pair.draft) && gold.includes(pair.gold)).length;
