import type { Evidence, PageFeatures } from '../checks/contract.ts';
import type { Assessment } from '../storage/contract.ts';
import type { AssessmentJson } from './assessment-schema.ts';
import { pictureOf } from './pictures.ts';

type EvidenceJson = AssessmentJson['answers'][number]['evidence'][number];

/**
 * The one object that `assess --json` prints. Picture paths are relative to the report folder and only given
 * when a report is written, for without it there are no such files.
 */
export function assessmentJson(assessment: Assessment, options: { readonly reportDir?: string | undefined } = {}): AssessmentJson {
  const { run, subject, coverage } = assessment;
  const bodies = new Map(assessment.pages.map((page) => [page.capture, page.body]));
  const toEvidence = (piece: Evidence): EvidenceJson => ({
    id: piece.id,
    kind: piece.kind,
    url: piece.url,
    observedAt: piece.observedAt,
    sha256: bodies.get(piece.capture) ?? piece.capture,
    ...told(piece),
    linkTrail: piece.linkTrail.map(({ url, text, place }) => ({ url, text, place })),
    screenshot: options.reportDir === undefined ? null : (pictureOf(assessment, piece)?.path ?? null),
  });
  return {
    schemaVersion: '1.0',
    run: {
      id: run.id,
      startedAt: run.startedAt,
      finishedAt: run.finishedAt,
      status: run.status,
      codeVersion: run.codeVersion,
      catalogue: run.catalogue,
      catalogueVersion: run.catalogueVersion,
      options: plain(run.options),
      seed: run.seed,
      asOf: run.asOf,
      userAgent: run.userAgent,
      vantage: run.vantage,
    },
    subject: { id: subject.id, level: subject.level },
    portals: assessment.portals.map((portal) => ({ url: portal.url, aliases: [...portal.aliases], languages: [...portal.languages] })),
    coverage: {
      fetched: coverage.done,
      rendered: coverage.rendered,
      blocked: coverage.blocked,
      failed: coverage.failed,
      skipped: coverage.skipped,
      budgetHit: coverage.budgetHit,
      languages: { ...coverage.languages },
    },
    answers: assessment.answers.map(({ indicator, answer, rung, confidence, evidence, searched, reasons }) => ({
      indicator,
      answer,
      rung,
      confidence,
      evidence: evidence.map(toEvidence),
      searched: {
        pages: searched.pages.map(({ url, why, verdict }) => ({ url, why, verdict })),
        pagesRead: searched.pagesRead,
        siteSearch: searched.siteSearch,
        queries: [...searched.queries],
        sitemap: searched.sitemap,
        languages: [...searched.languages],
        languagesWithoutWords: [...searched.languagesWithoutWords],
        wordsUnmeasured: [...searched.wordsUnmeasured],
        budgetHit: searched.budgetHit,
      },
      reasons: [...reasons],
    })),
    findings: assessment.findings.map(({ check, portal, outcome, reason, data, evidence }) => ({ check, portal, outcome, reason, data: plain(data ?? {}), evidence: evidence.map(toEvidence) })),
    score: {
      draft: { low: assessment.score.draft.low, high: assessment.score.draft.high },
      validated: { low: assessment.score.validated.low, high: assessment.score.validated.high, share: assessment.score.validated.share },
      outOf: assessment.score.outOf,
      byCriterion: Object.fromEntries(
        Object.entries(assessment.score.byCriterion).map(([criterion, { draft, outOf, counts }]) => [criterion, { draft: { low: draft.low, high: draft.high }, outOf, counts: { ...counts } }]),
      ),
    },
    pages: assessment.pages.map(({ url, status, state, role, language, fetchedBy, depth, features }) => ({
      url,
      status,
      state,
      role,
      language,
      fetchedBy,
      depth,
      features: features === null ? {} : toFeatures(features),
    })),
  };
}

type Told = Pick<EvidenceJson, 'quote' | 'selector' | 'name' | 'value' | 'tool'>;
const NOTHING: Told = { quote: null, selector: null, name: null, value: null, tool: null };

function told(piece: Evidence): Told {
  switch (piece.kind) {
    case 'text':
      return { ...NOTHING, quote: piece.quote, selector: piece.selector ?? null };
    case 'element':
      return { ...NOTHING, selector: piece.selector, value: piece.html };
    case 'header':
      return { ...NOTHING, name: piece.name, value: piece.value };
    case 'measurement':
      return { ...NOTHING, name: piece.name, value: piece.value, tool: `${piece.tool} ${piece.toolVersion}` };
    case 'connection':
      return { ...NOTHING, name: piece.fact, value: piece.value };
  }
}

const toFeatures = (features: PageFeatures): AssessmentJson['pages'][number]['features'] =>
  Object.fromEntries(Object.entries(features).map(([key, { present, quote }]) => [key, quote === undefined ? { present } : { present, quote }]));

/** Drops what JSON cannot say (undefined), so that the object equals what a reader parses. */
const plain = (record: Readonly<Record<string, unknown>>): AssessmentJson['run']['options'] => JSON.parse(JSON.stringify(record));
