import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isFailure } from '../../crawler/artifact.ts';
import { type Http, openHttp } from '../../crawler/http.ts';
import { localPace } from '../../crawler/pace.ts';
import { trySearch } from '../../crawler/search-try.ts';
import { type Answer, type Asked, links, page, serve, type Served } from '../serve-folder.ts';
import { portalOf } from '../checks/portal-fixture.ts';

const MENU = `<nav>${links({ '/registrations': 'Registrations', '/waste': 'Waste' })}</nav>`;
const framed = (title: string, body: string): string =>
  page(title, body).replace('<main>', `<header>${MENU}<form action="/search"><input type="search" name="q"><button>Search</button></form></header><main>`);
const HOME = framed('Millbrook', '<p>Welcome to the town of Millbrook on the river, with all that it offers.</p>');

describe('the one search that is made', () => {
  let site: Served;
  let http: Http;
  let results: (asked: Asked) => Answer = () => '';
  beforeAll(async () => {
    site = await serve({ '/search': (asked) => results(asked) });
    http = openHttp({ userAgent: 'egov-test', acceptLanguage: 'en', allowPrivate: true, timeoutMs: 5000, maxBodyBytes: 1_000_000, maxRedirects: 3, concurrency: 1 }, localPace({ delayMs: 0 }));
  });
  afterAll(async () => {
    await http.close();
    await site.close();
  });
  const search = async (answer: (word: string) => string) => {
    site.asked.length = 0;
    results = ({ address, origin }) => answer(new URL(address, origin).searchParams.get('q') ?? '');
    const { pages } = portalOf({ '/': HOME }, { start: site.url });
    const found = await trySearch(pages, { http, guard: async () => null, resolve: (url) => url, isPortal: () => true, signal: AbortSignal.timeout(10_000) });
    if (isFailure(found)) throw new Error(found.detail);
    expect(site.asked.map(({ address }) => address)).toEqual(['/search?q=Registrations']);
    return found;
  };

  test('links of the results that name the word are kept, those of the frame and of the search itself are not', async () => {
    const found = await search((word) =>
      framed(
        `Results for ${word}`,
        links({ '/registrations': `${word} of residents`, '/vehicles': `Vehicle ${word.toLowerCase()}`, '/waste': 'Waste', '/search?q=Registrations&page=2': `More ${word}` }),
      ),
    );
    expect(found.reacts).toBe(true);
    expect(found.links).toEqual([
      { text: 'Registrations of residents', url: `${site.url}registrations` },
      { text: 'Vehicle registrations', url: `${site.url}vehicles` },
    ]);
  });
  test('a page of results without one', async () => {
    const found = await search(() => framed('No results', '<p>Nothing was found for what you asked. Try other words, or write to us.</p>'));
    expect({ reacts: found.reacts, links: found.links }).toEqual({ reacts: false, links: [] });
  });
  test('a page that is the same as without a search says nothing of links', async () => {
    const found = await search(() => HOME);
    expect({ reacts: found.reacts, links: found.links }).toEqual({ reacts: null, links: undefined });
  });
});
