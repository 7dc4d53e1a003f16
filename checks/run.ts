import type { Binding, Catalogue, Locus, Term } from '../config/catalogue.ts';
import type { Level, PageArtifact, PagePart, PortalArtifacts, SitePart } from '../crawler/artifact.ts';
import type { Check, Finding, View, ViewPage, Words } from './contract.ts';
import { findConcept } from './concepts/find.ts';
import type { Query } from './concepts/proof.ts';
import { isSampled, type SampleDepth } from './pages/sample.ts';
import { readSite, type Site } from './concepts/site.ts';

export interface Judgement {
  readonly artifacts: PortalArtifacts;
  readonly level: Level;
  readonly asOf: string;
  readonly words: Words;
  readonly checks: ReadonlyMap<string, Check>;
  readonly queries: readonly Query[];
  /** Full when missing, as in runs before there was a choice. */
  readonly depth?: SampleDepth;
}

/** Runs every check and looks for every concept on one portal: one finding each. A check that throws becomes an `error` finding; the others stay. */
export const runChecks = (judgement: Judgement): Finding[] => {
  const { artifacts, checks, queries } = judgement;
  const portal = artifacts.portal.url;
  const findings: Finding[] = [];
  for (const [id, check] of checks) {
    const finding = asFinding(id, portal, () => check.run(viewFor(judgement, check.needs, check.site ?? [])));
    findings.push(isSampled(id) ? { ...finding, data: { ...finding.data, depth: judgement.depth ?? 'full' } } : finding);
  }
  const site = siteOf(judgement);
  for (const query of queries) findings.push(asFinding(queryKey(query), portal, () => findConcept(query, site)));
  return findings;
};

/** The whole site as the concept mechanism and the planner read it. */
export const siteOf = (judgement: Pick<Judgement, 'artifacts' | 'level' | 'asOf' | 'words'>): Site =>
  readSite(viewFor(judgement, ['text', 'headings', 'links', 'forms', 'language'], ['searchTry', 'sitemap']));

const asFinding = (check: string, portal: string, run: () => ReturnType<Check['run']>): Finding => {
  try {
    const result = run();
    return { ...result, check, portal, evidence: result.evidence ?? [] };
  } catch (error) {
    return { check, portal, outcome: 'error', reason: 'check-threw', data: { message: error instanceof Error ? error.message : String(error) }, evidence: [] };
  }
};

/** Narrows what was gathered to the parts a check asked for, so that it cannot come to depend on others unseen. */
const viewFor = <P extends PagePart, S extends SitePart>(
  { artifacts, level, asOf, words, depth = 'full' }: Pick<Judgement, 'artifacts' | 'level' | 'asOf' | 'words' | 'depth'>,
  needs: readonly P[],
  site: readonly S[],
): View<P, S> => {
  const narrow = (page: PageArtifact): ViewPage<P> => ({ ...page, parts: Object.fromEntries(needs.map((part) => [part, page.parts[part]])) as ViewPage<P>['parts'] });
  const all = artifacts.pages.map(narrow);
  const pages = all.filter((page) => page.state === 'ok');
  return {
    level,
    asOf,
    words,
    depth,
    portal: artifacts.portal,
    coverage: artifacts.coverage,
    all,
    pages,
    home: pages.find((page) => page.order === 0),
    site: Object.fromEntries(site.map((part) => [part, artifacts.site[part]])) as View<P, S>['site'],
  };
};

/** The id of a concept's finding: `concept/consultation+health@past-12-months~government`. */
export const queryKey = ({ concept, with: other, window, locus }: Query): string =>
  `concept/${concept}${other ? `+${other}` : ''}${window ? `@${window}` : ''}${locus === 'portal' ? '' : `~${locus}`}`;

/** Every distinct concept question a catalogue asks. */
export const queriesOf = (catalogue: Catalogue): Query[] => {
  const queries = new Map<string, Query>();
  for (const { binding, locus } of catalogue.indicators) {
    for (const term of binding ? leavesOf(binding) : []) {
      if (!('concept' in term)) continue;
      const query = queryOf(term, locus);
      queries.set(queryKey(query), query);
    }
  }
  return [...queries.values()];
};

export const queryOf = (term: Extract<Term, { concept: string }>, locus: Locus): Query => ({
  concept: term.concept,
  locus,
  ...(term.with && { with: term.with }),
  ...(term.window && { window: term.window }),
});

type Leaf = Exclude<Term, Binding>;
/** The checks and concepts at the ends of a binding. */
export const leavesOf = (binding: Binding): Leaf[] => termsOf(binding).flatMap((term) => ('check' in term || 'concept' in term ? [term] : leavesOf(term)));

export const termsOf = (binding: Binding): readonly Term[] => ('all' in binding ? binding.all : 'any' in binding ? binding.any : binding.none);
