import type { Account, Validation } from '../../storage/survey-contract.ts';

/** Who is called what in one export, and texts in which people of the survey are not named. */
export interface Pseudonyms {
  of(account: string): string;
  without(text: string): string;
}

/** A1, A2 … by the time of a person's first exported decision: the same throughout one export, and telling nothing about name or account. */
export const pseudonymsOf = (decisions: readonly Pick<Validation, 'by' | 'at' | 'id'>[], people: readonly Account[]): Pseudonyms => {
  const names = new Map<string, string>();
  const order = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
  for (const { by } of decisions.toSorted((one, other) => order(one.at, other.at) || order(one.id, other.id))) if (!names.has(by)) names.set(by, `A${names.size + 1}`);
  const called = people
    .flatMap(({ id, email, name }) => telling(email, name).map((words) => ({ words, as: names.get(id) ?? 'an assessor' })))
    .sort((one, other) => other.words.length - one.words.length);
  const byWords = new Map(called.map(({ words, as }) => [words.toLowerCase(), as]));
  const pattern = called.length === 0 ? null : new RegExp(`(?<![\\p{L}\\p{N}])(?:${called.map(({ words }) => literal(words)).join('|')})(?![\\p{L}\\p{N}])`, 'giu');
  return {
    of: (account) => names.get(account) ?? 'A0',
    without: (text) => (pattern === null ? text : text.replace(pattern, (words) => `[${byWords.get(words.toLowerCase()) ?? 'an assessor'}]`)),
  };
};

/** E-mail addresses and full names; a single word such as Mark or Will would eat ordinary words of a note. */
const telling = (email: string, name: string): string[] => [email, ...(/\S\s+\S/.test(name.trim()) ? [name.trim()] : [])].filter((words) => words !== '');
const literal = (words: string): string => words.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
