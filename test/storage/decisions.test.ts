import { expect, test } from 'vitest';
import type { Store } from '../../storage/store.ts';
import type { Assignment } from '../../storage/survey-contract.ts';
import { type Place, onBothDatabases } from './both-databases.ts';
import { account, AT, EDITION, finishedRun, LATER, subject, validation } from './things.ts';

const assignment = (of: string, round: Assignment['round'] = 'first', more: Partial<Assignment> = {}): Assignment => ({
  subject: 'lindenau',
  edition: EDITION,
  round,
  account: of,
  by: 'root',
  at: AT,
  dueAt: null,
  ...more,
});
const ITEM = 'LOSI24-CP-212';

async function surveyed(place: Place): Promise<Store> {
  const store = await place.open();
  for (const id of ['ada', 'bob', 'cyd']) await store.people.addAccount(account(id), 'hash');
  await store.survey.addSubjects([
    { subject: subject('lindenau'), portals: [] },
    { subject: subject('plagwitz'), portals: [] },
  ]);
  return store;
}

onBothDatabases((emptyPlace) => {
  test('assignments: one person per round, one round per person; the first broken rule is named and nothing is kept', async () => {
    const { decisions, people } = await surveyed(await emptyPlace());
    expect(await decisions.assign([assignment('ada'), assignment('bob', 'second', { dueAt: LATER })])).toEqual({ ok: true });
    for (const [row, why] of [
      [assignment('cyd'), 'taken'],
      [assignment('ada', 'adjudication'), 'same-person'],
      [assignment('eve', 'adjudication'), 'unknown-account'],
      [assignment('cyd', 'first', { subject: 'nowhere' }), 'unknown-subject'],
    ] as const)
      expect(await decisions.assign([assignment('cyd', 'first', { subject: 'plagwitz' }), row])).toEqual({ ok: false, row, why });
    await people.setDisabled('cyd', true);
    expect(await decisions.assign([assignment('cyd', 'adjudication')])).toMatchObject({ ok: false, why: 'unknown-account' });
    expect(await decisions.assignments()).toEqual([assignment('ada'), assignment('bob', 'second', { dueAt: LATER })]);
    expect(await decisions.assign([assignment('ada', 'first', { dueAt: LATER })])).toEqual({ ok: true }); // the same again, with a day
    expect(await decisions.assignments({ account: 'ada' })).toEqual([assignment('ada', 'first', { dueAt: LATER })]);
    expect(await decisions.assignments({ subject: 'lindenau', edition: 'osi-2024' })).toEqual([]);
    await decisions.unassign('lindenau', EDITION, 'second');
    expect(await decisions.assignments({ subject: 'lindenau' })).toHaveLength(1);
  });

  test('of two who take the same round at once, or give one person two rounds, one succeeds', async () => {
    const place = await emptyPlace();
    const { decisions } = await surveyed(place);
    const other = (await place.open()).decisions;
    const takers = await Promise.all([decisions.assign([assignment('ada')]), other.assign([assignment('bob')])]);
    expect(takers.filter(({ ok }) => ok)).toHaveLength(1);
    const twice = await Promise.all([decisions.assign([assignment('cyd', 'second')]), other.assign([assignment('cyd', 'adjudication')])]);
    expect(twice.filter(({ ok }) => ok)).toHaveLength(1);
    expect(twice.find(({ ok }) => !ok)).toMatchObject({ why: 'same-person' });
  });

  test('a round passes to another person; whoever answered in one round never gets another', async () => {
    const { decisions } = await surveyed(await emptyPlace());
    await decisions.assign([assignment('ada'), assignment('bob', 'second')]);
    await decisions.decide(validation(), null);
    expect(await decisions.reassign('lindenau', EDITION, 'first', 'bob', 'root', LATER)).toBe('same-person');
    expect(await decisions.reassign('lindenau', EDITION, 'adjudication', 'cyd', 'root', LATER)).toBe('not-assigned');
    expect(await decisions.reassign('lindenau', EDITION, 'first', 'cyd', 'root', LATER)).toBe('done');
    expect(await decisions.assignments({ account: 'cyd' })).toEqual([assignment('cyd', 'first', { at: LATER })]);
    expect(await decisions.assign([assignment('ada', 'adjudication')])).toMatchObject({ ok: false, why: 'same-person' }); // ada's answers of the first round stay
    expect(await decisions.reassign('lindenau', EDITION, 'second', 'ada', 'root', LATER)).toBe('same-person');
    expect(await decisions.validations('lindenau', EDITION)).toHaveLength(1);
  });

  test('an answer is added only on top of what was seen', async () => {
    const store = await surveyed(await emptyPlace());
    const { decisions } = store;
    await finishedRun(store, 'r1');
    const first = validation({
      run: 'r1',
      evidence: [{ kind: 'header', id: 'e', url: 'https://lindenau.example/', capture: 'c', observedAt: AT, linkTrail: [], name: 'x', value: 'y' }],
      url: 'https://lindenau.example/',
      answer: 'yes',
    });
    expect(await decisions.decide(first, null)).toEqual({ ok: true });
    expect(await decisions.decide(first, null)).toEqual({ ok: true }); // sent again
    expect(await decisions.decide(validation({ id: 'v2', by: 'bob' }), null)).toEqual({ ok: false, newest: first });
    expect(await decisions.decide({ ...first, answer: 'no' }, 'v1')).toMatchObject({ ok: false }); // the same number for something else
    expect(await decisions.decide(validation({ id: 'v2' }), 'v0')).toEqual({ ok: false, newest: first });
    const undone = validation({ id: 'v2', answer: null, retracts: 'v1', at: LATER });
    expect(await decisions.decide(undone, 'v1')).toEqual({ ok: true });
    expect(await decisions.decide(validation({ id: 'v3' }), 'v1')).toEqual({ ok: false, newest: undone });
    expect(await decisions.decide(validation({ id: 'v3', at: AT }), 'v2')).toEqual({ ok: true });
    expect(await decisions.decide(validation({ id: 'v4', round: 'second', by: 'bob' }), null)).toEqual({ ok: true });
    expect((await decisions.validations('lindenau', EDITION)).find(({ id }) => id === 'v1')).toEqual(first);
    expect(await decisions.validations('lindenau', EDITION)).toHaveLength(4);
    expect(await decisions.validations('lindenau', 'osi-2024')).toEqual([]);
    await expect(decisions.decide(validation({ id: 'v5', indicator: 'x', answer: null }), null)).rejects.toThrow();
  });

  test('of ten who answer at once, one is heard and the others are shown the answer', async () => {
    const place = await emptyPlace();
    const { decisions } = await surveyed(place);
    const other = (await place.open()).decisions;
    const said = await Promise.all(Array.from({ length: 10 }, (_, which) => (which % 2 ? decisions : other).decide(validation({ id: `v${which}`, by: which % 2 ? 'ada' : 'bob' }), null)));
    const [kept] = await decisions.validations('lindenau', EDITION);
    expect(said.filter(({ ok }) => ok)).toHaveLength(1);
    expect(said.filter(({ ok }) => !ok).every((no) => !no.ok && no.newest?.id === kept?.id)).toBe(true);
    expect(await decisions.validations('lindenau', EDITION)).toHaveLength(1);
  });

  test('reopenings and hidden drafts are chosen once', async () => {
    const { decisions } = await surveyed(await emptyPlace());
    const reopening = { subject: 'lindenau', indicator: ITEM, edition: EDITION, change: 'c1', at: AT };
    await decisions.reopen([reopening, { ...reopening, at: LATER }]);
    await decisions.reopen([reopening]);
    expect(await decisions.reopenings('lindenau', EDITION)).toEqual([reopening]);
    expect(await decisions.hiddenDrafts('lindenau', EDITION)).toEqual(new Set());
    const items = Array.from({ length: 450 }, (_, number) => `item-${number}`);
    await decisions.chooseHidden('lindenau', EDITION, items, ['item-3', 'item-401']);
    await decisions.chooseHidden('lindenau', EDITION, [...items, 'item-new'], ['item-5', 'item-new']);
    expect(await decisions.hiddenDrafts('lindenau', EDITION)).toEqual(new Set(['item-3', 'item-401', 'item-new']));
    await decisions.chooseHidden('plagwitz', EDITION, [], []);
    expect(await decisions.hiddenDrafts('plagwitz', EDITION)).toEqual(new Set());
  });
});
