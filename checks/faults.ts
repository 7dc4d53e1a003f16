import { type GatherFailure, isFailure, type Located, type PagePart } from '../crawler/artifact.ts';
import type { Result, ViewPage } from './contract.ts';
import { elementEvidence } from './evidence.ts';

/** One element with one fault. `sure`: proved by the markup or a measurement; the others a person must look at. */
export interface Fault extends Located {
  readonly kind: string;
  readonly sure: boolean;
}
export type FaultReason = 'faults' | 'review' | 'none-found' | 'nothing-there' | 'nothing-read';

const MOST_PLACES = 20;
const MOST_EVIDENCE = 20;

export const fault = (kind: string, { selector, html }: Located): Fault => ({ kind, selector, html, sure: true });
export const doubt = (kind: string, { selector, html }: Located): Fault => ({ kind, selector, html, sure: false });

/** The messages of a check that lists faults; `things` is what it looks at, in the plural. */
export const faultMessages = (things: string): Record<FaultReason, string> => ({
  faults: `{faults} of the {looked} ${things} looked at are faulty on {failing} of {read} pages: {kinds}.`,
  review: `{review} of the {looked} ${things} looked at should be looked at by a person: {kinds}.`,
  'none-found': `No fault was found in the {looked} ${things} of {read} pages.`,
  'nothing-there': `There are no ${things} on the pages read.`,
  'nothing-read': 'No page could be read or measured for this.',
});

/** What a page shows: how many things were looked at, and the faults found. Null when the page could not be read. */
export interface Look {
  readonly looked: number;
  readonly faults: readonly Fault[];
}

/** Looks at each of the portal's own pages and sums up: faults by kind, each kind with its places. The same element of a template counts once. */
export const judgeFaults = <P extends PagePart>(pages: readonly ViewPage<P>[], look: (page: ViewPage<P>) => Look | null): Result<FaultReason> => {
  const read = pages
    .filter((page) => page.host === 'portal')
    .flatMap((page) => {
      const seen = look(page);
      return seen ? [{ page, ...seen }] : [];
    });
  if (!read.length) return { outcome: 'untested', reason: 'nothing-read' };
  const looked = read.reduce((sum, page) => sum + page.looked, 0);
  if (!looked) return { outcome: 'not-applicable', reason: 'nothing-there', data: { read: read.length } };
  const found = read.flatMap(({ page, faults }) => faults.map((one) => ({ page, one })));
  const components = [...new Map(found.toReversed().map((seen) => [`${seen.one.kind}\u0000${seen.one.selector}\u0000${seen.one.html}`, seen])).values()].toReversed();
  const sure = components.filter(({ one }) => one.sure);
  const kinds = [...Map.groupBy(components, ({ one }) => one.kind)].map(([kind, list]) => ({
    kind,
    sure: list[0]!.one.sure,
    count: list.length,
    places: list.slice(0, MOST_PLACES).map(({ page, one }) => ({ url: page.url, selector: one.selector })),
  }));
  const told = sure.length ? kinds.filter((kind) => kind.sure) : kinds;
  const data = {
    read: read.length,
    looked,
    faults: sure.length,
    review: components.length - sure.length,
    failing: new Set(found.filter(({ one }) => one.sure).map(({ page }) => page.url)).size,
    kinds: told.map(({ kind, count }) => `${kind} (${count})`).join(', '),
    groups: kinds,
  };
  if (!components.length) return { outcome: 'pass', reason: 'none-found', data };
  const evidence = (sure.length ? sure : components).slice(0, MOST_EVIDENCE).map(({ page, one }) => elementEvidence(page, one.selector, one.html));
  return sure.length ? { outcome: 'fail', reason: 'faults', data, evidence } : { outcome: 'unsure', reason: 'review', data, evidence };
};

/** A part of a page for `judgeFaults`, or null where there is none. */
export const there = <T>(part: T | GatherFailure): T | null => (isFailure(part) ? null : (part as T));
