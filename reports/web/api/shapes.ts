import { z } from '@hono/zod-openapi';
import { assessmentSchema } from '../../assessment-schema.ts';
import { ROUNDS } from '../../../storage/survey-contract.ts';

/** What the API answers with. Drafts and evidence have the shape of `egov assess --json`, so that a program reads both alike. */

const draftShape = assessmentSchema.shape.answers.element;
const evidenceShape = draftShape.shape.evidence.element;
const { answer: draftAnswer, rung, confidence, reasons, searched } = draftShape.shape;

const share = z.number().min(0).max(1);
const interval = z.strictObject({ low: share, high: share }).openapi('Interval', { description: 'low: what is supported; high: that and everything undecided' });
const at = z.string().openapi({ format: 'date-time' });
const level = z.enum(['municipal', 'national']);
const verdict = z.enum(['yes', 'no', 'not-applicable', 'cannot-tell']);
const round = z.enum(ROUNDS);

export const problem = z.strictObject({ error: z.string() }).openapi('Problem');

export const run = z
  .strictObject({
    id: z.string(),
    subject: z.string(),
    level,
    startedAt: at,
    finishedAt: at.nullable(),
    status: z.enum(['running', 'done', 'failed', 'nothing']),
    reason: z.string(),
    codeVersion: z.string(),
    extractorVersion: z.string(),
    catalogue: z.string(),
    catalogueVersion: z.string(),
    asOf: z.string().openapi({ format: 'date' }),
    seed: z.int(),
    userAgent: z.string(),
    vantage: z.string(),
  })
  .openapi('Run');

const visits = { lastAttempt: run.nullable().describe('whatever came of it'), lastGood: run.nullable().describe('the last known good: what drafts rest on') };
export const portal = z
  .strictObject({ subject: z.string(), name: z.string(), iso3: z.string(), level, region: z.string(), url: z.string(), role: z.string(), aliases: z.array(z.string()), ...visits })
  .openapi('Portal');

export const score = z
  .strictObject({
    subject: z.string(),
    name: z.string(),
    iso3: z.string(),
    level,
    edition: z.string(),
    status: z.enum(['RESULT', 'DRAFT', 'OPEN']).describe('RESULT: enough is validated. DRAFT: only machine suggestions. OPEN: nothing that may be told.'),
    validatedShare: share,
    final: z.int(),
    questions: z.int(),
    validated: interval.nullable().describe('null below the share that makes a result'),
    tier: z.enum(['very high', 'high', 'middle', 'low']).nullable().describe('null below that share, and where the interval spans two'),
    draft: interval.nullable().describe('machine suggestions, never a result; null for who may not see drafts'),
    freshDays: z.int().nullable().describe('days since the last known good visit'),
  })
  .openapi('Score');

const answer = z
  .strictObject({
    indicator: z.string(),
    unCode: z.string(),
    criterion: z.string(),
    question: z.string(),
    standing: z.enum(['open', 'half', 'disagree', 'final', 'reopened', 'answered']),
    answer: verdict.nullable().describe('null until validated'),
  })
  .openapi('Answer');
export const subject = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    iso3: z.string(),
    level,
    region: z.string(),
    languages: z.array(z.string()),
    portals: z.array(z.strictObject({ url: z.string(), role: z.string() })),
    ...visits,
    score,
    answers: z.array(answer),
    agreement: z.strictObject({ pairs: z.int(), agreed: z.int(), kappa: z.number().nullable() }).nullable().describe('of first and second assessor; null for who may not see it'),
    nights: z.strictObject({ cron: z.string(), timeZone: z.string(), enabled: z.boolean(), lastRunAt: at.nullable() }).nullable(),
  })
  .openapi('Subject');

const evidence = z.strictObject(evidenceShape.shape).openapi('Evidence');
const draft = z
  .strictObject({ indicator: z.string(), answer: draftAnswer, rung, confidence, evidence: z.array(evidence), searched, reasons })
  .openapi('Draft', { description: 'A machine’s suggestion for people to decide, never an answer.' });
export const drafts = z
  .strictObject({
    status: z.literal('DRAFT'),
    subject: z.string(),
    edition: z.string(),
    run: z.string().nullable(),
    hidden: z.int().describe('drafts kept back, because the person is to answer without them'),
    drafts: z.array(draft),
  })
  .openapi('Drafts');
export const foundEvidence = z
  .strictObject({
    subject: z.string(),
    run: z.string(),
    evidence,
    draftOf: z.array(z.string()).describe('questions whose drafts rest on it'),
    findings: z.array(z.string()).describe('checks that found it'),
    archive: z.string().nullable().describe('address of the stored page'),
    picture: z.string().nullable().describe('address of the picture of the element'),
  })
  .openapi('FoundEvidence');

export const validation = z
  .strictObject({
    id: z.string(),
    subject: z.string(),
    indicator: z.string(),
    edition: z.string(),
    indicatorVersion: z.int(),
    run: z.string().nullable(),
    round,
    sawDraft: z.boolean(),
    sawOther: z.boolean(),
    answer: verdict.nullable().describe('null on a row that takes another back'),
    url: z.string().nullable(),
    note: z.string(),
    retracts: z.string().nullable(),
    by: z.string().describe('id of the account'),
    at,
    secondsSpent: z.number(),
    evidence: z.array(z.string()).describe('ids'),
  })
  .openapi('Validation');

export const change = z
  .strictObject({
    id: z.string(),
    subject: z.string(),
    edition: z.string(),
    fromRun: z.string(),
    toRun: z.string(),
    kind: z.enum(['answer', 'service', 'finding', 'page', 'score']),
    key: z.string(),
    before: z.string(),
    after: z.string(),
    cause: z.enum(['they', 'we', 'doubtful']).describe('they: the portal changed. we: code or catalogue changed. doubtful: worse, and seen once only'),
    worse: z.boolean(),
    indicators: z.array(z.string()),
    at,
  })
  .openapi('Change');
