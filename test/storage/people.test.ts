import { expect, test } from 'vitest';
import type { Invitation } from '../../storage/survey-contract.ts';
import { onBothDatabases } from './both-databases.ts';
import { account, AT, LATER } from './things.ts';

const BEFORE = '2026-03-01T09:00:00.000Z';
const AFTER = '2026-03-09T09:00:00.000Z';
const invitation = (id: string, more: Partial<Invitation> = {}) =>
  ({ id, email: `${id}@un.example`, name: id, role: 'assessor', languages: ['fr'], by: null, createdAt: AT, expiresAt: AFTER, usedAt: null, secretHash: `secret-${id}`, ...more }) as const;
const session = (id: string, of: string, expiresAt = AFTER) => ({ id, account: of, createdAt: AT, expiresAt, agent: 'Firefox', secretHash: `secret-${id}` });
const token = (id: string, of: string) => ({ id, account: of, name: 'script', createdAt: AT, lastUsedAt: null, revokedAt: null, secretHash: `secret-${id}` });

onBothDatabases((emptyPlace) => {
  test('accounts: kept whole, found by e-mail in any case, each e-mail once', async () => {
    const { people } = await (await emptyPlace()).open();
    await people.addAccount({ ...account('Ada'), email: 'Ada@UN.example' }, 'hash');
    const ada = { ...account('Ada'), email: 'ada@un.example', disabled: false, lastSeenAt: null };
    expect(await people.accounts()).toEqual([ada]);
    expect(await people.credentials('ADA@un.example')).toEqual({ account: ada, passwordHash: 'hash' });
    await people.setPassword('Ada', 'hash-2');
    await people.seen('Ada', LATER);
    expect(await people.credentials('ada@un.example')).toEqual({ account: { ...ada, lastSeenAt: LATER }, passwordHash: 'hash-2' });
    expect(await people.credentials('bob@un.example')).toBeNull();
    expect(await people.account('bob')).toBeNull();
    await expect(people.addAccount({ ...account('other'), email: 'ada@un.example' }, 'hash')).rejects.toThrow('already an account with the e-mail ada@un.example');
  });

  test('the last administrator stays one, also when two demote each other at once', async () => {
    const place = await emptyPlace();
    const [{ people }, other] = [await place.open(), await place.open()];
    for (const id of ['ada', 'bob']) await people.addAccount(account(id, 'administrator'), 'hash');
    await people.addAccount(account('cyd'), 'hash');
    const demoted = await Promise.all([people.setRole('ada', 'reader'), other.people.setDisabled('bob', true)]);
    expect(demoted.toSorted()).toEqual([false, true]);
    const [last] = (await people.accounts()).filter(({ role, disabled }) => role === 'administrator' && !disabled);
    expect(await people.setRole(last!.id, 'assessor')).toBe(false);
    expect(await people.setDisabled(last!.id, true)).toBe(false);
    expect(await people.setRole(last!.id, 'administrator')).toBe(true);
    expect(await people.setDisabled('cyd', true)).toBe(true);
    expect(await people.setDisabled('cyd', false)).toBe(true);
    expect(await people.setRole('nobody', 'reader')).toBe(false);
  });

  test('disabling ends sessions and tokens for good', async () => {
    const { people } = await (await emptyPlace()).open();
    await people.addAccount(account('ada', 'administrator'), 'hash');
    await people.addAccount(account('bob'), 'hash');
    await people.openSession(session('s1', 'bob'));
    await people.addToken(token('t1', 'bob'));
    expect(await people.sessionBySecret('secret-s1', AT)).toMatchObject({ session: { id: 's1' }, account: { id: 'bob' } });
    expect(await people.tokenBySecret('secret-t1', AT)).toMatchObject({ token: { id: 't1' }, account: { id: 'bob' } });
    await people.setDisabled('bob', true);
    expect(await people.sessionBySecret('secret-s1', AT)).toBeNull();
    expect(await people.tokenBySecret('secret-t1', AT)).toBeNull();
    await people.setDisabled('bob', false);
    expect(await people.sessionBySecret('secret-s1', AT)).toBeNull();
    expect(await people.tokenBySecret('secret-t1', AT)).toBeNull();
  });

  test('sessions end in time, one by one or all together', async () => {
    const { people } = await (await emptyPlace()).open();
    await people.addAccount(account('ada'), 'hash');
    for (const id of ['s1', 's2', 's3']) await people.openSession(session(id, 'ada', id === 's3' ? LATER : AFTER));
    expect(await people.sessionBySecret('secret-s3', AT)).not.toBeNull();
    expect(await people.sessionBySecret('secret-s3', LATER)).toBeNull();
    await people.closeSession('s1');
    expect(await people.sessionBySecret('secret-s1', AT)).toBeNull();
    expect((await people.sessionsOf('ada')).map(({ id }) => id)).toEqual(['s2', 's3']);
    await people.closeSessionsOf('ada');
    expect(await people.sessionsOf('ada')).toEqual([]);
  });

  test('tokens: last use to the minute; revoked only by their owner', async () => {
    const { people } = await (await emptyPlace()).open();
    for (const id of ['ada', 'bob']) await people.addAccount(account(id), 'hash');
    await people.addToken(token('t1', 'ada'));
    await people.tokenBySecret('secret-t1', AT);
    await people.tokenBySecret('secret-t1', '2026-03-02T09:00:30.000Z');
    expect((await people.tokensOf('ada'))[0]?.lastUsedAt).toBe(AT);
    await people.tokenBySecret('secret-t1', LATER);
    expect((await people.tokensOf('ada'))[0]?.lastUsedAt).toBe(LATER);
    await people.revokeToken('t1', 'bob', LATER);
    expect(await people.tokenBySecret('secret-t1', LATER)).not.toBeNull();
    await people.revokeToken('t1', 'ada', LATER);
    expect(await people.tokenBySecret('secret-t1', LATER)).toBeNull();
  });

  test('a link signs in once and in time, the newest only, and nobody who is disabled', async () => {
    const place = await emptyPlace();
    const [{ people }, other] = [await place.open(), await place.open()];
    await people.addAccount(account('ada'), 'hash');
    await people.addSignInLink('secret-1', 'ada', AFTER);
    await people.addSignInLink('secret-2', 'ada', AFTER);
    expect(await people.takeSignInLink('secret-1', AT)).toBeNull();
    const taken = await Promise.all([people, other.people, people].map((each) => each.takeSignInLink('secret-2', AT)));
    expect(taken.filter(Boolean).map((one) => one?.id)).toEqual(['ada']);
    await people.addSignInLink('secret-3', 'ada', LATER);
    expect(await people.takeSignInLink('secret-3', LATER)).toBeNull();
    await people.addSignInLink('secret-4', 'ada', AFTER);
    await people.setDisabled('ada', true);
    expect(await people.takeSignInLink('secret-4', AT)).toBeNull();
  });

  test('an invitation that was revoked opens nothing; one that was accepted stays as it is', async () => {
    const { people } = await (await emptyPlace()).open();
    await people.invite([invitation('ada'), invitation('bob')]);
    expect(await people.revokeInvitation('ada', AT)).toMatchObject({ id: 'ada', expiresAt: AT });
    expect(await people.acceptInvitation('ada', account('ada'), 'hash', AT)).toBe(false);
    expect(await people.acceptInvitation('bob', account('bob'), 'hash', AT)).toBe(true);
    expect(await people.revokeInvitation('bob', AT)).toBeNull();
    expect(await people.revokeInvitation('nobody', AT)).toBeNull();
    expect((await people.invitationBySecret('secret-bob'))?.expiresAt).toBe(AFTER);
  });

  test('an invitation works once and in time; several are sent all or none', async () => {
    const place = await emptyPlace();
    const [{ people }, other] = [await place.open(), await place.open()];
    await people.invite([invitation('ada'), invitation('late', { expiresAt: LATER })]);
    await expect(people.invite([invitation('bob'), invitation('ada')])).rejects.toThrow();
    expect((await people.invitations()).map(({ id }) => id)).toEqual(['ada', 'late']);
    expect(await people.invitationBySecret('secret-ada')).toMatchObject({ id: 'ada', languages: ['fr'], usedAt: null });
    expect(await people.invitationBySecret('secret-bob')).toBeNull();
    const accepted = await Promise.all([people, other.people, people].map((each, which) => each.acceptInvitation('ada', { ...account(`ada${which}`) }, 'hash', AT)));
    expect(accepted.filter(Boolean)).toHaveLength(1);
    expect(await people.accounts()).toHaveLength(1);
    expect((await people.invitationBySecret('secret-ada'))?.usedAt).toBe(AT);
    expect(await people.acceptInvitation('late', account('late'), 'hash', LATER)).toBe(false);
    const [taken] = await people.accounts();
    await expect(people.acceptInvitation('late', { ...account('late'), email: taken!.email }, 'hash', AT)).rejects.toThrow('already an account');
    expect((await people.invitationBySecret('secret-late'))?.usedAt).toBeNull();
  });

  test('failed sign-ins are counted by key and time, seen by all, forgotten after a day', async () => {
    const place = await emptyPlace();
    const [{ people }, other] = [await place.open(), await place.open()];
    await people.noteFailedSignIn('ada@un.example', BEFORE);
    expect(await people.failedSignIns('ada@un.example', BEFORE)).toBe(1);
    for (const key of ['ada@un.example', 'ada@un.example', '192.0.2.1']) await people.noteFailedSignIn(key, LATER);
    expect(await other.people.failedSignIns('ada@un.example', AT)).toBe(2);
    expect(await other.people.failedSignIns('ada@un.example', '2026-03-02T10:00:00.001Z')).toBe(0);
    expect(await people.failedSignIns('192.0.2.1', AT)).toBe(1);
    expect(await people.failedSignIns('ada@un.example', BEFORE)).toBe(2);
  });
});
