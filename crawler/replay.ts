import type { Coverage, FailureKind, Gathered, PageArtifact, Portal, PortalArtifacts, SiteParts } from './artifact.ts';
import type { CaptureStore, CrawlOptions, Ledger, LedgerEntry, PageCommit } from './contract.ts';
import { scopeOf } from './discover.ts';
import { failed } from './failure-kinds.ts';
import { decode } from './gather-page.ts';
import type { Scope } from './host-kind.ts';
import { pageArtifact, staticParts } from './page.ts';
import { isFailure } from './artifact.ts';

/** Rebuilds what a crawl saw from ledger and captures, parsing again. Equal to what the live crawl returned. */
export const loadArtifacts = async (from: {
  readonly ledger: Ledger;
  readonly store: CaptureStore;
  readonly portal?: Portal;
  readonly options: Pick<CrawlOptions, 'start' | 'aliases'>;
}): Promise<PortalArtifacts> => {
  const { ledger, store, options } = from;
  const entries = await ledger.entries();
  const commits = await ledger.commits();
  const pages = await loadPages(entries, commits, store, scopeOf({ portals: [], ...options }, commits.find((commit) => commit.key === entries[0]?.key)?.finalUrl ?? null));
  return portalArtifacts({ portal: from.portal ?? portalOf(options), entries, pages, site: await ledger.site() });
};

/** All pages of the ledger, read again from their stored bytes. */
export const loadPages = async (entries: readonly LedgerEntry[], commits: readonly PageCommit[], store: CaptureStore, scope: Scope): Promise<PageArtifact[]> => {
  const byKey = new Map(entries.map((entry) => [entry.key, entry]));
  const pages: PageArtifact[] = [];
  for (const commit of commits) {
    const entry = byKey.get(commit.key);
    if (!entry) continue;
    const response = commit.redirects;
    const parts = isFailure(response) ? null : staticParts(response, await store.get(commit.source), commit.fetchedBy);
    pages.push(pageArtifact(entry, commit, parts, commit.measured ? decode(await store.get(commit.measured)) : null, scope));
  }
  return pages;
};

const portalOf = (options: Pick<CrawlOptions, 'start' | 'aliases'>): Portal => ({ url: options.start, role: 'other', aliases: options.aliases });

/** Pages by order, each address once: of two that lead to the same final address the one found first stays. */
export const inOrder = (pages: readonly PageArtifact[]): PageArtifact[] => {
  const seen = new Set<string>();
  return [...pages].sort((a, b) => a.order - b.order).filter((page) => !seen.has(page.url) && seen.add(page.url));
};

export const portalArtifacts = (from: {
  readonly portal: Portal;
  readonly entries: readonly LedgerEntry[];
  readonly pages: readonly PageArtifact[];
  readonly site: Partial<Gathered<SiteParts>>;
}): PortalArtifacts => {
  const failures = from.entries
    .filter((entry) => entry.state === 'failed')
    .sort((a, b) => a.order - b.order)
    .map((entry) => {
      const [kind = 'bug', ...detail] = entry.reason.split(': ');
      return { url: entry.url, kind: kind as FailureKind, detail: detail.join(': ') };
    });
  return { portal: from.portal, pages: inOrder(from.pages), site: { ...NO_SITE, ...from.site }, coverage: coverageOf(from.entries, from.pages), failures };
};

const NOT_TRIED = failed('not-tried', 'the crawl did not come to this');
const NO_SITE: Gathered<SiteParts> = {
  robots: NOT_TRIED,
  sitemap: NOT_TRIED,
  tls: NOT_TRIED,
  https: NOT_TRIED,
  notFound: NOT_TRIED,
  searchTry: NOT_TRIED,
  securityTxt: NOT_TRIED,
  crossOrigin: NOT_TRIED,
  dns: NOT_TRIED,
  documents: NOT_TRIED,
  appLinks: NOT_TRIED,
  manifest: NOT_TRIED,
};

const REFUSED = new Set(['blocked', 'challenge']);

/** Counts by state; throws when they do not add up, because then pages were lost. */
const coverageOf = (entries: readonly LedgerEntry[], pages: readonly PageArtifact[]): Coverage => {
  const count = (state: LedgerEntry['state']) => entries.filter((entry) => entry.state === state).length;
  const done = count('done');
  const failedPages = count('failed');
  const skipped = count('skipped');
  if (done + failedPages + skipped !== entries.length) throw new Error(`the ledger does not add up: ${entries.length} discovered, but ${done} done + ${failedPages} failed + ${skipped} skipped`);
  const over = entries.find((entry) => entry.state === 'skipped' && entry.reason.startsWith('budget'));
  return {
    discovered: entries.length,
    done,
    failed: failedPages,
    skipped,
    rendered: pages.filter((page) => !isFailure(page.parts.rendered)).length,
    blocked: pages.filter((page) => REFUSED.has(page.state)).length,
    budgetHit: over ? (over.reason.split(': ')[1] ?? 'pages') : null,
    reachedEnd: !entries.some((entry) => entry.state === 'skipped' && entry.host === 'portal' && UNREAD.test(entry.reason)),
  };
};
/** Skipped although it could have been read. */
const UNREAD = /^(budget|planner-stopped|trap)/;
