import { expect, test } from 'vitest';
import { chaos } from '../bench/chaos.ts';

// the whole of it, with twenty portals and in both deployments: npm run bench -- --only chaos
test('workers are killed again and again: every portal has one complete run, the answers of an undisturbed one, and no process is left', async () => {
  const figures = await chaos({ portals: 5, kills: 3, everyMs: 3000, delayMs: 500 });
  expect(figures.lost).toBeGreaterThan(0);
  expect(figures).toMatchObject({ notOneRun: [], otherAnswers: [], orphans: [] });
}, 120_000);
