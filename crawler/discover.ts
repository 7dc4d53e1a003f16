import type { HostKind, Link, LinkTrail, PageArtifact, ResponseState } from './artifact.ts';
import { isFailure } from './artifact.ts';
import type { CrawlOptions, Ledger } from './contract.ts';
import { hostKind, mapAlias } from './host-kind.ts';
import type { Scope } from './host-kind.ts';
import { normaliseUrl } from './url.ts';

export type Found = Parameters<Ledger['discover']>[0][number];

/** States whose links lead on; a block or error page's links are not the portal's. */
const LEADS_ON = new Set<ResponseState>(['ok', 'empty-shell', 'login-wall']);
/** Sitemap addresses nobody linked to yet: far from home as far as we know. */
const SITEMAP_DEPTH = 9;

/** The portal's hosts and aliases; the host that the start page redirects to belongs to them. */
export const scopeOf = (options: Pick<CrawlOptions, 'start' | 'aliases' | 'portals'>, startFinalUrl: string | null): Scope => ({
  start: options.start,
  aliases: options.aliases,
  portals: startFinalUrl ? [...options.portals, startFinalUrl] : options.portals,
});

/** The address under which a run knows a page: an alias host mapped to the portal's own origin, then normalised; null when it is none. */
export const keyOf = (url: string, scope: Scope): string | null => (URL.canParse(url) ? normaliseUrl(mapAlias(url, scope)) : null);

/** What a page's links lead to, in document order. Off the portal only within `hops` clicks. */
export const linkedFrom = (page: PageArtifact, scope: Scope, hops: number): Found[] => {
  if (!LEADS_ON.has(page.state)) return [];
  const found: Found[] = [];
  const away = clicksAway(page, scope);
  const add = (target: string, text: string, place: Link['place']) => {
    const key = keyOf(target, scope);
    if (key === null) return;
    const host = hostKind(key, scope);
    if (host !== 'portal' && away >= hops) return;
    found.push(entryOf(key, host, page.depth + 1, [...page.via, { url: key, text, place }]));
  };
  const { links, meta } = page.parts;
  if (!isFailure(meta)) {
    const target = refreshTarget(meta.refresh, page.url);
    if (target) add(target, '', 'unknown');
  }
  if (!isFailure(links)) for (const link of links) if (link.kind === 'page' && link.url) add(link.url, link.text || link.name, link.place);
  return found;
};

/** Portal pages that only the sitemap names. */
export const listedInSitemap = (urls: readonly string[], scope: Scope, most: number): Found[] => {
  const found: Found[] = [];
  for (const url of urls) {
    const key = keyOf(url, scope);
    if (key === null || hostKind(key, scope) !== 'portal') continue;
    found.push(entryOf(key, 'portal', SITEMAP_DEPTH, []));
    if (found.length >= most) break;
  }
  return found;
};

export const entryOf = (key: string, host: HostKind, depth: number, via: LinkTrail): Found => ({ key, url: key, host, depth, via });

/** Clicks since the trail left the portal: 0 on a portal page. */
const clicksAway = (page: PageArtifact, scope: Scope): number => {
  if (page.host === 'portal') return 0;
  const lastOnPortal = page.via.findLastIndex((step) => hostKind(step.url, scope) === 'portal');
  return page.via.length - 1 - lastOnPortal;
};

/** Where `<meta http-equiv="refresh">` leads, null when it only reloads. */
const refreshTarget = (refresh: string, base: string): string | null => {
  const target = /^\s*[\d.]*\s*[;,]\s*(?:url\s*=\s*)?["']?([^"']+?)["']?\s*$/i.exec(refresh)?.[1];
  return target && URL.canParse(target, base) ? new URL(target, base).href : null;
};
