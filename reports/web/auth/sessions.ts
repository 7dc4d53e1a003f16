import { randomUUID } from 'node:crypto';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Account, Session } from '../../../storage/survey-contract.ts';
import type { Viewer, WebContext, WebDeps } from '../context.ts';
import { derivedSecret, hashOf, newSecret } from './secrets.ts';

/** Longest time without a request (OWASP ASVS 5.0 §7.3.1), and longest time in all. */
const IDLE_MS = 12 * 3_600_000;
const WHOLE_MS = 24 * 3_600_000;
/** So often it is written down that a person is there: not with every request. */
const SEEN_EVERY_MS = 60_000;

/** Are we reached by https, ourselves or through the proxy that the public address stands for? */
const isSecure = (context: WebContext, { settings }: Pick<WebDeps, 'settings'>): boolean => (settings.publicUrl ?? context.req.url).startsWith('https:');

/** `__Host-`: only for this host, only over https (RFC 6265bis §4.1.3.2). Over http the browser would refuse that name. */
const cookieName = (secure: boolean): string => (secure ? '__Host-egov' : 'egov');

const keepCookie = (context: WebContext, deps: WebDeps, secret: string): void => {
  const secure = isSecure(context, deps);
  setCookie(context, cookieName(secure), secret, { path: '/', httpOnly: true, sameSite: 'Lax', secure, maxAge: IDLE_MS / 1000 });
};

const cookieOf = (context: WebContext, deps: WebDeps): string | undefined => getCookie(context, cookieName(isSecure(context, deps)));

/** Signs a person in: always a new secret, so that one planted before is worth nothing. The session they had in this browser ends. */
export const beginSession = async (context: WebContext, deps: WebDeps, account: Account): Promise<void> => {
  const [secret, now] = [newSecret(), deps.now()];
  const had = await sessionOf(context, deps);
  if (had) await deps.store.people.closeSession(had.session);
  const at = now.toISOString();
  await deps.store.people.seen(account.id, at);
  await deps.store.people.openSession({
    id: randomUUID(),
    secretHash: hashOf(secret),
    account: account.id,
    createdAt: at,
    expiresAt: new Date(now.getTime() + WHOLE_MS).toISOString(),
    agent: (context.req.header('user-agent') ?? '').slice(0, 200),
  });
  keepCookie(context, deps, secret);
};

/** Who the cookie stands for, null when it stands for nobody any more. */
export const sessionOf = async (context: WebContext, deps: WebDeps): Promise<Viewer | null> => {
  const secret = cookieOf(context, deps);
  if (!secret) return null;
  const now = deps.now();
  const found = await deps.store.people.sessionBySecret(hashOf(secret), now.toISOString());
  if (!found) return null;
  const { session, account } = found;
  if (isIdle(session, account, now)) {
    await deps.store.people.closeSession(session.id);
    return null;
  }
  return { account, by: 'session', session: session.id, csrf: derivedSecret(secret, 'csrf') };
};

/** The browser forgets its cookie 12 hours after its own last request; here the person's last request in any browser counts. */
const isIdle = ({ createdAt }: Session, { lastSeenAt }: Account, now: Date): boolean => now.getTime() - Math.max(Date.parse(createdAt), lastSeenAt === null ? 0 : Date.parse(lastSeenAt)) > IDLE_MS;

/** Notes that the person is there, and lets the browser keep its cookie for as long again. */
export const keepSession = async (context: WebContext, deps: WebDeps, { account }: Viewer): Promise<void> => {
  const now = deps.now();
  if (account.lastSeenAt !== null && now.getTime() - Date.parse(account.lastSeenAt) < SEEN_EVERY_MS) return;
  await deps.store.people.seen(account.id, now.toISOString());
  const secret = cookieOf(context, deps);
  if (secret) keepCookie(context, deps, secret);
};

/** Ends the session of this browser. */
export const endSession = async (context: WebContext, deps: WebDeps, viewer: Viewer): Promise<void> => {
  await deps.store.people.closeSession(viewer.session);
  deleteCookie(context, cookieName(isSecure(context, deps)), { path: '/', secure: isSecure(context, deps) });
};
