import type { Account } from '../../../storage/survey-contract.ts';
import type { Invitee } from '../auth/invitations.ts';
import { namedRows } from './csv-rows.ts';
import { isRole } from './roles.ts';
import { ROLES } from '../../../storage/survey-contract.ts';

/** One line as read, with what is wrong there; '' when nothing is. */
export interface InviteeLine {
  readonly line: number;
  readonly invitee: Invitee;
  readonly role: string;
  readonly problem: string;
}

const MOST = 1000;
/** Good enough to catch a slip of the hand; whether the mailbox is there, only a letter tells (HTML Standard, valid e-mail address). */
export const isEmail = (text: string): boolean =>
  text.length <= 254 && /^[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]+@[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?(?:\.[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?)+$/u.test(text);

/** Language tags such as "fr" or "zh-Hant" (RFC 5646), put in with spaces or commas between them. */
const languagesOf = (text: string): { readonly languages: readonly string[]; readonly problem: string } => {
  const given = text.split(/[\s,;|]+/).filter(Boolean);
  const wrong = given.find((tag) => !/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(tag));
  return wrong === undefined
    ? { languages: [...new Set(given.flatMap((tag) => Intl.getCanonicalLocales(tag)))], problem: '' }
    : { languages: [], problem: `“${wrong}” is not a language code such as fr or ar` };
};

/** Reads `email,name,role,languages` and says by line what is wrong. Nobody is invited unless all can be. */
export const readInvitees = (text: string, accounts: readonly Account[]): readonly InviteeLine[] => {
  const known = new Map(accounts.map((account) => [account.email.toLowerCase(), account]));
  const seen = new Map<string, number>();
  return namedRows(text, ['email', 'name', 'role', 'languages']).map(({ line, cell, tooMany }, place) => {
    const email = cell('email').toLowerCase();
    const role =
      cell('role')
        .toLowerCase()
        .replaceAll(/[\s_]+/g, '-') || 'assessor';
    const { languages, problem } = languagesOf(cell('languages'));
    const twice = seen.get(email);
    if (!seen.has(email)) seen.set(email, line);
    const problems = [
      place >= MOST ? `more than ${MOST} people at once` : '',
      tooMany ? 'more cells than columns; put cells with commas in quotes' : '',
      email === '' ? 'no e-mail' : !isEmail(email) ? `“${email}” is not an e-mail address` : '',
      known.has(email) ? `has an account already${known.get(email)?.disabled ? ' (disabled)' : ''}` : '',
      twice !== undefined && email !== '' ? `the same e-mail is on line ${twice}` : '',
      cell('name') === '' ? 'no name' : cell('name').length > 100 ? 'the name is longer than 100 characters' : '',
      isRole(role) ? '' : `“${cell('role')}” is no role; there are ${ROLES.join(', ')}`,
      problem,
    ];
    return { line, role, invitee: { email, name: cell('name'), role: isRole(role) ? role : 'reader', languages }, problem: problems.filter(Boolean).join('; ') };
  });
};
