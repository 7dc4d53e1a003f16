import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findChromium } from '../../crawler/chromium.ts';
import { readSettings, type Settings } from '../../config/settings.ts';
import type { JobInfo, Queue } from '../../queue/contract.ts';
import { launchCrawl } from '../../queue/jobs/crawl-portal.ts';
import { openQueue } from '../../queue/open-queue.ts';
import { openStore, type Store } from '../../storage/store.ts';

/** Store and queue of a deployment of our own, empty at first; `close` forgets them. */
export interface Place {
  readonly settings: Settings;
  readonly store: Store;
  readonly queue: Queue;
  close(): Promise<void>;
}

/** SQLite and the embedded queue in a temporary folder, or the databases that are named. */
export async function ownPlace(more: Partial<Pick<Settings, 'databaseUrl' | 'redisUrl'>> = {}): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'egov-bench-'));
  const settings = { ...readSettings({ EGOV_DATA: join(folder, 'data') }), ...more, chromium: findChromium(process.env['EGOV_CHROMIUM'] ?? null) };
  const store = await openStore(settings);
  const queue = await openQueue(settings, store);
  return {
    settings,
    store,
    queue,
    async close() {
      await queue.close();
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Registers towns with one portal each. */
export const register = ({ store }: Place, portals: readonly { readonly id: string; readonly url: string }[]): Promise<void> =>
  store.survey.addSubjects(portals.map(({ id, url }) => ({ subject: { id, name: id, level: 'municipal', iso3: '', region: '', languages: ['en'] }, portals: [{ url, role: 'city', aliases: [] }] })));

/** Launches the visit of a subject; the job's id. */
export const launch = async (
  { queue }: Place,
  subject: string,
  options: { readonly maxPages: number; readonly browserPages: number; readonly delayMs: number },
  launchedAt = new Date().toISOString(),
): Promise<string> =>
  (await launchCrawl(queue, { subject, launchedAt, fresh: false, includeUnverified: false, previous: null, options: { ...options, allowPrivate: true, asOf: launchedAt.slice(0, 10), seed: 1 } })).id;

/** Waits until a job has ended, well or not. */
export async function finished({ queue }: Place, id: string, withinMs = 300_000): Promise<JobInfo> {
  for (const until = performance.now() + withinMs; ; ) {
    const job = await queue.job(id);
    if (job && job.state !== 'waiting' && job.state !== 'active') return job;
    if (performance.now() > until) throw new Error(`Job ${id} has not ended in ${withinMs} ms: ${JSON.stringify(job)}`);
    await sleep(100);
  }
}
