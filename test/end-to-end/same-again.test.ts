import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { chromiumHere } from '../fixtures/chromium-here.ts';
import type { Served } from '../serve-folder.ts';
import { assessing, assessment, demoPortal, lasting, ownPlace, type Place, readAssessment, run, start } from './command.ts';

const chromium = await chromiumHere();
if (chromium === null) process.stderr.write('skipped: killing the browser phase, no Chromium on this machine (egov doctor says how to get one)\n');

/** Starts the command and kills it, as a power cut would, when so many requests have been made. */
async function killedAfter(requests: number, portal: Served, args: readonly string[], place: Place): Promise<void> {
  const before = portal.asked.length;
  const running = start(args, place);
  portal.onAsked = () => { if (portal.asked.length - before >= requests) running.process.kill('SIGKILL'); };
  const { signal } = await running.ended;
  portal.onAsked = () => undefined;
  expect(signal).toBe('SIGKILL');
}

/** Keys and states of the ledger, read past all of our own code. */
const ledger = ({ data }: Place): readonly { run: string; key: string; state: string }[] => {
  const database = new DatabaseSync(join(data, 'egov.sqlite'), { readOnly: true });
  try { return database.prepare('select run, key, state from page order by run, ord').all() as unknown as { run: string; key: string; state: string }[]; } finally { database.close(); }
};

describe('a run that was killed', () => {
  test.each([2, 9, 15])('goes on after %i requests and comes to the same pages and answers', async (requests) => {
    const portal = await demoPortal('municipal', { delayMs: 25 });
    const [undisturbed, place] = [await ownPlace(), await ownPlace()];
    const expected = await assessment(portal.url, undisturbed);
    const args = assessing(portal.url, '--json', join(place.folder, 'out.json'));

    await killedAfter(requests, portal, args, place);
    const doneBefore = ledger(place).filter(page => page.state === 'done').map(page => page.key);
    const from = portal.asked.length;
    const { code, told } = await run(args, place);

    expect(told).toMatch(/Going on with run/);
    expect(code).toBe(0);
    const resumed = await readAssessment(join(place.folder, 'out.json'));
    expect(lasting(resumed)).toEqual(lasting(expected));
    const askedAgain = portal.asked.slice(from).map(one => new URL(one.address, one.origin).href).filter(url => doneBefore.includes(url) && url !== portal.url);
    expect(askedAgain, 'pages already stored are not asked for again').toEqual([]);
    const keys = ledger(place).map(page => `${page.run} ${page.key}`);
    expect(new Set(keys).size, 'no page twice').toBe(keys.length);
    expect(new Set(resumed.pages.map(page => page.url)).size).toBe(resumed.pages.length);
    expect(ledger(place).filter(page => !['done', 'failed', 'skipped'].includes(page.state))).toEqual([]);
  });

  test('goes on after three kills in a row', async () => {
    const portal = await demoPortal('national', { delayMs: 25 });
    const [undisturbed, place] = [await ownPlace(), await ownPlace()];
    const expected = await assessment(portal.url, undisturbed, { args: ['--level', 'national'] });
    const args = assessing(portal.url, '--level', 'national', '--json', join(place.folder, 'out.json'));
    for (const requests of [4, 5, 4]) await killedAfter(requests, portal, args, place);
    expect((await run(args, place)).code).toBe(0);
    expect(lasting(await readAssessment(join(place.folder, 'out.json')))).toEqual(lasting(expected));
    expect(new Set(ledger(place).map(page => page.run)).size, 'one run').toBe(1);
  });

  test('--fresh starts anew; other options do not go on with it either', async () => {
    const portal = await demoPortal('municipal', { delayMs: 25 });
    const place = await ownPlace();
    await killedAfter(9, portal, assessing(portal.url), place);
    const [killed] = ledger(place);
    const from = portal.asked.length;
    const fresh = await run(assessing(portal.url, '--fresh'), place);
    expect(fresh.code).toBe(0);
    expect(fresh.told).not.toMatch(/Going on with run/);
    expect(portal.asked.slice(from).map(one => one.path)).toContain('/');
    const other = await run(assessing(portal.url, '--seed', '2'), place);
    expect(other.told).not.toMatch(/Going on with run/);
    expect(new Set(ledger(place).map(page => page.run)).size).toBe(3);
    expect(ledger(place).filter(page => page.run === killed?.run && page.state === 'planned').length, 'the killed run is left as it was').toBeGreaterThan(0);
  });

  test('two processes never work on one run', async () => {
    const portal = await demoPortal('municipal', { delayMs: 60 });
    const place = await ownPlace();
    const first = start(assessing(portal.url), place);
    await new Promise<void>(done => { portal.onAsked = ({ path }) => { if (path === '/services') done(); }; });
    const second = await run(assessing(portal.url), place);
    expect(second.told).toMatch(/Another egov process is working on this very run/);
    expect(second.code).toBe(2);
    expect((await first.ended).code).toBe(0);
  });

  test.skipIf(chromium === null)('goes on in the browser phase: what was rendered is not rendered again', async () => {
    const portal = await demoPortal('municipal');
    const [undisturbed, place] = [await ownPlace(), await ownPlace()];
    const browsing = ['--max-pages', '6', '--browser-pages', '3'];
    const expected = await assessment(portal.url, undisturbed, { args: browsing });
    const args = assessing(portal.url, ...browsing, '--json', join(place.folder, 'out.json'));
    const running = start(args, place, { EGOV_CONCURRENCY: '1' });
    const byBrowser = new Set<string>();
    portal.onAsked = ({ path, headers }) => {
      if (headers['sec-fetch-dest'] !== 'document') return;
      byBrowser.add(path);
      if (byBrowser.size === 2) running.process.kill('SIGKILL');
    };
    expect((await running.ended).signal).toBe('SIGKILL');
    const [rendered] = byBrowser;
    const again: string[] = [];
    portal.onAsked = ({ path, headers }) => { if (headers['sec-fetch-dest'] === 'document') again.push(path); };
    const { code, told } = await run(args, place);
    expect(told).toMatch(/Going on with run/);
    expect(code).toBe(0);
    expect(again).not.toContain(rendered);
    const resumed = await readAssessment(join(place.folder, 'out.json'));
    expect(resumed.coverage).toEqual(expected.coverage);
    expect(resumed.answers.map(({ indicator, answer, reasons }) => ({ indicator, answer, reasons }))).toEqual(expected.answers.map(({ indicator, answer, reasons }) => ({ indicator, answer, reasons })));
  });
});
