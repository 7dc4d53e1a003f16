import { expect, test } from 'vitest';
import { type Asked, links, page, serve } from '../serve-folder.ts';
import { assessment, closing, ownPlace } from './command.ts';

const BUDGET = 30;
const PROBES = 8; // robots.txt, sitemap, wrong address, security.txt and the like
const REAL = { '/services': 'Services', '/contact': 'Contact', '/news': 'News', '/council': 'Council', '/privacy': 'Privacy policy' };

let visits = 0;
const asPage = (path: string, more: string): string => page(path === '/' ? 'Town of Millbrook' : `About ${path.replace(/\W+/g, ' ').trim()}`, links(REAL) + more);

/** Every day links to the next and the one before, for ever. */
function calendar({ path }: Asked): string | undefined {
  if (path === '/' || path in REAL) return asPage(path, links({ '/calendar/2026/03/02': 'Calendar' }));
  const [, year, month, day] = /^\/calendar\/(\d+)\/(\d+)\/(\d+)$/.exec(path) ?? [];
  if (!day) return undefined;
  const other = (days: number): string => new Date(Date.UTC(Number(year), Number(month) - 1, Number(day) + days)).toISOString().slice(0, 10).replaceAll('-', '/');
  return asPage(path, links(Object.fromEntries([-30, -7, -1, 1, 7, 30].map((days) => [`/calendar/${other(days)}`, `Events on ${other(days)}`]))));
}

/** Every answer writes a new session into all of its links. */
function sessions({ path, address }: Asked): string | undefined {
  if (!/^\/(in\/[\w-]+\/)?(services|contact|news|council|privacy)?$/.test(path)) return undefined;
  const session = (++visits * 7919).toString(36);
  return asPage(
    path,
    links({
      [`/in/${session}/services`]: 'Services',
      [`/in/${session}/news`]: 'News',
      [`${path}?visit=${session}`]: 'Larger letters',
      [`/contact;v=${session}?from=${encodeURIComponent(address)}`]: 'Contact',
    }),
  );
}

/** Links relative to a page that answers at every depth. */
const nested = ({ path }: Asked): string | undefined =>
  path === '/' || path in REAL || path.startsWith('/more') ? asPage(path, links({ [`${path === '/' ? '' : path}/more/info`]: 'More information' })) : undefined;

test.each([
  ['an endless calendar', calendar],
  ['links with ever new sessions', sessions],
  ['paths that nest for ever', nested],
])('%s ends within the budget, and the real pages are read', async (_, answer) => {
  const portal = closing(await serve((asked) => (asked.path === '/robots.txt' ? undefined : answer(asked))));
  const { pages, coverage } = await assessment(portal.url, await ownPlace(), { args: ['--max-pages', String(BUDGET)] });
  expect(portal.asked.length).toBeLessThanOrEqual(BUDGET + PROBES);
  expect(coverage.fetched + coverage.failed).toBeLessThanOrEqual(BUDGET);
  expect(pages.filter((one) => one.state === 'ok').map((one) => new URL(one.url).pathname)).toEqual(expect.arrayContaining(Object.keys(REAL)));
});
