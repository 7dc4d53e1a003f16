import { createHash } from 'node:crypto';
import { loadConcepts } from '../../config/concepts.ts';
import { loadLexicons } from '../../config/lexicon.ts';
import { prepareWords } from '../../checks/words.ts';
import type { Words } from '../../checks/contract.ts';
import type { Gathered, PageArtifact, PageParts, PortalArtifacts, ResponsePart, ResponseState, SiteParts } from '../../crawler/artifact.ts';
import { extractParts } from '../../crawler/parts/extract.ts';
import { hostKind } from '../../crawler/host-kind.ts';

/** A page of a fixture portal: its HTML, or more where a situation needs it. */
export type FixturePage =
  | string
  | { readonly html: string; readonly state?: ResponseState; readonly status?: number; readonly headers?: Record<string, string>; readonly parts?: Partial<Gathered<PageParts>> };
export interface FixtureOptions {
  readonly start?: string;
  readonly site?: Partial<Gathered<SiteParts>>;
  readonly reachedEnd?: boolean;
  readonly aliases?: readonly string[];
}

const GONE = { failure: 'not-rendered', detail: 'fixture' } as const;
const UNTRIED = { failure: 'not-tried', detail: 'fixture' } as const;

/** Builds the artifacts of a small portal from its pages, as a crawl would have left them. The first page is the start page. */
export const portalOf = (pages: Readonly<Record<string, FixturePage>>, options: FixtureOptions = {}): PortalArtifacts => {
  const start = options.start ?? 'https://portal.example/';
  const entries = Object.entries(pages);
  return {
    portal: { url: start, role: 'city', aliases: options.aliases ?? [] },
    pages: entries.map(([path, page], order) => pageOf(new URL(path, start).href, typeof page === 'string' ? { html: page } : page, order, start, options.aliases ?? [])),
    site: {
      robots: UNTRIED,
      sitemap: UNTRIED,
      tls: UNTRIED,
      https: UNTRIED,
      notFound: UNTRIED,
      searchTry: UNTRIED,
      securityTxt: UNTRIED,
      crossOrigin: UNTRIED,
      dns: UNTRIED,
      documents: UNTRIED,
      appLinks: UNTRIED,
      manifest: UNTRIED,
      ...options.site,
    },
    coverage: { discovered: entries.length, done: entries.length, failed: 0, skipped: 0, rendered: 0, blocked: 0, budgetHit: null, reachedEnd: options.reachedEnd ?? true },
    failures: [],
  };
};

const pageOf = (url: string, page: Exclude<FixturePage, string>, order: number, start: string, aliases: readonly string[]): PageArtifact => {
  const bytes = new TextEncoder().encode(page.html);
  const headers = Object.entries({ 'content-type': 'text/html; charset=utf-8', ...page.headers }).map(([name, value]) => [name.toLowerCase(), value] as const);
  const status = page.status ?? 200;
  const response: ResponsePart = { requestedUrl: url, url, status, headers, redirects: [], contentType: 'text/html', bytes: bytes.length, ms: 1 };
  const hash = createHash('sha256').update(url).update(bytes).digest('hex');
  const state = page.state ?? 'ok';
  return {
    url,
    requestedUrl: url,
    order,
    state,
    fetchedBy: 'http',
    depth: order === 0 ? 0 : 1,
    host: hostKind(url, { start, aliases, portals: [] }),
    via: order === 0 ? [] : [{ url: start, text: 'Menu', place: 'nav' }],
    capture: { hash, url, status, headers, bytes: hash, size: bytes.length, fetchedAt: '2026-11-23T00:00:00.000Z', by: 'http', state },
    parts: {
      ...extractParts({ html: bytes, response, rendered: false }),
      response,
      accessibility: GONE,
      mobile: GONE,
      presentation: GONE,
      keyboard: GONE,
      rendered: GONE,
      lighthouse: UNTRIED,
      validator: UNTRIED,
      ...page.parts,
    },
  };
};

let words: Promise<Words> | undefined;
/** The real lexicons, loaded once for all tests of a file. */
export const realWords = (): Promise<Words> => (words ??= Promise.all([loadConcepts(), loadLexicons()]).then(([concepts, lexicons]) => prepareWords(concepts, lexicons)));
