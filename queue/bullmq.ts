import { randomUUID } from 'node:crypto';
import { DelayedError, type Job as BullJob, Queue as BullQueue, UnrecoverableError, WaitingError, Worker, type JobType } from 'bullmq';
import { Redis } from 'ioredis';
import { type Attempt, beginAttempt, LOST_AFTER } from './attempt.ts';
import type { EnqueueOptions, JobInfo, JobResult, JobState, Queue, QueueEvent } from './contract.ts';
import { nextOccurrence } from './cron.ts';

const KEEP_SECONDS = 30 * 24 * 60 * 60;
const KEEP_MANY = 5000;
/** Only the worker knows how often its job is tried; BullMQ must never give up before it. */
const ATTEMPTS = 1000;
const UNKNOWN_AGAIN_MS = 5000; // a job that this worker does not know waits for one that does
const CLOSE_MS = 10_000;
const STATES: Readonly<Record<Exclude<JobState, 'cancelled'>, readonly JobType[]>> = { waiting: ['prioritized', 'delayed', 'wait'], active: ['active'], done: ['completed'], failed: ['failed'] };

interface ScheduleData {
  readonly id: string;
  readonly name: string;
  readonly payload: unknown;
}
export interface BullOptions {
  readonly redisUrl: string;
  /** Names all keys in Redis, so that two installations can share one. */
  readonly prefix?: string;
  /** Without a sign of life for so long, a job is another's to take. */
  readonly leaseMs?: number;
  readonly stalledMs?: number;
  /** How long jobs in hand may go on when the process is to stop; then they are aborted and handed back. */
  readonly graceMs?: number;
}

/**
 * The queue on Redis. Schedules lie in a queue of their own, whose jobs only enqueue: a worker busy with long jobs still calls them.
 * A cancelled job leaves BullMQ, which has no such state, and is remembered beside it. No flows: a failed child makes its parent wait for ever.
 */
export const openBullQueue = async ({ redisUrl, prefix = 'egov', leaseMs = 60_000, stalledMs = 30_000, graceMs = 10_000 }: BullOptions): Promise<Queue> => {
  const client = await connect(redisUrl);
  const queue = new BullQueue('jobs', { connection: client, prefix });
  const scheduleQueue = new BullQueue('schedules', { connection: client, prefix });
  for (const one of [queue, scheduleQueue]) one.on('error', () => undefined); // the connection mends itself; whoever asks meanwhile is told by their own call
  const cancelled = cancelledJobs(client, prefix);
  const closing = new AbortController();
  const running = new Set<Promise<void>>();

  const add = async (id: string, name: string, payload: unknown, { key, priority = 5, delayMs = 0 }: EnqueueOptions): Promise<{ readonly id: string; readonly added: boolean }> => {
    if (!Number.isInteger(priority) || priority < 1 || priority > 9) throw new Error(`The priority ${priority} of a job "${name}" is not a whole number from 1 to 9.`);
    const keep = { age: KEEP_SECONDS, count: KEEP_MANY };
    const { id: there = id } = await queue.add(name, payload ?? null, {
      jobId: id,
      priority,
      delay: delayMs,
      attempts: ATTEMPTS,
      backoff: { type: 'as the job says' },
      removeOnComplete: keep,
      removeOnFail: keep,
      ...(key === undefined ? {} : { deduplication: { id: key } }),
    });
    return { id: there, added: there === id };
  };

  const run: Queue['run'] = async (jobs, { concurrency, signal, onEvent: tell = () => undefined }) => {
    const stop = AbortSignal.any([signal, closing.signal]);
    if (stop.aborted) return;
    const known = new Map(jobs.map((job) => [job.name, job]));
    const inHand = new Map<string, Attempt>();
    const ending = new Map<string, BullJob>(); // their attempt is over, BullMQ has not yet agreed
    const say = (kind: QueueEvent['kind'], job: BullJob, text: string): void => tell({ kind, id: job.id ?? '', name: job.name, attempt: job.attemptsStarted, text });
    const connections = [workerClient(redisUrl), workerClient(redisUrl)] as const;
    const [connection, ears] = connections;

    const work = async (job: BullJob, token: string | undefined): Promise<JobResult> => {
      const id = job.id ?? '';
      const kind = known.get(job.name);
      if (!kind) {
        await job.moveToDelayed(Date.now() + UNKNOWN_AGAIN_MS, token);
        throw new DelayedError();
      }
      const giveUp = (): never => {
        job.opts.removeOnFail = true; // cancelledJobs remembers it
        say('cancelled', job, '');
        throw new UnrecoverableError('cancelled');
      };
      if (await cancelled.has(id)) giveUp();
      say('started', job, '');
      const attempt = beginAttempt(kind, { id, name: job.name, payload: job.data as unknown, attempt: job.attemptsStarted }, tell);
      inHand.set(id, attempt);
      if (await cancelled.has(id)) attempt.stop('cancelled'); // said between the question above and our listening
      if (patience.aborted) attempt.stop('stopping');
      const ended = await attempt.ended;
      if (inHand.get(id) === attempt) inHand.delete(id);
      if ((ended.kind === 'stopped' && ended.why === 'cancelled') || (await cancelled.has(id))) return giveUp();
      ending.set(id, job);
      if (ended.kind === 'done') return ended.result;
      if (ended.kind === 'stopped' && ended.why === 'stopping') {
        await job.moveToWait(token);
        ending.delete(id);
        say('retry', job, 'Handed back: this process is stopping.');
        throw new WaitingError();
      }
      if (ended.kind === 'stopped') throw new Error('lost'); // BullMQ refuses it: the lock is another's
      throw ended.permanent || job.attemptsStarted >= kind.attempts ? new UnrecoverableError(ended.error) : new Error(ended.error);
    };

    const patience = { aborted: false };
    const worker = new Worker<unknown, JobResult>('jobs', (job, token) => work(job as BullJob, token), {
      connection,
      prefix,
      concurrency,
      lockDuration: leaseMs,
      stalledInterval: stalledMs,
      maxStalledCount: LOST_AFTER - 1,
      settings: { backoffStrategy: (_made, _type, _error, job) => known.get(job?.name ?? '')?.backoffMs(((job as BullJob | undefined)?.attemptsStarted ?? 1) + 1) ?? 0 },
    });
    const lose = (id: string): void => inHand.get(id)?.stop('lost');
    worker.on('completed', (job, result) => {
      ending.delete(job.id ?? '');
      say('done', job as BullJob, result.summary);
    });
    worker.on('failed', (job, { message }) => {
      if (!job) return;
      ending.delete(job.id ?? '');
      if (message !== 'cancelled') say(job.finishedOn ? 'failed' : 'retry', job as BullJob, message);
    });
    worker.on('lockRenewalFailed', (ids) => ids.forEach(lose));
    worker.on('locksRenewed', ({ jobIds }) => {
      for (const id of jobIds)
        void cancelled.has(id).then(
          (is) => {
            if (is) inHand.get(id)?.stop('cancelled');
          },
          () => undefined,
        );
    }); // in case the message was missed
    worker.on('error', ({ message }) => {
      for (const [id, job] of ending) if (message.includes(id) && ending.delete(id)) say('lost', job, 'Its result was thrown away.');
    });
    const caller = new Worker<ScheduleData>(
      'schedules',
      async ({ data, id = '' }) => {
        await add(id.replaceAll(':', '-'), data.name, data.payload, { key: `schedule:${data.id}` });
      },
      { connection, prefix, concurrency: 1 },
    );
    caller.on('error', () => undefined);
    ears.on('message', (_channel, id) => inHand.get(id)?.stop('cancelled'));
    await ears.subscribe(cancelled.channel);

    await new Promise<void>((resolve) => {
      if (stop.aborted) resolve();
      else stop.addEventListener('abort', () => resolve(), { once: true });
    });
    const grace = setTimeout(() => {
      patience.aborted = true;
      for (const attempt of inHand.values()) attempt.stop('stopping');
    }, graceMs);
    await Promise.race([Promise.all([worker.close(), caller.close()]), lasting(graceMs + CLOSE_MS)]); // closing itself never times out
    clearTimeout(grace);
    for (const one of connections) one.disconnect();
  };

  return {
    engine: 'bullmq',
    enqueue: (name, payload, options = {}) => add(`job-${randomUUID()}`, name, payload, options),
    run(jobs, options) {
      const ended = run(jobs, options);
      const kept = ended.catch(() => undefined).finally(() => running.delete(kept));
      running.add(kept);
      return ended;
    },
    async schedule(id, cron, timeZone, name, payload) {
      nextOccurrence(cron, timeZone, new Date());
      const data: ScheduleData = { id, name, payload: payload ?? null };
      const there = await scheduleQueue.getJobScheduler(id);
      // several processes that put the same schedule again have lost schedules (bullmq #3381)
      if (there && there.pattern === cron && there.tz === timeZone && JSON.stringify(there.template?.data) === JSON.stringify(data)) return;
      await scheduleQueue.upsertJobScheduler(id, { pattern: cron, tz: timeZone }, { name: 'call', data, opts: { removeOnComplete: true, removeOnFail: { age: KEEP_SECONDS, count: 100 } } });
    },
    async unschedule(id) {
      await scheduleQueue.removeJobScheduler(id);
    },
    async cancel(id) {
      const job = await queue.getJob(id);
      const state = job ? stateOf(await job.getState()) : null;
      if (!job || (state !== 'waiting' && state !== 'active') || (await cancelled.has(id))) return false;
      await cancelled.add({ ...infoOf(job, 'cancelled'), finishedAt: new Date().toISOString() });
      // a worker that holds it prevents this, and hears of it instead
      await job.remove().catch(() => client.publish(cancelled.channel, id));
      return true;
    },
    async job(id) {
      const [gone] = await cancelled.read([id]);
      if (gone) return gone;
      const job = await queue.getJob(id);
      const state = job ? stateOf(await job.getState()) : null;
      return job && state ? infoOf(job, state) : null;
    },
    async jobs({ state, name, limit = 200 } = {}) {
      const wanted = state === undefined ? (Object.keys(STATES) as (keyof typeof STATES)[]) : state === 'cancelled' ? [] : [state];
      const reach = name === undefined ? limit : KEEP_MANY; // BullMQ cannot look for a name
      const lists = await Promise.all(wanted.map(async (one) => (await queue.getJobs([...STATES[one]], 0, reach - 1)).filter(Boolean).map((job) => infoOf(job, one))));
      const gone = state === undefined || state === 'cancelled' ? await cancelled.newest(reach) : [];
      const hidden = new Set(gone.map(({ id }) => id));
      return [...gone, ...lists.flat().filter(({ id }) => !hidden.has(id))]
        .filter((job) => name === undefined || job.name === name)
        .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))
        .slice(0, limit);
    },
    async stats() {
      const counts = await queue.getJobCounts(...Object.values(STATES).flat());
      const sum = (state: keyof typeof STATES): number => STATES[state].reduce((total, type) => total + (counts[type] ?? 0), 0);
      return { waiting: sum('waiting'), active: sum('active'), done: sum('done'), failed: sum('failed'), cancelled: await cancelled.count() };
    },
    async close() {
      closing.abort();
      await Promise.all(running);
      await Promise.all([queue.close(), scheduleQueue.close()]);
      client.disconnect();
    },
  };
};

/** What BullMQ has no state for: jobs that were cancelled, as they were then. */
const cancelledJobs = (client: Redis, prefix: string) => {
  const list = `${prefix}:cancelled`;
  const at = (id: string): string => `${list}:${id}`;
  const read = async (ids: readonly string[]): Promise<JobInfo[]> =>
    ids.length === 0 ? [] : (await client.mget(...ids.map(at))).flatMap((text) => (text === null ? [] : [JSON.parse(text) as JobInfo]));
  return {
    channel: `${list}:now`,
    read,
    has: async (id: string): Promise<boolean> => (await client.exists(at(id))) === 1,
    async add(job: JobInfo): Promise<void> {
      await client
        .multi()
        .set(at(job.id), JSON.stringify(job), 'EX', KEEP_SECONDS)
        .zadd(list, Date.now(), job.id)
        .zremrangebyscore(list, 0, Date.now() - KEEP_SECONDS * 1000)
        .exec();
    },
    count: (): Promise<number> => client.zcount(list, Date.now() - KEEP_SECONDS * 1000, '+inf'),
    newest: async (limit: number): Promise<JobInfo[]> => read(await client.zrevrange(list, 0, limit - 1)),
  };
};

const stateOf = (state: string): JobState | null => (Object.entries(STATES) as [JobState, readonly string[]][]).find(([, types]) => types.includes(state === 'waiting' ? 'wait' : state))?.[0] ?? null;

const infoOf = (job: BullJob, state: JobState): JobInfo => ({
  id: job.id ?? '',
  name: job.name,
  key: job.opts.deduplication?.id ?? null,
  payload: job.data as unknown,
  state,
  attempts: job.attemptsStarted,
  result: state === 'done' ? (job.returnvalue as JobResult) : null,
  error: state === 'done' ? null : job.failedReason || null,
  createdAt: new Date(job.timestamp).toISOString(),
  finishedAt: (state === 'done' || state === 'failed') && job.finishedOn ? new Date(job.finishedOn).toISOString() : null,
});

/** Who enqueues is told soon that Redis is away; a worker waits until it is back. */
const connect = async (url: string): Promise<Redis> => {
  const client = new Redis(url, { maxRetriesPerRequest: 3 });
  let last = '';
  client.on('error', ({ message, code }: NodeJS.ErrnoException) => {
    last = message || code || last;
  });
  try {
    await client.ping();
  } catch (cause) {
    client.disconnect();
    throw new Error(`Redis at ${placeOf(url)} cannot be used (${last || String(cause)}). Is it running, and does REDIS_URL name it rightly?`, { cause });
  }
  return client;
};
const workerClient = (url: string): Redis => new Redis(url, { maxRetriesPerRequest: null }).on('error', () => undefined);

const placeOf = (url: string): string => {
  try {
    return new URL(url).host;
  } catch {
    return 'the address in REDIS_URL';
  }
};
const lasting = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
