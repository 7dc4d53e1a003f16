import { expect, test } from 'vitest';
import type { PageCommit } from '../../crawler/contract.ts';
import { onBothDatabases } from './both-databases.ts';
import { AT, conclusions, finishedRun, LATER, portal, run } from './things.ts';

const CITY = { id: 'lindenau', name: 'City of lindenau', level: 'municipal' } as const;
const url = (key: string): string => `https://lindenau.example/${key}`;
const entry = (key: string, via: readonly { url: string; text: string; place: 'nav' }[] = [{ url: url(key), text: key, place: 'nav' }]) =>
  ({ key, url: url(key), host: 'portal', depth: 1, via }) as const;
const page = (key: string, hash = `hash-${key}`): PageCommit => ({
  key,
  finalUrl: url(key),
  redirects: [] as never,
  measured: null,
  source: 'b'.repeat(64),
  fetchedBy: 'http',
  ms: 12,
  capture: { hash, url: url(key), status: 200, headers: [['x-odd', 'a\u0000b']] as never, bytes: 'b'.repeat(64), size: 3, fetchedAt: AT, by: 'http', state: 'ok' },
});

onBothDatabases((emptyPlace) => {
  test('a run begins, is held by one process, fails, is found again and ends', async () => {
    const store = await (await emptyPlace()).open();
    await store.beginRun(run('r1'), CITY, [portal('https://lindenau.example/')]);
    expect(await store.run('r1')).toEqual(run('r1'));
    expect(await store.subjectOf('r1')).toEqual(CITY);
    expect(await store.portalsOf('r1')).toEqual([portal('https://lindenau.example/')]);
    expect(await store.holdRun('r1', 'p1', () => true)).toBe(true);
    expect(await store.holdRun('r1', 'p1', () => true)).toBe(true);
    expect(await store.holdRun('r1', 'p2', () => true)).toBe(false);
    expect(await store.holdRun('r1', 'p2', () => false)).toBe(true);
    await store.noteFailure('r1', 'the disk\u0000 was full');
    expect((await store.findUnfinished('key', AT))?.reason).toMatch(/^the disk\0? was full$/);
    expect(await store.findUnfinished('key', LATER)).toBeNull();
    expect(await store.findUnfinished('other', AT)).toBeNull();
    await store.finishRun('r1', 'nothing', 'all blocked', LATER);
    expect(await store.run('r1')).toMatchObject({ status: 'nothing', finishedAt: LATER });
    await expect(store.loadAssessment('r1')).rejects.toThrow('nothing could be assessed (all blocked)');
    await expect(store.loadAssessment('r2')).rejects.toThrow('There is no run "r2"');
    expect(await store.run('r2')).toBeNull();
  });

  test('of many who want to hold a run at once, one does', async () => {
    const place = await emptyPlace();
    const [one, two] = [await place.open(), await place.open()];
    await one.beginRun(run('r1'), CITY, []);
    const held = await Promise.all(Array.from({ length: 10 }, (_, which) => (which % 2 ? one : two).holdRun('r1', `p${which}`, () => true)));
    expect(held.filter(Boolean)).toHaveLength(1);
  });

  test('conclusions come back as they were saved, drafts in their order, findings by check; saving again replaces them', async () => {
    const store = await (await emptyPlace()).open();
    const { answers, findings, ...rest } = conclusions();
    const mixed = { ...rest, answers: answers.toReversed(), findings: [...findings, ...['Zebra', 'apple', '_low', 'b/a', 'b-a'].map((check) => ({ ...findings[0]!, check }))] };
    await finishedRun(store, 'r1', {}, conclusions());
    await store.saveConclusions('r1', mixed, { codeVersion: 'code-3', extractorVersion: '3', catalogueVersion: 'c3' });
    const loaded = await store.loadAssessment('r1');
    expect(loaded.run).toMatchObject({ id: 'r1', status: 'done', codeVersion: 'code-3', extractorVersion: '3', catalogueVersion: 'c3', seed: 4_000_000_000 });
    expect(loaded.answers).toEqual(mixed.answers);
    expect(loaded.findings.map(({ check }) => check)).toEqual(mixed.findings.map(({ check }) => check).sort()); // the same on every server
    expect(loaded.pages).toEqual(rest.pages);
    expect(loaded.score).toEqual(rest.score);
  });

  test('the ledger: repeating a write changes nothing', async () => {
    const store = await (await emptyPlace()).open();
    await store.beginRun(run('r1'), CITY, []);
    const ledger = store.ledger('r1');
    const keys = ['', 'a', 'b', 'c', 'd'];
    for (let time = 0; time < 2; time++) {
      await ledger.discover(keys.map((key) => entry(key)));
      await ledger.plan(1, 'http', ['', 'a', 'b']);
      await ledger.fail('b', 'timeout', 'too\u0000 slow');
      await ledger.skip(
        ['c', 'd', 'a'].filter((key) => key !== 'a' || time > 0),
        'out of budget',
      );
      await ledger.commit(page(''));
      await ledger.commit(page('a', 'hash-')); // the same bytes under another address
      await ledger.saveSite({ robots: { kind: 'missing' } } as never);
    }
    expect((await ledger.entries()).map(({ key, order, state, by, round }) => [key, order, state, by, round])).toEqual([
      ['', 0, 'done', 'http', 1],
      ['a', 1, 'done', 'http', 1],
      ['b', 2, 'failed', 'http', 1],
      ['c', 3, 'skipped', null, null],
      ['d', 4, 'skipped', null, null],
    ]);
    const commits = await ledger.commits();
    expect(commits.map(({ key, capture }) => [key, capture.hash, capture.state])).toEqual([
      ['', 'hash-', 'ok'],
      ['a', 'hash-', 'ok'],
    ]);
    expect(commits[0]).toEqual(page(''));
    expect(await ledger.site()).toEqual({ robots: { kind: 'missing' } });
    await ledger.measure('a', 'm'.repeat(64), null);
    await ledger.measure('b', 'm'.repeat(64), null);
    expect((await ledger.commits()).map(({ measured, source }) => [measured, source])).toEqual([
      [null, 'b'.repeat(64)],
      ['m'.repeat(64), 'b'.repeat(64)],
    ]);
  });

  test('pages found at the same time get one order without gaps; one from the sitemap gains its way', async () => {
    const store = await (await emptyPlace()).open();
    await store.beginRun(run('r1'), CITY, []);
    const ledger = store.ledger('r1');
    await ledger.discover([entry('', [])]);
    await Promise.all(Array.from({ length: 8 }, (_, part) => ledger.discover(Array.from({ length: 130 }, (_unused, place) => entry(`p${part * 65 + place}`, part % 2 ? [] : undefined)))));
    const entries = await ledger.entries();
    expect(entries.map(({ order }) => order)).toEqual(entries.map((_, place) => place));
    expect(new Set(entries.map(({ key }) => key)).size).toBe(entries.length);
    expect(entries).toHaveLength(1 + 7 * 65 + 130);
    expect(
      entries
        .filter(({ key, via }) => key !== '' && key !== 'p600' && via.length === 0)
        .map(({ key }) => Number(key.slice(1)))
        .every((number) => number >= 6 * 65 + 130),
    ).toBe(true);
  });
});
