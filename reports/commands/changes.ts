import { compareStored } from '../../queue/compare.ts';
import type { Change, SubjectStanding } from '../../storage/survey-contract.ts';
import { complaint, EXIT, type ExitCode } from '../exit-codes.ts';
import { printable } from '../progress.ts';
import { openWorkplace, type Workplace } from '../workplace.ts';
import { print } from './outputs.ts';

type Told = Pick<Change, 'kind' | 'key' | 'before' | 'after' | 'cause' | 'worse' | 'indicators'> & { readonly subject: string; readonly at: string };

/** Shows what changed, and which answers it touches: as the nights found it, or all that differs between a run and the last good one. */
export async function showChanges(named: string, { since, json = false }: { readonly since?: string; readonly json?: boolean }): Promise<ExitCode> {
  const workplace = await openWorkplace();
  try {
    const subjects = await subjectsNamed(named, workplace);
    const changes =
      since === undefined ? (await Promise.all(subjects.map(({ subject }) => workplace.store.survey.changes({ subject: subject.id })))).flat() : await changesSince(since, subjects, workplace);
    if (json) await print(`${JSON.stringify(changes, null, 2)}\n`);
    else for (const change of changes) await print(`${changeLine(change)}\n`);
    process.stderr.write(changes.length === 0 ? 'No change is known.\n' : `${changes.length} changes\n`);
    return EXIT.done;
  } finally {
    await workplace.close();
  }
}

async function subjectsNamed(named: string, { store }: Workplace): Promise<readonly SubjectStanding[]> {
  const one = await store.survey.subject(named);
  if (one) return [one];
  const ofCountry = await store.survey.subjects({ iso3: [named.toUpperCase()] });
  if (ofCountry.length === 0) throw complaint(`Nothing is known of "${named}". Give the code of a country or the id of a subject that was crawled.`);
  return ofCountry;
}

async function changesSince(since: string, subjects: readonly SubjectStanding[], { store }: Workplace): Promise<readonly Told[]> {
  const run = await store.run(since);
  const standing = subjects.find(({ subject }) => subject.id === run?.subject);
  if (!run || !standing) throw complaint(`The run "${since}" is none of ${subjects.map(({ subject }) => subject.id).join(', ')}.`);
  const last = standing.lastGood;
  if (!last || last.id === run.id) return [];
  return (await compareStored(run.id, last.id, store)).map(({ difference, cause }) => ({ ...difference, cause, subject: run.subject, at: last.finishedAt ?? last.startedAt }));
}

const CAUSES = { they: 'portal changed', we: 'our rules changed', doubtful: 'doubtful: no second look has confirmed it' } as const;

/** A change on one line: what, from what to what, whose doing, and which answers it touches. */
export const changeLine = ({ subject, at, kind, key, before, after, cause, worse, indicators }: Told): string =>
  printable(
    [at.slice(0, 16).replace('T', ' '), subject, worse ? 'worse' : '', `${kind} ${key}`, `${before} → ${after}`, CAUSES[cause], indicators.length > 0 ? `touches ${indicators.join(', ')}` : '']
      .filter((part) => part !== '')
      .join('  '),
  );
