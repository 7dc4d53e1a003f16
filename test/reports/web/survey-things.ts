import type { Round, Verdict } from '../../../storage/survey-contract.ts';
import type { WebDeps } from '../../../reports/web/context.ts';
import { AT, change, conclusions, finishedRun, portal, subject, validation } from '../../storage/things.ts';
import { ASSESSMENT, HOSTILE } from '../../fixtures/assessment.ts';
import { addAccount } from './web-app.ts';

export const CITY = 'lindenau';
export const EDITION = 'losi-2024';
export const NAME = `Lindenau ${HOSTILE}`;
const RUN = 'run-2';

/** A city with a hostile name, two visits (the newer failed), drafts of real questions, changes; and a country that nobody visited. */
export const seedSurvey = async (deps: WebDeps): Promise<void> => {
  const { store } = deps;
  await store.survey.addSubjects([
    { subject: subject(CITY, { name: NAME, iso3: 'DEU' }), portals: [portal('https://www.lindenau.example/')] },
    { subject: subject('FRA', { name: 'France', level: 'national', iso3: 'FRA', region: 'Europe' }), portals: [portal('https://france.example/')] },
    { subject: subject('TUV', { name: 'Tuvalu', level: 'national', iso3: 'TUV', region: 'Oceania' }), portals: [] },
  ]);
  const { indicators } = await deps.catalogue(EDITION);
  // drafts of questions that the catalogue has: the first of them, in its order
  const answers = ASSESSMENT.answers.map((draft, place) => ({ ...draft, indicator: indicators[place]!.id }));
  await finishedRun(store, RUN, { subject: CITY, startedAt: '2026-02-20T09:00:00.000Z' }, conclusions({ answers }));
  await store.survey.addSubjects([{ subject: subject(CITY, { name: NAME, iso3: 'DEU' }), portals: [portal('https://www.lindenau.example/')] }]); // a run names its subject too
  await store.beginRun({ ...ASSESSMENT.run, id: 'run-3', subject: CITY, status: 'running', finishedAt: null, startedAt: '2026-03-01T09:00:00.000Z' }, { id: CITY, name: NAME, level: 'municipal' }, [
    portal('https://www.lindenau.example/'),
  ]);
  await store.finishRun('run-3', 'nothing', `refused ${HOSTILE}`, '2026-03-01T09:01:00.000Z');
  const [first] = answers;
  await store.survey.saveChanges([
    change('ch-answer', { subject: CITY, key: first!.indicator, indicators: [first!.indicator], before: HOSTILE, after: 'not-found', evidence: first!.evidence }),
    change('ch-page', { subject: CITY, kind: 'page', key: 'javascript:alert(1)', before: 'text', after: 'reworded', cause: 'they', worse: false, indicators: [] }),
    change('ch-fault', { subject: CITY, kind: 'finding', key: 'security/hsts https://www.lindenau.example/', before: 'pass:ok', after: 'fail:too-short', cause: 'we', indicators: [] }),
  ]);
  for (const [id, role] of [
    ['olga', 'survey-officer'],
    ['rita', 'reader'],
    ['anna', 'assessor'],
    ['ben', 'assessor'],
    ['zoe', 'assessor'],
  ] as const)
    await addAccount(deps, id, role);
  const assigned = (account: string, round: Round) => ({ subject: CITY, edition: EDITION, round, account, by: 'olga', at: AT, dueAt: null });
  await store.decisions.assign([assigned('anna', 'first'), assigned('ben', 'second')]);
};

/** Both answer alike, as many questions as a share needs. */
export const answerAlike = async ({ store, catalogue }: WebDeps, share: number, answer: Verdict = 'yes'): Promise<void> => {
  const { indicators } = await catalogue(EDITION);
  for (const { id } of indicators.slice(0, Math.ceil(indicators.length * share)))
    for (const [by, round] of [
      ['anna', 'first'],
      ['ben', 'second'],
    ] as const) {
      await store.decisions.decide(
        validation({ id: `${id}-${round}`, subject: CITY, indicator: id, edition: EDITION, round, by, answer, note: `note of ${by}`, url: answer === 'yes' ? 'https://www.lindenau.example/' : null }),
        null,
      );
    }
};
