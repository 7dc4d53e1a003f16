import { agreementOf } from '../../checks/survey/agreement.ts';
import { type Question, questionsOf, tierOf, validatedScore } from '../../checks/survey/final-answers.ts';
import type { Catalogue, CatalogueId } from '../../config/catalogue.ts';
import type { Assessment } from '../../storage/contract.ts';
import type { Store } from '../../storage/store.ts';
import type { Reopening, SubjectStanding, Validation } from '../../storage/survey-contract.ts';
import type { Wording } from '../html/context.ts';
import { aboutOf, statusOf } from './about.ts';
import type { SurveyExport } from './export-schema.ts';
import { knownPages } from './evidence-links.ts';
import { type Pseudonyms, pseudonymsOf } from './pseudonyms.ts';
import { answerRows, changeRows, findingRows, type Gathered, subjectRow } from './rows.ts';
import { told } from './told.ts';

/** What an export is made from; the same for the command line and the web app. */
export interface ExportSources {
  readonly store: Pick<Store, 'survey' | 'decisions' | 'people' | 'loadAssessment'>;
  readonly catalogue: (id: CatalogueId) => Promise<Catalogue>;
  readonly wording: (assessment: Assessment) => Promise<Wording>;
  readonly resultShare: number;
  readonly codeVersion: string;
  readonly now: Date;
}
/** Subjects to export, all of one edition or each with that of its level. */
export interface ExportWish {
  readonly subjects: readonly SubjectStanding[];
  readonly edition?: CatalogueId;
  readonly drafts: boolean;
}

const EDITIONS: Readonly<Record<'municipal' | 'national', CatalogueId>> = { municipal: 'losi-2024', national: 'osi-2024' };
/** Changes of one subject that an export carries at most, the newest. */
const CHANGES = 5000;

/** Everything that is exported, as one object. Subjects that were neither visited nor answered are left out. */
export const gatherExport = async ({ subjects, edition, drafts }: ExportWish, sources: ExportSources): Promise<SurveyExport> => {
  const wanted = subjects.filter(({ subject }) => edition === undefined || EDITIONS[subject.level] === edition);
  const decided = await decidedIn(wanted, sources);
  const exported = decided.flatMap(({ questions }) => [...questions.values()].flatMap(told));
  const people = pseudonymsOf(exported, await sources.store.people.accounts());
  const parts: Pick<SurveyExport, 'subjects' | 'answers' | 'findings' | 'changes'> = { subjects: [], answers: [], findings: [], changes: [] };
  for (const one of decided) await addSubject(parts, one, people, drafts, sources);
  const final = parts.subjects.reduce((sum, { standings }) => sum + standings.final, 0);
  const questions = parts.subjects.reduce((sum, subject) => sum + subject.questions, 0);
  const heading = {
    draft: drafts,
    exportedAt: sources.now.toISOString(),
    codeVersion: sources.codeVersion,
    resultShare: sources.resultShare,
    validated: { final, questions, share: questions ? final / questions : 0 },
  };
  const editions = [...new Set(parts.subjects.map((subject) => `${subject.edition} version ${subject.catalogueVersion}`))];
  return { schemaVersion: '1.0', status: statusOf(heading), ...heading, about: aboutOf({ ...heading, editions }), ...parts };
};

interface Decided {
  readonly standing: SubjectStanding;
  readonly catalogue: Catalogue;
  readonly questions: ReadonlyMap<string, Question<Validation>>;
  readonly run: string | null;
}

const decidedIn = async (subjects: readonly SubjectStanding[], { store, catalogue: load }: ExportSources): Promise<Decided[]> => {
  const all: Decided[] = [];
  for (const standing of subjects) {
    const catalogue = await load(EDITIONS[standing.subject.level]);
    const { id } = standing.subject;
    const [validations, reopenings, runs] = await Promise.all([store.decisions.validations(id, catalogue.id), store.decisions.reopenings(id, catalogue.id), store.survey.runs(id)]);
    const run = runs.find((one) => one.status === 'done' && one.catalogue === catalogue.id)?.id ?? null;
    if (run !== null || validations.length > 0) all.push({ standing, catalogue, run, questions: standings(catalogue, validations, reopenings) });
  }
  return all;
};

const standings = (catalogue: Catalogue, validations: readonly Validation[], reopenings: readonly Reopening[]): ReadonlyMap<string, Question<Validation>> =>
  questionsOf(
    catalogue.indicators.map(({ id }) => id),
    validations,
    reopenings,
  );

const addSubject = async (
  parts: Pick<SurveyExport, 'subjects' | 'answers' | 'findings' | 'changes'>,
  { standing, catalogue, questions, run }: Decided,
  people: Pseudonyms,
  drafts: boolean,
  sources: ExportSources,
): Promise<void> => {
  const { store } = sources;
  const assessment = run === null ? null : await store.loadAssessment(run);
  const pages = knownPages(assessment === null ? [] : [assessment, ...(await earlierRuns(assessment, questions, store))]);
  const changes = (await store.survey.changes({ subject: standing.subject.id, limit: CHANGES })).filter((one) => one.edition === catalogue.id);
  const score = validatedScore(questions.values());
  const isResult = score.final > 0 && score.share >= sources.resultShare;
  const gathered: Gathered = {
    standing,
    catalogue,
    questions,
    assessment,
    pages,
    changes,
    people,
    drafts,
    wording: assessment === null ? null : await sources.wording(assessment),
    score,
    isResult,
    tier: isResult ? tierOf(score, sources.resultShare) : null,
    kappa: agreementOf(questions.values()).kappa,
  };
  parts.subjects.push(subjectRow(gathered));
  parts.answers.push(...answerRows(gathered));
  parts.findings.push(...findingRows(gathered));
  parts.changes.push(...changeRows(gathered));
};

/** Runs on the screen when people decided, where their evidence lies in pages that the newest run did not meet again. */
const earlierRuns = async (newest: Assessment, questions: ReadonlyMap<string, Question<Validation>>, store: ExportSources['store']): Promise<Assessment[]> => {
  const known = new Set(newest.pages.map(({ capture }) => capture));
  const lacking = [...questions.values()].flatMap(told).filter(({ run, evidence }) => run !== null && run !== newest.run.id && evidence.some(({ capture }) => !known.has(capture)));
  const loaded: Assessment[] = [];
  for (const id of new Set(lacking.map(({ run }) => run as string))) {
    const assessment = await store.loadAssessment(id).catch(() => null); // a run that was thrown away takes only its archive's hash with it
    if (assessment !== null) loaded.push(assessment);
  }
  return loaded;
};
