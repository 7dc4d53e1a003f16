import { expect, test } from 'vitest';
import { onBothDatabases } from './both-databases.ts';

const NOW = 1_772_000_000_000;
const job = (id: string, more: Partial<{ key: string | null; priority: number; runAt: number; maxAttempts: number; name: string }> = {}) => ({
  id,
  name: 'crawl',
  payload: `{"id":"${id}"}`,
  key: null,
  priority: 5,
  runAt: NOW,
  maxAttempts: 2,
  ...more,
});

onBothDatabases((emptyPlace) => {
  test('jobs are taken by priority and time, each by its name', async () => {
    const { jobs } = await (await emptyPlace()).open();
    for (const one of [
      job('later', { runAt: NOW + 5000 }),
      job('last', { priority: 9 }),
      job('first', { priority: 1 }),
      job('older', { runAt: NOW - 5 }),
      job('other', { name: 'export', priority: 1 }),
    ])
      expect(await jobs.add(one, false, NOW)).toBe(true);
    const taken: (string | undefined)[] = [];
    for (let time = 0; time < 4; time++) taken.push((await jobs.claim(['crawl'], 'w1', NOW, 1000))?.id);
    expect(taken).toEqual(['first', 'older', 'last', undefined]);
    expect(await jobs.claim([], 'w1', NOW, 1000)).toBeNull();
    expect(await jobs.job('first')).toEqual({
      ...job('first', { priority: 1 }),
      attempts: 1,
      state: 'active',
      lease: NOW + 1000,
      worker: 'w1',
      result: null,
      error: null,
      createdAt: NOW,
      finishedAt: null,
    });
    expect(await jobs.counts()).toEqual({ waiting: 2, active: 3, done: 0, failed: 0, cancelled: 0 });
    expect((await jobs.jobs({ state: 'waiting' })).map(({ id }) => id).toSorted()).toEqual(['later', 'other']);
    expect((await jobs.jobs({ name: 'export' })).map(({ id }) => id)).toEqual(['other']);
    expect(await jobs.jobs({ limit: 2 })).toHaveLength(2);
  });

  test('a key is there once while it waits or works, and for good where it may only be done once', async () => {
    const { jobs } = await (await emptyPlace()).open();
    expect(await jobs.add(job('a', { key: 'k' }), false, NOW)).toBe(true);
    expect(await jobs.add(job('b', { key: 'k' }), false, NOW)).toBe(false);
    await jobs.claim(['crawl'], 'w1', NOW, 1000);
    expect(await jobs.add(job('b', { key: 'k' }), false, NOW)).toBe(false);
    expect(await jobs.finish('a', 'w1', { state: 'done', result: '{}' }, NOW + 10)).toBe(true);
    expect(await jobs.add(job('b', { key: 'k' }), true, NOW)).toBe(false);
    expect(await jobs.job('b')).toBeNull();
    expect(await jobs.add(job('b', { key: 'k' }), false, NOW)).toBe(true);
    expect(await jobs.job('a')).toMatchObject({ state: 'done', result: '{}', finishedAt: NOW + 10, worker: null });
    const added = await Promise.all(Array.from({ length: 10 }, (_, which) => jobs.add(job(`c${which}`, { key: 'c' }), true, NOW)));
    expect(added.filter(Boolean)).toHaveLength(1);
  });

  test('a lost job goes to another; what the first one brings then is refused', async () => {
    const { jobs } = await (await emptyPlace()).open();
    await jobs.add(job('a'), false, NOW);
    await jobs.claim(['crawl'], 'w1', NOW, 1000);
    expect(await jobs.renew('a', 'w1', NOW + 500, 1000)).toBe(true);
    expect(await jobs.claim(['crawl'], 'w2', NOW + 1200, 1000)).toBeNull();
    expect(await jobs.claim(['crawl'], 'w2', NOW + 1501, 1000)).toMatchObject({ id: 'a', attempts: 2, worker: 'w2' });
    expect(await jobs.renew('a', 'w1', NOW + 1502, 1000)).toBe(false);
    expect(await jobs.finish('a', 'w1', { state: 'done' }, NOW + 1502)).toBe(false);
    expect(await jobs.claim(['crawl'], 'w3', NOW + 9000, 1000)).toBeNull(); // twice lost, and two attempts are all it has
    expect(await jobs.job('a')).toMatchObject({ state: 'failed', error: 'The process that worked on it was lost, 2 times.', finishedAt: NOW + 9000, lease: null });
  });

  test('a failed attempt waits for its turn; a cancelled job is nobody’s any more', async () => {
    const { jobs } = await (await emptyPlace()).open();
    await jobs.add(job('a'), false, NOW);
    await jobs.claim(['crawl'], 'w1', NOW, 1000);
    expect(await jobs.finish('a', 'w1', { state: 'waiting', error: 'timeout', runAt: NOW + 3000 }, NOW)).toBe(true);
    expect(await jobs.job('a')).toMatchObject({ state: 'waiting', error: 'timeout', finishedAt: null });
    expect(await jobs.claim(['crawl'], 'w1', NOW + 2999, 1000)).toBeNull();
    expect(await jobs.claim(['crawl'], 'w1', NOW + 3000, 1000)).toMatchObject({ attempts: 2 });
    expect(await jobs.cancel('a', NOW + 3001)).toBe(true);
    expect(await jobs.cancel('a', NOW + 3001)).toBe(false);
    expect(await jobs.renew('a', 'w1', NOW + 3002, 1000)).toBe(false);
    expect(await jobs.finish('a', 'w1', { state: 'done' }, NOW + 3002)).toBe(false);
    expect(await jobs.counts()).toMatchObject({ cancelled: 1, active: 0 });
    expect(await jobs.forget(NOW + 3001)).toBe(0);
    expect(await jobs.forget(NOW + 3002)).toBe(1);
    expect(await jobs.job('a')).toBeNull();
  });

  test('pace: one after the other, and at once after a pause', async () => {
    const { pace } = await (await emptyPlace()).open();
    expect([
      await pace.reserve('a.example', 1000, NOW),
      await pace.reserve('a.example', 1000, NOW + 100),
      await pace.reserve('b.example', 1000, NOW + 100),
      await pace.reserve('a.example', 4000, NOW + 1500),
    ]).toEqual([NOW, NOW + 1000, NOW + 100, NOW + 2000]);
    expect(await pace.reserve('a.example', 1000, NOW + 60_000.5)).toBe(NOW + 60_001);
  });
});
