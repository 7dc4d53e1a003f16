import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { PortalName } from '../../../reports/demo/layout.ts';
import { respond, startDemoPortals } from '../../../reports/demo/serve.ts';

const AS_OF = '2026-03-01';
const BLOCKED = '/tax/online';
const PORTALS = ['national', 'municipal'] as const;

/** Every address on the portal that links lead to from the home page, with what it answers. */
const walk = (portal: PortalName, night: 'first' | 'second' = 'first'): Map<string, ReturnType<typeof respond>> => {
  const seen = new Map<string, ReturnType<typeof respond>>();
  const queue = ['/'];
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (seen.has(path)) continue;
    const answer = respond(portal, path, AS_OF, night);
    seen.set(path, answer);
    if (!String(answer.headers['content-type']).startsWith('text/html')) continue;
    for (const [, href = ''] of answer.body.matchAll(/ (?:href|src)="(\/[^"#]*)"/g)) queue.push(href);
  }
  return seen;
};
const isPage = (answer: ReturnType<typeof respond>): boolean => String(answer.headers['content-type']).startsWith('text/html');
const isSoftMissing = (answer: ReturnType<typeof respond>): boolean => answer.body.includes('<h1>Page not found</h1>');

test.each(PORTALS)('every link of the %s portal resolves, to between 28 and 34 pages', (portal) => {
  const walked = [...walk(portal)];
  expect(walked.filter(([path, answer]) => path !== BLOCKED && (answer.status !== 200 || isSoftMissing(answer))).map(([path]) => path)).toEqual([]);
  const pages = walked.filter(([path, answer]) => path !== BLOCKED && isPage(answer));
  expect(pages.length).toBeGreaterThanOrEqual(28);
  expect(pages.length).toBeLessThanOrEqual(34);
  expect(pages.filter(([path]) => path.startsWith('/it/')).length).toBeGreaterThanOrEqual(8);
  expect(walked.filter(([, answer]) => answer.body.includes('{{'))).toEqual([]);
});

test('planted statuses and headers', () => {
  expect(respond('national', BLOCKED, AS_OF)).toMatchObject({ status: 403, body: expect.stringContaining('Checking your browser before accessing') });
  expect(respond('national', '/nowhere', AS_OF).status).toBe(404);
  expect(respond('municipal', '/nowhere', AS_OF).status).toBe(200);
  expect(isSoftMissing(respond('municipal', '/nowhere', AS_OF))).toBe(true);
  const national = respond('national', '/', AS_OF).headers;
  const municipal = respond('municipal', '/', AS_OF).headers;
  expect(Object.keys(national)).not.toContain('strict-transport-security');
  expect(Object.keys(national)).toEqual(expect.arrayContaining(['content-security-policy', 'x-content-type-options']));
  expect(Object.keys(municipal)).not.toContain('content-security-policy');
  expect(Object.keys(municipal)).not.toContain('x-content-type-options');
  expect(municipal).toMatchObject({ server: 'Apache/2.4.1', 'set-cookie': 'session=4f1c2a90; Path=/' });
  for (const portal of PORTALS) expect(respond(portal, '/app/permits/', AS_OF).body).toMatch(/<body>\s*<div id="root"><\/div>\s*<script>/);
});

test('search finds what is there, in the language asked for, and says when nothing is', () => {
  expect(respond('municipal', '/search?q=parking', AS_OF).body).toContain('<a href="/services/parking-fine">Parking fine</a>');
  expect(respond('national', '/search?q=passaporto&lang=it', AS_OF).body).toContain('<a href="/it/servizi/passaporto">');
  expect(respond('national', '/search?q=visa&in=/participation', AS_OF).body).toContain('No results for');
  expect(respond('national', '/search?q=%3Cb%3Ezzqx', AS_OF).body).toContain('No results for “&#60;b&#62;zzqx”');
});

test('dates follow the day asked for', () => {
  expect(respond('municipal', '/events', AS_OF).body).toContain('<time datetime="2026-03-07">7 March 2026</time>');
  expect(respond('municipal', '/it/notizie', '2027-01-03').body).toContain('<time datetime="2026-12-28">28 dicembre 2026</time>');
});

test('the second night removes, repairs and adds', () => {
  const broken = [...walk('national', 'second')].filter(([path, answer]) => path !== BLOCKED && answer.status !== 200).map(([path]) => path);
  expect(broken).toEqual(['/services/visa']);
  expect(respond('municipal', '/services/building-permit', AS_OF, 'second').body).toContain('<form method="post" action="/services/building-permit">');
  expect(respond('municipal', '/', AS_OF, 'second').headers['x-content-type-options']).toBe('nosniff');
  expect(respond('municipal', '/news', AS_OF, 'second').body).toContain('<time datetime="2026-03-01">');
});

test('over the wire: pages come, forms are refused', async () => {
  const portals = await startDemoPortals({ asOf: AS_OF });
  try {
    expect(await (await fetch(`${portals.national.url}robots.txt`)).text()).toContain(`Sitemap: ${portals.national.url}sitemap.xml`);
    expect((await fetch(`${portals.municipal.url}contact`, { method: 'POST', body: 'name=x' })).status).toBe(405);
    expect((await fetch(portals.municipal.url)).headers.get('server')).toBe('Apache/2.4.1');
  } finally {
    await portals.close();
  }
});

test('the truth names pages that are there, and each indicator once', () => {
  const truth = parse(readFileSync(join(import.meta.dirname, '../../../reports/demo/truth.yaml'), 'utf8')) as {
    readonly faults: Readonly<Record<'accessibility' | 'headers', readonly { portal: PortalName; page: string }[]>>;
    readonly answers: Readonly<Record<PortalName, readonly { indicator: string; present: boolean; page: string | null; why: string }[]>>;
  };
  for (const portal of PORTALS) {
    const answers = truth.answers[portal];
    expect(answers.length).toBeGreaterThanOrEqual(portal === 'national' ? 60 : 45);
    expect(new Set(answers.map((answer) => answer.indicator)).size).toBe(answers.length);
    const known = [...walk(portal).keys(), '/search'];
    const named = [...answers, ...truth.faults.accessibility.filter((fault) => fault.portal === portal)].flatMap(({ page }) => (page ? [page] : []));
    expect(named.filter((page) => !known.includes(page))).toEqual([]);
    expect(answers.filter(({ present, page }) => present && !page)).toEqual([]);
  }
});
