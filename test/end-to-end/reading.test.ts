import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { load } from 'cheerio';
import { beforeAll, describe, expect, test } from 'vitest';
import type { AssessmentJson } from '../../reports/assessment-schema.ts';
import { openBlobs } from '../../storage/blobs.ts';
import { chromiumHere } from '../fixtures/chromium-here.ts';
import { type Answer, type Asked, links, page, type Served, serve } from '../serve-folder.ts';
import { assessing, closing, demoPortal, type Ended, ownPlace, type Place, run } from './command.ts';

const chromium = await chromiumHere();
if (chromium === null) process.stderr.write('skipped: script-built pages, no Chromium on this machine (egov doctor says how to get one)\n');

interface Visited {
  readonly portal: Served;
  readonly place: Place;
  readonly ended: Ended;
  readonly json: AssessmentJson;
}

const visited = async (portal: Served, ...args: readonly string[]): Promise<Visited> => {
  const place = await ownPlace();
  const ended = await run(assessing(portal.url, '--max-pages', '40', '--browser-pages', chromium === null ? '0' : '3', ...args, '--json', '-'), place);
  return { portal, place, ended, json: JSON.parse(ended.out) as AssessmentJson };
};

/** Words that would answer several questions, were the page that says them content. */
const BAIT = '<h2>Participatory budgeting: vote on the budget online</h2><p>Open data catalogue. Live chat. Privacy policy. Apply online for a building permit.</p>';
const AWAY = '<a href="/from-a-refusal">Open data</a>';
const WRONG_ADDRESS = `<!doctype html><html lang="en"><head><title>Oops</title></head><body><main><h1>Nothing to see here</h1>${BAIT}${AWAY}</main></body></html>`;

const TRICKY: Readonly<Record<string, (asked: Asked) => Answer>> = {
  '/': () =>
    page(
      'Town of Millbrook',
      links({
        '/services': 'Services',
        '/old-budget': 'Participatory budget',
        '/offers': 'Open data',
        '/members': 'Citizen account',
        '/forbidden': 'Council minutes',
        '/gone': 'Events',
        '/app': 'Building permit',
      }),
    ),
  '/services': () => page('Services'),
  '/robots.txt': () => ({ status: 404 }),
  '/sitemap.xml': () => ({ status: 404 }),
  '/offers': () => ({
    status: 403,
    headers: { 'content-type': 'text/html', 'cf-mitigated': 'challenge' },
    body: `<!doctype html><title>Just a moment...</title><h1>Checking your browser</h1>${BAIT}${AWAY}`,
  }),
  '/forbidden': () => ({ status: 403, body: `<!doctype html><title>Forbidden</title><h1>403 Forbidden</h1>${BAIT}${AWAY}` }),
  '/gone': () => ({ status: 404, body: page('Page gone', BAIT + AWAY) }),
  '/members': () => ({ status: 302, headers: { location: '/login?next=/members' } }),
  '/login': () =>
    `<!doctype html><html lang="en"><title>Sign in</title><main><h1>Sign in</h1>${BAIT}<form method="post" action="/login"><label>User <input name="user"></label><label>Password <input type="password" name="password"></label><button>Sign in</button></form></main></html>`,
  '/app': () =>
    `<!doctype html><html lang="en"><head><title>Millbrook</title></head><body><div id="root"></div><script>document.getElementById('root').innerHTML = '<main><h1>Building permit</h1><p>Apply online for a building permit of the town of Millbrook. It takes a quarter of an hour, and the council decides within thirty days.</p></main>';</script></body></html>`,
};

let tricky: Visited;
let national: Visited;
beforeAll(async () => {
  tricky = await visited(closing(await serve((asked) => TRICKY[asked.path]?.(asked) ?? WRONG_ADDRESS)));
  national = await visited(await demoPortal('national'), '--level', 'national');
});

const stateOf = ({ json, portal }: Visited, path: string): string | undefined => json.pages.find((one) => one.url.startsWith(new URL(path, portal.url).href))?.state;
const pieces = ({ json }: Visited) => [...json.answers, ...json.findings].flatMap((one) => one.evidence);

describe('what is no content is told apart and never read as content', () => {
  test.each([
    ['/old-budget', 'soft-404'],
    ['/offers', 'challenge'],
    ['/forbidden', 'blocked'],
    ['/gone', 'not-found'],
    ['/login', 'login-wall'],
    ['/services', 'ok'],
  ])('%s is %s', (path, state) => {
    expect(stateOf(tricky, path)).toBe(state);
  });

  test('nothing is quoted from them, no feature is seen on them, and their links lead nowhere', () => {
    const notRead = tricky.json.pages.filter((one) => one.state !== 'ok');
    expect(notRead.length).toBeGreaterThanOrEqual(5);
    expect(notRead.filter((one) => Object.keys(one.features).length > 0)).toEqual([]);
    const refused = new Set(notRead.map((one) => one.url));
    expect(tricky.json.answers.flatMap((answer) => answer.evidence.filter((piece) => refused.has(piece.url)).map((piece) => [answer.indicator, piece.url, piece.quote]))).toEqual([]);
    expect(
      pieces(tricky)
        .filter((piece) => piece.kind === 'text' && refused.has(piece.url))
        .map((piece) => [piece.url, piece.quote]),
    ).toEqual([]);
    expect(tricky.portal.asked.map((one) => one.path)).not.toContain('/from-a-refusal');
  });

  test('a link to what could not be read never makes a yes', () => {
    const yes = tricky.json.answers.filter((answer) => answer.answer === 'yes').map((answer) => answer.indicator);
    expect(tricky.json.answers.filter((answer) => yes.includes(answer.indicator) && answer.evidence.length === 0)).toEqual([]);
  });

  test('the bot challenge of the demo portal is not read either', () => {
    expect(stateOf(national, '/tax/online')).toBe('challenge');
    expect(national.json.coverage.blocked).toBeGreaterThanOrEqual(1);
    expect(pieces(national).filter((piece) => piece.kind === 'text' && piece.url.endsWith('/tax/online'))).toEqual([]);
  });

  test.skipIf(chromium === null)('script-built pages are read in the browser', () => {
    for (const [visit, path] of [
      [tricky, '/app'],
      [national, '/app/permits/'],
    ] as const)
      expect(visit.json.pages.find((one) => one.url === new URL(path, visit.portal.url).href)).toMatchObject({ state: 'ok', fetchedBy: 'browser' });
  });
});

describe('what assess --json - prints', () => {
  test('is one JSON object and nothing else, valid by the published schema', () => {
    const validate = addFormats.default(new Ajv2020({ allErrors: true, strict: true })).compile(JSON.parse(readFileSync(resolve(import.meta.dirname, '../../reports/assessment.schema.json'), 'utf8')));
    for (const { ended, json } of [tricky, national]) {
      expect(ended.code).toBe(0);
      expect(ended.out.startsWith('{') && ended.out.endsWith('}\n')).toBe(true);
      validate(json);
      expect(validate.errors).toBeNull();
    }
  });

  test('every quote stands verbatim, white space folded, in the bytes that were stored', async () => {
    for (const { place, json, ...rest } of [tricky, national]) {
      const blobs = openBlobs(join(place.data, 'blobs'));
      const sayings = new Map<string, Promise<readonly string[]>>();
      const quotes = pieces({ place, json, ...rest }).filter((piece) => piece.kind === 'text');
      expect(quotes.length).toBeGreaterThan(0);
      const missing: unknown[] = [];
      for (const { sha256, quote, url } of quotes) {
        if (!sayings.has(sha256)) sayings.set(sha256, blobs.get(sha256).then(saidIn));
        if (!quote || !(await sayings.get(sha256)!).some((said) => said.includes(quote))) missing.push({ url, quote, sha256 });
      }
      expect(missing).toEqual([]);
    }
  });

  test('every piece of evidence says where, when and in which bytes it was seen', () => {
    for (const visit of [tricky, national]) {
      const urls = new Set(visit.portal.asked.map((one) => one.origin + one.address));
      expect(
        pieces(visit)
          .filter((piece) => !/^[0-9a-f]{64}$/.test(piece.sha256) || !Number.isFinite(Date.parse(piece.observedAt)) || !urls.has(piece.url))
          .map(({ kind, url, sha256 }) => ({ kind, url, sha256 })),
      ).toEqual([]);
    }
  });

  test('the start page comes first and no page twice', () => {
    for (const { json, portal } of [tricky, national]) {
      expect(json.pages[0]?.url).toBe(portal.url);
      expect(new Set(json.pages.map((one) => one.url)).size).toBe(json.pages.length);
    }
  });
});

const fold = (text: string): string => text.replace(/\s+/gu, ' ').trim();
const BLOCKS =
  'address, article, aside, blockquote, br, dd, div, dl, dt, fieldset, figcaption, figure, footer, form, h1, h2, h3, h4, h5, h6, header, hr, label, legend, li, main, nav, ol, option, p, section, table, td, th, title, tr, ul';

/** The text of a page as read by people, and the value of each attribute. */
function saidIn(bytes: Uint8Array): readonly string[] {
  const $ = load(new TextDecoder().decode(bytes));
  const attributes = $('*')
    .toArray()
    .flatMap((element) => ('attribs' in element ? Object.values(element.attribs) : []));
  $(BLOCKS).before(' ').after(' ');
  return [$.root().text(), ...attributes].map(fold);
}

test('nothing but GET is ever sent, by an agent that names itself', () => {
  const asked = [...tricky.portal.asked, ...national.portal.asked];
  expect(asked.filter((one) => one.method !== 'GET').map((one) => `${one.method} ${one.address}`)).toEqual([]);
  expect(asked.filter((one) => !/^egov-assessment\/[\d.]+ \(\+(https?:\/\/|mailto:)\S+\)$/.test(one.headers['user-agent'] ?? '')).map((one) => `${one.address} ${one.headers['user-agent']}`)).toEqual(
    [],
  );
  expect(national.portal.asked.filter((one) => one.path.startsWith('/private/'))).toEqual([]);
});
