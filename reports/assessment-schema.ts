import { z } from 'zod';
import { RUNGS } from '../config/concepts.ts';

/**
 * The shape of `egov assess --json`: the source of `assessment.schema.json`, which a test keeps in step.
 * Scripts depend on it: fields are only added within schema version 1.
 */
const share = z.number().min(0).max(1);
const time = z.iso.datetime({ offset: true });
const url = z.string().describe('URL as fetched');

const answer = z
  .enum(['yes', 'no', 'not-found', 'cannot-assess', 'needs-human'])
  .describe('yes: evidence supports it. no: the opposite was observed. not-found: searched, see `searched`; undecided. cannot-assess: see `reasons`. needs-human: no machine can answer it.');
const interval = z.strictObject({ low: share, high: share }).describe('low: what is supported; high: that and everything undecided');

const trailStep = z.strictObject({ url: z.string(), text: z.string(), place: z.string() });

const evidence = z.strictObject({
  id: z.string(),
  kind: z.enum(['text', 'element', 'header', 'measurement', 'connection']),
  url,
  observedAt: time,
  sha256: z.string().describe('SHA-256 of the response body the evidence was read from; of the whole capture where the body is not known by itself'),
  quote: z.string().nullable().describe('verbatim in the capture, white space folded; kind text'),
  selector: z.string().nullable().describe('CSS selector; kinds text and element'),
  name: z.string().nullable().describe('header name, measurement name, or the fact about the connection'),
  value: z.string().nullable().describe('what was seen: header value, measured value, or the HTML of the element'),
  tool: z.string().nullable().describe('name and version of the measuring tool; kind measurement'),
  linkTrail: z.array(trailStep).describe('links followed from the start page, nearest to home first; its length is the click distance'),
  screenshot: z.string().nullable().describe('picture of the element, path relative to the report folder'),
});

const searched = z.strictObject({
  pages: z.array(z.strictObject({ url: z.string(), why: z.string(), verdict: z.string() })).describe('candidate pages, best first'),
  pagesRead: z.int().min(0),
  siteSearch: z.enum(['tried', 'no-search', 'not-tried', 'unjudged']),
  queries: z.array(z.string()),
  sitemap: z.boolean(),
  languages: z.array(z.string()),
  languagesWithoutWords: z.array(z.string()),
  wordsUnmeasured: z.array(z.string()),
  budgetHit: z.string().nullable(),
});

const draft = z.strictObject({
  indicator: z.string(),
  answer,
  rung: z.enum(RUNGS).nullable(),
  confidence: share.describe('chance that a person would agree with this draft'),
  evidence: z.array(evidence),
  searched,
  reasons: z.array(z.string()).describe('reason keys, most telling first'),
});

const finding = z.strictObject({
  check: z.string(),
  portal: z.string(),
  outcome: z.enum(['pass', 'fail', 'not-found', 'unsure', 'not-applicable', 'untested', 'error']),
  reason: z.string(),
  data: z.record(z.string(), z.json()),
  evidence: z.array(evidence),
});

const counts = z.strictObject({ yes: z.int(), no: z.int(), 'not-found': z.int(), 'cannot-assess': z.int(), 'needs-human': z.int() });
const score = z.strictObject({
  draft: interval,
  validated: z.strictObject({ low: share, high: share, share }),
  outOf: z.int().min(0),
  byCriterion: z.record(z.string(), z.strictObject({ draft: interval, outOf: z.int().min(0), counts })),
});

const page = z.strictObject({
  url,
  status: z.int(),
  state: z.enum(['ok', 'empty-shell', 'blocked', 'challenge', 'login-wall', 'not-found', 'soft-404', 'error', 'throttled', 'parked', 'archived-copy', 'not-html']),
  role: z.enum(['home', 'search', 'contact', 'sign-in', 'service-list', 'service', 'form', 'accessibility-statement', 'privacy', 'sitemap', 'news', 'events', 'article', 'list', 'document', 'other']),
  language: z.string(),
  fetchedBy: z.enum(['http', 'browser']),
  depth: z.int().min(0).describe('clicks from the start page'),
  features: z.record(z.string(), z.strictObject({ present: z.boolean().nullable(), quote: z.string().optional() })),
});

export const assessmentSchema = z.strictObject({
  schemaVersion: z.literal('1.0'),
  run: z.strictObject({
    id: z.string(),
    startedAt: time,
    finishedAt: time.nullable(),
    status: z.enum(['running', 'done', 'failed', 'nothing']),
    codeVersion: z.string(),
    catalogue: z.string(),
    catalogueVersion: z.string(),
    options: z.record(z.string(), z.json()),
    seed: z.int(),
    asOf: z.iso.date(),
    userAgent: z.string(),
    vantage: z.string(),
  }),
  subject: z.strictObject({ id: z.string(), level: z.enum(['municipal', 'national']) }),
  portals: z.array(z.strictObject({ url: z.string(), aliases: z.array(z.string()), languages: z.array(z.string()) })),
  coverage: z.strictObject({
    fetched: z.int().min(0),
    rendered: z.int().min(0),
    blocked: z.int().min(0),
    failed: z.int().min(0),
    skipped: z.int().min(0),
    budgetHit: z.string().nullable(),
    languages: z.record(z.string(), z.int()),
  }),
  answers: z.array(draft),
  findings: z.array(finding),
  score,
  pages: z.array(page).describe('pages[0] is the start page'),
});

export type AssessmentJson = z.infer<typeof assessmentSchema>;

/** The schema as published in `reports/assessment.schema.json` (JSON Schema draft 2020-12). */
export const publishedSchema = (): object => ({
  $id: 'urn:egov:assessment:1.0',
  title: 'Draft assessment of one subject by egov',
  description: 'Machine-drafted answers for people to decide. Never a result by itself.',
  ...z.toJSONSchema(assessmentSchema, { target: 'draft-2020-12' }),
});
