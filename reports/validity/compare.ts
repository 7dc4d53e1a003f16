import type { Catalogue } from '../../config/catalogue.ts';
import type { AssessmentJson } from '../assessment-schema.ts';
import { featureValidity, type FeatureValidity, type PagePair } from './feature-validity.ts';
import { itemValidity, type ItemValidity, type Pair } from './item-validity.ts';
import type { Gold, PageLabel, SiteLabels } from './labels.ts';

/** What was compared with what, and how well it agreed. */
export interface ValidityReport {
  readonly gold: readonly string[];
  readonly runs: readonly string[];
  readonly items: ItemValidity | null;
  readonly features: FeatureValidity | null;
  readonly unmatched: readonly string[];
}

/**
 * Compares drafts with labels. An assessment and a label file belong together when they share indicators; pages are
 * matched by URL path. Where nothing matches, `unmatched` says so.
 */
export function compare(assessments: readonly AssessmentJson[], golds: readonly Gold[], criteria: ReadonlyMap<string, string>): ValidityReport {
  const items = golds.filter((gold) => gold.kind === 'items');
  const labels = golds.filter((gold) => gold.kind === 'pages').flatMap((gold) => gold.gold);
  const pairs = assessments.flatMap((assessment) => items.flatMap(({ gold }) => pairsOf(assessment, gold, criteria)));
  const pages = assessments.flatMap((assessment) => pagePairs(assessment, labels));
  return {
    gold: golds.map((gold) => gold.file),
    runs: assessments.map((assessment) => assessment.run.id),
    items: pairs.length === 0 ? null : itemValidity(pairs),
    features: pages.length === 0 ? null : featureValidity(pages),
    unmatched: [
      ...(items.length > 0 && pairs.length === 0 ? ['No answer belongs to an item of the labels: another catalogue?'] : []),
      ...(labels.length > 0 && pages.length === 0 ? ['No page visited has the path of a labelled page.'] : []),
    ],
  };
}

/** Criterion of each indicator, for the figures by criterion. */
export const criteriaOf = (catalogues: readonly Catalogue[]): ReadonlyMap<string, string> =>
  new Map(catalogues.flatMap((catalogue) => catalogue.indicators.map((indicator) => [indicator.id, indicator.criterion] as const)));

/** Each labelled item beside its draft. */
export function pairsOf(assessment: AssessmentJson, gold: SiteLabels, criteria: ReadonlyMap<string, string>): Pair[] {
  const drafts = new Map(assessment.answers.map((draft) => [draft.indicator, draft]));
  return gold.labels.flatMap((label) => {
    const draft = drafts.get(label.id);
    if (!draft) return [];
    return [
      {
        portal: gold.site || assessment.portals[0]?.url || assessment.run.id,
        language: gold.language || assessment.portals[0]?.languages[0] || 'unknown',
        indicator: label.id,
        criterion: criteria.get(label.id) ?? label.id.split('-')[1] ?? '',
        draft: draft.answer,
        confidence: draft.confidence,
        gold: label.answer,
        reasons: draft.reasons,
        note: label.note,
        page: label.page || draft.evidence[0]?.url || '',
        quote: draft.evidence[0]?.quote ?? '',
      },
    ];
  });
}

/** Labels of the corpus this run visited: the one most of whose paths were read. Paths such as `/` are in every corpus. */
function pagePairs(assessment: AssessmentJson, labels: readonly PageLabel[]): PagePair[] {
  const visited = new Map(assessment.pages.map((page) => [path(page.url), page]));
  const found = Map.groupBy(
    labels.filter((label) => visited.has(path(label.url))),
    (label) => label.corpus,
  );
  const [own] = [...found.values()].sort((one, other) => other.length - one.length);
  return (own ?? []).map((label) => ({
    label,
    features: Object.fromEntries(Object.entries(visited.get(path(label.url))?.features ?? {}).map(([key, { present }]) => [key, present])),
  }));
}

const path = (url: string): string => {
  const { pathname } = new URL(url, 'http://here/');
  return decoded(pathname).replace(/\/index\.html?$/, '/');
};

/** Some portals have addresses whose percent signs mean nothing. */
const decoded = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};
