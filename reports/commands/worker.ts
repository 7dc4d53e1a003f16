import { hostname } from 'node:os';
import type { Job, QueueEvent } from '../../queue/contract.ts';
import { allJobs } from '../../queue/jobs/all-jobs.ts';
import { syncSchedules } from '../../queue/jobs/nightly.ts';
import { openQueue } from '../../queue/open-queue.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { printable } from '../progress.ts';
import { openWorkplace } from '../workplace.ts';
import { listenForStop } from './stop-signal.ts';

const SIDE_BY_SIDE = 2;

/** Works off the shared queue until told to stop; then the jobs in hand are finished or handed back, and the end is a good one. */
export async function work({ concurrency = SIDE_BY_SIDE, schedules = false }: { readonly concurrency?: number; readonly schedules?: boolean }): Promise<ExitCode> {
  const workplace = await openWorkplace();
  const { store, settings } = workplace;
  const stop = listenForStop(() => process.stderr.write('Stopping: jobs in hand are finished or handed back (again: at once).\n'));
  const queue = await openQueue(settings, store);
  try {
    if (schedules) await syncSchedules(store, queue);
    process.stderr.write(`Worker ${hostname()}:${process.pid} on the ${queue.engine} queue, ${concurrency} jobs at a time.\n`);
    await queue.run(allJobs({ store, settings, queue }), { concurrency, signal: stop.signal, onEvent: (event) => tell(event) });
    return EXIT.done;
  } finally {
    await queue.close();
    stop.release();
    await workplace.close();
  }
}

/** Jobs of one kind each, as a queue takes them: what each is given is checked when it is run. */
export const jobList = (jobs: readonly unknown[]): readonly Job<never>[] => jobs as readonly Job<never>[];

function tell({ kind, name, id, text }: QueueEvent): void {
  if (kind !== 'progress') process.stderr.write(`${new Date().toISOString()} ${kind.padEnd(9)} ${name} ${id}${text === '' ? '' : `: ${printable(text)}`}\n`);
}
