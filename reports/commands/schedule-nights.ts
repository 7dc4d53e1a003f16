import { nextOccurrence, scheduleProblem } from '../../queue/cron.ts';
import { setNights } from '../../queue/jobs/nightly.ts';
import { openQueue } from '../../queue/open-queue.ts';
import { complaint, EXIT, type ExitCode } from '../exit-codes.ts';
import type { Level } from '../../crawler/artifact.ts';
import type { SubjectStanding } from '../../storage/survey-contract.ts';
import { openWorkplace } from '../workplace.ts';
import { print } from './outputs.ts';

export interface NightsWish {
  readonly at?: string;
  readonly zone?: string;
  readonly off?: boolean;
  readonly level?: Level;
  readonly list?: boolean;
  readonly now?: boolean;
}

/** Is it about when the nights are, rather than about running them? */
export const isAboutSchedules = (named: readonly string[], { at, zone, off, list, level }: NightsWish): boolean =>
  named.length > 0 || level !== undefined || at !== undefined || zone !== undefined || off === true || list === true;

/** Sets, switches off or lists when subjects are visited by themselves. A country's code means all its subjects. */
export async function scheduleNights(named: readonly string[], { at, zone = 'UTC', off = false, list = false, now = false, level }: NightsWish): Promise<ExitCode> {
  if (now || [at !== undefined, off, list].filter(Boolean).length !== 1) throw complaint('Give one of --at "30 2 * * *" KEN, --off KEN and --list; or no subject, to run the nights that are due.');
  if (!list && named.length === 0) throw complaint('Say whose nights: the code of a country or the id of a subject.');
  const problem = at === undefined ? null : scheduleProblem({ cron: at, timeZone: zone }, new Date());
  if (problem !== null) throw complaint(`--at "${at}" --zone ${zone}: ${problem}`);
  const workplace = await openWorkplace();
  const { store, settings } = workplace;
  try {
    const ids = new Set(idsOf(named, await store.survey.subjects(), level));
    const asked = async () => (await store.survey.schedules()).filter(({ subject }) => (list && named.length === 0) || ids.has(subject));
    if (!list) {
      const wishes = off ? (await asked()).map((one) => ({ ...one, enabled: false })) : [...ids].map((subject) => ({ subject, cron: at ?? '', timeZone: zone, enabled: true }));
      const queue = await openQueue(settings, store);
      try {
        for (const wish of wishes) await setNights(store, queue, wish);
      } finally {
        await queue.close();
      }
    }
    for (const { subject, cron, timeZone, enabled } of await asked())
      await print(`${subject}  ${cron}  ${timeZone}  ${enabled ? `next ${nextOccurrence(cron, timeZone, new Date()).toISOString()}` : 'off'}\n`);
    return EXIT.done;
  } finally {
    await workplace.close();
  }
}

const idsOf = (named: readonly string[], standings: readonly SubjectStanding[], level: Level | undefined): readonly string[] =>
  named.flatMap((name) => {
    const ofCountry = standings.filter(({ subject }) => subject.iso3 === name.toUpperCase());
    const meant = (ofCountry.length > 0 ? ofCountry : standings.filter(({ subject }) => subject.id === name)).filter(({ subject }) => level === undefined || subject.level === level);
    if (meant.length === 0)
      throw complaint(`Nothing is known of "${name}"${level === undefined ? '' : ` at the ${level} level`}. Give the code of a country or the id of a subject that is registered or was crawled.`);
    return meant.map(({ subject }) => subject.id);
  });
