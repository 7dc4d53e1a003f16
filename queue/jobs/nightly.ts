import { z } from 'zod';
import { loadRegistry } from '../../config/registry.ts';
import type { Assessment, Run } from '../../storage/contract.ts';
import type { Store } from '../../storage/store.ts';
import type { Schedule } from '../../storage/survey-contract.ts';
import { compareLooks } from '../compare-looks.ts';
import { type Job, type JobContext, type JobResult, permanent, type Queue } from '../contract.ts';
import { nextOccurrence } from '../cron.ts';
import { type ChangesOf, recordChanges } from '../record-changes.ts';
import { addressOf } from '../subjects.ts';
import { type CrawlTask, type VisitOptions, visitOptions } from '../tasks.ts';
import { visitSubject } from '../visit-subject.ts';
import { type JobDeps, longestVisitMs } from './crawl-portal.ts';

export const NIGHTLY = 'nightly';
const ATTEMPTS = 3;
const DAY_MS = 24 * 60 * 60 * 1000;

/** `minute` and `launchedAt` are missing when a schedule calls: then the night of this minute is only put into the queue, with both. */
const payload = z.strictObject({ subject: z.string().min(1), minute: z.iso.datetime().optional(), launchedAt: z.iso.datetime().optional() });
type Payload = z.output<typeof payload>;
type Night = Required<Payload>;

/**
 * A night of one subject: visited, compared with the last known good run, changes remembered. The database lets a night begin once and no
 * two of a subject overlap; a night whose worker was lost is gone on with. A failed visit changes nothing of what is known.
 */
export const nightly = (deps: JobDeps): Job<Payload> => ({
  name: NIGHTLY,
  payload,
  attempts: ATTEMPTS,
  backoffMs: (attempt) => 5 * 60_000 * (attempt - 1),
  timeoutMs: 2 * longestVisitMs(deps.settings),
  async run({ subject, minute, launchedAt }, context) {
    const { store, queue } = deps;
    if (!minute || !launchedAt) {
      const { added } = await launchNight(queue, subject, new Date());
      return added ? { status: 'done', summary: `the night of ${subject} waits for a worker` } : { status: 'nothing-to-do', summary: `the last night of ${subject} still waits or runs` };
    }
    if (!(await store.survey.subject(subject))) throw permanent(`There is no subject "${subject}".`);
    const begun = (await store.survey.beginNight(subject, minute)) || (context.attempt > 1 && (await wasBegun(store, subject, minute)));
    if (!begun) return { status: 'nothing-to-do', summary: `the night of ${subject} was begun already, or another one still runs` };
    try {
      const result = await night({ subject, minute, launchedAt }, deps, context);
      await store.survey.endNight(subject);
      return result;
    } catch (error) {
      // handed back or to be tried again: the night stays open, so that nobody else begins one in between
      const isLast = context.attempt >= ATTEMPTS || (error as Error).name === 'PermanentError';
      if (context.signal.aborted ? (context.signal.reason as Error).message === 'cancelled' : isLast) await store.survey.endNight(subject);
      throw error;
    }
  },
});

/** Puts a night into the queue, unless one of this subject waits or runs. */
export const launchNight = (queue: Pick<Queue, 'enqueue'>, subject: string, now: Date): Promise<{ readonly id: string; readonly added: boolean }> => {
  const minute = new Date(now);
  minute.setUTCSeconds(0, 0);
  return queue.enqueue(NIGHTLY, { subject, minute: minute.toISOString(), launchedAt: now.toISOString() } satisfies Night, { key: `night:${subject}`, priority: 7 });
};

/** Subjects whose schedule has named a moment since their last night, or all that have one. */
export const dueTonight = async (store: Pick<Store, 'survey'>, now: Date, all: boolean): Promise<readonly string[]> =>
  (await store.survey.schedules())
    .filter(({ enabled, cron, timeZone, lastRunAt }) => enabled && (all || nextOccurrence(cron, timeZone, lastRunAt === null ? new Date(now.getTime() - DAY_MS) : new Date(lastRunAt)) <= now))
    .map(({ subject }) => subject);

/** Sets when a subject is visited by itself, in the store and in the queue. */
export const setNights = async (store: Pick<Store, 'survey'>, queue: Pick<Queue, 'schedule' | 'unschedule'>, wish: Omit<Schedule, 'lastRunAt'>): Promise<void> => {
  await store.survey.setSchedule(wish);
  await giveNights(queue, wish);
};

const giveNights = async (queue: Pick<Queue, 'schedule' | 'unschedule'>, { subject, cron, timeZone, enabled }: Omit<Schedule, 'lastRunAt'>): Promise<void> => {
  if (enabled) await queue.schedule(`night-${subject}`, cron, timeZone, NIGHTLY, { subject } satisfies Payload);
  else await queue.unschedule(`night-${subject}`);
};

/** Gives the schedules of the store to the queue. Only one process should do so, at its start and after a change. */
export const syncSchedules = async (store: Pick<Store, 'survey'>, queue: Queue): Promise<void> => {
  for (const schedule of await store.survey.schedules()) await giveNights(queue, schedule);
};

const wasBegun = async ({ survey }: Store, subject: string, minute: string): Promise<boolean> => (await survey.schedules()).find((schedule) => schedule.subject === subject)?.lastRunAt === minute;

const night = async ({ subject, launchedAt }: Night, { store, settings }: JobDeps, { attempt, signal, progress }: JobContext): Promise<JobResult> => {
  const deps = { store, settings, signal, progress };
  const goodRuns = async (): Promise<readonly Run[]> => (await store.survey.runs(subject)).filter((run) => run.status === 'done');
  const before = (await goodRuns()).find((run) => run.startedAt < launchedAt) ?? null;
  const task: CrawlTask = {
    subject,
    launchedAt,
    fresh: true,
    includeUnverified: before !== null && (await visitedUnverified(before, store)),
    previous: before?.id ?? null,
    options: optionsAsBefore(before, settings, launchedAt),
  };
  const seen = await visitSubject(task, deps);
  if (seen.status === 'nothing') {
    if (seen.passing && attempt < ATTEMPTS) throw new Error(`${subject}: ${seen.reason}`);
    return { status: 'nothing-assessed', summary: `${subject}: ${seen.reason}`, data: { run: seen.runId } };
  }
  // the first look of tonight; a night gone on with may have taken the second already
  const first = (await goodRuns()).findLast((run) => run.startedAt >= launchedAt);
  if (!first) throw new Error(`${subject}: tonight's run ${seen.runId} is not there.`);
  if (!before || before.catalogue !== first.catalogue) return { status: 'done', summary: `${subject}: first night, nothing to compare with`, data: { run: first.id } };
  const compared = await compareLooks(before.id, first.id, deps);
  const worse = new Set(compared.filter(({ difference, cause }) => cause === 'they' && difference.kind === 'answer' && difference.worse).map(({ difference }) => difference.key));
  const looked = worse.size ? await secondLook({ ...task, launchedAt: justAfter(first) }, before, deps) : null;
  const confirmed = new Set(looked?.compared.filter(({ difference }) => difference.kind === 'answer' && difference.worse && worse.has(difference.key)).map(({ difference }) => difference.key));

  const changed: ChangesOf = {
    subject,
    before: await store.loadAssessment(before.id),
    after: looked?.after ?? (await store.loadAssessment(first.id)),
    at: new Date().toISOString(),
    compared: looked ? [...looked.compared, ...vanished(compared, looked.compared)] : compared,
    isConfirmed: (indicator) => confirmed.has(indicator),
  };
  const { changes, reopened } = await recordChanges(store, changed);
  const doubtful = changes.filter(({ cause }) => cause === 'doubtful').length;
  const summary = changes.length ? `${subject}: ${changes.length} changes${doubtful ? `, ${doubtful} of them doubtful` : ''}, ${reopened.length} questions reopened` : `${subject}: nothing changed`;
  await store.survey.note({ subject, run: changed.after.run.id, kind: 'night-done', text: summary, at: changed.at });
  return { status: 'done', summary, data: { run: first.id, secondLook: looked?.after.run.id ?? null, changes: changes.length, doubtful, reopened } };
};

/** Visits again, later the same night, because an answer got worse. What changed is measured anew. Null when nothing could be seen: that confirms nothing. */
const secondLook = async (task: CrawlTask, before: Run, deps: Parameters<typeof visitSubject>[1]): Promise<{ readonly after: Assessment; readonly compared: ChangesOf['compared'] } | null> => {
  deps.progress('an answer got worse: taking a second look');
  const { status, runId } = await visitSubject(task, deps);
  if (status === 'nothing') return null;
  return { after: await deps.store.loadAssessment(runId), compared: await compareLooks(before.id, runId, deps) };
};

/** Worse answers of the first look that the second did not see. They are told, as doubtful. */
const vanished = (first: ChangesOf['compared'], second: ChangesOf['compared']): ChangesOf['compared'] => {
  const again = new Set(second.map(({ difference: { kind, key } }) => `${kind} ${key}`));
  return first.filter(({ cause, difference: { kind, key, worse } }) => cause === 'they' && kind === 'answer' && worse && !again.has(`${kind} ${key}`));
};

const justAfter = (run: Run): string => new Date(Date.parse(run.finishedAt ?? run.startedAt) + 1).toISOString();

const visitedUnverified = async (run: Run, store: Store): Promise<boolean> => {
  const doubted = new Set(
    (await loadRegistry())
      .find(({ id }) => id === run.subject)
      ?.portals.filter(({ verified }) => !verified)
      .map(({ url }) => addressOf(url)),
  );
  return (await store.portalsOf(run.id)).some(({ url }) => doubted.has(addressOf(url)));
};

/** The same options as in the run to compare with, else every difference could be ours; only the day moves on. */
const optionsAsBefore = (before: Run | null, settings: JobDeps['settings'], launchedAt: string): VisitOptions => {
  const asOf = launchedAt.slice(0, 10);
  const then = visitOptions.strip().safeParse({ ...before?.options, asOf });
  return then.success ? then.data : { maxPages: settings.maxPages, browserPages: settings.browserPages, delayMs: settings.delayMs, allowPrivate: false, asOf, seed: 1, sample: settings.sample };
};
