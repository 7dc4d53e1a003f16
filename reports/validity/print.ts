import type { FeatureValidity } from './feature-validity.ts';
import { DRAFTS, GOLD, type ItemValidity, type Pair } from './item-validity.ts';
import type { ValidityReport } from './compare.ts';
import type { Kappa, Share } from './statistics.ts';

/** The comparison for a terminal: counts beside every share. */
export function printValidity(report: ValidityReport): string {
  return (
    [
      `Drafts of ${report.runs.join(', ')} against ${report.gold.join(', ')}`,
      ...report.unmatched,
      ...(report.items ? itemLines(report.items) : []),
      ...(report.features ? featureLines(report.features) : []),
    ].join('\n') + '\n'
  );
}

function itemLines(items: ItemValidity): string[] {
  return [
    '',
    `Answers: ${items.n} items seen by both`,
    '',
    `  ${'draft \\ people'.padEnd(16)}${GOLD.map((gold) => gold.padStart(16)).join('')}`,
    ...DRAFTS.map((draft) => `  ${draft.padEnd(16)}${GOLD.map((gold) => String(items.table[draft][gold]).padStart(16)).join('')}`),
    '',
    `  precision of yes          ${told(items.precision)}`,
    `  recall of yes             ${told(items.recall)}`,
    `  specificity               ${told(items.specificity)}`,
    `  NPV of no and not-found   ${told(items.npv)}`,
    `  NPV of not-found alone    ${told(items.npvOfNotFound)}`,
    `  abstention                ${told(items.abstention)}`,
    `  Cohen's kappa             ${toldKappa(items.kappa)}, yes against no/not-found where both decided`,
    '',
    'By criterion (precision · recall · NPV · abstention)',
    ...Object.entries(items.byCriterion).map(([criterion, own]) => `  ${criterion.padEnd(28)} ${[own.precision, own.recall, own.npv, own.abstention].map(short).join('  ')}`),
    '',
    items.disagreements.length === 0 ? 'No disagreement.' : `Disagreements (${items.disagreements.length})`,
    ...items.disagreements.flatMap(disagreement),
  ];
}

const disagreement = (pair: Pair): string[] => [
  `  ${pair.indicator}: draft ${pair.draft} (${Math.round(pair.confidence * 100)} %, ${pair.reasons.join(', ') || 'no reason'}), people ${pair.gold}`,
  ...(pair.quote ? [`      we read: ${pair.quote.slice(0, 160)}`] : []),
  ...(pair.note ? [`      they say: ${pair.note}`] : []),
];

function featureLines(features: FeatureValidity): string[] {
  const row = (name: string, own: FeatureValidity['all']): string =>
    `  ${name.padEnd(26)} ${short(own.precision)}  ${short(own.recall)}  ${own.kappa.value === null ? '   –' : own.kappa.value.toFixed(2).padStart(5)}  ${String(own.undecided).padStart(9)}`;
  return [
    '',
    `Page features: ${features.pages} labelled pages visited`,
    '',
    `  ${'feature'.padEnd(26)} ${'precision'.padEnd(13)}  ${'recall'.padEnd(13)}  kappa  undecided`,
    ...Object.entries(features.byFeature).map(([feature, own]) => row(feature, own)),
    row('all', features.all),
    '',
    `  accuracy                            ${told(features.all.accuracy)}`,
    `  baseline: majority of the feature   ${told(features.baselines.majority)}`,
    `  baseline: other pages of the site   ${told(features.baselines.otherPages)}`,
  ];
}

const percent = (value: number): string => `${(value * 100).toFixed(1)} %`;
const told = ({ hits, of, value, low, high }: Share): string =>
  value === null || low === null || high === null ? `–  (0 of 0)` : `${percent(value)}  (${hits} of ${of}; 95 % ${percent(low)} to ${percent(high)})`;
const toldKappa = ({ value, n }: Kappa): string => `${value === null ? '–' : value.toFixed(2)}  (n = ${n})`;
const short = ({ hits, of, value }: Share): string => `${value === null ? '–' : `${Math.round(value * 100)} %`} (${hits}/${of})`.padEnd(13);
