import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ExportedAnswer, SurveyExport } from '../../../reports/export/export-schema.ts';
import { gatherExport } from '../../../reports/export/gather.ts';
import { EXPORT_SCHEMA_FILE, exportSchemaText } from '../../../reports/export/write-schema.ts';
import type { Store } from '../../../storage/store.ts';
import { ASSESSMENT } from '../../fixtures/assessment.ts';
import { PEOPLE, seededStore, sourcesOf } from './seeded.ts';

let store: Store;
let data: string;
let plain: SurveyExport;
let drafted: SurveyExport;
beforeAll(async () => {
  ({ store, data } = await seededStore());
  const subjects = await store.survey.subjects();
  plain = await gatherExport({ subjects, drafts: false }, sourcesOf(store));
  drafted = await gatherExport({ subjects, drafts: true }, sourcesOf(store));
});
afterAll(async () => {
  await store.close();
  await rm(data, { recursive: true, force: true });
});
const row = (code: string, all: SurveyExport = plain): ExportedAnswer => all.answers.find(({ indicator }) => indicator === `LOSI24-${code}`)!;

describe('answers', () => {
  test.each([
    ['IF-281', 'final', 'yes'],
    ['CP-217', 'final', 'no'],
    ['SP-262', 'disagree', null],
    ['SP-259', 'half', null],
    ['TC-208', 'reopened', null],
    ['CP-212', 'open', null],
  ] as const)('%s is %s', (code, standing, answer) => expect(row(code)).toMatchObject({ standing, answer, shareValidated: 2 / 9 }));
  test('one row for each question, in the order of the catalogue; a country never visited has none', () => {
    expect(plain.answers.map(({ indicator }) => indicator)).toEqual(ASSESSMENT.answers.map(({ indicator }) => indicator));
    expect(plain.subjects.map(({ id }) => id)).toEqual(['lindenau']);
  });
  test('as long as the second answer is to be blind, nothing tells the first', () => {
    expect(row('SP-259').decisions).toEqual([]);
    expect(JSON.stringify([plain, drafted])).not.toContain('told to nobody yet');
  });
  test('decided when the last deciding answer was given', () => {
    expect(row('CP-217').decidedAt).toBe('2026-11-23T12:14:00.000Z');
    expect(row('SP-262').decidedAt).toBeNull();
    expect(row('TC-208')).toMatchObject({ reopenedAt: '2026-11-23T20:00:00.000Z', decidedAt: null, decisions: [] });
  });
});

describe('evidence', () => {
  test('is in every row of answers, findings and changes', () =>
    expect([...plain.answers, ...plain.findings, ...plain.changes, ...drafted.findings, ...drafted.changes].filter(({ evidence }) => evidence.length === 0)).toEqual([]));
  test('has address, capture and archive; what people named comes first', () =>
    expect(row('IF-281').evidence.slice(0, 2)).toMatchObject([
      { url: 'https://www.lindenau.example/services', capture: ASSESSMENT.pages[1]!.capture, body: ASSESSMENT.pages[1]!.body, archive: 'a'.repeat(64), from: 'assessor' },
      { url: 'https://www.lindenau.example/ar', capture: ASSESSMENT.pages[3]!.capture, from: 'assessor' },
    ]));
  test('a page that was only searched is linked without the word of the machine', () => {
    expect(row('PE-240').evidence[0]).toMatchObject({ url: 'https://www.lindenau.example/services', capture: ASSESSMENT.pages[1]!.capture, from: 'visit' });
    expect(JSON.stringify(plain)).not.toContain('nothing about the question');
  });
});

describe('drafts', () => {
  test('without asking there are none, nor what would tell them', () => {
    expect(plain.answers.every(({ draft }) => draft === null)).toBe(true);
    expect(plain.subjects[0]!.draftScore).toBeNull();
    expect(plain.changes.map(({ kind }) => kind)).toEqual(['page', 'page', 'finding']);
    expect(plain.status).toBe('2 of 9 answers validated (22 %) · not a result: that takes 90 %');
  });
  test('asked for, they are marked, and no answer is made of them', () => {
    expect(drafted.status).toBe('DRAFT · 2 of 9 answers validated (22 %) · the others are suggested by a machine');
    expect(row('CP-212', drafted)).toMatchObject({ answer: null, draft: { answer: 'yes', confidence: 0.82, run: 'run-2' } });
    expect(drafted.changes).toHaveLength(4);
  });
});

describe('score and tier', () => {
  test('are not given below the share', () =>
    expect(plain.subjects[0]).toMatchObject({ isResult: false, score: null, tier: null, shareValidated: 2 / 9, standings: { open: 4, half: 1, disagree: 1, final: 2, reopened: 1 } }));
  test('are given from the share on; no tier while two are possible', async () => {
    const {
      subjects: [first],
    } = await gatherExport({ subjects: await store.survey.subjects(), drafts: false }, sourcesOf(store, { resultShare: 0.2 }));
    expect(first).toMatchObject({ isResult: true, score: { low: 1 / 9, high: 8 / 9 }, tier: null });
  });
  test('nothing validated is never a result', async () => {
    const none = { ...store, decisions: { ...store.decisions, validations: async () => [] } };
    expect((await gatherExport({ subjects: await store.survey.subjects(), drafts: false }, sourcesOf(none, { resultShare: 0 }))).subjects[0]).toMatchObject({
      isResult: false,
      score: null,
      tier: null,
    });
  });
});

describe('people', () => {
  test('have one pseudonym throughout, by when they first decided', () => {
    expect(row('IF-281').decisions.map(({ assessor }) => assessor)).toEqual(['A1', 'A2']);
    expect(row('CP-217').decisions.map(({ assessor, round }) => `${round} ${assessor}`)).toEqual(['first A1', 'second A2', 'adjudication A3']);
    expect(drafted.answers.map(({ decisions }) => decisions)).toEqual(plain.answers.map(({ decisions }) => decisions));
  });
  test('are not named, not in notes either; ordinary words and the portal’s addresses stay', () => {
    const text = JSON.stringify([plain, drafted]).toLowerCase();
    for (const { id, name, email } of PEOPLE) for (const telling of [email, `"${id}"`, ...(name.includes(' ') ? [name] : [])]) expect(text).not.toContain(telling.toLowerCase());
    expect(row('IF-281').decisions[1]!.note).toBe('Mark my words, [A1] said so; write to city@lindenau.example');
    expect(row('CP-217').decisions[2]!.note).toBe('[A1] is right');
  });
});

describe('an edition', () => {
  test('is that of the level', async () => {
    expect((await gatherExport({ subjects: await store.survey.subjects(), edition: 'osi-2024', drafts: false }, sourcesOf(store))).answers).toEqual([]);
    expect((await gatherExport({ subjects: await store.survey.subjects(), edition: 'losi-2024', drafts: false }, sourcesOf(store))).answers).toHaveLength(9);
  });
});

describe('the published schema', () => {
  const published = readFileSync(EXPORT_SCHEMA_FILE, 'utf8');
  const ajv = new Ajv2020({ allErrors: true, strict: true });
  addFormats.default(ajv);
  const validate = ajv.compile(JSON.parse(published));
  test('is the one in the code (node reports/export/write-schema.ts writes it)', () => expect(published).toBe(exportSchemaText()));
  test('both exports follow it', () => {
    for (const all of [plain, drafted]) {
      validate(JSON.parse(JSON.stringify(all)));
      expect(validate.errors).toBeNull();
    }
  });
  test('a name for an assessor is refused', () => {
    const spoilt = structuredClone(plain) as { answers: { decisions: { assessor: string }[] }[] };
    spoilt.answers[0]!.decisions[0]!.assessor = 'Ada';
    expect(validate(spoilt)).toBe(false);
  });
});
