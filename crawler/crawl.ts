import type { FailureKind, NotFoundPart, GatherFailure, PageArtifact, Portal, PortalArtifacts } from './artifact.ts';
import { isFailure } from './artifact.ts';
import { gatherAppLinks, gatherManifest } from './apps.ts';
import type { Browser, VisitRequest } from './browser-contract.ts';
import type { CaptureStore, CrawlOptions, Ledger, LedgerEntry, OnEvent, Pace, Planner } from './contract.ts';
import { type FileDeps, gatherDocuments } from './documents.ts';
import { entryOf, keyOf, linkedFrom, listedInSitemap, scopeOf } from './discover.ts';
import { FAILURE_KINDS, failed } from './failure-kinds.ts';
import { fromBrowser, fromHttp, type GatherDeps } from './gather-page.ts';
import { growHeapSlowly } from './heap.ts';
import { hostKind, mapAlias, type Scope } from './host-kind.ts';
import { type Guard, type Http, isThrottled, openHttp } from './http.ts';
import { inOrder, loadPages, portalArtifacts } from './replay.ts';
import { openRobots } from './robots.ts';
import { runRound } from './round.ts';
import { trySearch } from './search-try.ts';
import { gatherSite } from './site.ts';
import { trapped } from './traps.ts';

export interface CrawlDeps {
  readonly portal: Portal;
  readonly options: CrawlOptions;
  readonly store: CaptureStore;
  readonly ledger: Ledger;
  readonly planner: Planner;
  readonly pace: Pace;
  /** Phrases of a concept in all languages (error pages, refusals). */
  readonly phrases: (concept: string) => readonly string[];
  /** The browser, opened when first needed; null when there is none here. */
  readonly browser: () => Promise<Browser | null>;
  readonly onEvent: OnEvent;
  readonly signal: AbortSignal;
  readonly now: () => Date;
}
export interface Crawled {
  readonly artifacts: PortalArtifacts;
  readonly stopped: string;
}

/**
 * Reads one portal in rounds: the planner names the next requests, they are fetched, what they link to is discovered in
 * a fixed order, until the planner ends it or the budget is spent. The ledger is the truth: a crawl that was killed goes
 * on with the round it was in and comes to the same pages.
 */
export const crawl = async (deps: CrawlDeps): Promise<Crawled> => {
  const { options, ledger } = deps;
  growHeapSlowly();
  const http = openHttp(options, deps.pace);
  try {
    const robots = openRobots({ http, pace: deps.pace, userAgent: options.userAgent, signal: deps.signal, timeoutMs: options.timeoutMs });
    const guard: Guard = (url) => robots.check(url);
    const pages = new Map<string, PageArtifact>();
    const first = scopeOf(options, null);
    const startKey = keyOf(options.start, first) ?? options.start;
    await ledger.discover([entryOf(startKey, 'portal', 0, [])]);
    for (const [key, page] of await knownPages(deps)) pages.set(key, page);
    const visit: Visit = { deps, http, guard, pages, scope: first, notFound: null };

    if (!pages.has(startKey)) await runStart(startKey, visit);
    const start = pages.get(startKey);
    if (!start) return finish(visit, await startFailure(ledger, startKey));
    visit.scope = scopeOf(options, start.url);
    visit.notFound = await siteParts(visit, robots, start);

    const stopped = await rounds(visit);
    await searchOnce(visit);
    await filesOnce(start.url, visit);
    return await finish(visit, stopped);
  } finally {
    await http.close();
  }
};

interface Visit {
  readonly deps: CrawlDeps;
  readonly http: Http;
  readonly guard: Guard;
  readonly pages: Map<string, PageArtifact>;
  scope: Scope;
  notFound: NotFoundPart | GatherFailure | null;
}

const knownPages = async ({ ledger, store, options }: CrawlDeps): Promise<Map<string, PageArtifact>> => {
  const commits = await ledger.commits();
  const loaded = await loadPages(await ledger.entries(), commits, store, scopeOf(options, commits[0]?.finalUrl ?? null));
  return new Map(loaded.map((page) => [page.requestedUrl, page]));
};

const runStart = async (startKey: string, visit: Visit): Promise<void> => {
  await visit.deps.ledger.plan(0, 'http', [startKey]);
  await fetchRound(0, visit);
};

const startFailure = async (ledger: Ledger, startKey: string): Promise<string> =>
  (await ledger.entries()).find((entry) => entry.key === startKey)?.reason ?? 'not-tried: the start page was not asked for';

const siteParts = async (visit: Visit, robots: ReturnType<typeof openRobots>, start: PageArtifact): Promise<NotFoundPart | GatherFailure | null> => {
  const { ledger, options, signal } = visit.deps;
  const known = await ledger.site();
  if (known.notFound) return known.notFound;
  const seen = await gatherSite(start.url, { http: visit.http, robots, guard: visit.guard, resolve: (url) => mapAlias(url, visit.scope), allowPrivate: options.allowPrivate, signal });
  // links of the start page before those of the sitemap: they come with a label and a trail
  await ledger.discover(linkedFrom(start, visit.scope, options.hops));
  await ledger.discover(listedInSitemap(seen.listed, visit.scope, options.maxPages * 5));
  await ledger.saveSite(seen.parts);
  return seen.parts.notFound;
};

const rounds = async (visit: Visit): Promise<string> => {
  const { options, ledger, planner, signal, onEvent } = visit.deps;
  const deadline = performance.now() + options.maxMinutes * 60_000;
  let entries = await ledger.entries();
  let round = Math.max(0, ...entries.map((entry) => entry.round ?? 0));
  await fetchRound(round, visit); // what a killed process left of its round
  for (;;) {
    signal.throwIfAborted();
    entries = await ledger.entries();
    const beyond = trapped(entries);
    if (beyond.length) {
      await ledger.skip(beyond, 'trap: one of many addresses of one pattern');
      entries = await ledger.entries();
    }
    const unreachable = onDeadHosts(entries);
    if (unreachable.length) {
      await ledger.skip(unreachable, 'host-unreachable: its other addresses did not answer');
      entries = await ledger.entries();
    }
    refreshTrails(visit.pages, entries);
    const frontier = entries.filter((entry) => entry.state === 'discovered');
    const spent = entries.filter((entry) => entry.state === 'done' || entry.state === 'failed').length;
    const late = performance.now() > deadline;
    const plan = late
      ? { requests: [], stop: 'time budget spent' }
      : planner({ round: round + 1, pages: inOrder([...visit.pages.values()]), frontier, remaining: { pages: options.maxPages - spent, browserPages: options.browserPages } });
    if (!plan.requests.length) {
      const overPages = spent >= options.maxPages && frontier.length > 0;
      await ledger.skip(
        frontier.map((entry) => entry.key),
        late ? 'budget: minutes' : overPages ? 'budget: pages' : `planner-stopped: ${plan.stop ?? ''}`,
      );
      return plan.stop ?? 'nothing left to read';
    }
    round += 1;
    onEvent({ kind: 'round', round, planned: plan.requests.length });
    await ledger.plan(
      round,
      'http',
      plan.requests.map((request) => request.key),
    );
    await fetchRound(round, visit);
  }
};

const UNREACHABLE = /^(dns|refused|timeout|tls|private-address): /;

/** What is left on outside hosts that could not be reached: asking again would spend the budget on nothing. */
const onDeadHosts = (entries: readonly LedgerEntry[]): string[] => {
  const answered = new Set(entries.filter((entry) => entry.state === 'done').map((entry) => new URL(entry.url).host));
  const dead = new Set(
    entries
      .filter((entry) => entry.host !== 'portal' && entry.state === 'failed' && UNREACHABLE.test(entry.reason))
      .map((entry) => new URL(entry.url).host)
      .filter((host) => !answered.has(host)),
  );
  return dead.size ? entries.filter((entry) => entry.state === 'discovered' && dead.has(new URL(entry.url).host)).map((entry) => entry.key) : [];
};

/** A page that only the sitemap had named gains its trail once a link to it is met. */
const refreshTrails = (pages: Map<string, PageArtifact>, entries: readonly LedgerEntry[]): void => {
  for (const { key, depth, via } of entries) {
    const page = pages.get(key);
    if (page && page.via.length !== via.length) pages.set(key, { ...page, depth, via });
  }
};

/** Fetches what is planned of a round, renders its script-built pages, then discovers the links of all its pages in order. */
const fetchRound = async (round: number, visit: Visit): Promise<void> => {
  const { ledger, options, signal } = visit.deps;
  const entries = await ledger.entries();
  const planned = entries.filter((entry) => entry.state === 'planned' && entry.round === round);
  const byKey = new Map(entries.map((entry) => [entry.key, entry]));
  const counts = { done: entries.filter((entry) => entry.state === 'done' || entry.state === 'failed').length, known: entries.length };
  await runRound(
    planned.map(({ key, url }) => ({ key, url })),
    { concurrency: options.concurrency, signal },
    async (item, attempt) => {
      const result = await fetchPage(byKey.get(item.key)!, attempt.last, visit);
      if (result === 'settled') counts.done++;
      report(item.key, visit, counts);
      return result;
    },
  );
  signal.throwIfAborted();
  await renderShells(
    entries.filter((entry) => entry.round === round && visit.pages.get(entry.key)?.state === 'empty-shell' && visit.pages.get(entry.key)?.fetchedBy === 'http'),
    visit,
  );
  const read = entries
    .filter((entry) => entry.round === round)
    .map((entry) => visit.pages.get(entry.key))
    .filter((page) => page !== undefined);
  if (visit.notFound !== null || round > 0) await ledger.discover(inOrder(read).flatMap((page) => linkedFrom(page, visit.scope, options.hops)));
};

const report = (key: string, visit: Visit, counts: { readonly done: number; readonly known: number }): void => {
  const page = visit.pages.get(key);
  if (page) visit.deps.onEvent({ kind: 'page', url: page.url, by: page.fetchedBy, state: page.state, ...counts });
};

const fetchPage = async (entry: LedgerEntry, last: boolean, visit: Visit): Promise<'settled' | 'again'> => {
  const { ledger, signal, onEvent } = visit.deps;
  const give = async (failure: FailureKind, detail: string): Promise<'settled'> => {
    await ledger.fail(entry.key, failure, detail);
    onEvent({ kind: 'failed', url: entry.url, failure, detail });
    return 'settled';
  };
  const got = await visit.http.get(entry.url, signal, { guard: visit.guard, resolve: (url) => mapAlias(url, visit.scope) });
  if (isFailure(got)) return FAILURE_KINDS[got.failure].permanent || last ? give(got.failure, got.detail) : 'again';
  if (isThrottled(got.raw.status) && !last) return 'again';
  const gathered = await fromHttp(entry, got, gatherDeps(visit));
  await ledger.commit(gathered.commit);
  visit.pages.set(entry.key, gathered.page);
  return 'settled';
};

const gatherDeps = (visit: Visit): GatherDeps => ({ store: visit.deps.store, phrases: visit.deps.phrases, notFound: visit.notFound, scope: visit.scope, now: visit.deps.now });

/** Script-built pages say nothing without a browser, so they are opened in one, within its budget. */
const renderShells = async (entries: readonly LedgerEntry[], visit: Visit): Promise<void> => {
  if (!entries.length) return;
  const { options, ledger } = visit.deps;
  const rendered = [...visit.pages.values()].filter((page) => page.fetchedBy === 'browser').length;
  const wanted = entries.slice(0, Math.max(0, options.browserPages - rendered));
  const browser = wanted.length ? await visit.deps.browser() : null;
  if (!browser) return;
  const byKey = new Map(wanted.map((entry) => [entry.key, entry]));
  const requests = wanted.map(({ key, url }): VisitRequest => ({ key, url, accessibility: false, mobile: false, screenshot: false, archive: false, marks: [] }));
  await browser.visit(requests, async (result) => {
    if ('failure' in result) return; // the empty shell stays, and says so
    const gathered = await fromBrowser(byKey.get(result.key)!, result, gatherDeps(visit));
    await ledger.commit(gathered.commit);
    visit.pages.set(result.key, gathered.page);
  });
};

const searchOnce = async (visit: Visit): Promise<void> => {
  const { ledger, signal } = visit.deps;
  if ((await ledger.site()).searchTry) return;
  const searchTry = await trySearch(inOrder([...visit.pages.values()]), {
    http: visit.http,
    guard: visit.guard,
    resolve: (url) => mapAlias(url, visit.scope),
    isPortal: (url) => hostKind(url, visit.scope) === 'portal',
    signal,
  });
  await ledger.saveSite({ searchTry });
};

/** Files beside the pages, each kind once: a visit that was killed does not ask again. */
const filesOnce = async (start: string, visit: Visit): Promise<void> => {
  const { ledger, signal } = visit.deps;
  const known = await ledger.site();
  const pages = inOrder([...visit.pages.values()]);
  const deps: FileDeps = { http: visit.http, guard: visit.guard, resolve: (url) => mapAlias(url, visit.scope), isOutside: (url) => hostKind(url, visit.scope) === 'external', signal };
  if (!known.appLinks) await ledger.saveSite({ appLinks: await gatherAppLinks(start, deps) });
  if (!known.manifest) await ledger.saveSite({ manifest: await gatherManifest(pages, deps) });
  if (!known.documents) await ledger.saveSite({ documents: await gatherDocuments(pages, deps) });
};

const finish = async (visit: Visit, stopped: string): Promise<Crawled> => {
  const { ledger, portal } = visit.deps;
  const entries = await ledger.entries();
  const site = await ledger.site();
  const artifacts = portalArtifacts({ portal, entries, pages: [...visit.pages.values()], site: Object.keys(site).length ? site : { robots: failed('not-tried', stopped) } });
  return { artifacts, stopped };
};
