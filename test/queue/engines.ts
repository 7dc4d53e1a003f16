import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBullQueue } from '../../queue/bullmq.ts';
import type { Queue } from '../../queue/contract.ts';
import { openEmbeddedQueue } from '../../queue/embedded.ts';
import { openStore } from '../../storage/store.ts';

/** Where a queue's jobs lie: a data folder, or keys in a Redis. Plain data, so that a worker process can be told. */
export type QueuePlace = { readonly engine: 'embedded'; readonly data: string } | { readonly engine: 'bullmq'; readonly redisUrl: string; readonly prefix: string };
export interface OpenedQueue {
  readonly queue: Queue;
  close(): Promise<void>;
}

export const LEASE_MS = 1200;
const GRACE_MS = 400;

/** Opens the place once more, as another process would: with connections of its own, and leases short enough to be waited for. */
export async function openAt(place: QueuePlace): Promise<OpenedQueue> {
  if (place.engine === 'bullmq') {
    const queue = await openBullQueue({ redisUrl: place.redisUrl, prefix: place.prefix, leaseMs: LEASE_MS, stalledMs: 300, graceMs: GRACE_MS });
    return { queue, close: () => queue.close() };
  }
  const store = await openStore({ data: place.data });
  const queue = openEmbeddedQueue(store.jobs, { leaseMs: LEASE_MS, pollMs: 25, graceMs: GRACE_MS });
  return {
    queue,
    close: async () => {
      await queue.close();
      await store.close();
    },
  };
}

let places = 0;
/** An empty place; `remove` forgets it. */
export async function emptyPlace(engine: QueuePlace['engine'], redisUrl: string): Promise<{ readonly place: QueuePlace; remove(): Promise<void> }> {
  if (engine === 'bullmq') return { place: { engine, redisUrl, prefix: `test-${++places}` }, remove: async () => undefined };
  const data = await mkdtemp(join(tmpdir(), 'egov-queue-'));
  return { place: { engine, data }, remove: () => rm(data, { recursive: true, force: true }) };
}
