import { loadRegistry } from '../../config/registry.ts';
import type { SampleDepth } from '../../checks/pages/sample.ts';
import type { Level } from '../../crawler/artifact.ts';
import type { JobInfo, Queue } from '../../queue/contract.ts';
import { crawlPortal, launchCrawl } from '../../queue/jobs/crawl-portal.ts';
import { openQueue } from '../../queue/open-queue.ts';
import { portalsToVisit, registerSubjects } from '../../queue/subjects.ts';
import type { SubjectStanding } from '../../storage/survey-contract.ts';
import { complaint, EXIT, type ExitCode } from '../exit-codes.ts';
import { printable } from '../progress.ts';
import { openWorkplace } from '../workplace.ts';
import { listenForStop } from './stop-signal.ts';
import { jobList } from './worker.ts';

export interface CrawlOptions {
  readonly all?: boolean;
  readonly level?: Level;
  readonly fresh?: boolean;
  readonly includeUnverified?: boolean;
  readonly allowPrivate?: boolean;
  readonly maxPages?: number;
  readonly browserPages?: number;
  readonly delay?: number;
  readonly asOf?: string;
  readonly lighthouse?: number;
  readonly sample?: SampleDepth;
}

const POLL_MS = 300;
const WITHOUT_WORKER_MS = 15_000;
const SIDE_BY_SIDE = 2;

/** Launches a crawl of each subject chosen and tells how they go until all have ended. Without Redis this process does the work itself. */
export async function crawlSubjects(countries: readonly string[], options: CrawlOptions): Promise<ExitCode> {
  if (!options.all && countries.length === 0) throw complaint('Say which countries to crawl, such as KEN FRA, or --all.');
  if (options.all && countries.length > 0) throw complaint('Give countries or --all, not both.');
  const workplace = await openWorkplace();
  const { store, settings } = workplace;
  const queue = await openQueue(settings, store);
  const tell = (text: string): void => {
    process.stderr.write(`${printable(text)}\n`);
  };
  const stop = listenForStop(tell);
  const work = new AbortController();
  const broken = new AbortController();
  let working: Promise<void> = Promise.resolve();
  try {
    await registerSubjects(store);
    const { ready, refused } = await choose(
      countries.map((code) => code.toUpperCase()),
      options,
      await store.survey.subjects(),
    );
    for (const line of refused) tell(line);
    if (ready.length === 0) throw complaint('There is no portal to crawl.', refused.length > 0 ? EXIT.wrongUse : EXIT.nothingAssessed);
    const now = new Date().toISOString();
    const launched = new Map<string, string>(); // job → subject
    for (const { subject, lastGood } of ready) {
      const { id, added } = await launchCrawl(queue, {
        subject: subject.id,
        launchedAt: now,
        fresh: options.fresh ?? false,
        includeUnverified: options.includeUnverified ?? false,
        previous: options.fresh ? null : (lastGood?.id ?? null),
        options: {
          maxPages: options.maxPages ?? settings.maxPages,
          browserPages: options.browserPages ?? settings.browserPages,
          delayMs: options.delay ?? settings.delayMs,
          allowPrivate: options.allowPrivate ?? false,
          asOf: options.asOf ?? now.slice(0, 10),
          seed: 1,
          sample: options.sample ?? settings.sample,
          ...(options.lighthouse ? { lighthouse: options.lighthouse } : {}),
        },
      });
      launched.set(id, subject.id);
      if (!added) tell(`${subject.id}  a crawl of it waits or runs already; this one follows it`);
    }
    if (queue.engine === 'embedded') working = queue.run(jobList([crawlPortal({ store, settings, queue })]), { concurrency: Math.min(SIDE_BY_SIDE, launched.size), signal: work.signal });
    working.catch((error: unknown) => {
      broken.abort(error);
    });
    const ended = await follow(queue, launched, store, tell, AbortSignal.any([stop.signal, broken.signal]));
    broken.signal.throwIfAborted();
    return stop.code() ?? exitOf(ended, refused.length, tell);
  } finally {
    work.abort();
    await working.catch(() => undefined);
    stop.release();
    await queue.close();
    await workplace.close();
  }
}

/** Which subjects are meant, and a line for each that cannot be visited, with what to do. */
async function choose(
  codes: readonly string[],
  { level, includeUnverified = false }: CrawlOptions,
  standings: readonly SubjectStanding[],
): Promise<{ readonly ready: readonly SubjectStanding[]; readonly refused: readonly string[] }> {
  const registry = new Map((await loadRegistry()).map((entry) => [entry.id, entry]));
  const unknown = codes.filter((code) => !standings.some(({ subject }) => subject.iso3 === code));
  if (unknown.length > 0) throw complaint(`No member state has the code ${unknown.join(', ')}. Give ISO 3166-1 alpha-3 codes, such as ITA or KHM.`);
  const wanted = standings.filter(({ subject }) => (codes.length === 0 ? subject.iso3 !== '' : codes.includes(subject.iso3)) && (level === undefined || subject.level === level));
  const refused: string[] = [];
  const ready = wanted.filter((standing) => {
    const { portals, unverified } = portalsToVisit(standing, registry.get(standing.subject.id), includeUnverified);
    const { id, iso3, level: its } = standing.subject;
    if (portals.length > 0) return true;
    if (unverified.length > 0)
      refused.push(`${id}  not crawled: nobody has verified that ${unverified.join(', ')} is official. Open it, then set verified: true in config/portals.yaml, or add --include-unverified.`);
    else if (codes.length > 0) refused.push(`${id}  not crawled: it has no portal yet. Name one: egov portals add ${iso3} <url> --level ${its}`);
    return false;
  });
  return { ready, refused };
}

type Events = { readonly survey: { events(after: number, limit?: number): Promise<readonly { readonly id: number; readonly subject: string; readonly text: string }[]> } };

/** Tells what happens to the jobs until all have ended. When this process is to stop they are cancelled; their runs can go on later. */
async function follow(queue: Queue, launched: ReadonlyMap<string, string>, store: Events, tell: (text: string) => void, signal: AbortSignal): Promise<readonly JobInfo[]> {
  const subjects = new Set(launched.values());
  const ended = new Map<string, JobInfo>();
  let seen = await newestEvent(store);
  let waitingSince = Date.now();
  for (;;) {
    let active = false;
    for (const id of launched.keys()) {
      if (ended.has(id)) continue;
      const job = await queue.job(id);
      if (signal.aborted && job && (job.state === 'waiting' || job.state === 'active')) await queue.cancel(id);
      else if (!job || job.state === 'waiting') continue;
      else if (job.state === 'active') active = true;
      else ended.set(id, job);
    }
    // asked after the jobs: what was noted before one ended is told
    for (const { id, subject, text } of await store.survey.events(seen)) {
      seen = id;
      if (subjects.has(subject)) tell(`${subject}  ${text}`);
    }
    if (ended.size === launched.size || signal.aborted) return [...ended.values()];
    if (active || ended.size > 0) waitingSince = Infinity;
    if (queue.engine === 'bullmq' && Date.now() - waitingSince > WITHOUT_WORKER_MS) {
      tell('No worker has taken it up yet. Start one on any machine of this deployment: egov worker');
      waitingSince = Infinity;
    }
    await new Promise((again) => {
      setTimeout(again, POLL_MS);
    });
  }
}

/** The number of the newest event: what lies before is history. */
async function newestEvent(store: Events): Promise<number> {
  let newest = 0;
  for (;;) {
    const some = await store.survey.events(newest, 5000);
    const last = some.at(-1);
    if (last === undefined) return newest;
    newest = last.id;
  }
}

function exitOf(ended: readonly JobInfo[], refused: number, tell: (text: string) => void): ExitCode {
  const good = ended.filter((job) => job.state === 'done' && job.result?.status !== 'nothing-assessed');
  const bad = ended.filter((job) => !good.includes(job));
  for (const job of bad) if (job.error) tell(`failed: ${job.error}`);
  tell(`${good.length} of ${ended.length + refused} subjects were assessed.`);
  if (good.length === 0) return EXIT.nothingAssessed;
  return bad.length + refused > 0 ? EXIT.someFailed : EXIT.done;
}
