import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DemoPortals, startDemoPortals } from '../../reports/demo/serve.ts';
import { openStore, type Store } from '../../storage/store.ts';
import { answersOf, AS_OF } from './portal-run.ts';

/**
 * A city's portal of some 700 pages: the demo portal with what fills most portals around it, an archive of news, minutes,
 * a register of staff and a calendar. Its menu leads to these parts first.
 */

const PARTS = { archive: 300, minutes: 160, staff: 120, calendar: 96 } as const;
const PER_LIST = 20;
const SUBJECTS = ['The mayor opened the fair', 'School choir sings', 'Market moves', 'Old bridge in new light', 'Rowing club wins', 'Frost until Friday', 'Library lends games', 'Tree planted'];

const page = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><head><title>${title} | City of Portovento</title></head><body><nav><a href="/">Home</a></nav><main><h1>${title}</h1>${body}</main></body></html>`;

/** What fills the portal, by path; null: the demo portal itself answers. */
const filling = (path: string): string | null => {
  const [, part = '', at = ''] = path.split('/');
  if (!(part in PARTS)) return null;
  const many = PARTS[part as keyof typeof PARTS];
  const list = /^page-(\d+)$/.exec(at || 'page-1');
  if (list) {
    const from = (Number(list[1]) - 1) * PER_LIST;
    const items = Array.from({ length: Math.min(PER_LIST, many - from) }, (_, n) => `<li><a href="/${part}/${from + n + 1}">${SUBJECTS[(from + n) % SUBJECTS.length]} (${from + n + 1})</a></li>`);
    return page(`${part}, part ${list[1]}`, `<ul>${items.join('')}</ul>${from + PER_LIST < many ? `<a href="/${part}/page-${Number(list[1]) + 1}">Next page</a>` : ''}`);
  }
  return page(`${SUBJECTS[(Number(at) - 1) % SUBJECTS.length]}`, `<p>Number ${at}. On a day that many will remember people met in the old town, talked, and went home when it was dark.</p>`);
};

let portals: DemoPortals;
let store: Store;
let large: Server;
let url = '';
let folder = '';
beforeAll(async () => {
  portals = await startDemoPortals({ asOf: AS_OF });
  const small = portals.municipal.url.replace(/\/$/, '');
  const menu = `<ul>${Object.keys(PARTS)
    .map((part) => `<li><a href="/${part}/page-1">${part}</a></li>`)
    .join('')}</ul>`;
  large = createServer((request, response) => {
    void (async () => {
      const path = request.url ?? '/';
      const filled = filling(path);
      if (filled) return response.setHeader('content-type', 'text/html; charset=utf-8').end(filled);
      const answer = await fetch(small + path, { redirect: 'manual' });
      const type = answer.headers.get('content-type') ?? '';
      response.statusCode = answer.status;
      for (const name of ['content-type', 'location']) if (answer.headers.has(name)) response.setHeader(name, answer.headers.get(name)!.replaceAll(small, url));
      if (!type.startsWith('text/')) return response.end(Buffer.from(await answer.arrayBuffer()));
      const text = (await answer.text()).replaceAll(small, url);
      return response.end(path === '/' ? text.replace(/(<nav[^>]*>)/, `$1${menu}`) : text);
    })();
  });
  await new Promise<void>((resolve) => {
    large.listen(0, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${(large.address() as AddressInfo).port}`;
  folder = await mkdtemp(join(tmpdir(), 'egov-budget-'));
  store = await openStore({ data: folder });
});
afterAll(async () => {
  large.closeAllConnections();
  large.close();
  await portals.close();
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

it('of a portal of 700 pages, 120 pages are enough for 95 % of the yes that reading all of it gives', async () => {
  const all = await answersOf({ store, url: `${url}/`, name: 'all', maxPages: 1000 });
  const some = await answersOf({ store, url: `${url}/`, name: 'some', maxPages: 120 });
  const yes = [...all.answers].filter(([, answer]) => answer === 'yes').map(([indicator]) => indicator);
  const lost = yes.filter((indicator) => some.answers.get(indicator) !== 'yes');
  process.stderr.write(`${all.pages} pages: ${yes.length} yes; ${some.pages} pages: ${yes.length - lost.length} of them ${lost.join(', ')}\n`);
  expect(all.pages).toBeGreaterThan(700);
  expect(some.pages).toBeLessThanOrEqual(120);
  expect(yes.length).toBeGreaterThan(30);
  expect(1 - lost.length / yes.length).toBeGreaterThanOrEqual(0.95);
});
