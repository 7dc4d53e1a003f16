import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Planner } from '../../crawler/contract.ts';
import { type DemoPortals, startDemoPortals } from '../../reports/demo/serve.ts';
import { openStore, type Store } from '../../storage/store.ts';
import { answersOf, AS_OF } from './portal-run.ts';

/** The same portal read in another order must come to the same answers: order is our choice, not a fact about the portal. */

let portals: DemoPortals;
let store: Store;
let folder = '';
beforeAll(async () => {
  portals = await startDemoPortals({ asOf: AS_OF });
  folder = await mkdtemp(join(tmpdir(), 'egov-order-'));
  store = await openStore({ data: folder });
});
afterAll(async () => {
  await portals.close();
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

const randomFrom = (seed: number) => () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 2 ** 32;
};

/** Plans as the real planner would, but hands the frontier's pages out in random order. */
const shuffled = (seed: number): Planner => {
  const next = randomFrom(seed);
  return ({ frontier, remaining }) => {
    const keys = frontier
      .filter((entry) => entry.host === 'portal')
      .map((entry) => ({ key: entry.key, at: next() }))
      .sort((a, b) => a.at - b.at)
      .slice(0, Math.min(8, remaining.pages));
    return { requests: keys.map(({ key }) => ({ key, score: 0, why: 'shuffled' })), stop: keys.length ? null : 'whole portal read' };
  };
};

it('with the crawl order shuffled at most 2 % of answers change, and none from yes to not-found', async () => {
  const visit = { store, url: portals.municipal.url, maxPages: 200 };
  const { answers: usual } = await answersOf({ ...visit, name: 'usual' });
  for (const seed of [1, 2, 3]) {
    const { answers: other } = await answersOf({ ...visit, name: `shuffled-${seed}`, planner: shuffled(seed) });
    const changed = [...usual].filter(([indicator, answer]) => other.get(indicator) !== answer).map(([indicator, answer]) => `${indicator}: ${answer} → ${other.get(indicator)}`);
    process.stderr.write(`order ${seed}: ${changed.length} of ${usual.size} answers differ ${changed.join(', ')}\n`);
    expect(changed.length / usual.size).toBeLessThanOrEqual(0.02);
    expect(changed.filter((line) => line.endsWith('yes → not-found'))).toEqual([]);
  }
});
