import { isFailure, type PageArtifact, type PageRole } from '../../crawler/artifact.ts';

/** quick: the home page and one page of each key role; full: besides, one page of each template and a random tenth. */
export type SampleDepth = 'quick' | 'full';

/** Does a check's finding hold for the browser's sample, so that it says how deep that was? */
export const isSampled = (check: string): boolean => /^(accessibility|mobile)\//.test(check);

/**
 * The sample for the browser, after WCAG-EM 1.0 step 3: one page of each role, one of each template (DOM-shape hash),
 * then a seeded random tenth. What was chosen and why is kept, so that a report can say what the sample covers.
 */

const ROLE_ORDER: readonly PageRole[] = ['home', 'search', 'contact', 'sign-in', 'service-list', 'service', 'form', 'accessibility-statement', 'privacy'];
const RANDOM_SHARE = 0.1;

export interface Sampled {
  readonly url: string;
  readonly why: string;
}

export const chooseSample = (pages: readonly PageArtifact[], roles: ReadonlyMap<string, PageRole>, size: number, seed: number, depth: SampleDepth = 'full'): Sampled[] => {
  const readable = pages.filter((page) => page.state === 'ok' && page.host === 'portal');
  const chosen = new Map<string, string>();
  const add = (url: string | undefined, why: string): void => {
    if (url !== undefined && chosen.size < size && !chosen.has(url)) chosen.set(url, why);
  };
  for (const role of ROLE_ORDER) add(readable.find((page) => roles.get(page.url) === role)?.url, role);
  if (depth === 'quick') return asList(chosen);
  const shapes = new Map<string, PageArtifact[]>();
  for (const page of readable) if (!isFailure(page.parts.shape)) shapes.set(page.parts.shape.hash, [...(shapes.get(page.parts.shape.hash) ?? []), page]);
  for (const group of [...shapes.values()].sort((a, b) => b.length - a.length || a[0]!.order - b[0]!.order)) {
    if (!group.some((page) => chosen.has(page.url))) add(group[0]!.url, `template of ${group.length} pages`);
  }
  const rest = readable.filter((page) => !chosen.has(page.url));
  const next = randomFrom(seed);
  for (let left = Math.ceil(readable.length * RANDOM_SHARE); left > 0 && rest.length; left--) add(rest.splice(Math.floor(next() * rest.length), 1)[0]?.url, 'random');
  return asList(chosen);
};

const asList = (chosen: ReadonlyMap<string, string>): Sampled[] => [...chosen].map(([url, why]) => ({ url, why }));

/** mulberry32: a small seeded generator, so that a stored seed gives the same sample again. */
const randomFrom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
};
