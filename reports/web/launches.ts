import { loadRegistry, type RegisteredSubject } from '../../config/registry.ts';
import type { JobInfo, Queue } from '../../queue/contract.ts';
import { CRAWL_PORTAL, launchCrawl } from '../../queue/jobs/crawl-portal.ts';
import { NIGHTLY } from '../../queue/jobs/nightly.ts';
import { portalsToVisit } from '../../queue/subjects.ts';
import type { SubjectStanding } from '../../storage/survey-contract.ts';
import type { WebDeps } from './context.ts';

/** What a launch came to, for one subject. */
export type Launched = { readonly subject: string; readonly kind: 'launched' | 'already' } | { readonly subject: string; readonly kind: 'refused'; readonly why: string };
export interface LaunchWish {
  readonly fresh: boolean;
  readonly includeUnverified: boolean;
}

let registry: Promise<ReadonlyMap<string, RegisteredSubject>> | null = null;
const registered = (): Promise<ReadonlyMap<string, RegisteredSubject>> => (registry ??= loadRegistry().then((entries) => new Map(entries.map((entry) => [entry.id, entry]))));

/** Puts the visit of a subject into the queue. What nobody has said to be official is visited only when that is wished. */
export const launch = async ({ queue, settings, now }: Pick<WebDeps, 'queue' | 'settings' | 'now'>, standing: SubjectStanding, { fresh, includeUnverified }: LaunchWish): Promise<Launched> => {
  const {
    subject: { id },
    lastGood,
  } = standing;
  const { portals, unverified } = portalsToVisit(standing, (await registered()).get(id), includeUnverified);
  if (!portals.length) return { subject: id, kind: 'refused', why: unverified.length ? `nobody has verified that ${unverified.join(', ')} is official` : 'it has no portal yet' };
  const at = now().toISOString();
  const { added } = await launchCrawl(queue, {
    subject: id,
    launchedAt: at,
    fresh,
    includeUnverified,
    previous: fresh ? null : (lastGood?.id ?? null),
    // only who runs this machine may send it to private addresses, and did so on the command line
    options: {
      maxPages: settings.maxPages,
      browserPages: settings.browserPages,
      delayMs: settings.delayMs,
      allowPrivate: lastGood?.options['allowPrivate'] === true,
      asOf: at.slice(0, 10),
      seed: 1,
      sample: settings.sample,
    },
  });
  return { subject: id, kind: added ? 'launched' : 'already' };
};

/** A job that waits or runs. */
export interface Pending {
  readonly id: string;
  readonly state: 'waiting' | 'active';
  readonly night: boolean;
  readonly attempt: number;
}
const MOST = 2000;

/** What waits or runs, by subject. */
export const pendingCrawls = async (queue: Pick<Queue, 'jobs'>): Promise<ReadonlyMap<string, Pending>> => {
  const found = new Map<string, Pending>();
  for (const name of [NIGHTLY, CRAWL_PORTAL])
    for (const state of ['waiting', 'active'] as const) {
      for (const job of await queue.jobs({ name, state, limit: MOST })) {
        const subject = subjectOf(job);
        if (subject !== null) found.set(subject, { id: job.id, state, night: name === NIGHTLY, attempt: job.attempts });
      }
    }
  return found;
};

/** A night without its moment is only the clock of a schedule, which always waits. */
const subjectOf = ({ name, payload }: JobInfo): string | null => {
  const { subject, minute } = (typeof payload === 'object' && payload !== null ? payload : {}) as Readonly<Record<string, unknown>>;
  return typeof subject === 'string' && (name !== NIGHTLY || minute !== undefined) ? subject : null;
};
