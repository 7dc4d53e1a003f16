import { openBullQueue } from '../../queue/bullmq.ts';
import type { Settings } from '../../config/settings.ts';
import { openEmbeddedQueue } from '../../queue/embedded.ts';
import { allJobs } from '../../queue/jobs/all-jobs.ts';
import { openStore } from '../../storage/store.ts';

/** A worker of either deployment as its own process, whose lost jobs are soon another's: `node chaos-worker.ts <settings as JSON>`. SIGTERM stops it. */
const settings = JSON.parse(process.argv[2] ?? '') as Settings;
const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());
const store = await openStore(settings);
const queue =
  settings.redisUrl === null
    ? openEmbeddedQueue(store.jobs, { leaseMs: 2500, pollMs: 100, graceMs: 1000 })
    : await openBullQueue({ redisUrl: settings.redisUrl, leaseMs: 2500, stalledMs: 1000, graceMs: 1000 });
await queue.run(allJobs({ store, settings, queue }), { concurrency: 2, signal: stop.signal });
await queue.close();
await store.close();
