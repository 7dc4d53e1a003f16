import { isFailure, type PagePart, type ResponsePart, type SitePart } from '../crawler/artifact.ts';
import type { Evidence, Outcome, Result, View, ViewPage } from './contract.ts';
import { connectionEvidence, headerEvidence } from './evidence.ts';

/** Reading what the server answered: headers, and the page that does worst. */

const WORST_FIRST: readonly Outcome[] = ['fail', 'unsure', 'pass', 'not-applicable'];

/** Messages for the reason that every check of responses shares. */
export const UNREAD_MESSAGES = { 'nothing-read': 'No page of the portal could be read.' } as const;
export const UNREAD = { outcome: 'untested', reason: 'nothing-read' } as const;

export const responseOf = (page: ViewPage<'response'>): ResponsePart | null => (isFailure(page.parts.response) ? null : page.parts.response);

/** The value of a header, repeated ones joined as RFC 9110 §5.3 says; null when absent. */
export const headerValue = (response: Pick<ResponsePart, 'headers'>, name: string): string | null => {
  const values = response.headers.filter(([key]) => key === name).map(([, value]) => value.trim());
  return values.length ? values.join(', ') : null;
};

export const isSecure = (url: string): boolean => url.startsWith('https:');

/** The portal's own readable pages, start page first. */
export const portalPages = <P extends PagePart, S extends SitePart>(view: View<P, S>): readonly ViewPage<P>[] => view.pages.filter((page) => page.host === 'portal');

/**
 * Judges every page of the portal and answers with the worst, nearest to the start page: one bad page is enough.
 * `judge` gives null where the page lacks the part. `data` tells of how many `pages` the reason holds (`affected`).
 */
export const worstPage = <P extends PagePart, S extends SitePart, Reason extends string>(view: View<P, S>, judge: (page: ViewPage<P>) => Result<Reason> | null): Result<Reason | 'nothing-read'> => {
  const results = portalPages(view)
    .map(judge)
    .filter((result) => result !== null);
  const worst = WORST_FIRST.map((outcome) => results.find((result) => result.outcome === outcome)).find((result) => result !== undefined);
  return worst ? { ...worst, data: { ...worst.data, pages: results.length, affected: results.filter((result) => result.reason === worst.reason).length } } : UNREAD;
};

/** The header as it came, or its absence. */
export const headerSeen = (page: ViewPage<'response'>, name: string, value: string | null): Evidence => headerEvidence(page, name, value ?? '');

/** A fact about the portal's connection, seen when the start page was visited. */
export const siteFact = <P extends PagePart, S extends SitePart>(view: View<P, S>, url: string, fact: string, value: string): Evidence => {
  const start = view.all[0];
  return connectionEvidence({ url, capture: start?.capture.hash ?? '', observedAt: start?.capture.fetchedAt ?? view.asOf }, fact, value);
};
