import { expect, test } from 'vitest';
import { onBothDatabases } from './both-databases.ts';
import { AT, change, EDITION, finishedRun, LATER, portal, run, subject } from './things.ts';

const CITY = { id: 'lindenau', name: 'City of lindenau', level: 'municipal' } as const;
const PORTALS = [portal('https://a.example/'), portal('https://b.example/')];

onBothDatabases((emptyPlace) => {
  test('subjects with their portals; registering again replaces both and keeps the runs', async () => {
    const store = await (await emptyPlace()).open();
    const { survey } = store;
    await survey.addSubjects([
      { subject: subject('lindenau'), portals: PORTALS },
      { subject: subject('france', { level: 'national', iso3: 'FRA', languages: ['fr'] }), portals: [] },
    ]);
    await store.beginRun(run('r1'), CITY, PORTALS);
    await survey.addSubjects([{ subject: subject('lindenau', { name: 'Lindenau' }), portals: [PORTALS[1]!] }]);
    expect(await survey.subject('lindenau')).toEqual({ subject: subject('lindenau', { name: 'Lindenau' }), portals: [PORTALS[1]], lastAttempt: run('r1'), lastGood: null });
    expect(await survey.subject('nowhere')).toBeNull();
    const names = async (filter: Parameters<typeof survey.subjects>[0]) => (await survey.subjects(filter)).map((standing) => standing.subject.id);
    expect(await names({})).toEqual(['france', 'lindenau']);
    expect(await names({ level: 'national' })).toEqual(['france']);
    expect(await names({ iso3: ['DEU', 'ITA'] })).toEqual(['lindenau']);
    expect(await names({ iso3: [] })).toEqual([]);
  });

  test('the last attempt and the last good run are kept apart', async () => {
    const store = await (await emptyPlace()).open();
    const night = (day: number): string => `2026-03-0${day}T01:00:00.000Z`;
    for (const day of [1, 2, 3]) await finishedRun(store, `r${day}`, { startedAt: night(day) });
    await store.beginRun(run('r4', { startedAt: night(4) }), CITY, []);
    await store.finishRun('r4', 'nothing', 'blocked', night(4));
    await finishedRun(store, 'other', { subject: 'plagwitz', startedAt: night(5) });
    const standing = await store.survey.subject('lindenau');
    expect([standing?.lastAttempt?.id, standing?.lastGood?.id]).toEqual(['r4', 'r3']);
    expect((await store.survey.runs('lindenau')).map(({ id }) => id)).toEqual(['r4', 'r3', 'r2', 'r1']);
    expect((await store.survey.runs('lindenau', 2)).map(({ id }) => id)).toEqual(['r4', 'r3']);
    const two = await store.survey.lastTwoGood('lindenau', EDITION);
    expect(two.map((assessment) => assessment.run.id)).toEqual(['r3', 'r2']);
    expect(two[0]?.answers.length).toBeGreaterThan(0);
    expect(await store.survey.lastTwoGood('lindenau', 'osi-2024')).toEqual([]);
  });

  test('changes are saved once and read newest first', async () => {
    const store = await (await emptyPlace()).open();
    await store.survey.addSubjects([
      { subject: subject('lindenau'), portals: [] },
      { subject: subject('plagwitz'), portals: [] },
    ]);
    const changes = [change('c1'), change('c2', { at: LATER, worse: false }), change('c3', { subject: 'plagwitz' })];
    await store.survey.saveChanges(changes);
    await store.survey.saveChanges([change('c1', { after: 'something else' })]);
    expect(await store.survey.changes({ subject: 'lindenau' })).toEqual([changes[1], changes[0]]);
    expect((await store.survey.changes({ since: LATER })).map(({ id }) => id)).toEqual(['c2']);
    expect(await store.survey.changes({ limit: 1 })).toHaveLength(1);
  });

  test('a night begins once a minute, one at a time, and goes on after a night that died', async () => {
    const { survey } = await (await emptyPlace()).open();
    await survey.addSubjects([
      { subject: subject('lindenau'), portals: [] },
      { subject: subject('plagwitz'), portals: [] },
    ]);
    await survey.setSchedule({ subject: 'lindenau', cron: '0 1 * * *', timeZone: 'Europe/Berlin', enabled: true });
    const minute = (day: number, time = '01:00'): string => `2026-03-0${day}T${time}:00.000Z`;
    expect(await survey.beginNight('lindenau', minute(1))).toBe(true);
    expect(await survey.beginNight('lindenau', minute(1))).toBe(false);
    expect(await survey.beginNight('lindenau', minute(1, '03:00'))).toBe(false); // the last one still runs
    expect(await survey.beginNight('plagwitz', minute(1))).toBe(true);
    await survey.endNight('lindenau');
    expect(await survey.beginNight('lindenau', minute(1))).toBe(false); // was there already
    expect(await survey.beginNight('lindenau', minute(2))).toBe(true);
    expect(await survey.beginNight('lindenau', minute(3, '00:59'))).toBe(false);
    expect(await survey.beginNight('lindenau', minute(4))).toBe(true); // nobody ended it for more than a day
    await survey.setSchedule({ subject: 'lindenau', cron: '0 2 * * *', timeZone: 'Europe/Berlin', enabled: false });
    expect(await survey.schedules()).toEqual([{ subject: 'lindenau', cron: '0 2 * * *', timeZone: 'Europe/Berlin', enabled: false, lastRunAt: minute(4) }]);
  });

  test('events are numbered in the order of telling', async () => {
    const { survey } = await (await emptyPlace()).open();
    await Promise.all(Array.from({ length: 20 }, (_, number) => survey.note({ subject: 'lindenau', run: null, kind: 'page', text: `${number}`, at: AT })));
    const events = await survey.events(0);
    expect(events).toHaveLength(20);
    expect(events.map(({ id }) => id)).toEqual(events.map(({ id }) => id).toSorted((a, b) => a - b));
    expect((await survey.events(events[4]!.id, 3)).map(({ id }) => id)).toEqual(events.slice(5, 8).map(({ id }) => id));
    expect(events[0]).toMatchObject({ subject: 'lindenau', run: null, kind: 'page', at: AT });
  });
});
