import type { Settings } from '../../config/settings.ts';
import type { Store } from '../../storage/store.ts';
import { type Job, type JobResult, permanent, type Queue } from '../contract.ts';
import { type CrawlTask, crawlTask } from '../tasks.ts';
import { visitSubject } from '../visit-subject.ts';

export interface JobDeps {
  readonly store: Store;
  readonly settings: Settings;
  readonly queue: Pick<Queue, 'enqueue'>;
}

export const CRAWL_PORTAL = 'crawl-portal';
const MINUTE_MS = 60_000;
const AFTER_READING_MS = 60 * MINUTE_MS; // rendering and judging come after the minutes for reading

/** Longest time for one visit: what the settings give to reading, and an hour for the rest. */
export const longestVisitMs = ({ maxMinutes }: Pick<Settings, 'maxMinutes'>): number => maxMinutes * MINUTE_MS + AFTER_READING_MS;

/**
 * Visits one subject and drafts its answers. A second run of the same job takes up what the first left, and finds nothing to do when that had
 * ended well. What no retry can mend (the table of failure kinds says so) is not retried.
 */
export const crawlPortal = ({ store, settings }: JobDeps): Job<CrawlTask> => ({
  name: CRAWL_PORTAL,
  payload: crawlTask,
  attempts: 3,
  backoffMs: (attempt) => MINUTE_MS * 2 ** (attempt - 2),
  timeoutMs: longestVisitMs(settings),
  async run(task, { attempt, signal, progress }): Promise<JobResult> {
    const { status, runId, reason, passing, already } = await visitSubject(task, { store, settings, signal, progress });
    const data = { run: runId };
    if (status === 'done')
      return already
        ? { status: 'nothing-to-do', summary: `${task.subject}: run ${runId} of this launch had ended well already`, data }
        : { status: 'done', summary: `${task.subject}: ${reason}`, data };
    if (passing && attempt < this.attempts) throw new Error(`${task.subject}: ${reason}`);
    return { status: 'nothing-assessed', summary: `${task.subject}: ${reason}`, data };
  },
});

/** Launches a visit, unless one of this subject waits or runs already. */
export const launchCrawl = async (queue: Pick<Queue, 'enqueue'>, task: CrawlTask, priority = 5): Promise<{ readonly id: string; readonly added: boolean }> => {
  const checked = crawlTask.safeParse(task);
  if (!checked.success) throw permanent(`This crawl cannot be launched: ${checked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`);
  return queue.enqueue(CRAWL_PORTAL, checked.data, { key: `crawl:${task.subject}`, priority });
};
