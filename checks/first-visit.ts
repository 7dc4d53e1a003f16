import { cookieOf, thirdPartyOf, type ThirdPartyName } from '../config/tracking.ts';
import { type FirstVisitPart, type Gathered, isFailure, type PagePart, type PageParts, type RenderedPart } from '../crawler/artifact.ts';
import { hostKind } from '../crawler/host-kind.ts';
import type { Evidence, View, ViewPage } from './contract.ts';
import { connectionEvidence } from './evidence.ts';
import { portalPages } from './response.ts';

/** Reading what opening a page set going before anybody could agree to it. Our visits press nothing. */

export const UNSEEN_MESSAGES = { 'not-opened': 'No page of the portal was opened in a browser.' } as const;
export const UNSEEN = { outcome: 'untested', reason: 'not-opened' } as const;

/** A page that a browser opened. `first`: null where the run is older than that part, or it could not be gathered. */
export interface Opened<P extends PagePart = 'rendered'> {
  readonly page: ViewPage<P | 'rendered'>;
  readonly rendered: RenderedPart;
  readonly first: FirstVisitPart | null;
}

export const openedPages = <P extends PagePart>(view: View<P | 'rendered', never>): readonly Opened<P>[] =>
  portalPages(view).flatMap((page) => {
    const { rendered }: Pick<Gathered<PageParts>, 'rendered'> = page.parts;
    if (isFailure(rendered)) return [];
    const first = rendered.firstVisit;
    return [{ page, rendered, first: first && !isFailure(first) ? first : null }];
  });

/** A host that was told of the visit. `who`: null where nobody knows it. */
export interface Told {
  readonly host: string;
  readonly who: ThirdPartyName | null;
  readonly kinds: readonly string[];
  readonly at: Opened['page'];
}

/** Hosts outside the portal, each once, on the page nearest to the start. Other official bodies are no third parties. */
export const thirdPartiesTold = (view: Pick<View, 'portal'>, opened: readonly Opened[]): readonly Told[] => {
  const told = new Map<string, Told>();
  for (const { page, rendered, first } of opened)
    for (const host of rendered.thirdPartyHosts) {
      if (told.has(host) || !isOutside(view, host)) continue;
      told.set(host, { host, who: thirdPartyOf(host), kinds: first?.thirdParties.find((party) => party.host === host)?.kinds ?? [], at: page });
    }
  return [...told.values()];
};

const isOutside = ({ portal }: Pick<View, 'portal'>, host: string): boolean => hostKind(`https://${host}/`, { start: portal.url, aliases: portal.aliases, portals: [] }) === 'external';

/** A cookie that a page or something in it set or sent. `days`: null for the visit only, undefined where an old run does not say. */
export interface Kept {
  readonly name: string;
  readonly host: string;
  readonly days: number | null | undefined;
  readonly foreign: boolean;
  /** Who is known to set it; null when nobody is. */
  readonly of: string | null;
  /** Does it tell one visitor from another, for somebody known to follow them? */
  readonly follows: boolean;
  readonly at: Opened['page'];
}

/** Cookies of all pages, each once. */
export const cookiesKept = (view: Pick<View, 'portal'>, opened: readonly Opened[]): readonly Kept[] => {
  const kept = new Map<string, Kept>();
  for (const { page, rendered, first } of opened) {
    const own = new URL(page.url).hostname;
    const sent = (first?.thirdParties ?? []).flatMap(({ host, cookies }) => cookies.map((cookie) => ({ ...cookie, host })));
    for (const { name, host, days } of [...rendered.cookies.map(({ domain, ...rest }) => ({ ...rest, host: domain.replace(/^\./, '') })), ...sent]) {
      const key = `${name} ${host}`;
      if (kept.has(key)) continue;
      const foreign = own !== host && !own.endsWith(`.${host}`) && isOutside(view, host);
      const known = cookieOf(name);
      const who = foreign ? thirdPartyOf(host) : null;
      kept.set(key, { name, host, days, foreign, of: known?.of ?? who?.name ?? null, follows: known?.follows === true || who?.tracks === true, at: page });
    }
  }
  return [...kept.values()];
};

/** Something that was seen while the page was opened. */
export const seenAt = (page: Opened['page'], fact: string, value: string): Evidence =>
  connectionEvidence({ url: page.url, capture: page.capture.hash, observedAt: page.capture.fetchedAt }, fact, value);
