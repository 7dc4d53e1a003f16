import { bodyLimit } from 'hono/body-limit';
import { html } from 'hono/html';
import type { Register, Viewer, WebContext, WebDeps } from '../context.ts';
import { page } from '../layout.ts';
import { may, type Action } from '../permissions.ts';
import { forgery } from './csrf.ts';
import { hashOf } from './secrets.ts';
import { keepSession, sessionOf } from './sessions.ts';

/** Addresses that need no sign-in. Metrics look for themselves who asks. */
const OPEN: readonly string[] = ['/sign-in', '/sign-in/link', '/accept-invitation', '/healthz', '/readyz', '/metrics'];
const MOST_BYTES = 2_000_000;

/** Does a program ask rather than a person? Then it gets JSON instead of a way to the sign-in page. */
const isProgram = (context: WebContext): boolean =>
  context.req.path.startsWith('/api/') || context.req.path.endsWith('.atom') || context.req.header('authorization') !== undefined || context.req.header('accept') === 'text/event-stream';

const byToken = async (header: string, deps: WebDeps): Promise<Viewer | null> => {
  const secret = /^Bearer\s+(\S+)$/i.exec(header)?.[1];
  const found = secret ? await deps.store.people.tokenBySecret(hashOf(secret), deps.now().toISOString()) : null;
  return found && { account: found.account, by: 'token', session: '', csrf: '' };
};

/** Where to go on after the sign-in: an address of ours, never another site's. */
export const nextPath = (text: string | undefined): string => {
  if (!text || !/^\/(?![/\\])[^\\\s]*$/.test(text)) return '/';
  return new URL(text, 'http://ours.invalid').host === 'ours.invalid' ? text : '/';
};

/** Finds out who asks, before every page: a personal token in the header, else the session of the browser. Nobody gets no further than the sign-in. */
export const guard: Register = (app, deps) => {
  app.use('*', bodyLimit({ maxSize: MOST_BYTES, onError: (context) => context.json({ error: 'Too much was sent.' }, 413) }));
  app.use('*', async (context, next) => {
    const header = context.req.header('authorization');
    const viewer = header === undefined ? await sessionOf(context, deps) : await byToken(header, deps);
    context.set('viewer', viewer);
    const refused = await forgery(context, deps, viewer);
    if (refused !== null)
      return isProgram(context) ? context.json({ error: refused }, 403) : page(context, { title: 'Not done', status: 403, body: html`<p>${refused}</p><p><a href="/">Back to the start</a></p>` });
    if (viewer === null && !OPEN.includes(context.req.path)) {
      if (isProgram(context)) return context.json({ error: 'Sign in, or send a personal token: Authorization: Bearer …' }, 401, { 'www-authenticate': 'Bearer' });
      const to = context.req.method === 'GET' ? context.req.path + new URL(context.req.url).search : '/';
      return context.redirect(to === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(to)}`, 303);
    }
    if (viewer?.by === 'session') await keepSession(context, deps, viewer);
    return next();
  });
};

/** The page for who may not do this. */
export const forbidden = (context: WebContext, why = 'Your role does not include this. An administrator can change it.'): Promise<Response> =>
  page(context, { title: 'Not allowed', status: 403, body: html`<p>${why}</p><p><a href="/">Back to the start</a></p>` });

/** The viewer, when they may do this; null otherwise, and then `forbidden` is the answer. */
export const allowed = (context: WebContext, action: Action): Viewer | null => {
  const viewer = context.get('viewer');
  return viewer && may(viewer.account.role, action) ? viewer : null;
};

/** The viewer in a browser. What would let a stolen token grow into more (passwords, new tokens, new people) is not for tokens. */
export const inPerson = (context: WebContext): Viewer | null => {
  const viewer = context.get('viewer');
  return viewer?.by === 'session' ? viewer : null;
};
