import { expect, test } from 'vitest';
import { onBothDatabases } from './both-databases.ts';
import { inProcesses } from './other-process.ts';
import { account, EDITION, subject } from './things.ts';

const NAMES = ['ada', 'bob', 'cyd', 'dan'] as const;

onBothDatabases((emptyPlace, engine) => {
  test('processes that start at once in an empty place all find its tables', async () => {
    const place = await emptyPlace();
    expect(await inProcesses(place.settings, ['open'], NAMES)).toEqual([NAMES.map(() => ['opened'])]);
    expect(await (await place.open()).survey.subjects()).toEqual([]);
  });

  test('every job is taken by one process', async () => {
    const place = await emptyPlace();
    const { jobs } = await place.open();
    for (let number = 0; number < 120; number++) await jobs.add({ id: `job-${number}`, name: 'crawl', payload: '{}', key: null, priority: 5, runAt: 0, maxAttempts: 1 }, false, 0);
    const [taken] = await inProcesses(place.settings, ['claim'], NAMES);
    expect(taken.flat()).toHaveLength(120);
    expect(new Set(taken.flat()).size).toBe(120);
    expect(taken.filter(({ length }) => length > 0).length).toBeGreaterThan(1); // they did work at the same time
  });

  test('no two processes may ask a host at the same moment', async () => {
    const place = await emptyPlace();
    await place.open();
    const [moments] = await inProcesses(place.settings, ['reserve'], NAMES);
    expect(
      moments
        .flat()
        .map(Number)
        .toSorted((a, b) => a - b),
    ).toEqual(Array.from({ length: 200 }, (_, turn) => 5000 + turn * 100));
  });

  test('one process begins the night, one answer is heard, one administrator remains, and all is noted', async () => {
    const place = await emptyPlace();
    const { survey, people, decisions } = await place.open();
    await survey.addSubjects([{ subject: subject('lindenau'), portals: [] }]);
    for (const id of NAMES) await people.addAccount(account(id, 'administrator'), 'hash');
    const works = await inProcesses(place.settings, ['beginNight', 'decide', 'demote', 'write'], NAMES);
    const [nights, decided, demoted] = works.map((answers) => answers.flat().filter((said) => said === 'true').length);
    expect({ nights, decided, demoted }).toEqual({ nights: 1, decided: 1, demoted: 3 });
    expect(await decisions.validations('lindenau', EDITION)).toHaveLength(1);
    expect(await survey.events(0)).toHaveLength(160);
  });

  if (engine === 'SQLite')
    test('two stores of one process write side by side without waiting for ever', async () => {
      const place = await emptyPlace();
      const [one, two] = [await place.open(), await place.open()];
      await Promise.all(Array.from({ length: 60 }, (_, number) => (number % 2 ? one : two).survey.note({ subject: '', run: null, kind: 'note', text: `${number}`, at: '' })));
      expect(await one.survey.events(0)).toHaveLength(60);
    });
});
