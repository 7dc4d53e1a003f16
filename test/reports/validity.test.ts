import { describe, expect, test } from 'vitest';
import type { Answer } from '../../checks/contract.ts';
import { assessmentJson } from '../../reports/assessment-json.ts';
import { compare } from '../../reports/validity/compare.ts';
import { featureValidity } from '../../reports/validity/feature-validity.ts';
import { type GoldAnswer, itemValidity, type Pair } from '../../reports/validity/item-validity.ts';
import { printValidity } from '../../reports/validity/print.ts';
import { kappa, kappaInterval, reliability, share } from '../../reports/validity/statistics.ts';
import { peopleValidity } from '../../reports/validity/people.ts';
import { seededStore } from './export/seeded.ts';
import { ASSESSMENT } from '../fixtures/assessment.ts';

describe('share with Wilson interval', () => {
  // Newcombe 1998, Statistics in Medicine 17:857, table I, method 3.
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('%i of %i', (hits, of, low, high) => {
    expect(share(hits, of).low).toBeCloseTo(low, 3);
    expect(share(hits, of).high).toBeCloseTo(high, 3);
  });
  test('nothing of nothing is no number', () => expect(share(0, 0)).toEqual({ hits: 0, of: 0, value: null, low: null, high: null }));
});

describe('Cohen’s kappa', () => {
  test.each([
    ['by hand: 20/5/10/15', { yesYes: 20, yesNo: 5, noYes: 10, noNo: 15 }, 0.4],
    ['full agreement', { yesYes: 7, yesNo: 0, noYes: 0, noNo: 3 }, 1],
    ['as good as chance', { yesYes: 25, yesNo: 25, noYes: 25, noNo: 25 }, 0],
    ['always the reverse', { yesYes: 0, yesNo: 5, noYes: 5, noNo: 0 }, -1],
  ])('%s', (_, agreement, value) => expect(kappa(agreement).value).toBeCloseTo(value, 10));
  test('cannot be told when both always say yes', () => expect(kappa({ yesYes: 9, yesNo: 0, noYes: 0, noNo: 0 }).value).toBeNull());
});

describe('interval of kappa', () => {
  const portal = (yesYes: number, yesNo: number, noYes: number, noNo: number) => ({ yesYes, yesNo, noYes, noNo });
  test('one portal: cases are drawn, and that is said', () => {
    const { low, high, by } = kappaInterval([portal(20, 5, 10, 15)]);
    expect(by).toBe('case');
    // asymptotic standard error 0.128 (Fleiss, Cohen and Everitt 1969): 0.15 to 0.65
    expect(low).toBeGreaterThan(0.08);
    expect(low).toBeLessThan(0.22);
    expect(high).toBeGreaterThan(0.58);
    expect(high).toBeLessThan(0.72);
  });
  test('portals that differ widen it more than their many cases would narrow it', () => {
    const good = portal(45, 5, 5, 45);
    const bad = portal(25, 25, 25, 25);
    const across = kappaInterval([good, bad, good, bad]);
    const pooled = kappaInterval([portal(140, 60, 60, 140)]);
    expect(across.by).toBe('portal');
    expect(across.high! - across.low!).toBeGreaterThan(pooled.high! - pooled.low!);
  });
  test('the same labels, the same interval', () => expect(kappaInterval([portal(9, 1, 2, 8), portal(3, 3, 1, 9)])).toEqual(kappaInterval([portal(9, 1, 2, 8), portal(3, 3, 1, 9)])));
  test('below five cases there is none', () => expect(kappaInterval([portal(2, 0, 1, 1)])).toEqual({ low: null, high: null, by: 'case' }));
});

describe('reliability of stated confidence', () => {
  test('by hand', () => {
    const { brier, bins } = reliability([
      { confidence: 0.9, right: true },
      { confidence: 0.9, right: false },
      { confidence: 0.5, right: true },
      { confidence: 1, right: true },
    ]);
    expect(brier).toBeCloseTo((0.01 + 0.81 + 0.25 + 0) / 4, 10);
    expect(bins.map(({ from, right }) => [from, right.hits, right.of])).toEqual([
      [0.5, 1, 1],
      [0.9, 2, 3],
    ]);
  });
  test('of nothing nothing', () => expect(reliability([])).toEqual({ brier: null, bins: [] }));
});

const pairs = (times: number, draft: Answer, gold: GoldAnswer, criterion = 'A'): Pair[] =>
  Array.from({ length: times }, (_, place) => ({
    indicator: `${draft}-${gold}-${place}`,
    criterion,
    portal: 'town',
    language: 'en',
    draft,
    confidence: 0.5,
    gold,
    reasons: [],
    note: '',
    page: '',
    quote: '',
  }));

describe('items', () => {
  const validity = itemValidity([
    ...pairs(8, 'yes', 'yes'),
    ...pairs(2, 'yes', 'no'),
    ...pairs(1, 'yes', 'undeterminable'),
    ...pairs(3, 'not-found', 'yes'),
    ...pairs(5, 'not-found', 'no'),
    ...pairs(1, 'no', 'no'),
    ...pairs(1, 'cannot-assess', 'yes', 'B'),
    ...pairs(2, 'cannot-assess', 'no', 'B'),
    ...pairs(2, 'needs-human', 'undeterminable', 'B'),
  ]);
  test.each([
    ['precision', 8, 10],
    ['recall', 8, 12],
    ['specificity', 6, 10],
    ['npv', 6, 9],
    ['npvOfNotFound', 5, 8],
    ['abstention', 3, 22],
  ] as const)('%s', (figure, hits, of) => expect(validity[figure]).toMatchObject({ hits, of }));
  test('kappa counts only what both decided', () => {
    expect(validity.kappa.n).toBe(19);
    expect(validity.kappa.value).toBeCloseTo((14 / 19 - (10 * 11 + 9 * 8) / 361) / (1 - (10 * 11 + 9 * 8) / 361), 10);
  });
  test('table keeps every pair', () =>
    expect(
      Object.values(validity.table)
        .flatMap((row) => Object.values(row))
        .reduce((sum, one) => sum + one),
    ).toBe(25));
  test('disagreements are the two kinds of error', () => expect(validity.disagreements).toHaveLength(5));
  test('by language and by indicator', () => {
    expect(validity.byLanguage['en']).toMatchObject({ n: 25, portals: 1, npvOfNotFound: { hits: 5, of: 8 } });
    expect(validity.byIndicator['yes-yes-0']).toMatchObject({ n: 1, precision: { hits: 1, of: 1 } });
  });
  test('confidence is held against what both decided', () => expect(validity.reliability.bins).toMatchObject([{ from: 0.5, stated: 0.5, right: { hits: 14, of: 19 } }]));
  test('by criterion', () => expect(validity.byCriterion['B']).toMatchObject({ n: 5, abstention: { hits: 3, of: 3 }, precision: { of: 0 } }));
});

describe('page features', () => {
  const page = (url: string, contact: 'yes' | 'no' | 'unclear', machine: boolean | null) => ({
    label: { corpus: 'c', url, language: '', labels: { contact }, evidence: {} },
    features: { contact: machine },
  });
  const validity = featureValidity([page('/a', 'yes', true), page('/b', 'yes', false), page('/c', 'no', true), page('/d', 'yes', null), page('/e', 'unclear', true)]);
  test('unclear is left out, undecided is a miss of recall only', () => {
    expect(validity.all).toMatchObject({ undecided: 1, precision: { hits: 1, of: 2 }, recall: { hits: 1, of: 3 }, accuracy: { hits: 1, of: 3 } });
  });
  test('baselines', () => {
    expect(validity.baselines.majority).toMatchObject({ hits: 3, of: 4 });
    // Each page is guessed from the three others: /c sees yes yes yes (wrong), the yes pages see two yes and one no (right).
    expect(validity.baselines.otherPages).toMatchObject({ hits: 3, of: 4 });
  });
  test('misses name page and feature', () => expect(validity.misses.map((miss) => miss.url)).toEqual(['/b', '/c']));
});

test('people of this installation: blind answers apart from those given with the draft in sight; retracted ones count nowhere', async () => {
  const { store } = await seededStore();
  try {
    const { blind, inSight } = await peopleValidity(store, [], ['losi-2024', 'osi-2024'], new Map());
    expect(blind.items).toMatchObject({ n: 1, precision: { hits: 1, of: 1 } });
    expect(inSight.items?.n).toBe(9);
    expect((await peopleValidity(store, ['another'], ['losi-2024'], new Map())).blind).toMatchObject({ items: null, unmatched: ['There are none yet.'] });
  } finally {
    await store.close();
  }
});

test('an assessment and labels meet by indicator and by path', () => {
  const label = (id: string, answer: GoldAnswer) => ({ id, answer, page: '', quote: '', note: 'They looked at the imprint.' });
  const report = compare(
    [assessmentJson(ASSESSMENT)],
    [
      { kind: 'items', file: 'gold.json', gold: { site: '', language: '', catalogue: '', labels: [label('LOSI24-IF-281', 'yes'), label('LOSI24-CP-217', 'yes'), label('LOSI24-XX-999', 'no')] } },
      {
        kind: 'pages',
        file: 'pages.json',
        gold: [
          { corpus: 'x', url: '/services', language: '', labels: { contact: 'yes' }, evidence: {} },
          { corpus: 'y', url: '/elsewhere', language: '', labels: {}, evidence: {} },
        ],
      },
    ],
    new Map([['LOSI24-IF-281', 'Institutional framework']]),
  );
  expect(report.items?.n).toBe(2);
  expect(report.features?.pages).toBe(1);
  expect(printValidity(report)).toContain('They looked at the imprint.');
});
