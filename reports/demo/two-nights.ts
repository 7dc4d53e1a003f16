import { randomBytes, randomUUID } from 'node:crypto';
import { portalsOfDemo } from './subjects.ts';
import type { Settings } from '../../config/settings.ts';
import type { Queue } from '../../queue/contract.ts';
import { allJobs } from '../../queue/jobs/all-jobs.ts';
import { launchCrawl } from '../../queue/jobs/crawl-portal.ts';
import { launchNight } from '../../queue/jobs/nightly.ts';
import { openQueue } from '../../queue/open-queue.ts';
import type { Store } from '../../storage/store.ts';
import type { Role } from '../../storage/survey-contract.ts';
import { complaint, EXIT } from '../exit-codes.ts';
import { hashPassword } from '../web/auth/passwords.ts';
import type { DemoPortals } from './serve.ts';

const PAGES = 120;
const BROWSER_PAGES = 80; // enough that every page is in the sample, so that every planted fault can be met
const POLL_MS = 200;
const SIDE_BY_SIDE = 2;
const PHASES = new Set(['reading', 'rendering', 'judging']);
const NAMES: Readonly<Record<string, string>> = { XAV: 'National portal', 'XAV-city': 'Municipal portal' };

/** The whole way on the bundled portals: registered, crawled through the queue as any country is, and visited again a night later. */
export interface DemoSurvey {
  /** First visit of both; resolves when both have ended. */
  visit(): Promise<void>;
  /** A night: visited again and compared. Tells what each night said of itself. */
  night(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export const openDemoSurvey = async (
  portals: DemoPortals,
  asOf: string,
  { store, settings, tell, signal }: { readonly store: Store; readonly settings: Settings; readonly tell: (text: string) => void; readonly signal: AbortSignal },
): Promise<DemoSurvey> => {
  const subjects = portalsOfDemo(portals);
  await store.survey.addSubjects(subjects);
  const queue = await openQueue(settings, store);
  const work = new AbortController();
  const working = queue.run(allJobs({ store, settings, queue }), { concurrency: SIDE_BY_SIDE, signal: AbortSignal.any([work.signal, signal]) });
  working.catch(() => undefined);
  return {
    async visit() {
      const now = new Date().toISOString();
      const ids: string[] = [];
      for (const { subject } of subjects) {
        ids.push(
          (
            await launchCrawl(queue, {
              subject: subject.id,
              launchedAt: now,
              fresh: true,
              includeUnverified: false,
              previous: null,
              options: { maxPages: PAGES, browserPages: BROWSER_PAGES, delayMs: 0, allowPrivate: true, asOf, seed: 1 },
            })
          ).id,
        );
      }
      await ended(queue, ids, store, tell, signal);
    },
    async night() {
      const ids: string[] = [];
      for (const { subject } of subjects) ids.push((await launchNight(queue, subject.id, new Date())).id);
      return ended(queue, ids, store, tell, signal);
    },
    async close() {
      work.abort();
      await working.catch(() => undefined);
      await queue.close();
    },
  };
};

/** Waits for the jobs and tells what happens to their subjects meanwhile. */
const ended = async (queue: Queue, ids: readonly string[], store: Store, tell: (text: string) => void, signal: AbortSignal): Promise<readonly string[]> => {
  const open = new Set(ids);
  const said: string[] = [];
  const told = new Map<string, string>();
  let seen = (await store.survey.events(0, 100_000)).at(-1)?.id ?? 0;
  while (open.size) {
    signal.throwIfAborted();
    for (const { id, subject, text } of await store.survey.events(seen)) {
      seen = id;
      const phase = text.split(':')[0]!;
      if (told.get(subject) === phase || !PHASES.has(phase)) continue; // page by page is for `egov crawl`
      told.set(subject, phase);
      tell(`  ${NAMES[subject] ?? subject}: ${phase} …`);
    }
    for (const id of open) {
      const job = await queue.job(id);
      if (job && (job.state === 'waiting' || job.state === 'active')) continue;
      open.delete(id);
      if (job?.state !== 'done' || job.result?.status === 'nothing-assessed')
        throw complaint(`The demo portal could not be assessed: ${job?.result?.summary ?? job?.error ?? 'its job is gone'}`, EXIT.nothingAssessed);
      said.push(job.result?.summary ?? '');
    }
    await new Promise((again) => {
      setTimeout(again, POLL_MS);
    });
  }
  return said;
};

export interface DemoPerson {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  readonly role: Role;
}

/** People to look around as: an administrator, and two assessors to whom both portals are assigned. Their passwords are new each time. */
export const demoPeople = async (store: Store, subjects: readonly { readonly subject: { readonly id: string; readonly level: string } }[]): Promise<readonly DemoPerson[]> => {
  const wanted = [
    ['admin@demo.example', 'Demo administrator', 'administrator'],
    ['ada@demo.example', 'Ada, first assessor', 'assessor'],
    ['ben@demo.example', 'Ben, second assessor', 'assessor'],
  ] as const;
  const now = new Date().toISOString();
  const people: DemoPerson[] = [];
  for (const [email, name, role] of wanted) {
    const password = randomBytes(12).toString('base64url');
    const known = await store.people.credentials(email);
    const id = known?.account.id ?? randomUUID();
    if (known) await store.people.setPassword(id, await hashPassword(password));
    else await store.people.addAccount({ id, email, name, role, languages: ['en', 'it'], createdAt: now }, await hashPassword(password));
    people.push({ id, email, password, role });
  }
  const [admin, first, second] = people as [DemoPerson, DemoPerson, DemoPerson];
  const assigned = await store.decisions.assignments();
  for (const { subject } of subjects) {
    const edition = subject.level === 'national' ? 'osi-2024' : 'losi-2024';
    for (const [round, person] of [
      ['first', first],
      ['second', second],
    ] as const) {
      if (assigned.some((one) => one.subject === subject.id && one.edition === edition && one.round === round)) continue;
      await store.decisions.assign([{ subject: subject.id, edition, round, account: person.id, by: admin.id, at: now, dueAt: null }]);
    }
  }
  return people;
};
