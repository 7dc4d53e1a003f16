import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { type Job, type JobContext, type JobResult, permanent, type Queue, type QueueEvent } from '../../queue/contract.ts';
import { type Redis, redisMissing, startRedis } from '../services/redis.ts';
import { emptyPlace, LEASE_MS, openAt, type QueuePlace } from './engines.ts';

const WORKER = resolve(import.meta.dirname, 'worker-process.ts');
const DONE: JobResult = { status: 'done', summary: 'did it' };

let redis: Redis | null = null;
beforeAll(async () => {
  if (redisMissing() === null) redis = await startRedis();
});
afterAll(() => redis?.stop());

const job = (name: string, run: (payload: unknown, context: JobContext) => JobResult | Promise<JobResult>, more: Partial<Job> = {}): Job<never> =>
  ({ name, payload: z.unknown(), attempts: 1, backoffMs: () => 10, timeoutMs: 10_000, run: async (payload, context) => run(payload, context), ...more }) as Job<never>;

/** Resolves when the answer is yes; fails with the last answer after a while. */
const until = (ask: () => unknown, timeout = 10_000): Promise<void> =>
  vi.waitFor(
    async () => {
      expect(await ask()).toBeTruthy();
    },
    { timeout, interval: 20 },
  );

const missing = redisMissing();
describe.each<[QueuePlace['engine'], string | null]>([
  ['embedded', null],
  ['bullmq', missing],
])('%s', (engine, why) => {
  describe.skipIf(why !== null)(why ?? 'here', () => {
    let place: QueuePlace;
    let queue: Queue;
    let events: QueueEvent[] = [];
    const cleanUp: (() => Promise<unknown>)[] = [];
    const last = async (): Promise<void> => {
      while (cleanUp.length) await cleanUp.pop()?.();
    };

    const openAnother = async (): Promise<Queue> => {
      const opened = await openAt(place);
      cleanUp.push(opened.close);
      return opened.queue;
    };
    beforeEach(async () => {
      events = [];
      const made = await emptyPlace(engine, redis?.url ?? '');
      cleanUp.push(made.remove);
      place = made.place;
      queue = await openAnother();
    });
    afterEach(last);

    const work = (jobs: readonly Job<never>[], { on = queue, concurrency = 1 } = {}): { stop(): Promise<void> } => {
      const control = new AbortController();
      const ended = on.run(jobs, {
        concurrency,
        signal: control.signal,
        onEvent: (event) => {
          events.push(event);
        },
      });
      ended.catch(() => undefined);
      return {
        stop: () => {
          control.abort();
          return ended;
        },
      };
    };
    const stateOf = async (id: string) => (await queue.job(id))?.state;
    const reaches = (id: string, state: string, timeout?: number): Promise<void> => until(async () => (await stateOf(id)) === state, timeout);
    /** An engine may tell of an end a little after its state can be read. */
    const told = async (id: string, expected: readonly string[]): Promise<void> => {
      await until(() => kinds(id).length >= expected.length, 2000).catch(() => undefined);
      expect(kinds(id)).toEqual(expected);
    };
    const kinds = (id: string): string[] => events.filter((event) => event.id === id && event.kind !== 'progress').map(({ kind }) => kind);

    const workerProcess = async (): Promise<{ readonly child: ChildProcess; said(): string; noted(): Promise<string[]>; readonly ended: Promise<number | null> }> => {
      const folder = await mkdtemp(join(tmpdir(), 'egov-worker-'));
      const notes = join(folder, 'notes');
      const child = spawn(process.execPath, [WORKER, JSON.stringify(place), notes], { stdio: ['ignore', 'pipe', 'inherit'] });
      let said = '';
      child.stdout.on('data', (data) => {
        said += String(data);
      });
      const ended = new Promise<number | null>((done) => {
        child.once('close', done);
      });
      cleanUp.push(async () => {
        child.kill('SIGKILL');
        await ended;
        await rm(folder, { recursive: true, force: true });
      });
      await until(() => said.includes('ready'), 20_000);
      return { child, said: () => said, noted: async () => (await readFile(notes, 'utf8').catch(() => '')).split('\n').filter(Boolean), ended };
    };

    test('a job is enqueued, run and remembered with its result', async () => {
      const seen: unknown[] = [];
      const { id, added } = await queue.enqueue('greet', { name: 'Ada' });
      expect(added).toBe(true);
      expect(await queue.job(id)).toMatchObject({ id, name: 'greet', payload: { name: 'Ada' }, key: null, state: 'waiting', attempts: 0, result: null, error: null, finishedAt: null });
      work([
        job(
          'greet',
          (payload, { attempt, progress }) => {
            seen.push(payload, attempt);
            progress('half');
            return { ...DONE, data: { pages: 3 } };
          },
          { payload: z.object({ name: z.string() }) },
        ),
      ]);
      await reaches(id, 'done');
      expect(seen).toEqual([{ name: 'Ada' }, 1]);
      expect(await queue.job(id)).toMatchObject({ state: 'done', attempts: 1, result: { ...DONE, data: { pages: 3 } }, error: null });
      expect((await queue.job(id))?.finishedAt).toMatch(/^\d{4}-\d\d-\d\dT.+Z$/);
      await until(() => kinds(id).includes('done'));
      expect(events.filter((event) => event.id === id).map(({ kind, text }) => `${kind}:${text}`)).toEqual(['started:', 'progress:half', 'done:did it']);
      expect(await queue.job('no-such-job')).toBeNull();
    });

    test('the first priority first, then in the order of coming', async () => {
      const order: unknown[] = [];
      for (const [name, priority] of [
        ['c', undefined],
        ['e', 9],
        ['d', undefined],
        ['a', 1],
        ['b', 2],
      ] as const) {
        await queue.enqueue('p', name, priority === undefined ? {} : { priority });
        await sleep(2);
      }
      work([
        job('p', (payload) => {
          order.push(payload);
          return DONE;
        }),
      ]);
      await until(() => order.length === 5);
      expect(order).toEqual(['a', 'b', 'c', 'd', 'e']);
      await expect(queue.enqueue('p', null, { priority: 0 })).rejects.toThrow(/priority 0/);
    });

    test('a delayed job waits', async () => {
      const begun = Date.now();
      const { id } = await queue.enqueue('later', null, { delayMs: 600 });
      work([job('later', () => ({ status: 'done', summary: String(Date.now()) }))]);
      await reaches(id, 'done');
      expect(Number((await queue.job(id))?.result?.summary) - begun).toBeGreaterThanOrEqual(590);
    });

    test('a failed attempt is tried again after its wait, then the job has failed', async () => {
      const at: number[] = [];
      const waits: number[] = [];
      const { id } = await queue.enqueue('shaky', null);
      work([
        job(
          'shaky',
          (_, { attempt }) => {
            at.push(Date.now());
            throw new Error(`no luck ${attempt}`);
          },
          {
            attempts: 3,
            backoffMs: (attempt) => {
              waits.push(attempt);
              return attempt * 100;
            },
          },
        ),
      ]);
      await reaches(id, 'failed');
      await sleep(400);
      expect(waits).toEqual([2, 3]);
      expect(at).toHaveLength(3);
      expect(at[1]! - at[0]!).toBeGreaterThanOrEqual(195);
      expect(at[2]! - at[1]!).toBeGreaterThanOrEqual(295);
      expect(await queue.job(id)).toMatchObject({ state: 'failed', attempts: 3, error: 'no luck 3', result: null });
      await told(id, ['started', 'retry', 'started', 'retry', 'started', 'failed']);
    });

    test('what no retry can mend is not tried again: permanent errors, wrong payloads, silence', async () => {
      let tries = 0;
      const ids = await Promise.all(['hopeless', 'picky', 'silent'].map(async (name) => (await queue.enqueue(name, { wrong: true })).id));
      const count = (): void => {
        tries++;
      };
      work(
        [
          job(
            'hopeless',
            () => {
              count();
              throw permanent('never');
            },
            { attempts: 5 },
          ),
          job(
            'picky',
            () => {
              count();
              return DONE;
            },
            { attempts: 5, payload: z.object({ subject: z.string() }) },
          ),
          job(
            'silent',
            () => {
              count();
              return undefined as never;
            },
            { attempts: 5 },
          ),
        ],
        { concurrency: 3 },
      );
      for (const id of ids) await reaches(id, 'failed');
      const errors = await Promise.all(ids.map(async (id) => (await queue.job(id))?.error));
      expect(errors).toEqual(['never', expect.stringMatching(/payload of picky.*subject/), expect.stringMatching(/did not say what it did/)]);
      expect(tries).toBe(2);
    });

    test('an attempt that takes too long is aborted and has failed, whatever it says later', async () => {
      let reason: unknown;
      const { id } = await queue.enqueue('slow', null);
      work([
        job(
          'slow',
          async (_, { signal }) => {
            await new Promise((go) => {
              signal.addEventListener('abort', go);
            });
            reason = signal.reason;
            return DONE;
          },
          { timeoutMs: 150 },
        ),
      ]);
      await reaches(id, 'failed');
      expect((await queue.job(id))?.error).toMatch(/longer than 150 ms/);
      expect(reason).toMatchObject({ name: 'TimeoutError' });
    });

    test('a key refuses a second job while the first waits or runs, and not after', async () => {
      const gate = Promise.withResolvers<void>();
      const first = await queue.enqueue('one', 1, { key: 'subject:town' });
      expect(await queue.enqueue('one', 2, { key: 'subject:town' })).toEqual({ id: first.id, added: false });
      expect((await queue.enqueue('one', 3, { key: 'subject:village' })).added).toBe(true);
      work(
        [
          job('one', async (payload) => {
            if (payload === 1) await gate.promise;
            return DONE;
          }),
        ],
        { concurrency: 2 },
      );
      await reaches(first.id, 'active');
      expect(await (await openAnother()).enqueue('one', 4, { key: 'subject:town' })).toEqual({ id: first.id, added: false });
      expect((await queue.job(first.id))?.key).toBe('subject:town');
      gate.resolve();
      await reaches(first.id, 'done');
      expect((await queue.enqueue('one', 5, { key: 'subject:town' })).added).toBe(true);
    });

    test('many at once with one key: one is added', async () => {
      const another = await openAnother();
      const given = await Promise.all(Array.from({ length: 12 }, (_, n) => (n % 2 ? queue : another).enqueue('one', n, { key: 'k' })));
      expect(given.filter(({ added }) => added)).toHaveLength(1);
      expect(new Set(given.map(({ id }) => id)).size).toBe(1);
    });

    test('cancelled while it waits: it never runs, and its key is free', async () => {
      let ran = 0;
      const { id } = await queue.enqueue('c', null, { key: 'c' });
      const { id: next } = await queue.enqueue('c', null);
      expect(await queue.cancel(id)).toBe(true);
      expect(await queue.cancel(id)).toBe(false);
      expect(await stateOf(id)).toBe('cancelled');
      expect((await queue.enqueue('c', null, { key: 'c' })).added).toBe(true);
      work([
        job('c', () => {
          ran++;
          return DONE;
        }),
      ]);
      await reaches(next, 'done');
      await until(() => ran === 2);
      expect(await stateOf(id)).toBe('cancelled');
      expect(await queue.cancel(next)).toBe(false);
    });

    test.each(['the same', 'another'])('cancelled from %s process while it runs: its signal is aborted and its result thrown away', async (from) => {
      const aborted = Promise.withResolvers<void>();
      const { id } = await queue.enqueue('c', null, { key: 'c' });
      work([
        job(
          'c',
          async (_, { signal }) => {
            signal.addEventListener('abort', () => aborted.resolve());
            await aborted.promise;
            return DONE;
          },
          { attempts: 3 },
        ),
      ]);
      await until(() => kinds(id).includes('started'));
      expect(await (from === 'another' ? await openAnother() : queue).cancel(id)).toBe(true);
      await aborted.promise;
      await until(() => kinds(id).includes('cancelled'));
      expect(await queue.job(id)).toMatchObject({ state: 'cancelled', result: null });
      await told(id, ['started', 'cancelled']);
      await until(async () => (await queue.stats()).active === 0);
      expect(await queue.stats()).toEqual({ waiting: 0, active: 0, done: 0, failed: 0, cancelled: 1 });
    });

    test('"did nothing" is told as such', async () => {
      const { id } = await queue.enqueue('idle', null);
      work([job('idle', () => ({ status: 'nothing-to-do', summary: 'nothing is due' }))]);
      await reaches(id, 'done');
      expect((await queue.job(id))?.result).toEqual({ status: 'nothing-to-do', summary: 'nothing is due' });
    });

    test('counts and lists: by state, by name, newest first', async () => {
      const bad = (await queue.enqueue('bad', null)).id;
      await sleep(3);
      const good = (await queue.enqueue('good', null)).id;
      const stopping = work([
        job('bad', () => {
          throw new Error('bad');
        }),
        job('good', () => DONE),
      ]);
      await reaches(bad, 'failed');
      await reaches(good, 'done');
      await stopping.stop();
      const waiting: string[] = [];
      for (const delayMs of [0, 60_000]) {
        waiting.unshift((await queue.enqueue('good', null, { delayMs })).id);
        await sleep(3);
      }
      await queue.cancel((await queue.enqueue('gone', null)).id);
      await queue.schedule('nightly', '0 3 * * *', 'Europe/Rome', 'good', null);
      expect(await queue.stats()).toEqual({ waiting: 2, active: 0, done: 1, failed: 1, cancelled: 1 });
      expect((await queue.jobs({ state: 'waiting' })).map(({ id }) => id)).toEqual(waiting);
      expect((await queue.jobs({ name: 'good' })).map(({ id }) => id)).toEqual([...waiting, good]);
      expect((await queue.jobs({ name: 'good', limit: 1 })).map(({ id }) => id)).toEqual(waiting.slice(0, 1));
      expect((await queue.jobs()).map(({ name }) => name)).toEqual(['gone', 'good', 'good', 'good', 'bad']);
      expect((await queue.jobs({ state: 'cancelled' })).map(({ name }) => name)).toEqual(['gone']);
    });

    test('no more at once than asked for', async () => {
      let now = 0;
      let most = 0;
      const ids = await Promise.all(Array.from({ length: 9 }, async () => (await queue.enqueue('m', null)).id));
      work(
        [
          job('m', async () => {
            most = Math.max(most, ++now);
            await sleep(40);
            now--;
            return DONE;
          }),
        ],
        { concurrency: 3 },
      );
      for (const id of ids) await reaches(id, 'done');
      expect(most).toBe(3);
    });

    test('stopping: who can finish finishes, who goes on too long is handed back and done by another', async () => {
      const quick = await queue.enqueue('quick', null);
      const long = await queue.enqueue('long', null);
      const longJob = job('long', async (_, { attempt, signal }) => {
        if (attempt === 1) await sleep(30_000, undefined, { signal });
        return DONE;
      });
      const { stop } = work(
        [
          job('quick', async () => {
            await sleep(150);
            return DONE;
          }),
          longJob,
        ],
        { concurrency: 2 },
      );
      await until(() => kinds(quick.id).includes('started') && kinds(long.id).includes('started'));
      const since = Date.now();
      await stop();
      expect(Date.now() - since).toBeLessThan(4000);
      expect(await stateOf(quick.id)).toBe('done');
      expect(await stateOf(long.id)).toBe('waiting');
      work([longJob], { on: await openAnother() });
      await reaches(long.id, 'done', 1000);
      await told(long.id, ['started', 'retry', 'started', 'done']);
    });

    test('a schedule does not overlap with itself, whoever calls it, and ends when taken away', async () => {
      const spans: [number, number][] = [];
      const begun: number[] = [];
      const slow = job('night', async (payload) => {
        expect(payload).toEqual({ all: true });
        const at = Date.now();
        begun.push(at);
        await sleep(1300);
        spans.push([at, Date.now()]);
        return DONE;
      });
      const another = await openAnother();
      for (const one of [queue, another]) work([slow], { on: one, concurrency: 3 });
      await Promise.all([queue, another].map((one) => one.schedule('night', '* * * * * *', 'Asia/Tokyo', 'night', { all: true })));
      await until(() => spans.length === 2);
      await queue.unschedule('night');
      await until(() => spans.length === begun.length);
      const many = begun.length;
      expect(many).toBeLessThanOrEqual(3);
      for (const [n, [start]] of spans.entries()) if (n > 0) expect(start).toBeGreaterThanOrEqual(spans[n - 1]![1]);
      await sleep(1300);
      expect(begun.length).toBe(many);
    });

    test('a busy worker still calls schedules; a schedule put again with another pattern replaces the first', async () => {
      await queue.enqueue('busy', null);
      work([
        job('busy', async (_, { signal }) => {
          await sleep(20_000, undefined, { signal });
          return DONE;
        }),
        job('often', () => DONE),
      ]);
      await queue.schedule('s', '0 3 1 1 *', 'Europe/Rome', 'often', null);
      await queue.schedule('s', '* * * * * *', 'Europe/Rome', 'often', null);
      await until(async () => (await queue.jobs({ name: 'often', state: 'waiting' })).length === 1, 3000);
      await expect(queue.schedule('s', '61 * * * *', 'Europe/Rome', 'often', null)).rejects.toThrow(/"61 \* \* \* \*"/);
      await expect(queue.schedule('s', '', 'Europe/Rome', 'often', null)).rejects.toThrow(/five fields/);
      await expect(queue.schedule('s', '0 3 * * *', 'Europe/Atlantis', 'often', null)).rejects.toThrow(/time zone/);
    });

    test('a job that blocks its process beyond the lease is taken over; one result is kept', async () => {
      const blocked = await workerProcess();
      const { id } = await queue.enqueue('block', 3 * LEASE_MS);
      await until(async () => (await blocked.noted()).includes('began'));
      work([job('block', () => ({ status: 'done', summary: 'the second' }))]);
      await reaches(id, 'done');
      await until(() => blocked.said().includes(`lost ${id}`));
      expect(await queue.job(id)).toMatchObject({ state: 'done', attempts: 2, result: { summary: 'the second' } });
      expect(blocked.said()).not.toContain(`done ${id}`);
      await told(id, ['started', 'done']);
    });

    test('a killed process: its job is taken over and ends once', async () => {
      const killed = await workerProcess();
      const { id } = await queue.enqueue('hang', null, { key: 'k' });
      await until(async () => (await killed.noted()).includes('began'));
      killed.child.kill('SIGKILL');
      await killed.ended;
      expect((await queue.enqueue('hang', null, { key: 'k' })).added).toBe(false);
      work([job('hang', (_, { attempt }) => ({ status: 'done', summary: `attempt ${attempt}` }))]);
      await reaches(id, 'done');
      await sleep(LEASE_MS);
      expect(await queue.job(id)).toMatchObject({ state: 'done', attempts: 2, result: { summary: 'attempt 2' } });
      await told(id, ['started', 'done']);
    });

    test('two processes share fifty jobs, each ends once; asked to stop, they close and nothing keeps them alive', async () => {
      const workers = await Promise.all([workerProcess(), workerProcess()]);
      const ids = await Promise.all(Array.from({ length: 50 }, async () => (await queue.enqueue('short', null)).id));
      await until(async () => (await queue.stats()).done === 50, 20_000);
      const noted = (await Promise.all(workers.map(({ noted }) => noted()))).map((lines) => lines.map((line) => line.split(' ')[0] ?? ''));
      expect(noted.flat().toSorted()).toEqual(ids.toSorted());
      expect(noted.map(({ length }) => length > 0)).toEqual([true, true]);
      for (const { child } of workers) child.kill('SIGTERM');
      const codes = await Promise.race([Promise.all(workers.map(({ ended }) => ended)), sleep(6000, 'still alive', { ref: false })]);
      expect(codes).toEqual([0, 0]);
      for (const { said } of workers) expect(said()).toMatch(/closed\n$/);
    });
  });
});
