import type { FeatureValidity } from './feature-validity.ts';
import { DRAFTS, GOLD, type ItemFigures, type ItemValidity, type Pair } from './item-validity.ts';
import type { ValidityReport } from './compare.ts';
import type { Kappa, KappaInterval, Reliability, Share } from './statistics.ts';

const LEAST_PAGES = 5; // fewer labelled pages of a language say nothing about it

/** The comparison for a terminal: counts beside every share. */
export function printValidity(report: ValidityReport): string {
  return (
    [
      `${report.runs.length ? `Drafts of ${report.runs.join(', ')}` : 'Drafts'} against ${report.gold.join(', ')}`,
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
    ...itemTable('By language', items.byLanguage),
    ...itemTable('By criterion', items.byCriterion),
    ...(items.portals > 1 ? itemTable('By indicator', items.byIndicator) : []),
    ...reliabilityLines(items.reliability),
    '',
    items.disagreements.length === 0 ? 'No disagreement.' : `Disagreements (${items.disagreements.length})`,
    ...items.disagreements.flatMap(disagreement),
  ];
}

const COLUMNS = ['precision', 'recall', 'specificity', 'NPV', 'abstention'].map((name) => name.padEnd(13)).join('  ');
const itemTable = (title: string, rows: Readonly<Record<string, ItemFigures>>): string[] => [
  '',
  `${title.padEnd(30)} ${COLUMNS}  kappa`,
  ...Object.entries(rows).map(
    ([name, own]) => `  ${name.padEnd(28)} ${[own.precision, own.recall, own.specificity, own.npvOfNotFound, own.abstention].map(short).join('  ')}  ${kappaWithInterval(own.kappa)}`,
  ),
];

const reliabilityLines = ({ brier, bins }: Reliability): string[] =>
  brier === null
    ? []
    : [
        '',
        `Does stated confidence hold?   Brier score ${brier.toFixed(3)} (0 is perfect, 0.25 what always saying 50 % gets)`,
        ...bins.map(({ from, to, stated, right }) => `  ${`${from * 100} to ${to * 100} %`.padEnd(16)} stated ${percent(stated).padStart(7)}   right ${told(right)}`),
      ];

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
    `  ${'language'.padEnd(26)} ${'precision'.padEnd(13)}  ${'recall'.padEnd(13)}  kappa`,
    ...Object.entries(features.byLanguage).map(
      ([language, own]) =>
        `  ${language.padEnd(26)} ${short(own.precision)}  ${short(own.recall)}  ${own.pages < LEAST_PAGES ? `${own.pages} pages: too few to say` : `${kappaWithInterval(own.kappa)}  (${own.pages} pages)`}`,
    ),
    '',
    `  kappa of all                        ${toldKappa(features.all.kappa)}`,
    `  accuracy                            ${told(features.all.accuracy)}`,
    `  baseline: majority of the feature   ${told(features.baselines.majority)}`,
    `  baseline: other pages of the site   ${told(features.baselines.otherPages)}`,
  ];
}

const percent = (value: number): string => `${(value * 100).toFixed(1)} %`;
const told = ({ hits, of, value, low, high }: Share): string =>
  value === null || low === null || high === null ? `–  (0 of 0)` : `${percent(value)}  (${hits} of ${of}; 95 % ${percent(low)} to ${percent(high)})`;
type WithInterval = Kappa & { readonly interval: KappaInterval };
const kappaWithInterval = ({ value, interval: { low, high } }: WithInterval): string =>
  value === null ? '–' : low === null || high === null ? value.toFixed(2) : `${value.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
const toldKappa = (kappa: WithInterval): string => {
  const { low, by } = kappa.interval;
  return `${kappaWithInterval(kappa)}  (n = ${kappa.n}${low === null ? '' : by === 'portal' ? '; 95 % by drawing portals' : '; 95 % by drawing cases of the one portal, too narrow for other portals'})`;
};
const short = ({ hits, of, value }: Share): string => `${value === null ? '–' : `${Math.round(value * 100)} %`} (${hits}/${of})`.padEnd(13);
