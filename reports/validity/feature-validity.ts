import type { PageLabel } from './labels.ts';
import { type Agreement, type Kappa, kappa, type KappaInterval, kappaInterval, type Share, share } from './statistics.ts';

/** One page that was visited and labelled: what the machine said per feature (null: undecided), what people said. */
export interface PagePair {
  readonly label: PageLabel;
  readonly features: Readonly<Record<string, boolean | null>>;
}

export interface FeatureValidity {
  readonly pages: number;
  readonly byFeature: Readonly<Record<string, FeatureFigures>>;
  readonly byLanguage: Readonly<Record<string, FeatureFigures>>;
  readonly all: FeatureFigures;
  /** What guessing would reach on the same pages; a figure that does not beat these is worth nothing. */
  readonly baselines: { readonly majority: Share; readonly otherPages: Share };
  readonly misses: readonly { readonly url: string; readonly feature: string; readonly machine: boolean; readonly gold: boolean; readonly evidence: string }[];
}
export interface FeatureFigures {
  readonly pages: number;
  readonly portals: number;
  readonly agreement: Agreement;
  readonly undecided: number;
  readonly accuracy: Share;
  readonly precision: Share;
  readonly recall: Share;
  readonly kappa: Kappa & { readonly interval: KappaInterval };
}

/** Compares page features with labels, feature by feature; labels "unclear" are left out, undecided ones count as undecided only. */
export function featureValidity(pairs: readonly PagePair[]): FeatureValidity {
  const cases = pairs.flatMap(({ label, features }) =>
    Object.entries(label.labels)
      .filter(([, answer]) => answer !== 'unclear')
      .map(([feature, answer]) => ({
        corpus: label.corpus,
        url: label.url,
        language: label.language || 'unknown',
        feature,
        gold: answer === 'yes',
        machine: features[feature] ?? null,
        evidence: label.evidence[feature] ?? '',
      })),
  );
  const byFeature = Map.groupBy(cases, (one) => one.feature);
  return {
    pages: pairs.length,
    byFeature: Object.fromEntries([...byFeature].map(([feature, own]) => [feature, figures(own)])),
    byLanguage: Object.fromEntries([...Map.groupBy(cases, (one) => one.language)].map(([language, own]) => [language, figures(own)])),
    all: figures(cases),
    baselines: {
      majority: guessed(cases, (one, others) => others.filter((other) => other.feature === one.feature), cases),
      otherPages: guessed(cases, (one, others) => others.filter((other) => other.feature === one.feature && other.corpus === one.corpus && other.url !== one.url), cases),
    },
    misses: cases.flatMap(({ url, feature, gold, machine, evidence }) => (machine === null || machine === gold ? [] : [{ url, feature, machine, gold, evidence }])),
  };
}

interface Case {
  readonly corpus: string;
  readonly url: string;
  readonly language: string;
  readonly feature: string;
  readonly gold: boolean;
  readonly machine: boolean | null;
}

const countOf = (cases: readonly Case[], machine: boolean | null, gold: boolean): number => cases.filter((one) => one.machine === machine && one.gold === gold).length;
const agreementOf = (cases: readonly Case[]): Agreement => ({
  yesYes: countOf(cases, true, true),
  yesNo: countOf(cases, true, false),
  noYes: countOf(cases, false, true),
  noNo: countOf(cases, false, false),
});

function figures(cases: readonly Case[]): FeatureFigures {
  const agreement = agreementOf(cases);
  const portals = [...Map.groupBy(cases, (one) => one.corpus).values()];
  const { yesYes, yesNo, noYes, noNo } = agreement;
  return {
    pages: new Set(cases.map((one) => `${one.corpus} ${one.url}`)).size,
    portals: portals.length,
    agreement,
    undecided: cases.filter((one) => one.machine === null).length,
    accuracy: share(yesYes + noNo, yesYes + yesNo + noYes + noNo),
    precision: share(yesYes, yesYes + yesNo),
    recall: share(yesYes, yesYes + noYes + countOf(cases, null, true)),
    kappa: { ...kappa(agreement), interval: kappaInterval(portals.map(agreementOf)) },
  };
}

/** Share of cases that the majority of the pages picked would guess right; a tie guesses no, a case without others is left out. */
function guessed(cases: readonly Case[], pick: (one: Case, others: readonly Case[]) => readonly Case[], others: readonly Case[]): Share {
  const guesses = cases.flatMap((one) => {
    const like = pick(one, others);
    return like.length === 0 ? [] : [like.filter((other) => other.gold).length * 2 > like.length === one.gold];
  });
  return share(guesses.filter(Boolean).length, guesses.length);
}
