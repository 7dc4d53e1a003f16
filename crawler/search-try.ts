import type { Form, GatherFailure, Link, PageArtifact, SearchTryPart } from './artifact.ts';
import { isFailure } from './artifact.ts';
import { failed } from './failure-kinds.ts';
import type { Guard, Http } from './http.ts';
import { extractParts } from './parts/extract.ts';

const SHORTEST_WORD = 5;
const MOST_LINKS = 10;
const MOST_SUBMITTED = 3; // fields; a form with more is an advanced search, whose other fields we would have to invent

/**
 * The one form this crawler ever sends: a GET site search with one harmless word from the portal's own menu. The result
 * page must react to the word. Where it cannot be judged (script-only search, a static copy) that is said.
 */
export const trySearch = async (
  pages: readonly PageArtifact[],
  deps: { readonly http: Http; readonly guard: Guard; readonly resolve: (url: string) => string; readonly isPortal: (url: string) => boolean; readonly signal: AbortSignal },
): Promise<SearchTryPart | GatherFailure> => {
  const found = searchForm(pages);
  if (!found) return failed('not-tried', 'no search form on the pages read');
  const { form, page, field } = found;
  const query = menuWord(pages);
  if (query === null) return failed('not-tried', 'no menu word to search for');
  const base = { formSelector: form.selector, action: form.action ?? '', query };
  const unjudged = (note: string, status = 0, resultUrl = ''): SearchTryPart => ({ ...base, resultUrl, status, reacts: null, quote: '', note });
  if (form.action === null || form.method !== 'get') return unjudged(form.method === 'get' ? 'the search works by script only' : 'the search is no GET form, so it was not sent');
  if (!deps.isPortal(form.action)) return unjudged('the search is on another host, so it was not tried');
  const address = new URL(form.action);
  address.search = new URLSearchParams({ [field]: query }).toString();
  const got = await deps.http.get(address.href, deps.signal, { guard: deps.guard, resolve: deps.resolve });
  if (isFailure(got)) return unjudged(got.detail, 0, address.href);
  const { status, url, body, headers } = got.raw;
  if (status !== 200) return unjudged(`the search answers ${status}`, status, url);
  const { text, links } = extractParts({ html: body, response: { url, headers }, rendered: false });
  if (isFailure(text)) return unjudged('the result page could not be read', status, url);
  const before = page.parts.text;
  const lower = query.toLocaleLowerCase();
  const known = isFailure(before) ? new Set<string>() : new Set(before.blocks.map((block) => block.text));
  const fresh = text.blocks.filter((block) => !known.has(block.text));
  const quote = fresh.find((block) => block.text.toLocaleLowerCase().includes(lower))?.text ?? '';
  const named = isFailure(links) || isFailure(page.parts.links) ? undefined : namingLinks(links, page.parts.links, lower, url);
  if (quote || text.title.toLocaleLowerCase().includes(lower)) return { ...base, resultUrl: url, status, reacts: true, quote: (quote || text.title).slice(0, 300), note: '', links: named };
  if (!fresh.length) return unjudged('the answer is the same page as without a search: a static copy, or a search by script', status, url);
  return { ...base, resultUrl: url, status, reacts: false, quote: '', note: 'the result page does not show the word', links: named };
};

/** What the result page links to under the word: not the frame that stands around every page, nor the search itself (pages of results, filters). */
const namingLinks = (links: readonly Link[], before: readonly Link[], word: string, resultUrl: string): NonNullable<SearchTryPart['links']> => {
  const frame = new Set(before.filter(({ place }) => place !== 'main').map(keyOf));
  const { origin, pathname } = new URL(resultUrl);
  return links
    .filter((link) => (link.kind === 'page' || link.kind === 'document') && link.text.toLocaleLowerCase().includes(word) && !frame.has(keyOf(link)))
    .flatMap(({ url, text }) => (url === null || url.split('?')[0] === origin + pathname ? [] : [{ text: text.slice(0, 300), url }]))
    .slice(0, MOST_LINKS);
};
const keyOf = ({ url, text, place }: Link): string => `${url} ${place} ${text}`;

const searchForm = (pages: readonly PageArtifact[]): { readonly form: Form; readonly page: PageArtifact; readonly field: string } | null => {
  let second: { form: Form; page: PageArtifact; field: string } | null = null;
  for (const page of pages) {
    if (page.host !== 'portal' || page.state !== 'ok' || isFailure(page.parts.forms)) continue;
    for (const form of page.parts.forms) {
      if (form.purpose !== 'search' || form.fields.length > MOST_SUBMITTED) continue;
      const field = form.fields.find((one) => one.type === 'search' || one.type === 'text')?.name;
      if (!field) continue;
      if (form.action !== null && form.method === 'get') return { form, page, field };
      second ??= { form, page, field };
    }
  }
  return second;
};

/** The longest single word of the home page's menu: it must stand somewhere on the portal, and it can offend nobody. */
const menuWord = (pages: readonly PageArtifact[]): string | null => {
  const home = pages[0];
  if (!home || isFailure(home.parts.links)) return null;
  const labels = home.parts.links.filter((link) => link.kind === 'page');
  const inMenu = labels.filter((link) => link.place === 'nav' || link.place === 'header');
  const words = (inMenu.length ? inMenu : labels).flatMap((link) => link.text.match(/\p{L}[\p{L}\p{M}]+/gu) ?? []);
  const best = words.reduce((longest, word) => (word.length > longest.length ? word : longest), '');
  return best.length >= SHORTEST_WORD || /[^\p{sc=Latn}]/u.test(best) ? best || null : null;
};
