import { randomBytes } from 'node:crypto';
import type { Account } from '../../storage/survey-contract.ts';
import type { Store } from '../../storage/store.ts';
import { complaint, EXIT, type ExitCode } from '../exit-codes.ts';
import { hashPassword } from '../web/auth/passwords.ts';
import { baseAddress, invite } from '../web/auth/invitations.ts';
import { csvText } from '../web/people/csv-rows.ts';
import { readInvitees } from '../web/people/invitees.ts';
import { openWorkplace, type Workplace } from '../workplace.ts';
import { print } from './outputs.ts';

const withStore = async (act: (workplace: Workplace) => Promise<void>): Promise<ExitCode> => {
  const workplace = await openWorkplace();
  try {
    await act(workplace);
    return EXIT.done;
  } finally {
    await workplace.close();
  }
};

const accountOf = async ({ people }: Store, email: string): Promise<Account> =>
  (await people.credentials(email))?.account ??
  (() => {
    throw complaint(`Nobody here has the e-mail ${email}. \`egov users list\` names all.`);
  })();

/** Prints a link with which a person makes their account; it is not kept anywhere. */
export const addUser = (email: string, { name, role, languages }: { readonly name?: string; readonly role: string; readonly languages: string }): Promise<ExitCode> =>
  withStore(async ({ store, settings }) => {
    const [line] = readInvitees(
      csvText([
        ['email', 'name', 'role', 'languages'],
        [email, name ?? email.split('@')[0] ?? '', role, languages],
      ]),
      await store.people.accounts(),
    );
    if (!line || line.problem) throw complaint(`Not invited: ${line?.problem ?? 'give an e-mail'}.`);
    const [sent] = await invite(store, [line.invitee], { by: null, now: new Date(), base: baseAddress(settings, 'http://127.0.0.1:8600') });
    await print(`${sent?.link ?? ''}\n`);
    process.stderr.write(`Send this link to ${line.invitee.email}: it works once, for 7 days, and makes them ${line.invitee.role}.\n`);
  });

/** Lists accounts, without anything secret. */
export const listUsers = ({ json }: { readonly json?: boolean }): Promise<ExitCode> =>
  withStore(async ({ store }) => {
    const accounts = await store.people.accounts();
    await print(
      json
        ? `${JSON.stringify(accounts, null, 2)}\n`
        : accounts
            .map(
              ({ email, name, role, disabled, lastSeenAt }) =>
                `${email.padEnd(34)}  ${role.padEnd(14)}  ${disabled ? 'disabled' : 'active  '}  ${(lastSeenAt ?? 'never seen').slice(0, 16)}  ${name}\n`,
            )
            .join(''),
    );
  });

/** Ends all sessions and tokens of a person, and lets them in no more. */
export const disableUser = (email: string): Promise<ExitCode> =>
  withStore(async ({ store }) => {
    const { id } = await accountOf(store, email);
    if (!(await store.people.setDisabled(id, true))) throw complaint(`${email} is the last administrator. Make somebody else one first: egov users add <email> --role administrator.`);
    process.stderr.write(`${email} is disabled.\n`);
  });

/** For who has forgotten theirs: a random password, printed once; all sessions end. */
export const resetPassword = (email: string): Promise<ExitCode> =>
  withStore(async ({ store }) => {
    const { id } = await accountOf(store, email);
    const password = randomBytes(15).toString('base64url');
    await store.people.setPassword(id, await hashPassword(password));
    await store.people.closeSessionsOf(id);
    await print(`${password}\n`);
    process.stderr.write(`This is the new password of ${email}. They should change it after signing in.\n`);
  });
