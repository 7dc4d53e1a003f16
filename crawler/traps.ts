import type { LedgerEntry } from './contract.ts';

/**
 * Calendars, endless pagination and relative links that nest for ever: addresses of one pattern beyond a cap are not
 * read. Judged by shape alone, so that it works in every language, and over the ledger's order, so that the same portal
 * always loses the same addresses.
 */

const DATED_OR_PAGED = 20; // addresses of one calendar or one pager
const SAME_QUERY_SHAPE = 200; // portals that address every page as index.php?id=…
const MAX_URL_CHARS = 1000;
const MAX_SAME_SEGMENT = 3;

/** Keys of the discovered entries that are beyond the cap of their pattern. `entries`: all of the run, by order. */
export const trapped = (entries: readonly LedgerEntry[]): string[] => {
  const counts = new Map<string, number>();
  const beyond: string[] = [];
  for (const entry of entries) {
    const { pattern, cap } = patternOf(entry);
    if (pattern === null) continue;
    const count = (counts.get(pattern) ?? 0) + 1;
    counts.set(pattern, count);
    if (count > cap && entry.state === 'discovered') beyond.push(entry.key);
  }
  return beyond;
};

type Pattern = { readonly pattern: string | null; readonly cap: number };

const patternOf = ({ url, via }: Pick<LedgerEntry, 'url' | 'via'>): Pattern => {
  const at = new URL(url);
  const segments = at.pathname.split('/').filter(Boolean);
  if (url.length > MAX_URL_CHARS || segments.some((segment) => segments.filter((other) => other === segment).length > MAX_SAME_SEGMENT)) return { pattern: `${at.host} endless`, cap: 0 };
  const names = [...new Set(at.searchParams.keys())].sort().join('&');
  const numbered = `${at.host}${at.pathname.replace(/\d+/g, '0')}?${names}`;
  const label = via.at(-1)?.text;
  const pager = label !== undefined && label !== '' && !/\p{L}/u.test(label) && /\d/.test(at.pathname + at.search);
  if (pager || isDated(at)) return { pattern: `${numbered} dated`, cap: DATED_OR_PAGED };
  return at.search ? { pattern: `${at.host}${at.pathname}?${names}`, cap: SAME_QUERY_SHAPE } : { pattern: null, cap: Infinity };
};

const DATE = /(^|\D)(19|20)\d\d([-_.]?)(0[1-9]|1[0-2])(\3(0[1-9]|[12]\d|3[01]))?(\D|$)/;
const DATED_PATH = /\/(19|20)\d\d\/(0?[1-9]|1[0-2])(\/|$)/;

const isDated = (at: URL): boolean =>
  DATED_PATH.test(at.pathname) ||
  at.pathname.split('/').some((segment) => /^\d[\d._-]*$/.test(segment) && DATE.test(segment)) ||
  [...at.searchParams.values()].some((value) => value.length <= 25 && DATE.test(value));
