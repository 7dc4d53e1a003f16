import { z } from 'zod';
import { RUNGS } from '../../config/concepts.ts';

/**
 * The shape of `egov export --format json` and the source of `export.schema.json`, which a test keeps in step. The other formats are
 * made from the same object. Scripts depend on it: fields are only added within schema version 1.
 */
const share = z.number().min(0).max(1);
const time = z.iso.datetime({ offset: true });
const verdict = z.enum(['yes', 'no', 'not-applicable', 'cannot-tell']);
const answer = z.enum(['yes', 'no', 'not-found', 'cannot-assess', 'needs-human']);
const assessor = z
  .string()
  .regex(/^A\d+$/)
  .describe('pseudonym, the same person throughout this file; not comparable between files');

const evidence = z.strictObject({
  url: z.string().describe('address as fetched, or as a person gave it'),
  capture: z.string().nullable().describe('SHA-256 of the stored capture; null when a person named a page that was not captured'),
  body: z.string().nullable().describe('SHA-256 of the response body, where it is known'),
  archive: z.string().nullable().describe('SHA-256 of the archived page that opens offline, where one was kept'),
  observedAt: time.nullable(),
  text: z.string().describe('what is to be seen there: quote, element, header or measured value'),
  from: z.enum(['assessor', 'visit']).describe('assessor: a person rested their answer on it. visit: a page of the machine’s visit that bears on the question; it proves nothing by itself'),
});

const decision = z.strictObject({
  round: z.enum(['first', 'second', 'adjudication']),
  assessor,
  answer: verdict,
  sawDraft: z.boolean().describe('false: answered with the draft hidden'),
  note: z.string().describe('names and e-mail addresses of people in this survey are replaced'),
  at: time,
});

const draft = z.strictObject({
  answer: answer.describe('suggested by a machine: not-found means searched in vain, never no'),
  rung: z.enum(RUNGS).nullable(),
  confidence: share.describe('chance that a person would agree'),
  reasons: z.array(z.string()),
  run: z.string(),
});

const answerRow = z.strictObject({
  subject: z.string(),
  indicator: z.string(),
  indicatorVersion: z.int(),
  unCode: z.string(),
  criterion: z.string(),
  question: z.string(),
  answer: verdict.nullable().describe('null until validated'),
  standing: z
    .enum(['open', 'half', 'disagree', 'final', 'reopened'])
    .describe('open: nobody answered. half: one of two. disagree: two that differ. final: two that agree or an adjudicated one. reopened: a change touched a validated answer'),
  shareValidated: share.describe('share of this subject’s questions whose answer is final'),
  evidence: z.array(evidence),
  decisions: z.array(decision).describe('empty while the second answer is still to be given blind to the first'),
  decidedAt: time.nullable(),
  reopenedAt: time.nullable(),
  visitedAt: time.nullable(),
  draft: draft.nullable().describe('always null without --include-drafts'),
});

const findingRow = z.strictObject({
  subject: z.string(),
  check: z.string(),
  title: z.string(),
  portal: z.string(),
  outcome: z.enum(['pass', 'fail', 'not-found', 'unsure', 'not-applicable', 'untested', 'error']),
  message: z.string(),
  remedy: z.string(),
  evidence: z.array(evidence),
  run: z.string(),
});

const changeRow = z.strictObject({
  subject: z.string(),
  kind: z.enum(['answer', 'service', 'finding', 'page', 'score']),
  key: z.string(),
  before: z.string(),
  after: z.string(),
  cause: z.enum(['they', 'we', 'doubtful']).describe('they: the portal changed. we: our code or catalogue changed. doubtful: not yet seen a second time'),
  worse: z.boolean(),
  indicators: z.array(z.string()),
  evidence: z.array(evidence),
  fromRun: z.string(),
  toRun: z.string(),
  at: time,
});

const interval = z.strictObject({ low: share, high: share });
const subject = z.strictObject({
  id: z.string(),
  name: z.string(),
  iso3: z.string(),
  level: z.enum(['municipal', 'national']),
  edition: z.string(),
  catalogueVersion: z.string(),
  portals: z.array(z.string()),
  questions: z.int().min(0),
  standings: z.strictObject({ open: z.int(), half: z.int(), disagree: z.int(), final: z.int(), reopened: z.int() }),
  shareValidated: share,
  isResult: z.boolean().describe('whether the share validated reaches the survey’s threshold'),
  score: interval.nullable().describe('from final answers only; null while this is no result'),
  tier: z.enum(['very high', 'high', 'middle', 'low']).nullable().describe('null while this is no result, or while the interval spans two tiers'),
  kappa: z.number().nullable().describe('agreement of first and second answers beyond chance (Cohen)'),
  draftScore: interval.nullable().describe('always null without --include-drafts'),
  run: z
    .strictObject({
      id: z.string(),
      startedAt: time,
      asOf: z.iso.date(),
      codeVersion: z.string(),
      extractorVersion: z.string(),
      catalogueVersion: z.string(),
      vantage: z.string(),
      userAgent: z.string(),
      pagesRead: z.int(),
    })
    .nullable(),
});

const exportSchema = z.strictObject({
  schemaVersion: z.literal('1.0'),
  status: z.string().describe('begins with DRAFT when drafts are included; to be kept with any copy'),
  draft: z.boolean(),
  exportedAt: time,
  codeVersion: z.string(),
  resultShare: share.describe('share validated below which nothing is a result'),
  validated: z.strictObject({ final: z.int(), questions: z.int(), share }),
  about: z.array(z.strictObject({ topic: z.string(), text: z.string() })),
  subjects: z.array(subject),
  answers: z.array(answerRow),
  findings: z.array(findingRow),
  changes: z.array(changeRow),
});

export type SurveyExport = z.infer<typeof exportSchema>;
export type ExportedSubject = SurveyExport['subjects'][number];
export type ExportedAnswer = SurveyExport['answers'][number];
export type ExportedFinding = SurveyExport['findings'][number];
export type ExportedChange = SurveyExport['changes'][number];
export type ExportedEvidence = ExportedAnswer['evidence'][number];

/** The schema as published in `reports/export/export.schema.json` (JSON Schema draft 2020-12). */
export const publishedExportSchema = (): object => ({
  $id: 'urn:egov:export:1.0',
  title: 'Answers of a survey, exported by egov',
  description: 'Validated answers with the evidence they rest on; machine drafts only where `draft` is true.',
  ...z.toJSONSchema(exportSchema, { target: 'draft-2020-12' }),
});
