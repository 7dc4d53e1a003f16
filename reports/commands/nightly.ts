import type { JobInfo } from '../../queue/contract.ts';
import { allJobs } from '../../queue/jobs/all-jobs.ts';
import { dueTonight, launchNight } from '../../queue/jobs/nightly.ts';
import { openQueue } from '../../queue/open-queue.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { printable } from '../progress.ts';
import { openWorkplace } from '../workplace.ts';
import { listenForStop } from './stop-signal.ts';

const POLL_MS = 300;
const SIDE_BY_SIDE = 2;

/** Runs the nights that are due, or with `now` those of every subject that has a schedule. Without Redis this process does the work itself. */
export async function runNights({ now = false }: { readonly now?: boolean }): Promise<ExitCode> {
  const workplace = await openWorkplace();
  const { store, settings } = workplace;
  const tell = (text: string): void => {
    process.stderr.write(`${printable(text)}\n`);
  };
  const stop = listenForStop(tell);
  const queue = await openQueue(settings, store);
  const work = new AbortController();
  let working: Promise<void> = Promise.resolve();
  try {
    const subjects = await dueTonight(store, new Date(), now);
    if (subjects.length === 0) {
      tell(now ? 'No subject has a schedule, so there is nothing to do at night.' : 'No night is due (--now runs those of all scheduled subjects at once).');
      return now ? EXIT.nothingAssessed : EXIT.done;
    }
    const jobs: string[] = [];
    for (const subject of subjects) jobs.push((await launchNight(queue, subject, new Date())).id);
    if (queue.engine === 'embedded') working = queue.run(allJobs({ store, settings, queue }), { concurrency: Math.min(SIDE_BY_SIDE, jobs.length), signal: work.signal });
    working.catch(() => undefined);
    const ended: JobInfo[] = [];
    while (jobs.length > 0 && !stop.signal.aborted) {
      const job = await queue.job(jobs[0] ?? '');
      if (!job || job.state === 'waiting' || job.state === 'active') {
        await new Promise((again) => {
          setTimeout(again, POLL_MS);
        });
        continue;
      }
      jobs.shift();
      ended.push(job);
      tell(job.result?.summary ?? `${job.state}: ${job.error ?? ''}`);
    }
    for (const job of stop.signal.aborted ? jobs : []) await queue.cancel(job);
    const good = ended.filter((job) => job.state === 'done' && job.result?.status !== 'nothing-assessed').length;
    return stop.code() ?? (good === ended.length ? EXIT.done : good > 0 ? EXIT.someFailed : EXIT.nothingAssessed);
  } finally {
    work.abort();
    await working.catch(() => undefined);
    await queue.close();
    stop.release();
    await workplace.close();
  }
}
