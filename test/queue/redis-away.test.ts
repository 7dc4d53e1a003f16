import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { openBullQueue } from '../../queue/bullmq.ts';
import type { Job } from '../../queue/contract.ts';
import { freePort } from '../services/private-process.ts';
import { redisMissing, startRedis } from '../services/redis.ts';

const why = redisMissing();
describe.skipIf(why !== null)(why ?? 'Redis away', () => {
  test('never there: said at once, with what to do and without the password', async () => {
    const opening = openBullQueue({ redisUrl: `redis://:secret@127.0.0.1:${await freePort()}` });
    await expect(opening).rejects.toThrow(/Redis at 127\.0\.0\.1:\d+ cannot be used \(.*ECONNREFUSED.*\)\. Is it running/);
    await expect(opening).rejects.not.toThrow(/secret/);
  });

  test('gone for a while: who enqueues is told, the worker goes on when it is back', async () => {
    const first = await startRedis();
    const queue = await openBullQueue({ redisUrl: first.url, graceMs: 100 });
    const control = new AbortController();
    const greet = { name: 'greet', payload: z.unknown(), attempts: 1, backoffMs: () => 0, timeoutMs: 5000, run: async () => ({ status: 'done', summary: 'did it' }) } as unknown as Job<never>;
    const ended = queue.run([greet], { concurrency: 1, signal: control.signal });
    const done = (id: string): Promise<void> =>
      vi.waitFor(
        async () => {
          expect((await queue.job(id))?.state).toBe('done');
        },
        { timeout: 20_000, interval: 50 },
      );
    await done((await queue.enqueue('greet', 1)).id);
    await first.stop();
    await expect(queue.enqueue('greet', 2)).rejects.toThrow();
    const second = await startRedis(Number(new URL(first.url).port));
    const { id } = await vi.waitFor(() => queue.enqueue('greet', 3), { timeout: 10_000, interval: 100 });
    await done(id);
    // gone for good: stopping ends all the same
    await second.stop();
    control.abort();
    expect(await Promise.race([Promise.all([ended, queue.close()]).then(() => 'ended'), sleep(30_000, 'still there', { ref: false })])).toBe('ended');
  });
});
