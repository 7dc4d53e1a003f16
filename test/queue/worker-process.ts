import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Job } from '../../queue/contract.ts';
import { openAt, type QueuePlace } from './engines.ts';

/** A worker as its own process: `node worker-process.ts <place as JSON> <file to note in>`. Says on stdout what happens; SIGTERM stops it, and then it must end by itself. */
const [given = '', notes = ''] = process.argv.slice(2);
const note = (text: string): void => appendFileSync(notes, `${text}\n`);
const job = (name: string, run: Job['run']): Job<never> => ({ name, payload: z.unknown(), attempts: 1, backoffMs: () => 0, timeoutMs: 60_000, run }) as unknown as Job<never>;

const JOBS = [
  job('short', async (_, { id }) => {
    await sleep(20);
    note(`${id} ${process.pid}`);
    return { status: 'done', summary: String(process.pid) };
  }),
  job('hang', async (_, { signal }) => {
    note('began');
    await sleep(60_000, undefined, { signal });
    return { status: 'done', summary: 'hung to the end' };
  }),
  // no timer runs meanwhile, so no lease is renewed
  job('block', async (payload) => {
    note('began');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(payload));
    return { status: 'done', summary: 'the blocked one' };
  }),
];

const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());
const { queue, close } = await openAt(JSON.parse(given) as QueuePlace);
process.stdout.write('ready\n');
await queue.run(JOBS, { concurrency: 3, signal: stop.signal, onEvent: ({ kind, id }) => process.stdout.write(`${kind} ${id}\n`) });
await close();
process.stdout.write('closed\n');
