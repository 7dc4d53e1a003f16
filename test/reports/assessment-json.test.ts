import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { assessmentJson } from '../../reports/assessment-json.ts';
import { assessmentSchema } from '../../reports/assessment-schema.ts';
import { SCHEMA_FILE, schemaText } from '../../reports/setup/write-schema.ts';
import { ASSESSMENT } from '../fixtures/assessment.ts';

const published = readFileSync(SCHEMA_FILE, 'utf8');
const ajv = new Ajv2020({ allErrors: true, strict: true });
addFormats.default(ajv);
const validate = ajv.compile(JSON.parse(published));

test('the published schema is the one in the code (node reports/setup/write-schema.ts writes it)', () => expect(published).toBe(schemaText()));

describe('output', () => {
  const output = JSON.parse(JSON.stringify(assessmentJson(ASSESSMENT, { reportDir: 'out' })));
  test('is valid', () => {
    validate(output);
    expect(validate.errors).toBeNull();
    expect(assessmentSchema.safeParse(output).success).toBe(true);
  });
  test.each([
    [
      'an answer of another kind',
      (one: typeof output) => {
        one.answers[0].answer = 'maybe';
      },
    ],
    [
      'a score above 1',
      (one: typeof output) => {
        one.score.draft.high = 1.2;
      },
    ],
    [
      'a missing search trail',
      (one: typeof output) => {
        delete one.answers[0].searched;
      },
    ],
    [
      'a field nobody knows',
      (one: typeof output) => {
        one.tier = 'high';
      },
    ],
  ])('%s is refused', (_, spoil) => {
    const spoilt = structuredClone(output);
    spoil(spoilt);
    expect(validate(spoilt)).toBe(false);
  });
  test('evidence says where it is from', () =>
    expect(output.answers[0].evidence[0]).toMatchObject({
      kind: 'text',
      quote: 'Apply for a building permit online: sign in, fill in the form, pay the fee and follow your case.',
      url: 'https://www.lindenau.example/services',
      linkTrail: [{ text: 'Services' }],
      screenshot: expect.stringMatching(/^screenshots\/[0-9a-f]{20}\.png$/),
    }));
  test('sha256 is the body’s', () => expect(output.answers[0].evidence[0].sha256).toBe(ASSESSMENT.pages[1]?.body));
  test('pages[0] is the start page', () => expect(output.pages[0].url).toBe('https://www.lindenau.example/'));
  test('without a report folder no picture is promised', () =>
    expect(
      assessmentJson(ASSESSMENT)
        .answers.flatMap((one) => one.evidence)
        .every((one) => one.screenshot === null),
    ).toBe(true));
});
