import type { Level } from '../../../crawler/artifact.ts';
import type { CatalogueId } from '../../../config/catalogue.ts';
import { type Account, type Assignment, type Round, ROUNDS, type SubjectRow } from '../../../storage/survey-contract.ts';
import { may } from '../permissions.ts';
import { namedRows } from './csv-rows.ts';
import { haveCommonLanguage, languageName } from './language-names.ts';

/** The questions that subjects of a level are asked. */
const EDITION_OF: Readonly<Record<Level, CatalogueId>> = { municipal: 'losi-2024', national: 'osi-2024' };

/** One line as read, with what is wrong there ('' when nothing is) and what is only worth a look. */
export interface PlanLine {
  readonly line: number;
  readonly email: string;
  readonly name: string;
  readonly subject: string;
  readonly round: string;
  readonly due: string;
  readonly problem: string;
  readonly remark: string;
  readonly assignment: Omit<Assignment, 'by' | 'at'> | null;
}
export interface PlanInput {
  readonly accounts: readonly Account[];
  readonly subjects: readonly SubjectRow[];
  readonly assignments: readonly Assignment[];
}

/** Why the second answer must come from somebody else, in the words people read. */
export const FIRST_IS_NOT_SECOND = 'nobody answers the same subject in two rounds: the second answer checks the first';

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
/** To the end of the day everywhere on earth (UTC−12), since assessors sit anywhere. */
const dueAt = (day: string): string | null => (day === '' ? null : new Date(Date.parse(`${day}T23:59:59.999Z`) + 12 * 3_600_000).toISOString());
export const dueDay = (dueAt: string | null): string => (dueAt === null ? '' : new Date(Date.parse(dueAt) - 12 * 3_600_000).toISOString().slice(0, 10));

const isRound = (text: string): text is Round => (ROUNDS as readonly string[]).includes(text);
const fold = (text: string): string => text.normalize('NFKC').toLowerCase().trim();

/** Reads `email,subject,round,due` and says by line what is wrong. A subject is named by its id or its name. */
export const readPlan = (text: string, { accounts, subjects, assignments }: PlanInput): readonly PlanLine[] => {
  const byEmail = new Map(accounts.map((account) => [account.email.toLowerCase(), account]));
  const byId = new Map(subjects.map((subject) => [fold(subject.id), subject]));
  const byName = Map.groupBy(subjects, (subject) => fold(subject.name));
  const taken: { readonly line: number; readonly it: Pick<Assignment, 'subject' | 'edition' | 'round' | 'account'> }[] = assignments.map((it) => ({ line: 0, it }));
  const nameOf = (id: string): string => accounts.find((account) => account.id === id)?.name ?? 'somebody';
  const from = (line: number): string => (line === 0 ? '' : ` (line ${line})`);
  return namedRows(text, ['email', 'subject', 'round', 'due']).map(({ line, cell, tooMany }): PlanLine => {
    const [email, due, round] = [cell('email').toLowerCase(), cell('due'), cell('round').toLowerCase() || 'first'];
    const account = byEmail.get(email);
    const named = byName.get(fold(cell('subject'))) ?? [];
    const subject = byId.get(fold(cell('subject'))) ?? (named.length === 1 ? named[0] : undefined);
    const problems = [
      tooMany ? 'more cells than columns' : '',
      !account
        ? email === ''
          ? 'no e-mail'
          : `nobody here has the e-mail ${email}; invite them first`
        : account.disabled
          ? `${account.name} is disabled`
          : may(account.role, 'decide')
            ? ''
            : `${account.name} is a ${account.role} and does not answer questions`,
      subject ? '' : named.length > 1 ? `several subjects are named “${cell('subject')}”: give one of ${named.map(({ id }) => id).join(', ')}` : `there is no subject “${cell('subject')}”`,
      isRound(round) ? '' : `“${cell('round')}” is no round; there are ${ROUNDS.join(', ')}`,
      due === '' || isDay(due) ? '' : `“${due}” is not a day such as 2026-05-31`,
    ].filter(Boolean);
    const shown = { line, email, name: account?.name ?? '', subject: subject?.name ?? cell('subject'), round, due };
    if (problems.length > 0 || !account || !subject || !isRound(round)) return { ...shown, problem: problems.join('; '), remark: '', assignment: null };
    const it = { subject: subject.id, edition: EDITION_OF[subject.level], round, account: account.id, dueAt: dueAt(due) };
    const same = taken.filter(({ it: other }) => other.subject === it.subject && other.edition === it.edition);
    const holder = same.find(({ it: other }) => other.round === round && other.account !== account.id);
    const elsewhere = same.find(({ it: other }) => other.round !== round && other.account === account.id);
    const problem = holder
      ? `the ${round} round of ${subject.name} is ${nameOf(holder.it.account)}’s${from(holder.line)}; reassign it instead`
      : elsewhere
        ? `${account.name} has the ${elsewhere.it.round} round of ${subject.name}${from(elsewhere.line)}; ${FIRST_IS_NOT_SECOND}`
        : '';
    if (problem === '') taken.push({ line, it });
    const speaks = subject.languages.length === 0 || account.languages.length === 0 || haveCommonLanguage(subject.languages, account.languages);
    return {
      ...shown,
      problem,
      remark: speaks || problem !== '' ? '' : `reads ${account.languages.map(languageName).join(', ')}; the portals are in ${subject.languages.map(languageName).join(', ')}`,
      assignment: problem === '' ? it : null,
    };
  });
};

/** All subjects in a language whose round is still free and in which the person has no other round, as lines of a plan. */
export const planByLanguage = (
  { account, language, round, level, due }: { readonly account: Account; readonly language: string; readonly round: Round; readonly level: Level | null; readonly due: string },
  { subjects, assignments }: PlanInput,
): readonly (readonly string[])[] =>
  subjects
    .filter((subject) => (level === null || subject.level === level) && (language === '' || haveCommonLanguage(subject.languages, [language])))
    .filter((subject) => !assignments.some((other) => other.subject === subject.id && other.edition === EDITION_OF[subject.level] && (other.round === round || other.account === account.id)))
    .map((subject) => [account.email, subject.id, round, due]);
