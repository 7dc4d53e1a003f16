import { normaliseUrl } from '../../crawler/url.ts';
import { hostKind } from '../../crawler/host-kind.ts';
import type { HostKind, PortalArtifacts, ResponseState } from '../../crawler/artifact.ts';
import type { SearchTrail, View, Words } from '../contract.ts';
import { type Hit, type ReadablePage, type Reading, readPage } from './reading.ts';

/** Everything read of one subject's portals, with the indexes that proofs need. */
export interface Site {
  readonly words: Words;
  readonly asOf: string;
  readonly readings: readonly Reading[];
  readonly home: Reading | undefined;
  readonly coverage: PortalArtifacts['coverage'];
  readonly searchTry: 'tried' | 'no-search' | 'not-tried' | 'unjudged';
  readonly queries: readonly string[];
  readonly sitemap: boolean;
  /** Readings that name the concept anywhere, best first by nothing: in page order. */
  naming(concept: string): readonly { readonly reading: Reading; readonly hits: readonly Hit[] }[];
  /** What was found at the end of a link: the page when it could be read, else the state it answered with. */
  at(url: string): { readonly reading: Reading | null; readonly state: ResponseState } | undefined;
  /** Whose host an address is on. */
  hostOf(url: string): HostKind;
  readonly languages: readonly string[];
}

type SiteView = Pick<View, 'portal' | 'coverage' | 'asOf' | 'words'> & { readonly all: readonly ReadablePage[]; readonly site: Partial<View['site']> };

/** Reads all pages of a view and indexes them. */
export const readSite = (view: SiteView): Site => {
  const spoken = languagesOf(view.all);
  const readings: Reading[] = [];
  const byUrl = new Map<string, { reading: Reading | null; state: ResponseState }>();
  for (const page of view.all) {
    const reading = page.state === 'ok' ? readPage(page, view.words, spoken) : null;
    if (reading) readings.push(reading);
    for (const url of [page.url, page.requestedUrl]) {
      const key = normaliseUrl(url) ?? url;
      if (!byUrl.has(key)) byUrl.set(key, { reading, state: page.state });
    }
  }
  const index = new Map<string, { reading: Reading; hits: readonly Hit[] }[]>();
  for (const reading of readings)
    for (const [concept, hits] of reading.hits) {
      const list = index.get(concept);
      if (list) list.push({ reading, hits });
      else index.set(concept, [{ reading, hits }]);
    }
  const search = view.site.searchTry;
  const tried = search && !('failure' in search) ? search : undefined;
  const sitemap = view.site.sitemap;
  return {
    words: view.words,
    asOf: view.asOf,
    readings,
    coverage: view.coverage,
    home: readings.find((reading) => reading.page.order === 0),
    searchTry: tried ? (tried.reacts === null ? 'unjudged' : 'tried') : search && 'failure' in search && search.failure === 'not-tried' ? 'no-search' : 'not-tried',
    queries: tried ? [tried.query] : [],
    sitemap: !!sitemap && !('failure' in sitemap) && sitemap.urls > 0,
    naming: (concept) => index.get(concept) ?? [],
    at: (url) => byUrl.get(normaliseUrl(url) ?? url),
    hostOf: (url) => hostKind(url, { start: view.portal.url, aliases: view.portal.aliases, portals: [] }),
    languages: [...new Set(readings.map((reading) => reading.language))].sort(),
  };
};

const MOST_LANGUAGES = 4;
const LEAST_SHARE = 0.05; // of the pages: fewer are slips of the detector

/** Languages the site speaks, the commonest first; English last where it is not among them: many menus borrow from it. */
const languagesOf = (pages: readonly ReadablePage[]): string[] => {
  const counts = new Map<string, number>();
  for (const {
    parts: { language },
  } of pages) {
    if ('failure' in language || language.detected === 'und') continue;
    counts.set(language.detected, (counts.get(language.detected) ?? 0) + 1);
  }
  const spoken = [...counts]
    .filter(([, count]) => count >= pages.length * LEAST_SHARE)
    .sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
    .map(([language]) => language)
    .slice(0, MOST_LANGUAGES);
  return spoken.includes('en') ? spoken : [...spoken, 'en'];
};

/** The trail that must accompany every "not found": what was read, in which languages, and the nearest candidates. */
export const searchTrail = (site: Site, concept: string | null, candidates: SearchTrail['pages'] = []): SearchTrail => ({
  pages: candidates.slice(0, 8),
  pagesRead: site.readings.length,
  siteSearch: site.searchTry,
  queries: site.queries,
  sitemap: site.sitemap,
  languages: site.languages,
  languagesWithoutWords: concept === null ? [] : site.languages.filter((language) => site.words.phrases(concept, language).length === 0),
  wordsUnmeasured: site.languages.filter((language) => {
    const lexicon = site.words.lexicon(language);
    return !!lexicon && lexicon.measuredOn === '';
  }),
  budgetHit: site.coverage.budgetHit,
});
