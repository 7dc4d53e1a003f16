import { afterEach, describe, expect, test } from 'vitest';
import { around } from '../../../reports/web/question-evidence.ts';
import { HOSTILE } from '../../fixtures/assessment.ts';
import { EDITION, LATER } from '../../storage/things.ts';
import { answer, assign, get, hiddenFields, openPlace, PAGE, type Place, post, questionPath } from './assessor-place.ts';

let place: Place;
const open = async (...given: Parameters<typeof openPlace>): Promise<Place> => {
  place = await openPlace(...given);
  await assign(place, [
    ['ada', 'first', 'lindenau'],
    ['ben', 'second', 'lindenau'],
  ]);
  return place;
};
const rows = () => place.store.decisions.validations('lindenau', EDITION);
afterEach(async () => {
  await place?.close();
});

describe('who sees what', () => {
  test.each([
    ['dan', 403],
    ['rita', 403],
    ['nobody', 403],
    ['ada', 200],
    ['ben', 200],
    ['cleo', 200],
  ])('%s gets %i', async (who, status) => {
    await open();
    expect((await get(place, who, questionPath('SP-259'))).status).toBe(status);
  });

  test('nobody answers what is not assigned to them, an officer neither', async () => {
    await open();
    for (const who of ['dan', 'cleo', 'rita']) expect((await post(place, who, questionPath('SP-259'), { answer: 'yes', url: PAGE })).status).toBe(403);
    expect((await get(place, 'cleo', questionPath('SP-259'))).text).not.toContain('id="decide"');
    expect(await rows()).toEqual([]);
  });

  test('an unknown question or subject is not found', async () => {
    await open();
    expect((await get(place, 'cleo', questionPath('XX-1'))).status).toBe(404);
    expect((await get(place, 'cleo', questionPath('SP-259', 'nowhere'))).status).toBe(404);
  });

  test('the first sees draft, reasons, confidence, guidance and evidence', async () => {
    await open();
    const { text } = await get(place, 'ada', questionPath('SP-259'));
    for (const words of [
      'The service is offered on a step',
      '78 %',
      'Counts as yes',
      'How to verify',
      'Does not count',
      'online form',
      'Apply for a building permit online',
      `/pictures/${place.clip}`,
      `/archive/${place.archive}`,
      'sandbox=""',
      'referrerpolicy="no-referrer"',
      'target="_blank" rel="noopener noreferrer"',
      '<mark>',
      `value="${PAGE}"`,
    ])
      expect(text).toContain(words);
  });

  test('of a “not found” it is shown what was searched', async () => {
    await open();
    const { text } = await get(place, 'ada', questionPath('CP-217'));
    for (const words of ['What was searched', '42 pages read', 'bürgerhaushalt', 'named, but leads nowhere', 'Pages in Arabic could not be judged']) expect(text).toContain(words);
  });

  test('the second sees neither draft nor evidence nor the first answer', async () => {
    await open();
    await answer(place, 'ada', 'SP-259', { answer: 'no', note: 'only a leaflet' });
    const { text } = await get(place, 'ben', questionPath('SP-259'));
    for (const told of ['78 %', 'offered on a step', 'Apply for a building permit online', 'only a leaflet', place.clip, `value="${PAGE}"`, 'data-note="The draft']) expect(text).not.toContain(told);
    expect(text).toContain('0 of 9 answered');
    await answer(place, 'ben', 'SP-259', { answer: 'no' });
    expect((await rows()).map(({ by, sawDraft, sawOther }) => [by, sawDraft, sawOther])).toEqual([
      ['ada', true, false],
      ['ben', false, false],
    ]);
  });

  test('a hidden draft is hidden from the first too, and the share is stored', async () => {
    await open({ hiddenShare: 1 });
    expect((await get(place, 'ada', questionPath('SP-259'))).text).toContain('The draft is hidden');
    expect((await answer(place, 'ada', 'SP-259', { answer: 'no' })).status).toBe(303); // nothing seen, so nothing overruled
    expect((await rows())[0]).toMatchObject({ sawDraft: false, answer: 'no', evidence: [] });
    expect((await place.store.decisions.hiddenDrafts('lindenau', EDITION)).size).toBe(9);
  });

  test('hostile quotes and addresses are escaped and never links', async () => {
    await open();
    for (const indicator of ['SP-259', 'IF-281']) {
      const { text } = await get(place, 'ada', questionPath(indicator));
      expect(text).not.toContain(HOSTILE);
      expect(text).not.toContain('<script>window.hacked');
      expect(text).not.toMatch(/(href|src)="javascript:/i);
    }
  });
});

describe('what an answer needs', () => {
  test.each([
    ['a yes without address', 'SP-262', { answer: 'yes' }, 400],
    ['a yes with a script for an address', 'SP-262', { answer: 'yes', url: 'javascript:alert(1)' }, 400],
    ['a yes with an address', 'SP-262', { answer: 'yes', url: PAGE }, 303],
    ['yes overruled without a note', 'SP-259', { answer: 'no' }, 400],
    ['yes overruled with blanks', 'SP-259', { answer: 'no', note: '  ' }, 400],
    ['yes overruled with a note', 'SP-259', { answer: 'no', note: 'a leaflet' }, 303],
    ['no overruled without a note', 'TC-208', { answer: 'yes', url: PAGE }, 400],
    ['“not found” found without a note', 'CP-217', { answer: 'yes', url: PAGE }, 303],
    ['cannot tell without a note', 'CP-217', { answer: 'cannot-tell' }, 400],
    ['cannot tell with one', 'CP-217', { answer: 'cannot-tell', note: 'login' }, 303],
    ['not applicable', 'SP-259', { answer: 'not-applicable' }, 303],
    ['no answer', 'SP-259', {}, 400],
    ['another answer', 'SP-259', { answer: 'maybe' }, 400],
  ])('%s', async (_, indicator, fields, status) => {
    await open();
    const sent = await answer(place, 'ada', indicator, { url: '', ...fields } as Record<string, string>);
    expect(sent.status).toBe(status);
    expect(await rows()).toHaveLength(status === 303 ? 1 : 0);
    if (status === 400) expect(sent.text).toContain('Not recorded.');
  });

  test('what was written is kept when an answer is refused', async () => {
    await open();
    expect((await answer(place, 'ada', 'SP-262', { answer: 'yes', url: 'lindenau', note: 'see <b>here</b>' })).text).toMatch(/value="lindenau"[\s\S]*see &lt;b&gt;here/);
  });

  test('a stamp that is forged, of another question or of another person is refused', async () => {
    await open();
    const { stamp = '' } = hiddenFields((await get(place, 'ada', questionPath('SP-262'))).text, questionPath('SP-262'));
    const [body = '', seal = ''] = stamp.split('.');
    const earlier = Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(body, 'base64url').toString()), sawDraft: false })).toString('base64url');
    for (const [who, indicator, sent] of [
      ['ada', 'SP-262', `${earlier}.${seal}`],
      ['ada', 'CP-217', stamp],
      ['ben', 'SP-262', stamp],
      ['ada', 'SP-262', 'x.y'],
      ['ada', 'SP-262', ''],
    ] as const)
      expect((await post(place, who, questionPath(indicator), { answer: 'no', stamp: sent, after: '', url: '', note: '' })).status).toBe(400);
    expect(await rows()).toEqual([]);
  });

  test('seconds are measured here and end at 30 minutes', async () => {
    let now = Date.parse(LATER);
    await open({ now: () => new Date(now) });
    for (const [indicator, wait] of [
      ['SP-262', 12_500],
      ['CP-217', 5 * 3_600_000],
    ] as const) {
      const path = questionPath(indicator);
      const fields = hiddenFields((await get(place, 'ada', path)).text, path);
      now += wait;
      await post(place, 'ada', path, { ...fields, answer: 'no', url: '', note: '' });
    }
    expect((await rows()).map((row) => row.secondsSpent).sort((a, b) => a - b)).toEqual([12.5, 1800]);
  });
});

describe('one after the other', () => {
  test('the next open question comes at once, with a notice and Undo', async () => {
    await open();
    const sent = await answer(place, 'ada', 'SP-259', { answer: 'yes', url: PAGE });
    expect(sent.location).toBe(`${questionPath('SP-262')}?did=LOSI24-SP-259&of=lindenau`);
    const { text } = await get(place, 'ada', sent.location);
    expect(text).toMatch(/Recorded: <strong>Yes<\/strong> for Building permits/);
    const undo = `${questionPath('SP-259')}/undo`;
    const undone = await post(place, 'ada', undo, hiddenFields(text, undo));
    expect(undone.location).toBe(`${questionPath('SP-259')}?undone`);
    const [, taken] = await rows();
    expect(taken).toMatchObject({ answer: null, retracts: (await rows())[0]?.id, by: 'ada' });
    expect((await get(place, 'ada', questionPath('SP-259'))).text).not.toContain('Answered:');
    expect((await post(place, 'ada', undo, hiddenFields(text, undo))).status).toBe(409); // twice
    expect((await answer(place, 'ada', 'SP-259', { answer: 'not-applicable' })).status).toBe(303);
  });

  test('nobody takes back another’s answer', async () => {
    await open();
    await answer(place, 'ada', 'SP-259', { answer: 'yes', url: PAGE });
    const [row] = await rows();
    expect((await post(place, 'ben', `${questionPath('SP-259')}/undo`, { after: row?.id ?? '' })).status).toBe(409);
    expect(await rows()).toHaveLength(1);
  });

  test('a yes keeps the evidence at its address', async () => {
    await open();
    await answer(place, 'ada', 'SP-259', { answer: 'yes', url: PAGE });
    expect((await rows())[0]).toMatchObject({ url: PAGE, run: 'run-1', evidence: [{ url: PAGE }] });
  });

  test('two windows: the later is told, sees both answers, and can decide again', async () => {
    await open();
    const path = questionPath('SP-262');
    const [one, other] = [await get(place, 'ada', path), await get(place, 'ada', path)];
    expect((await post(place, 'ada', path, { ...hiddenFields(one.text, path), answer: 'no', url: '', note: 'first window' })).status).toBe(303);
    const refused = await post(place, 'ada', path, { ...hiddenFields(other.text, path), answer: 'yes', url: PAGE, note: 'second window' });
    expect(refused.status).toBe(409);
    for (const words of ['first window', 'second window', 'Recorded', 'Yours, not recorded']) expect(refused.text).toContain(words);
    expect(await rows()).toHaveLength(1);
    expect((await post(place, 'ada', path, { ...hiddenFields(refused.text, path), answer: 'yes', url: PAGE, note: 'second window' })).status).toBe(303);
    expect((await rows()).map((row) => row.answer)).toEqual(['no', 'yes']);
  });

  test('a form sent twice decides once', async () => {
    await open();
    const path = questionPath('SP-262');
    const fields = { ...hiddenFields((await get(place, 'ada', path)).text, path), answer: 'no', url: '', note: '' };
    expect((await Promise.all([post(place, 'ada', path, fields), post(place, 'ada', path, fields)])).map(({ status }) => status)).toEqual([303, 303]);
    expect(await rows()).toHaveLength(1);
  });

  test('what changed while one looked is shown before it is decided', async () => {
    await open();
    const path = questionPath('SP-262');
    const fields = hiddenFields((await get(place, 'ada', path)).text, path);
    await place.store.decisions.reopen([{ subject: 'lindenau', indicator: 'LOSI24-SP-262', edition: EDITION, change: 'c1', at: new Date(Date.parse(LATER) + 1000).toISOString() }]);
    expect((await post(place, 'ada', path, { ...fields, answer: 'no', url: '', note: '' })).text).toContain('The portal changed while you were looking');
  });
});

describe('desk', () => {
  test('empty', async () => {
    await open();
    expect((await get(place, 'dan', '/desk')).text).toContain('Nothing is assigned to you yet');
    expect((await get(place, 'rita', '/desk')).status).toBe(403);
  });

  test('due first, next question at once, overdue marked, done at the end', async () => {
    await open();
    await assign(place, [['ada', 'first', 'other', '2026-03-01T00:00:00.000Z']]);
    const { text } = await get(place, 'ada', '/desk');
    expect(text.indexOf('City of other')).toBeLessThan(text.indexOf('City of lindenau'));
    expect(text).toContain('Overdue');
    expect(text).toContain('18 open questions');
    expect(text).toContain(`href="${questionPath('IF-281', 'other')}">Next question`);
    for (const code of ['IF-281', 'CP-212', 'CP-217', 'SP-259', 'SP-262', 'PE-240', 'PE-250', 'TC-208', 'TC-201']) await answer(place, 'ben', code, { answer: 'not-applicable' });
    expect((await get(place, 'ben', '/desk')).text).toContain('Everything assigned to you is answered');
  });
});

test('a quote in context', () => {
  expect(around('<h1>Fees</h1><p>You pay <b>40</b> euro today.</p><p>Later more.</p>', 'https://a.example/', 'You pay 40 euro')).toEqual({
    before: 'Fees ·',
    quote: 'You pay 40 euro',
    after: 'today. · Later more.',
  });
  const page = '<header>Town of A</header><nav><a href="/">Home</a> <a href="/fees">Fees</a></nav><main><p>You pay 40 euro.</p></main><footer>Imprint</footer>';
  expect(around(page, 'https://a.example/', 'You pay 40 euro')).toEqual({ before: '', quote: 'You pay 40 euro', after: '.' });
  expect(around(page, 'https://a.example/', 'Imprint')?.before).toContain('You pay 40 euro.'); // what stands in the footer is found there
  expect(around('<p>Fees</p>', 'https://a.example/', 'nothing of it')).toBeNull();
});
