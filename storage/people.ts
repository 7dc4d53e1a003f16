import type { Selectable } from 'kysely';
import { type Database, isDuplicate, passGate } from './database.ts';
import type { Tables } from './schema.ts';
import type { Account, ApiToken, Invitation, People, Role, Session } from './survey-contract.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** Accounts, invitations, sessions and tokens. Only hashes of secrets come here. */
export const openPeople = (db: Database): People => {
  const accountOf = async (id: string): Promise<Account | null> => {
    const row = await db.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirst();
    return row ? personOf(row) : null;
  };
  const living = async (id: string): Promise<Account | null> => {
    const account = await accountOf(id);
    return account?.disabled ? null : account;
  };
  /** Changes an account unless no administrator would be left. Two who take each other's rights away come one after the other. */
  const unlessLast = (id: string, change: Partial<{ disabled: number; role: Role }>, then: (tx: Database) => Promise<unknown> = async () => undefined): Promise<boolean> =>
    db.transaction().execute(async (tx) => {
      await passGate(tx, 'administrators');
      const administrators = (await tx.selectFrom('account').select('id').where('role', '=', 'administrator').where('disabled', '=', 0).execute()).map((row) => row.id);
      const loses = change.disabled === 1 || (change.role !== undefined && change.role !== 'administrator');
      if (loses && administrators.length === 1 && administrators[0] === id) return false;
      const { numUpdatedRows } = await tx.updateTable('account').set(change).where('id', '=', id).executeTakeFirst();
      if (numUpdatedRows !== 1n) return false;
      await then(tx);
      return true;
    });
  return {
    accounts: async () => (await db.selectFrom('account').selectAll().orderBy('name').orderBy('id').execute()).map(personOf),
    account: accountOf,
    async credentials(email) {
      const row = await db.selectFrom('account').selectAll().where('email', '=', email.toLowerCase()).executeTakeFirst();
      return row ? { account: personOf(row), passwordHash: row.password_hash } : null;
    },
    addAccount: (account, passwordHash) => addAccount(db, account, passwordHash),
    async setPassword(account, passwordHash) {
      await db.updateTable('account').set({ password_hash: passwordHash }).where('id', '=', account).execute();
    },
    setDisabled: (id, disabled) =>
      unlessLast(id, { disabled: disabled ? 1 : 0 }, async (tx) => {
        if (!disabled) return;
        await tx.deleteFrom('session').where('account', '=', id).execute();
        await tx.updateTable('api_token').set({ revoked_at: new Date().toISOString() }).where('account', '=', id).where('revoked_at', 'is', null).execute();
      }),
    setRole: (id, role) => unlessLast(id, { role }),
    async seen(account, at) {
      await db.updateTable('account').set({ last_seen_at: at }).where('id', '=', account).execute();
    },
    async invite(invitations) {
      await db.transaction().execute(async (tx) => {
        for (const { secretHash, ...one } of invitations)
          await tx
            .insertInto('invitation')
            .values({
              id: one.id,
              secret_hash: secretHash,
              email: one.email.toLowerCase(),
              name: one.name,
              role: one.role,
              languages: JSON.stringify(one.languages),
              by: one.by,
              created_at: one.createdAt,
              expires_at: one.expiresAt,
              used_at: one.usedAt,
            })
            .execute();
      });
    },
    invitations: async () => (await db.selectFrom('invitation').selectAll().orderBy('created_at', 'desc').orderBy('id').execute()).map(invitationOf),
    async invitationBySecret(secretHash) {
      const row = await db.selectFrom('invitation').selectAll().where('secret_hash', '=', secretHash).executeTakeFirst();
      return row ? invitationOf(row) : null;
    },
    async revokeInvitation(id, at) {
      const row = await db.updateTable('invitation').set({ expires_at: at }).where('id', '=', id).where('used_at', 'is', null).where('expires_at', '>', at).returningAll().executeTakeFirst();
      return row ? invitationOf(row) : null;
    },
    acceptInvitation: (id, account, passwordHash, at) =>
      db.transaction().execute(async (tx) => {
        const { numUpdatedRows } = await tx.updateTable('invitation').set({ used_at: at }).where('id', '=', id).where('used_at', 'is', null).where('expires_at', '>', at).executeTakeFirst();
        if (numUpdatedRows !== 1n) return false;
        await addAccount(tx, account, passwordHash);
        return true;
      }),
    async openSession({ id, secretHash, account, createdAt, expiresAt, agent }) {
      await db.insertInto('session').values({ id, secret_hash: secretHash, account, created_at: createdAt, expires_at: expiresAt, agent }).execute();
      await db.deleteFrom('session').where('expires_at', '<=', createdAt).execute();
    },
    async sessionBySecret(secretHash, at) {
      const row = await db.selectFrom('session').selectAll().where('secret_hash', '=', secretHash).where('expires_at', '>', at).executeTakeFirst();
      const account = row ? await living(row.account) : null;
      return row && account ? { session: sessionOf(row), account } : null;
    },
    sessionsOf: async (account) => (await db.selectFrom('session').selectAll().where('account', '=', account).orderBy('created_at', 'desc').orderBy('id').execute()).map(sessionOf),
    async closeSession(id) {
      await db.deleteFrom('session').where('id', '=', id).execute();
    },
    async closeSessionsOf(account) {
      await db.deleteFrom('session').where('account', '=', account).execute();
    },
    async addToken({ secretHash, ...token }) {
      await db
        .insertInto('api_token')
        .values({ id: token.id, secret_hash: secretHash, account: token.account, name: token.name, created_at: token.createdAt, last_used_at: token.lastUsedAt, revoked_at: token.revokedAt })
        .execute();
    },
    async tokenBySecret(secretHash, at) {
      const row = await db.selectFrom('api_token').selectAll().where('secret_hash', '=', secretHash).where('revoked_at', 'is', null).executeTakeFirst();
      const account = row ? await living(row.account) : null;
      if (!row || !account) return null;
      // to the minute: a busy program should not cause a write with every call
      if (row.last_used_at === null || Date.parse(at) - Date.parse(row.last_used_at) >= MINUTE_MS) await db.updateTable('api_token').set({ last_used_at: at }).where('id', '=', row.id).execute();
      return { token: tokenOf(row), account };
    },
    tokensOf: async (account) => (await db.selectFrom('api_token').selectAll().where('account', '=', account).orderBy('created_at', 'desc').orderBy('id').execute()).map(tokenOf),
    async revokeToken(id, account, at) {
      await db.updateTable('api_token').set({ revoked_at: at }).where('id', '=', id).where('account', '=', account).where('revoked_at', 'is', null).execute();
    },
    addSignInLink: (secretHash, account, expiresAt) =>
      db.transaction().execute(async (tx) => {
        await tx.deleteFrom('sign_in_link').where('account', '=', account).execute();
        await tx.insertInto('sign_in_link').values({ secret_hash: secretHash, account, expires_at: expiresAt }).execute();
      }),
    async takeSignInLink(secretHash, at) {
      const row = await db.deleteFrom('sign_in_link').where('secret_hash', '=', secretHash).returningAll().executeTakeFirst();
      return row && row.expires_at > at ? living(row.account) : null;
    },
    async failedSignIns(key, since) {
      return (
        await db
          .selectFrom('failed_sign_in')
          .select((e) => e.fn.countAll<number>().as('many'))
          .where('key', '=', key)
          .where('at', '>=', since)
          .executeTakeFirstOrThrow()
      ).many;
    },
    async noteFailedSignIn(key, at) {
      await db.insertInto('failed_sign_in').values({ key, at }).execute();
      await db
        .deleteFrom('failed_sign_in')
        .where('at', '<', new Date(Date.parse(at) - DAY_MS).toISOString())
        .execute();
    },
  };
};

const addAccount = async (db: Database, account: Omit<Account, 'lastSeenAt' | 'disabled'>, passwordHash: string): Promise<void> => {
  const { id, name, role } = account;
  await db
    .insertInto('account')
    .values({
      id,
      email: account.email.toLowerCase(),
      name,
      role,
      languages: JSON.stringify(account.languages),
      disabled: 0,
      password_hash: passwordHash,
      created_at: account.createdAt,
      last_seen_at: null,
    })
    .execute()
    .catch((cause: unknown) => {
      if (isDuplicate(cause)) throw Object.assign(new Error(`There is already an account with the e-mail ${account.email.toLowerCase()}.`, { cause }), { name: 'ConfigError' });
      throw cause;
    });
};

const languagesOf = (text: string): readonly string[] => JSON.parse(text) as string[];
const personOf = (row: Selectable<Tables['account']>): Account => ({
  id: row.id,
  email: row.email,
  name: row.name,
  role: row.role as Role,
  languages: languagesOf(row.languages),
  disabled: row.disabled === 1,
  createdAt: row.created_at,
  lastSeenAt: row.last_seen_at,
});
const sessionOf = (row: Selectable<Tables['session']>): Session => ({ id: row.id, account: row.account, createdAt: row.created_at, expiresAt: row.expires_at, agent: row.agent });
const invitationOf = (row: Selectable<Tables['invitation']>): Invitation => ({
  id: row.id,
  email: row.email,
  name: row.name,
  role: row.role as Role,
  languages: languagesOf(row.languages),
  by: row.by,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  usedAt: row.used_at,
});
const tokenOf = (row: Selectable<Tables['api_token']>): ApiToken => ({
  id: row.id,
  account: row.account,
  name: row.name,
  createdAt: row.created_at,
  lastUsedAt: row.last_used_at,
  revokedAt: row.revoked_at,
});
