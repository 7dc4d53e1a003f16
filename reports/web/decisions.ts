import { randomInt, randomUUID } from 'node:crypto';
import type { DraftAnswer } from '../../checks/contract.ts';
import { holding, questionsOf, type Question } from '../../checks/survey/final-answers.ts';
import type { Catalogue, CatalogueId, Indicator } from '../../config/catalogue.ts';
import type { Assessment } from '../../storage/contract.ts';
import type { Store } from '../../storage/store.ts';
import type { Account, Assignment, Reopening, Round, SubjectRow, Validation, Verdict } from '../../storage/survey-contract.ts';
import type { WebDeps } from './context.ts';
import { may } from './permissions.ts';
import type { Stamp } from './question-stamp.ts';

/** The server's rules of deciding: what is open for whom, what a decision must bring along, what a person may see. */

export const VERDICTS = ['yes', 'no', 'not-applicable', 'cannot-tell'] as const satisfies readonly Verdict[];
const LONGEST_SECONDS = 30 * 60;
const MOST_NOTE = 4000;
const MOST_URL = 2000;
const EDITIONS: readonly CatalogueId[] = ['losi-2024', 'osi-2024'];

/** One subject's questions of one edition and what has been decided about them. */
export interface Questions {
  readonly subject: SubjectRow;
  readonly edition: CatalogueId;
  readonly catalogue: Catalogue;
  readonly assignments: readonly Assignment[];
  readonly rows: readonly Validation[];
  readonly reopenings: readonly Reopening[];
  readonly standing: ReadonlyMap<string, Question<Validation>>;
}

export const questionsFor = async ({ store, catalogue }: WebDeps, subject: SubjectRow, edition: CatalogueId): Promise<Questions> => {
  const [list, assignments, rows, reopenings] = await Promise.all([
    catalogue(edition),
    store.decisions.assignments({ subject: subject.id, edition }),
    store.decisions.validations(subject.id, edition),
    store.decisions.reopenings(subject.id, edition),
  ]);
  return {
    subject,
    edition,
    catalogue: list,
    assignments,
    rows,
    reopenings,
    standing: questionsOf(
      list.indicators.map(({ id }) => id),
      rows,
      reopenings,
    ),
  };
};

/** The questions of the subject to which this indicator belongs, or null when there is no such subject or question. */
export const findQuestion = async (deps: WebDeps, subjectId: string, indicatorId: string): Promise<{ readonly questions: Questions; readonly indicator: Indicator } | null> => {
  const subject = (await deps.store.survey.subject(subjectId))?.subject;
  if (!subject) return null;
  for (const edition of EDITIONS) {
    const indicator = (await deps.catalogue(edition)).indicators.find(({ id }) => id === indicatorId);
    if (indicator) return { questions: await questionsFor(deps, subject, edition), indicator };
  }
  return null;
};

export const isEdition = (edition: string): edition is CatalogueId => (EDITIONS as readonly string[]).includes(edition);

/** The round in which this person answers the subject's questions; null when they have none. */
export const roundOf = ({ assignments }: Pick<Questions, 'assignments'>, account: string): Round | null => assignments.find((one) => one.account === account)?.round ?? null;

/** Is this question still to be answered in the round? An adjudicator has only what two people answered differently. */
const isOpen = (question: Question, round: Round): boolean => (round === 'adjudication' ? question.standing === 'disagree' : question[round] === null);

export const openOf = ({ catalogue, standing }: Pick<Questions, 'catalogue' | 'standing'>, round: Round): readonly Indicator[] =>
  catalogue.indicators.filter(({ id }) => {
    const question = standing.get(id);
    return question !== undefined && isOpen(question, round);
  });

/** The newest row of a question in a round, retracting ones too: what a conditional write is compared with. */
export const newestRow = (rows: readonly Validation[], indicator: string, round: Round): Validation | null => rows.findLast((row) => row.indicator === indicator && row.round === round) ?? null;

/** The answer a person has given last and could take back; null when the newest row is somebody else's or takes back already. */
export const undoable = ({ rows }: Pick<Questions, 'rows'>, account: string, indicator?: string): Validation | null => {
  const mine = holding(rows).filter((row) => row.by === account && (indicator === undefined || row.indicator === indicator) && newestRow(rows, row.indicator, row.round)?.id === row.id);
  return mine.reduce<Validation | null>((last, row) => (last === null || row.at >= last.at ? row : last), null);
};

/** The newest good run of the edition: what draft and evidence come from. Null before the first. */
export const newestAssessment = async ({ store }: Pick<WebDeps, 'store'>, subject: string, edition: string): Promise<Assessment | null> => {
  const run = (await store.survey.runs(subject)).find((one) => one.status === 'done' && one.catalogue === edition);
  return run ? store.loadAssessment(run.id) : null;
};

export const draftOf = (assessment: Assessment | null, indicator: string): DraftAnswer | null => assessment?.answers.find((draft) => draft.indicator === indicator) ?? null;

const chosen = new WeakMap<Store, Set<string>>();

/**
 * Questions whose draft is hidden: a random share, chosen when the subject's questions are first looked at and stored, so
 * that agreement with the drafts can be told from agreement because of them.
 */
export const hiddenDrafts = async ({ store, settings }: WebDeps, { subject, edition, catalogue }: Questions): Promise<ReadonlySet<string>> => {
  const known = chosen.get(store) ?? new Set<string>();
  chosen.set(store, known);
  const key = `${edition} ${subject.id} ${catalogue.version}`;
  if (!known.has(key)) {
    const ids = catalogue.indicators.map(({ id }) => id);
    const left = [...ids];
    const hidden = Array.from({ length: Math.round(ids.length * settings.hiddenShare) }, () => left.splice(randomInt(left.length), 1)).flat();
    await store.decisions.chooseHidden(subject.id, edition, ids, hidden); // what was chosen before stays
    known.add(key);
  }
  return store.decisions.hiddenDrafts(subject.id, edition);
};

/** May the draft be on the screen? Never for a second answer, nor where it is hidden from everybody who answers. */
export const seesDraft = (round: Round | null, indicator: string, hidden: ReadonlySet<string>): boolean => round !== 'second' && (round !== 'first' || !hidden.has(indicator));

/** May this person adjudicate? Officers, or whoever is assigned to; never who answered or is to answer the same subject. */
export const mayAdjudicate = (account: Pick<Account, 'id' | 'role'>, { assignments, rows }: Pick<Questions, 'assignments' | 'rows'>): boolean =>
  (may(account.role, 'see-decisions') || assignments.some((one) => one.account === account.id && one.round === 'adjudication')) &&
  !assignments.some((one) => one.account === account.id && one.round !== 'adjudication') &&
  !rows.some((row) => row.by === account.id && row.round !== 'adjudication');

/** What a form says, as it was sent: shown again when it cannot be recorded. */
export interface Given {
  readonly answer: string;
  readonly url: string;
  readonly note: string;
  readonly after: string | null;
}

const isVerdict = (answer: string): answer is Verdict => (VERDICTS as readonly string[]).includes(answer);
export const isWebAddress = (text: string): boolean => text.length <= MOST_URL && /^https?:\/\//i.test(text) && URL.canParse(text);

/** Does the person say the opposite of the draft they saw? */
export const overrules = (answer: Verdict, draft: DraftAnswer['answer'] | null): boolean => (answer === 'no' && draft === 'yes') || (answer === 'yes' && draft === 'no');

/** Why an answer cannot be recorded, null when it can. `draft`: what was on the screen, null where it was hidden. */
const problemWith = ({ answer, url, note }: Given, draft: DraftAnswer | null): string | null => {
  if (!isVerdict(answer)) return 'Choose one of the four answers.';
  if (answer === 'yes' && !isWebAddress(url.trim())) return 'A yes needs the address of the page that shows it, beginning with http:// or https://.';
  if (note.length > MOST_NOTE) return `The note is too long: at most ${MOST_NOTE} characters.`;
  if (note.trim()) return null;
  if (overrules(answer, draft?.answer ?? null)) return `The draft says ${draft?.answer}; write in the note why you say ${answer}.`;
  return answer === 'cannot-tell' ? 'Write in the note what kept you from telling.' : null;
};

export type Recorded =
  | { readonly kind: 'recorded'; readonly row: Validation }
  | { readonly kind: 'problem'; readonly problem: string }
  | { readonly kind: 'conflict'; readonly newest: Validation | null };

/** Records an answer that was given on what the stamp says was on the screen. */
export const record = async (deps: WebDeps, questions: Questions, indicator: Indicator, stamp: Stamp, given: Given): Promise<Recorded> => {
  const round = stamp.round as Round;
  const draft = stamp.sawDraft && stamp.run !== null ? draftOf(await deps.store.loadAssessment(stamp.run), indicator.id) : null;
  const problem = problemWith(given, draft);
  if (problem !== null) return { kind: 'problem', problem };
  if (questions.reopenings.some((one) => one.indicator === indicator.id && one.at > stamp.shownAt))
    return { kind: 'problem', problem: 'The portal changed while you were looking, and what you see now is newer. Please decide again.' };
  const answer = given.answer as Verdict;
  const url = answer === 'yes' ? given.url.trim() : null;
  const newest = newestRow(questions.rows, indicator.id, round);
  const seconds = (deps.now().getTime() - Date.parse(stamp.shownAt)) / 1000;
  const row: Validation = {
    id: stamp.id,
    subject: questions.subject.id,
    indicator: indicator.id,
    edition: questions.edition,
    indicatorVersion: indicator.version,
    run: stamp.run,
    round,
    sawDraft: stamp.sawDraft,
    sawOther: round === 'adjudication',
    answer,
    evidence: answer === draft?.answer ? draft.evidence.filter((piece) => url === null || piece.url === url) : [],
    url,
    note: given.note.trim(),
    retracts: null,
    by: stamp.account,
    at: laterThan(deps.now(), newest),
    secondsSpent: Math.min(LONGEST_SECONDS, Math.max(0, seconds)),
  };
  const written = await deps.store.decisions.decide(row, given.after);
  return written.ok ? { kind: 'recorded', row } : { kind: 'conflict', newest: written.newest };
};

/** Takes back the newest answer of a question by a row that says so; what was answered before it holds again. */
export const takeBack = async (deps: WebDeps, row: Validation): Promise<boolean> => {
  const retracting: Validation = { ...row, id: randomUUID(), answer: null, evidence: [], url: null, note: '', retracts: row.id, at: laterThan(deps.now(), row), secondsSpent: 0 };
  return (await deps.store.decisions.decide(retracting, row.id)).ok;
};

/** Rows are read by their time: a later one never says an earlier moment, even when a clock was set back. */
const laterThan = (now: Date, row: Validation | null): string => new Date(Math.max(now.getTime(), row ? Date.parse(row.at) + 1 : 0)).toISOString();

/** Where somebody who is to answer goes next: the next open question of this subject (from here on, then from the beginning), then of the assignment due first. */
export const nextOpen = async (deps: WebDeps, account: string, here?: { readonly questions: Questions; readonly indicator: string }): Promise<string | null> => {
  const round = here ? roundOf(here.questions, account) : null;
  if (here && (round === 'first' || round === 'second')) {
    const { indicators } = here.questions.catalogue;
    const place = indicators.findIndex(({ id }) => id === here.indicator);
    const open = new Set(openOf(here.questions, round).map(({ id }) => id));
    const next = [...indicators.slice(place + 1), ...indicators.slice(0, Math.max(0, place))].find(({ id }) => open.has(id));
    if (next) return pathOf(here.questions.subject.id, next.id);
  }
  for (const assignment of dueFirst(await deps.store.decisions.assignments({ account }))) {
    if (assignment.round === 'adjudication' || !isEdition(assignment.edition) || (assignment.subject === here?.questions.subject.id && assignment.edition === here.questions.edition)) continue;
    const subject = (await deps.store.survey.subject(assignment.subject))?.subject;
    const [first] = subject ? openOf(await questionsFor(deps, subject, assignment.edition), assignment.round) : [];
    if (first) return pathOf(assignment.subject, first.id);
  }
  return null;
};

export const dueFirst = (assignments: readonly Assignment[]): readonly Assignment[] =>
  assignments.toSorted((one, other) => (one.dueAt ?? '9').localeCompare(other.dueAt ?? '9') || one.subject.localeCompare(other.subject));

export const pathOf = (subject: string, indicator: string): string => `/subjects/${encodeURIComponent(subject)}/questions/${encodeURIComponent(indicator)}`;
