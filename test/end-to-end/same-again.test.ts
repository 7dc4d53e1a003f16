import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { AssessmentJson } from '../../reports/assessment-schema.ts';
import { respond } from '../../reports/demo/serve.ts';
import { chromiumHere } from '../fixtures/chromium-here.ts';
import { type Served, serve } from '../serve-folder.ts';
import { AS_OF, assessing, assessment, closing, demoPortal, lasting, ownPlace, type Place, readAssessment, run, start } from './command.ts';

const chromium = await chromiumHere();
if (chromium === null) process.stderr.write('skipped: killing the browser phase, no Chromium on this machine (egov doctor says how to get one)\n');

let portal: Served;
let expected: AssessmentJson;
beforeAll(async () => {
  portal = await demoPortal('municipal', { delayMs: 20 });
  expected = await assessment(portal.url, await ownPlace());
});

describe('undisturbed runs of an unchanged portal', () => {
  test.each([1, 4])('give the same pages and answers with concurrency %i', async (concurrency) => {
    expect(expected.pages.length).toBeGreaterThan(10);
    expect(lasting(await assessment(portal.url, await ownPlace(), { env: { EGOV_CONCURRENCY: String(concurrency) } }))).toEqual(lasting(expected));
  });
});

/** Starts the command and kills it, as a power cut would, when so many requests have been made. */
async function killedAfter(requests: number, args: readonly string[], place: Place): Promise<void> {
  const before = portal.asked.length;
  const running = start(args, place);
  portal.onAsked = () => {
    if (portal.asked.length - before >= requests) running.process.kill('SIGKILL');
  };
  const { signal } = await running.ended;
  portal.onAsked = () => undefined;
  expect(signal).toBe('SIGKILL');
}

/** Addresses asked for since then. */
const pagesAsked = (from: number): readonly string[] => portal.asked.slice(from).map(({ address, origin }) => origin + address);

interface Row {
  readonly run: string;
  readonly key: string;
  readonly state: string;
}
/** Keys and states of the ledger, read past all of our own code. */
const ledger = ({ data }: Place): readonly Row[] => {
  const database = new DatabaseSync(join(data, 'egov.sqlite'));
  try {
    return database.prepare('select run, key, state from page order by run, ord').all() as unknown as Row[];
  } finally {
    database.close();
  }
};
const done = (place: Place): readonly string[] =>
  ledger(place)
    .filter((page) => page.state === 'done')
    .map((page) => page.key);

describe('a run that was killed', () => {
  test('goes on, however often it is killed, and comes to the pages and answers of an undisturbed run', async () => {
    const place = await ownPlace();
    const args = assessing(portal.url, '--json', join(place.folder, 'out.json'));
    await killedAfter(2, args, place);
    for (const requests of [9, 5]) {
      const stored = done(place);
      const from = portal.asked.length;
      await killedAfter(requests, args, place);
      // the start page is also asked for to see whether it moves to HTTPS
      expect(
        pagesAsked(from).filter((url) => stored.includes(url) && url !== portal.url),
        'pages already stored are not asked for again',
      ).toEqual([]);
    }
    const { code, told } = await run(args, place);
    expect(told).toMatch(/Going on with run/);
    expect(code).toBe(0);
    const resumed = await readAssessment(join(place.folder, 'out.json'));
    expect(lasting(resumed)).toEqual(lasting(expected));
    expect(new Set(ledger(place).map((page) => page.run)).size, 'one run').toBe(1);
    expect(new Set(ledger(place).map((page) => page.key)).size, 'no page twice').toBe(ledger(place).length);
    expect(new Set(resumed.pages.map((page) => page.url)).size).toBe(resumed.pages.length);
    expect(ledger(place).filter((page) => !['done', 'failed', 'skipped'].includes(page.state))).toEqual([]);
  });

  test('--fresh starts anew', async () => {
    const place = await ownPlace();
    await killedAfter(9, assessing(portal.url, '--max-pages', '6'), place);
    const [killed] = ledger(place);
    const from = portal.asked.length;
    const { code, told } = await run(assessing(portal.url, '--max-pages', '6', '--fresh'), place);
    expect(code).toBe(0);
    expect(told).not.toMatch(/Going on with run/);
    expect(pagesAsked(from)).toContain(portal.url);
    expect(new Set(ledger(place).map((page) => page.run)).size).toBe(2);
    expect(ledger(place).filter((page) => page.run === killed?.run && page.state === 'planned').length, 'the killed run is left as it was').toBeGreaterThan(0);
  });

  test('is not taken up while another process works on it', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow = closing(
      await serve(async ({ origin, address, path }) => {
        if (path === '/services') await held;
        return respond('municipal', origin + address, AS_OF);
      }),
    );
    const place = await ownPlace();
    const reached = new Promise<void>((resolve) => {
      slow.onAsked = ({ path }) => {
        if (path === '/services') resolve();
      };
    });
    const first = start(assessing(slow.url, '--max-pages', '6'), place);
    await reached;
    const second = await run(assessing(slow.url, '--max-pages', '6'), place);
    release();
    expect(second.told).toMatch(/Another egov process is working on this very run/);
    expect(second.code).toBe(2);
    expect((await first.ended).code).toBe(0);
  });

  test.skipIf(chromium === null)('goes on in the browser phase: what was measured is not measured again', async () => {
    const place = await ownPlace();
    const args = assessing(portal.url, '--max-pages', '6', '--browser-pages', '3', '--json', join(place.folder, 'out.json'));
    const running = start(args, place, { EGOV_CONCURRENCY: '1' });
    const byBrowser = new Set<string>();
    portal.onAsked = ({ path, headers }) => {
      if (headers['sec-fetch-dest'] !== 'document') return;
      byBrowser.add(path);
      if (byBrowser.size === 2) running.process.kill('SIGKILL');
    };
    expect((await running.ended).signal).toBe('SIGKILL');
    const [measured] = byBrowser;
    const again: string[] = [];
    portal.onAsked = ({ path, headers }) => {
      if (headers['sec-fetch-dest'] === 'document') again.push(path);
    };
    const { code, told } = await run(args, place);
    portal.onAsked = () => undefined;
    expect(told).toMatch(/Going on with run/);
    expect(code).toBe(0);
    expect(again.length).toBeGreaterThan(0);
    expect(again).not.toContain(measured);
    expect((await readAssessment(join(place.folder, 'out.json'))).coverage.rendered).toBe(3);
  });
});
