import type { z } from 'zod';

/** One kind of work, as one object: what it takes, how often it is tried, what it does. Running it twice must be harmless. */
export interface Job<Payload = unknown> {
  readonly name: string;
  readonly payload: z.ZodType<Payload>;
  readonly attempts: number;
  /** Wait before attempt n (2, 3, …), in milliseconds. */
  readonly backoffMs: (attempt: number) => number;
  /** Longest time for one attempt, in milliseconds; then `signal` is aborted and the attempt has failed. */
  readonly timeoutMs: number;
  /** Must return what it did; "did nothing" is a result that says so, never silence. Throw `permanent()` errors for what no retry can mend. */
  run(payload: Payload, context: JobContext): Promise<JobResult>;
}
export interface JobContext {
  readonly id: string;
  readonly attempt: number;
  readonly signal: AbortSignal;
  readonly progress: (text: string) => void;
}
export interface JobResult {
  readonly status: 'done' | 'nothing-to-do' | 'nothing-assessed';
  readonly summary: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

export interface EnqueueOptions {
  /** While a job with this key waits or runs, adding another is refused. */
  readonly key?: string;
  /** 1 (first) … 9 (last); 5 when not given. */
  readonly priority?: number;
  readonly delayMs?: number;
}
export type JobState = 'waiting' | 'active' | 'done' | 'failed' | 'cancelled';
export interface JobInfo {
  readonly id: string;
  readonly name: string;
  readonly key: string | null;
  readonly payload: unknown;
  readonly state: JobState;
  readonly attempts: number;
  readonly result: JobResult | null;
  readonly error: string | null;
  readonly createdAt: string;
  readonly finishedAt: string | null;
}
export type QueueStats = Readonly<Record<JobState, number>>;

/** The queue, whichever engine lies behind it (embedded on the storage's job table, BullMQ on Redis). */
export interface Queue {
  readonly engine: 'embedded' | 'bullmq';
  /** The job's id; `added: false` when one with the same key is already there (its id is given). */
  enqueue(name: string, payload: unknown, options?: EnqueueOptions): Promise<{ readonly id: string; readonly added: boolean }>;
  /** Works off jobs until the signal is aborted, then finishes those in hand (or hands them back) and returns. */
  run(jobs: readonly Job<never>[], options: { readonly concurrency: number; readonly signal: AbortSignal; readonly onEvent?: (event: QueueEvent) => void }): Promise<void>;
  /** Calls a job on a cron pattern (5 fields) in a time zone. Upsert by id; an occurrence is skipped while the last one still runs. */
  schedule(id: string, cron: string, timeZone: string, name: string, payload: unknown): Promise<void>;
  unschedule(id: string): Promise<void>;
  /** A waiting job never runs; an active one gets its signal aborted. */
  cancel(id: string): Promise<boolean>;
  job(id: string): Promise<JobInfo | null>;
  jobs(filter?: { readonly state?: JobState; readonly name?: string; readonly limit?: number }): Promise<readonly JobInfo[]>;
  stats(): Promise<QueueStats>;
  close(): Promise<void>;
}
export type QueueEvent =
  | { readonly kind: 'started' | 'done' | 'failed' | 'retry' | 'lost' | 'cancelled'; readonly id: string; readonly name: string; readonly attempt: number; readonly text: string }
  | { readonly kind: 'progress'; readonly id: string; readonly name: string; readonly attempt: number; readonly text: string };

/** An error that no retry can mend. */
export const permanent = (message: string): Error => Object.assign(new Error(message), { name: 'PermanentError' });
