import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { JobRow, JobTable } from '../storage/survey-contract.ts';
import { type Attempt, beginAttempt, LOST_AFTER } from './attempt.ts';
import type { EnqueueOptions, Job, JobInfo, JobResult, Queue, QueueEvent, QueueStats } from './contract.ts';
import { nextOccurrence } from './cron.ts';

/** A schedule is a job of this name that is never done: it goes back to wait for its next moment, and who claims it computes. */
const SCHEDULE = '@schedule';
const SCHEDULE_ATTEMPTS = 2 ** 31 - 1;
const KEEP_MS = 30 * 24 * 60 * 60 * 1000;
const TIDY_MS = 60 * 60 * 1000;
const RENEW_MS = 2000; // at least this often, so that a cancelled job hears of it soon
const MANY = 10_000;
const STORE_TRIES = 8;

interface ScheduleRow {
  readonly id: string;
  readonly cron: string;
  readonly timeZone: string;
  readonly name: string;
  readonly payload: unknown;
}
export interface EmbeddedOptions {
  /** Without a sign of life for so long, a job is another's to take. */
  readonly leaseMs?: number;
  readonly pollMs?: number;
  /** How long jobs in hand may go on when the process is to stop; then they are aborted and handed back. */
  readonly graceMs?: number;
}

/** The queue on the storage's job table: no other service needed, any number of processes on one database. The table stays its owner's to close. */
export const openEmbeddedQueue = (table: JobTable, { leaseMs = 60_000, pollMs = 500, graceMs = 10_000 }: EmbeddedOptions = {}): Queue => {
  const closing = new AbortController();
  const running = new Set<Promise<void>>();
  const inHand = new Set<{ readonly id: string; readonly attempt: Attempt }>();
  const wakers = new Set<() => void>();
  const wake = (): void => {
    for (const waker of wakers) waker();
  };

  const add = async (id: string, name: string, payload: unknown, { key, priority = 5, delayMs = 0 }: EnqueueOptions): Promise<{ readonly id: string; readonly added: boolean }> => {
    if (!Number.isInteger(priority) || priority < 1 || priority > 9) throw new Error(`The priority ${priority} of a job "${name}" is not a whole number from 1 to 9.`);
    for (;;) {
      const now = Date.now();
      if (await table.add({ id, name, payload: JSON.stringify(payload ?? null), key: key ?? null, priority, runAt: now + delayMs, maxAttempts: LOST_AFTER }, false, now)) {
        wake();
        return { id, added: true };
      }
      const there = (await table.job(id)) ?? (await withKey(table, key));
      if (there) return { id: there.id, added: false };
    } // it ended between the two questions
  };

  const work = async (row: JobRow, holder: string, job: Job<never>, tell: (event: QueueEvent) => void, patience: AbortSignal): Promise<void> => {
    const { id, name, attempts: attempt } = row;
    const say = (kind: QueueEvent['kind'], text: string): void => tell({ kind, id, name, attempt, text });
    say('started', '');
    const begun = beginAttempt(job, { id, name, payload: JSON.parse(row.payload) as unknown, attempt }, tell);
    const hand = { id, attempt: begun };
    inHand.add(hand);
    const stopping = (): void => begun.stop('stopping');
    patience.addEventListener('abort', stopping);
    if (patience.aborted) stopping();
    const isCancelled = async (): Promise<boolean> => (await table.job(id))?.state === 'cancelled';
    const renew = async (): Promise<void> => {
      if (!(await table.renew(id, holder, Date.now(), leaseMs))) begun.stop((await isCancelled()) ? 'cancelled' : 'lost');
    };
    const renewal = setInterval(
      () => {
        renew().catch(() => undefined);
      },
      Math.min(RENEW_MS, leaseMs / 3),
    ); // a store that is busy now is asked again
    const ended = await begun.ended;
    clearInterval(renewal);
    patience.removeEventListener('abort', stopping);
    inHand.delete(hand);

    const finish = (outcome: Parameters<JobTable['finish']>[2]): Promise<boolean> => patiently(() => table.finish(id, holder, outcome, Date.now()));
    const close = async (kind: 'done' | 'failed' | 'retry', text: string, outcome: Parameters<JobTable['finish']>[2]): Promise<void> => {
      if (await finish(outcome)) say(kind, text);
      else say((await isCancelled()) ? 'cancelled' : 'lost', 'Its result was thrown away.');
    };
    if (ended.kind === 'done') return close('done', ended.result.summary, { state: 'done', result: JSON.stringify(ended.result) });
    if (ended.kind === 'stopped' && ended.why === 'stopping') return close('retry', 'Handed back: this process is stopping.', { state: 'waiting', runAt: row.runAt });
    if (ended.kind === 'stopped') return say(ended.why === 'cancelled' ? 'cancelled' : 'lost', '');
    if (ended.permanent || attempt >= job.attempts) return close('failed', ended.error, { state: 'failed', error: ended.error });
    return close('retry', ended.error, { state: 'waiting', error: ended.error, runAt: Date.now() + job.backoffMs(attempt + 1) });
  };

  /** Enqueues what is due. Not added means that the last occurrence still waits or runs: this one is skipped. */
  const callSchedules = async (): Promise<void> => {
    const holder = holderName();
    for (let row = await table.claim([SCHEDULE], holder, Date.now(), leaseMs); row; row = await table.claim([SCHEDULE], holder, Date.now(), leaseMs)) {
      const { id, cron, timeZone, name, payload } = JSON.parse(row.payload) as ScheduleRow;
      await add(`${row.id}-${row.runAt}`, name, payload, { key: `schedule:${id}` }); // the same id when a process died here and another does it again
      await table.finish(row.id, holder, { state: 'waiting', runAt: nextOccurrence(cron, timeZone, new Date()).getTime() }, Date.now());
    }
  };

  const run: Queue['run'] = async (jobs, { concurrency, signal, onEvent = () => undefined }) => {
    const stop = AbortSignal.any([signal, closing.signal]);
    const known = new Map(jobs.map((job) => [job.name, job]));
    const mine = new Set<Promise<void>>();
    const patience = new AbortController();
    let tidied = 0;
    const round = async (): Promise<void> => {
      await callSchedules();
      if (Date.now() - tidied > TIDY_MS) {
        tidied = Date.now();
        await table.forget(tidied - KEEP_MS);
      }
      while (mine.size < concurrency && !stop.aborted) {
        const holder = holderName();
        const row = await table.claim([...known.keys()], holder, Date.now(), leaseMs);
        if (!row) return;
        const done = work(row, holder, known.get(row.name)!, onEvent, patience.signal)
          .catch(() => undefined) // the store could not be told: the lease runs out and another does it
          .finally(() => {
            mine.delete(done);
            wake();
          });
        mine.add(done);
      }
    };
    let fault: unknown = null;
    for (let tries = 0; !stop.aborted && !fault; ) {
      try {
        await round();
        tries = 0;
      } catch (error) {
        if (++tries >= STORE_TRIES) fault = error;
      }
      await pause(pollMs * 2 ** tries, stop, wakers);
    }
    const grace = setTimeout(() => patience.abort(), graceMs);
    await Promise.all(mine);
    clearTimeout(grace);
    if (fault) throw fault;
  };

  return {
    engine: 'embedded',
    enqueue: (name, payload, options = {}) => add(`job-${randomUUID()}`, name, payload, options),
    run(jobs, options) {
      const ended = run(jobs, options);
      const kept = ended.catch(() => undefined).finally(() => running.delete(kept));
      running.add(kept);
      return ended;
    },
    async schedule(id, cron, timeZone, name, payload) {
      const wanted: ScheduleRow = { id, cron, timeZone, name, payload: payload ?? null };
      const next = nextOccurrence(cron, timeZone, new Date()).getTime();
      for (;;) {
        const there = (await schedules(table)).find((row) => row.key === keyOf(id));
        if (there?.payload === JSON.stringify(wanted)) return;
        if (there) await table.cancel(there.id, Date.now());
        if (
          await table.add(
            { id: `schedule-${randomUUID()}`, name: SCHEDULE, payload: JSON.stringify(wanted), key: keyOf(id), priority: 1, runAt: next, maxAttempts: SCHEDULE_ATTEMPTS },
            false,
            Date.now(),
          )
        )
          return;
      } // another process did the same at this moment
    },
    async unschedule(id) {
      for (const row of await schedules(table)) if (row.key === keyOf(id)) await table.cancel(row.id, Date.now());
    },
    async cancel(id) {
      const cancelled = await table.cancel(id, Date.now());
      if (cancelled) for (const hand of inHand) if (hand.id === id) hand.attempt.stop('cancelled');
      return cancelled;
    },
    async job(id) {
      const row = await table.job(id);
      return row && row.name !== SCHEDULE ? infoOf(row) : null;
    },
    async jobs({ state, name, limit = 200 } = {}) {
      const theirs = name === undefined ? (await table.jobs({ state, name: SCHEDULE, limit: MANY })).length : 0;
      return (await table.jobs({ state, name, limit: limit + theirs }))
        .filter((row) => row.name !== SCHEDULE)
        .slice(0, limit)
        .map(infoOf);
    },
    async stats() {
      const counts: Record<JobRow['state'], number> = { ...(await table.counts()) };
      for (const { state } of await table.jobs({ name: SCHEDULE, limit: MANY })) counts[state]--;
      return counts satisfies QueueStats;
    },
    async close() {
      closing.abort();
      await Promise.all(running);
    },
  };
};

/** A name of its own for every claim: one slot must never end what another has taken over from it. */
const holderName = (): string => `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
const keyOf = (schedule: string): string => `@schedule:${schedule}`;

const schedules = async (table: JobTable): Promise<readonly JobRow[]> =>
  (await Promise.all((['waiting', 'active'] as const).map((state) => table.jobs({ state, name: SCHEDULE, limit: MANY })))).flat();

const withKey = async (table: JobTable, key: string | undefined): Promise<JobRow | undefined> =>
  (await Promise.all((['waiting', 'active'] as const).map((state) => table.jobs({ state, limit: MANY })))).flat().find((row) => row.key === key);

const infoOf = (row: JobRow): JobInfo => ({
  id: row.id,
  name: row.name,
  key: row.key,
  payload: JSON.parse(row.payload) as unknown,
  state: row.state,
  attempts: row.attempts,
  result: row.result === null ? null : (JSON.parse(row.result) as JobResult),
  error: row.error,
  createdAt: new Date(row.createdAt).toISOString(),
  finishedAt: row.finishedAt === null ? null : new Date(row.finishedAt).toISOString(),
});

const pause = (ms: number, stop: AbortSignal, wakers: Set<() => void>): Promise<void> =>
  new Promise((resolve) => {
    const on = (): void => {
      clearTimeout(timer);
      wakers.delete(on);
      stop.removeEventListener('abort', on);
      resolve();
    };
    const timer = setTimeout(on, ms);
    wakers.add(on);
    stop.addEventListener('abort', on);
    if (stop.aborted) on();
  });

/** A result is worth several tries. */
const patiently = async <Value>(ask: () => Promise<Value>): Promise<Value> => {
  for (let tries = 1; ; tries++) {
    try {
      return await ask();
    } catch (error) {
      if (tries >= 4) throw error;
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 250 * 2 ** tries);
    });
  }
};
