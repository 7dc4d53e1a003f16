import { describe, expect, it } from 'vitest';
import { agreementOf } from '../../../checks/survey/agreement.ts';
import { type Decision, questionsOf, tierOf, validatedScore } from '../../../checks/survey/final-answers.ts';

let next = 0;
const row = (round: Decision['round'], answer: Decision['answer'], more: Partial<Decision> = {}): Decision => ({
  id: `v${++next}`,
  indicator: 'A',
  round,
  answer,
  retracts: null,
  by: round,
  at: `2026-11-23T10:00:${String(next).padStart(2, '0')}Z`,
  ...more,
});
const one = (rows: readonly Decision[], reopenings: readonly { indicator: string; at: string }[] = []) => questionsOf(['A'], rows, reopenings).get('A')!;

describe('where a question stands', () => {
  it.each([
    ['nobody answered', [], 'open', null],
    ['one round', [row('first', 'yes')], 'half', null],
    ['two agree', [row('first', 'yes'), row('second', 'yes')], 'final', 'yes'],
    ['two differ', [row('first', 'yes'), row('second', 'no')], 'disagree', null],
    ['two cannot tell', [row('first', 'cannot-tell'), row('second', 'cannot-tell')], 'disagree', null],
    ['adjudicated', [row('first', 'yes'), row('second', 'no'), row('adjudication', 'no')], 'final', 'no'],
    ['a later answer of the same person counts', [row('first', 'no'), row('first', 'yes'), row('second', 'yes')], 'final', 'yes'],
  ] as const)('%s', (_, rows, standing, answer) => {
    expect(one(rows)).toMatchObject({ standing, answer });
  });

  it('undo is a row that retracts, and the answer before it holds again', () => {
    const [kept, wrong] = [row('first', 'yes'), row('first', 'no')];
    expect(one([kept, wrong, row('first', null, { retracts: wrong.id })]).first?.id).toBe(kept.id);
  });

  it('a reopened question needs new answers of both', () => {
    const rows = [row('first', 'yes', { at: '2026-01-01' }), row('second', 'yes', { at: '2026-01-02' })];
    const reopened = [{ indicator: 'A', at: '2026-02-01' }];
    expect(one(rows, reopened)).toMatchObject({ standing: 'reopened', answer: null });
    expect(one([...rows, row('first', 'no', { at: '2026-03-01' })], reopened).standing).toBe('half');
  });
});

describe('validated score', () => {
  const questions = (answers: readonly Decision['answer'][]) => [
    ...questionsOf(
      answers.map((_, at) => `I${at}`),
      answers.flatMap((answer, at) => (answer === null ? [] : [row('first', answer, { indicator: `I${at}` }), row('second', answer, { indicator: `I${at}` })])),
      [],
    ).values(),
  ];

  it('what nobody decided is open, not zero', () => {
    expect(validatedScore(questions(['yes', 'no', null, null]))).toMatchObject({ low: 0.25, high: 0.75, share: 0.5 });
  });
  it('not applicable leaves the denominator', () => {
    expect(validatedScore(questions(['yes', 'not-applicable']))).toMatchObject({ low: 1, high: 1, share: 1, outOf: 1 });
  });
  it('a validation never widens the interval', () => {
    for (const answer of ['yes', 'no'] as const) {
      const [before, after] = [validatedScore(questions(['yes', null, null])), validatedScore(questions(['yes', answer, null]))];
      expect(after.low).toBeGreaterThanOrEqual(before.low);
      expect(after.high).toBeLessThanOrEqual(before.high);
    }
  });
  it('shows no tier below the share, nor across two tiers', () => {
    expect(tierOf({ low: 0.8, high: 0.9, share: 0.5 }, 0.9)).toBeNull();
    expect(tierOf({ low: 0.7, high: 0.8, share: 1 }, 0.9)).toBeNull();
    expect(tierOf({ low: 0.8, high: 0.9, share: 0.95 }, 0.9)).toBe('very high');
  });
});

describe('agreement of two people', () => {
  it("is Cohen's kappa over the questions both answered", () => {
    const table: (readonly ['yes' | 'no', 'yes' | 'no', number])[] = [
      ['yes', 'yes', 20],
      ['yes', 'no', 5],
      ['no', 'yes', 10],
      ['no', 'no', 15],
    ]; // the textbook table: kappa 0.4
    const rows: Decision[] = [];
    let at = 0;
    for (const [first, second, times] of table) for (let i = 0; i < times; i++, at++) rows.push(row('first', first, { indicator: `I${at}` }), row('second', second, { indicator: `I${at}` }));
    const questions = questionsOf(
      Array.from({ length: at }, (_, place) => `I${place}`),
      rows,
      [],
    );
    expect(agreementOf(questions.values())).toMatchObject({ pairs: 50, agreed: 35 });
    expect(agreementOf(questions.values()).kappa).toBeCloseTo(0.4, 5);
  });
  it('says nothing where one answer alone occurs', () => {
    expect(agreementOf(questionsOf(['A'], [row('first', 'yes'), row('second', 'yes')], []).values()).kappa).toBeNull();
  });
});
