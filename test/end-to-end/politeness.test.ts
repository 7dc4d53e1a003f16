import { expect, test } from 'vitest';
import { type Content, links, page, serve } from '../serve-folder.ts';
import { assessing, closing, ownPlace, run } from './command.ts';

const ROBOTS = (crawlDelay: string) => ({
  headers: { 'content-type': 'text/plain' },
  body: `User-agent: egov-assessment\nDisallow: /closed/\nDisallow: /*?print\n${crawlDelay}\nUser-agent: *\nDisallow: /\n`,
});
const TOWN: Exclude<Content, string | ((...asked: never) => unknown)> = {
  '/': page(
    'Town of Millbrook',
    `${links({ '/services': 'Services', '/closed/budget': 'Participatory budget', '/moved': 'Open data', '/contact': 'Contact', '/news?print': 'News' })}
    <form action="/search"><input type="search" name="q" aria-label="Search"><button>Search</button></form><form method="post" action="/send"><label>Message <textarea name="message"></textarea></label><button>Send</button></form>`,
  ),
  '/services': page('Services'),
  '/contact': page('Contact', '<form method="post" action="/send"><label>Your mail <input type="email" name="mail"></label><button>Send</button></form>'),
  '/moved': { status: 302, headers: { location: '/closed/open-data' } },
  '/search': ({ address }) => page('Search', `<p>Results for ${new URLSearchParams(address.split('?')[1]).get('q') ?? ''}</p>`),
};

test('robots.txt is obeyed, also behind redirects; one request at a time, with the longer of both delays between; forms are not sent', async () => {
  const portal = closing(await serve({ ...TOWN, '/robots.txt': ROBOTS('Crawl-delay: 0.3') }, { delayMs: 5 }));
  const { code } = await run(assessing(portal.url, '--delay', '100'), await ownPlace(), { EGOV_CONCURRENCY: '4' });
  expect(code).toBe(0);
  const paths = portal.asked.map((one) => one.path);
  expect(paths[0], 'robots.txt is read first').toBe('/robots.txt');
  expect(paths).toContain('/services');
  expect(paths).toContain('/moved');
  expect(portal.asked.map((one) => one.address).filter((address) => address.startsWith('/closed/') || address.includes('?print'))).toEqual([]);
  expect(paths).not.toContain('/send');
  expect(portal.mostAtOnce()).toBe(1);
  const pauses = portal.asked.slice(2).map((one, at) => one.at - portal.asked[at + 1]!.at); // the delay is known once robots.txt is read
  expect(Math.min(...pauses)).toBeGreaterThan(290);
  expect(new Set(portal.asked.map((one) => one.method))).toEqual(new Set(['GET']));
  expect(portal.asked.every((one) => /^egov-assessment\/[\d.]+ \(\+\S+\)$/.test(one.headers['user-agent'] ?? ''))).toBe(true);
});

test('a portal that asks to come back later is left alone for as long as it says', async () => {
  let first = 0;
  const portal = closing(
    await serve({
      ...TOWN,
      '/services': ({ at }) => {
        if (first > 0) return page('Services');
        first = at;
        return { status: 429, headers: { 'retry-after': '2', 'content-type': 'text/plain' }, body: 'Too many requests' };
      },
    }),
  );
  const { code } = await run(assessing(portal.url, '--delay', '1'), await ownPlace());
  expect(code).toBe(0);
  const next = portal.asked.find((one) => one.at > first);
  expect(next!.at - first).toBeGreaterThan(1950);
  expect(portal.asked.filter((one) => one.path === '/services')).toHaveLength(2);
});
