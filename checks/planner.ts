import type { PortalArtifacts } from '../crawler/artifact.ts';
import type { LedgerEntry, Planner, PlannedRequest } from '../crawler/contract.ts';
import { findConcept } from './concepts/find.ts';
import { hostAllowed, type Query } from './concepts/proof.ts';
import { labelConcepts } from './concepts/reading.ts';
import type { Site } from './concepts/site.ts';
import type { Level, Words } from './contract.ts';
import { siteOf } from './run.ts';

/**
 * Best-first: names the next requests by what is still unproved. Pure, so that the same portal is read in the same
 * order every time. Rounds grow with what was read, so that judging the site again in each costs a constant share.
 */

const FIRST_ROUND = 16; // requests
const GROWTH = 0.3; // share of the pages read so far
const EXPLORE_SHARE = 0.25; // of a round: parts of the portal nobody has looked into
const PLACE = { nav: 0.35, header: 0.3, main: 0.25, aside: 0.15, dialog: 0.1, footer: 0.2, unknown: 0.15 } as const;
const OPEN_WEIGHT = 1.2;
const OTHER_WEIGHT = 0.6; // concepts that checks ask about
const PROVED_WEIGHT = 0.1;
const HUB_BONUS = 0.9; // pages that lead to many: service lists, site maps
const HUBS = new Set(['role-services', 'sitemap', 'service-catalogue', 'online-services']);
const DEPTH_COST = 0.12;
const TRANSLATION_COST = 0.9; // another language's copy of a page already known
const OFF_PORTAL_COST = 0.5;
const PAGES_PER_OUTSIDE_HOST = 3;
const ALIKE_COST = 0.2; // for each doubling of pages read with an address of the same pattern

export interface PlannerOptions {
  readonly portal: PortalArtifacts['portal'];
  readonly level: Level;
  readonly asOf: string;
  readonly words: Words;
  readonly queries: readonly Query[];
}

export const makePlanner =
  (options: PlannerOptions): Planner =>
  ({ pages, frontier, remaining }) => {
    if (!frontier.length) return { requests: [], stop: 'whole portal read' };
    if (remaining.pages <= 0) return { requests: [], stop: 'page budget spent' };
    const site = siteOf({ ...options, artifacts: { portal: options.portal, pages, site: NO_SITE, coverage: PARTIAL, failures: [] } });
    const open = options.queries.filter((query) => findConcept(query, site).outcome !== 'pass');
    const score = scorer(
      site,
      options,
      open,
      pages.map((page) => page.url),
    );
    const scored = frontier
      .map((entry) => ({ entry, ...score(entry) }))
      .filter((item) => item.entry.host === 'portal' || item.score > -1)
      .sort((a, b) => b.score - a.score || a.entry.order - b.entry.order);
    const size = Math.min(remaining.pages, Math.max(FIRST_ROUND, Math.ceil(pages.length * GROWTH)));
    const requests: PlannedRequest[] = [];
    const perHost = new Map<string, number>();
    for (const page of pages) if (page.host !== 'portal') count(perHost, page.url);
    const take = ({ entry, score: value, why }: (typeof scored)[number]): void => {
      if (entry.host !== 'portal' && count(perHost, entry.url) > PAGES_PER_OUTSIDE_HOST) return;
      requests.push({ key: entry.key, score: value, why });
    };
    const explored = leastSeen(
      scored,
      pages.map((page) => page.url),
      Math.floor(size * EXPLORE_SHARE),
    );
    for (const item of scored) {
      if (requests.length >= size - explored.length) break;
      if (!explored.includes(item)) take(item);
    }
    for (const item of explored) take(item);
    return { requests, stop: requests.length ? null : open.length ? 'no promising page left' : 'everything provable is proved' };
  };

/** The best entry of each part of the portal that has not been looked into: words we do not have must not keep us out of it. */
const leastSeen = <Item extends { readonly entry: LedgerEntry }>(scored: readonly Item[], read: readonly string[], most: number): Item[] => {
  const seen = new Set(read.flatMap(patternsOf));
  const chosen: Item[] = [];
  for (const item of scored) {
    if (chosen.length >= most) break;
    const patterns = patternsOf(item.entry.url);
    if (item.entry.host !== 'portal' || patterns.some((pattern) => seen.has(pattern))) continue;
    for (const pattern of patterns) seen.add(pattern);
    chosen.push(item);
  }
  return chosen;
};

const scorer = (site: Site, options: PlannerOptions, open: readonly Query[], read: readonly string[]) => {
  const openConcepts = new Map<string, Query[]>();
  for (const query of open) for (const concept of [query.concept, ...(query.with ? [query.with] : [])]) openConcepts.set(concept, [...(openConcepts.get(concept) ?? []), query]);
  const asked = new Set(options.queries.flatMap((query) => [query.concept, query.with ?? query.concept]));
  const languages = site.languages.slice(0, 3);
  const main = site.home?.language ?? languages[0] ?? 'en';
  const translations = new Set(
    site.readings
      .flatMap(({ page }) => ('alternates' in page.parts.language ? page.parts.language.alternates : []))
      .filter((other) => !sameLanguage(other.lang, main))
      .map((other) => other.url),
  );
  const alike = new Map<string, number>();
  for (const url of read) for (const pattern of patternsOf(url)) alike.set(pattern, (alike.get(pattern) ?? 0) + 1);

  return (entry: LedgerEntry): { readonly score: number; readonly why: string } => {
    const step = entry.via.at(-1);
    const label = step?.text ?? '';
    const found = new Map<string, number>();
    for (const language of languages) for (const match of labelConcepts(options.words, language, label)) found.set(match.concept, Math.max(found.get(match.concept) ?? 0, match.share));
    for (const language of new Set([main, 'en']))
      for (const match of labelConcepts(options.words, language, slugOf(entry.url))) found.set(match.concept, Math.max(found.get(match.concept) ?? 0, match.share * 0.6));
    let score = (step ? PLACE[step.place] : 0.05) - entry.depth * DEPTH_COST;
    let wanted = false;
    const why: string[] = [];
    for (const [concept, share] of found) {
      const queries = openConcepts.get(concept);
      if (queries) {
        score += OPEN_WEIGHT * (0.3 + share);
        why.push(concept);
        wanted ||= queries.some((query) => hostAllowed(entry.host, query.locus));
      } else score += (asked.has(concept) ? PROVED_WEIGHT : OTHER_WEIGHT) * share;
      if (HUBS.has(concept)) score += HUB_BONUS * share;
    }
    if (entry.host !== 'portal') {
      if (!wanted) return { score: -2, why: 'off the portal, nothing open' };
      score -= OFF_PORTAL_COST;
    }
    if (translations.has(entry.url)) score -= TRANSLATION_COST;
    score -= ALIKE_COST * Math.log2(1 + Math.max(...patternsOf(entry.url).map((pattern) => alike.get(pattern) ?? 0)));
    return { score, why: why.join(', ') || label.slice(0, 60) };
  };
};

const sameLanguage = (a: string, b: string): boolean => a.split('-')[0]!.toLowerCase() === b.split('-')[0]!.toLowerCase();

const count = (perHost: Map<string, number>, url: string): number => {
  const host = new URL(url).host;
  perHost.set(host, (perHost.get(host) ?? 0) + 1);
  return perHost.get(host)!;
};

/** The words of an address's last part: many portals name their pages in plain Latin letters. */
const slugOf = (url: string): string => {
  try {
    const { pathname } = new URL(url);
    return decodeURIComponent(pathname.split('/').filter(Boolean).at(-1) ?? '')
      .replace(/\.\w{2,5}$/, '')
      .replace(/[-_.+]+/g, ' ');
  } catch {
    return '';
  }
};

/** Which addresses look alike: those of one folder, and those of one name in sibling folders ("/offices/*\/hours"). Numbers are made equal. */
const patternsOf = (url: string): string[] => {
  const { host, pathname } = new URL(url);
  const steps = pathname.replace(/\d+/g, '0').split('/');
  const folder = host + steps.slice(0, -1).join('/');
  return steps.length > 3 ? [folder, `${host}${steps.slice(0, -2).join('/')}/*/${steps.at(-1)}`] : [folder];
};

const NOT_YET = { failure: 'not-tried', detail: 'the crawl is still going on' } as const;
const NO_SITE: PortalArtifacts['site'] = {
  robots: NOT_YET,
  sitemap: NOT_YET,
  tls: NOT_YET,
  https: NOT_YET,
  notFound: NOT_YET,
  searchTry: NOT_YET,
  securityTxt: NOT_YET,
  crossOrigin: NOT_YET,
  dns: NOT_YET,
  documents: NOT_YET,
  appLinks: NOT_YET,
  manifest: NOT_YET,
};
const PARTIAL: PortalArtifacts['coverage'] = { discovered: 0, done: 0, failed: 0, skipped: 0, rendered: 0, blocked: 0, budgetHit: null, reachedEnd: false };
