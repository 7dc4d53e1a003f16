import type { Settings } from '../../config/settings.ts';
import { openEmbeddedQueue } from '../../queue/embedded.ts';
import { allJobs } from '../../queue/jobs/all-jobs.ts';
import { openStore } from '../../storage/store.ts';

/** A worker with all real jobs as its own process, whose lost jobs are soon another's: `node country-worker.ts <settings as JSON>`. SIGTERM stops it. */
const settings = JSON.parse(process.argv[2] ?? '') as Settings;
const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());
const store = await openStore(settings);
const queue = openEmbeddedQueue(store.jobs, { leaseMs: 2500, pollMs: 100, graceMs: 1000 });
process.stdout.write('ready\n');
await queue.run(allJobs({ store, settings, queue }), { concurrency: 2, signal: stop.signal, onEvent: ({ kind, name, text }) => process.stdout.write(`${kind} ${name} ${text}\n`) });
await queue.close();
await store.close();
process.stdout.write('closed\n');
