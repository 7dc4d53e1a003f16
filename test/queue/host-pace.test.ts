import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Pace } from '../../crawler/contract.ts';
import { hostPace } from '../../queue/host-pace.ts';
import { openStore, type Store } from '../../storage/store.ts';

const GAP = 200;
const EARLY = GAP * 0.05 + 2; // a twentieth of the pause is granted to lateness; clocks are read in whole milliseconds
const live = new AbortController().signal;
let data = '';
let stores: Store[] = [];
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'egov-pace-'));
  stores = await Promise.all([1, 2].map(() => openStore({ data })));
});
afterAll(async () => {
  for (const store of stores) await store.close();
  await rm(data, { recursive: true, force: true });
});
/** As two processes have it: each with its own connection to one store. */
const two = (): [Pace, Pace] => stores.map(({ pace }) => hostPace(pace, { delayMs: GAP })) as [Pace, Pace];
const pauses = (turns: readonly number[]): number[] => turns.toSorted((a, b) => a - b).flatMap((at, n, all) => (n === 0 ? [] : [at - all[n - 1]!]));
const turn = async (pace: Pace, host: string): Promise<number> => {
  await pace.wait(host, live);
  return Date.now();
};

test('requests of two processes to one host keep the pause; another host does not wait', async () => {
  const turns: number[] = [];
  const since = Date.now();
  await Promise.all(
    two().map(async (pace, n) => {
      for (let i = 0; i < 4; i++) {
        turns.push(await turn(pace, 'a.test'));
        pace.report('a.test', 'ok');
      }
      expect(await turn(pace, `own-${n}.test`)).toBeLessThan(since + 12 * GAP);
    }),
  );
  expect(pauses(turns)).toHaveLength(7);
  expect(Math.min(...pauses(turns))).toBeGreaterThanOrEqual(GAP - EARLY);
  expect(Math.max(...turns) - since).toBeLessThan(14 * GAP);
});

test.each(['the store answers late', 'the process wakes late'])(
  '%s: a moment that has passed is not used, the pause is kept',
  async (what) => {
    const turns: number[] = [];
    await Promise.all(
      stores.map(async ({ pace }, n) => {
        let asked = 0;
        const shared = {
          reserve: async (host: string, gapMs: number, now: number) => {
            const moment = await pace.reserve(host, gapMs, now);
            if (what === 'the store answers late')
              await new Promise((resolve) => {
                setTimeout(resolve, 1.5 * GAP);
              });
            // its timer can fire only when this is over, as after parsing a large page
            else if (n === 0 && ++asked === 2)
              setTimeout(() => {
                Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2 * GAP);
              }, 0);
            return moment;
          },
        };
        const slow = hostPace(shared, { delayMs: GAP });
        for (let i = 0; i < 3; i++) {
          turns.push(await turn(slow, `${what}.test`));
          slow.report(`${what}.test`, 'ok');
        }
      }),
    );
    expect(pauses(turns)).toHaveLength(5);
    expect(Math.min(...pauses(turns))).toBeGreaterThanOrEqual(GAP - EARLY);
  },
  20_000,
);

test('"come back later" and a slow answer hold the other process too', async () => {
  const [one, other] = two();
  await turn(one, 'b.test');
  one.report('b.test', 'throttled', 500);
  const told = Date.now();
  expect((await turn(other, 'b.test')) - told).toBeGreaterThanOrEqual(500 - EARLY);
  await new Promise((resolve) => {
    setTimeout(resolve, 3 * GAP);
  });
  other.report('b.test', 'ok');
  const answered = Date.now();
  expect((await turn(one, 'b.test')) - answered).toBeGreaterThanOrEqual(GAP - EARLY);
});

test('Crawl-delay counts for the reservation; who gives up waiting does not block the host', async () => {
  const [one, other] = two();
  for (const pace of [one, other]) pace.setDelay('c.test', 3 * GAP);
  const first = await turn(one, 'c.test');
  const control = new AbortController();
  const waiting = other.wait('c.test', control.signal);
  setTimeout(() => control.abort(new Error('enough')), 30);
  await expect(waiting).rejects.toThrow('enough');
  one.report('c.test', 'ok');
  const second = await turn(other, 'c.test');
  expect(second - first).toBeGreaterThanOrEqual(3 * GAP - EARLY);
});
