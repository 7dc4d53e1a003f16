import type { Question, Standing, validatedScore } from '../../checks/survey/final-answers.ts';
import type { Catalogue, Indicator } from '../../config/catalogue.ts';
import type { Assessment } from '../../storage/contract.ts';
import type { Change, SubjectStanding, Validation } from '../../storage/survey-contract.ts';
import type { Wording } from '../html/context.ts';
import { answerLinks, type KnownPages, observedLinks } from './evidence-links.ts';
import type { ExportedAnswer, ExportedChange, ExportedFinding, ExportedSubject } from './export-schema.ts';
import { told } from './told.ts';
import type { Pseudonyms } from './pseudonyms.ts';
import { isQuality } from '../quality.ts';

/** All that is known of one subject, ready to be put into rows. */
export interface Gathered {
  readonly standing: SubjectStanding;
  readonly catalogue: Catalogue;
  readonly questions: ReadonlyMap<string, Question<Validation>>;
  readonly assessment: Assessment | null;
  readonly wording: Wording | null;
  readonly pages: KnownPages;
  readonly changes: readonly Change[];
  readonly people: Pseudonyms;
  readonly drafts: boolean;
  readonly score: ReturnType<typeof validatedScore>;
  readonly isResult: boolean;
  readonly tier: ExportedSubject['tier'];
  readonly kappa: number | null;
}

const counted = (questions: Iterable<Question>): ExportedSubject['standings'] => {
  const counts: Record<Standing, number> = { open: 0, half: 0, disagree: 0, final: 0, reopened: 0 };
  for (const { standing } of questions) counts[standing]++;
  return counts;
};

export const subjectRow = ({ standing: { subject, portals }, catalogue, questions, assessment, drafts, score, isResult, tier, kappa }: Gathered): ExportedSubject => ({
  id: subject.id,
  name: subject.name,
  iso3: subject.iso3,
  level: subject.level,
  edition: catalogue.id,
  catalogueVersion: catalogue.version,
  portals: (assessment?.portals ?? portals).map(({ url }) => url),
  questions: questions.size,
  standings: counted(questions.values()),
  shareValidated: score.share,
  isResult,
  score: isResult ? { low: score.low, high: score.high } : null,
  tier,
  kappa,
  draftScore: drafts && assessment ? { low: assessment.score.draft.low, high: assessment.score.draft.high } : null,
  run: assessment ? runOf(assessment) : null,
});

const runOf = ({ run, coverage }: Assessment): NonNullable<ExportedSubject['run']> => ({
  id: run.id,
  startedAt: run.startedAt,
  asOf: run.asOf,
  codeVersion: run.codeVersion,
  extractorVersion: run.extractorVersion,
  catalogueVersion: run.catalogueVersion,
  vantage: run.vantage,
  userAgent: run.userAgent,
  pagesRead: coverage.done,
});

/** One row for each question of the catalogue, in its order. */
export const answerRows = (gathered: Gathered): ExportedAnswer[] => {
  const drafts = new Map(gathered.assessment?.answers.map((draft) => [draft.indicator, draft]));
  return gathered.catalogue.indicators.map((indicator) => answerRow(indicator, gathered.questions.get(indicator.id)!, drafts.get(indicator.id) ?? null, gathered));
};

const answerRow = (
  indicator: Indicator,
  question: Question<Validation>,
  draft: Assessment['answers'][number] | null,
  { standing, assessment, wording, pages, people, drafts, score }: Gathered,
): ExportedAnswer => {
  const decisions = told(question);
  return {
    subject: standing.subject.id,
    indicator: indicator.id,
    indicatorVersion: indicator.version,
    unCode: indicator.unCode,
    criterion: indicator.criterion,
    question: indicator.question,
    answer: question.answer,
    standing: question.standing,
    shareValidated: score.share,
    evidence: answerLinks(decisions, draft, pages),
    decisions: decisions.map(({ round, by, answer, sawDraft, note, at }) => ({ round, assessor: people.of(by), answer: answer!, sawDraft, note: people.without(note), at })),
    decidedAt:
      question.standing === 'final'
        ? (decisions
            .map(({ at }) => at)
            .sort()
            .at(-1) ?? null)
        : null,
    reopenedAt: question.reopenedAt,
    visitedAt: assessment?.run.startedAt ?? null,
    draft:
      drafts && draft && assessment
        ? { answer: draft.answer, rung: draft.rung, confidence: draft.confidence, reasons: draft.reasons.map((key) => wording?.reason(key) ?? key), run: assessment.run.id }
        : null,
  };
};

export const findingRows = ({ standing, assessment, wording, pages, drafts }: Gathered): ExportedFinding[] =>
  (assessment?.findings ?? [])
    .filter(({ check }) => drafts || isQuality(check))
    .map((finding) => ({
      subject: standing.subject.id,
      check: finding.check,
      title: wording?.check(finding.check).title ?? finding.check,
      portal: finding.portal,
      outcome: finding.outcome,
      message: wording?.message(finding) ?? finding.reason,
      remedy: wording?.remedy(finding) ?? '',
      evidence: observedLinks(finding.evidence, finding.portal, pages),
      run: assessment?.run.id ?? '',
    }));

export const changeRows = ({ standing, changes, pages, drafts }: Gathered): ExportedChange[] =>
  changes
    .filter(({ kind, key }) => drafts || kind === 'page' || (kind === 'finding' && isQuality(key)))
    .map(({ kind, key, before, after, cause, worse, indicators, evidence, fromRun, toRun, at }) => ({
      subject: standing.subject.id,
      kind,
      key,
      before,
      after,
      cause,
      worse,
      indicators: [...indicators],
      evidence: observedLinks(evidence, key.split(' ').at(-1) ?? key, pages),
      fromRun,
      toRun,
      at,
    }));
