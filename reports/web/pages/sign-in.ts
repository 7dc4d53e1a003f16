import { html } from 'hono/html';
import type { Register } from '../context.ts';
import { page, type Html } from '../layout.ts';
import { addressOf } from '../auth/address.ts';
import { nextPath } from '../auth/guard.ts';
import { isPassword } from '../auth/passwords.ts';
import { hashOf } from '../auth/secrets.ts';
import { beginSession, endSession } from '../auth/sessions.ts';
import { throttled } from '../auth/throttle.ts';
import { field } from '../form-fields.ts';
import { may } from '../permissions.ts';

const form = (email: string, next: string): Html => html`<form method="post" action="/sign-in" class="card narrow">
<input type="hidden" name="next" value="${next}">
<label for="email">E-mail</label><input id="email" name="email" type="email" autocomplete="username" required value="${email}">
<label for="password">Password</label><input id="password" name="password" type="password" autocomplete="current-password" required>
<p><button>Sign in</button></p>
</form>
<p class="soft">No account? An administrator can invite you. Password forgotten? An administrator can give you a new one with <code>egov users password</code>.</p>`;

const inWords = (ms: number): string => (ms <= 90_000 ? `${Math.ceil(ms / 1000)} seconds` : `${Math.ceil(ms / 60_000)} minutes`);

/** Sign-in and sign-out. */
export const register: Register = (app, deps) => {
  app.get('/sign-in', async (context) => {
    const next = nextPath(context.req.query('next'));
    if (context.get('viewer')) return context.redirect(next, 303);
    return page(context, { title: 'Sign in', body: form('', next) });
  });

  app.post('/sign-in', async (context) => {
    const body = await context.req.parseBody();
    const [email, password, next] = [field(body, 'email').trim(), field(body, 'password'), nextPath(field(body, 'next'))];
    const tried = await throttled(deps, { email, address: addressOf(context) }, async () => {
      const known = await deps.store.people.credentials(email);
      // the password first, also of nobody: the time taken must not tell who has an account
      const right = await isPassword(password, known?.passwordHash ?? null);
      return right && known && !known.account.disabled ? known.account : null;
    });
    if ('wait' in tried) {
      context.header('retry-after', String(Math.ceil(tried.wait / 1000)));
      return page(context, { title: 'Sign in', status: 429, problem: `Too many failed attempts. Try again in ${inWords(tried.wait)}.`, body: form(email, next) });
    }
    if (tried.value === null) return page(context, { title: 'Sign in', status: 403, problem: 'E-mail and password do not belong together.', body: form(email, next) });
    await beginSession(context, deps, tried.value);
    return context.redirect(next, 303);
  });

  app.get('/sign-in/link', async (context) => {
    const token = context.req.query('token') ?? '';
    const account = token ? await deps.store.people.takeSignInLink(hashOf(token), deps.now().toISOString()) : null;
    if (!account) return page(context, { title: 'Sign in', status: 403, problem: 'This link was used already, is too old, or is not complete.', body: form('', '/') });
    await beginSession(context, deps, account);
    return context.redirect(may(account.role, 'decide') ? '/desk' : '/', 303);
  });

  app.post('/sign-out', async (context) => {
    const viewer = context.get('viewer');
    if (viewer?.by === 'session') await endSession(context, deps, viewer);
    return context.redirect('/sign-in', 303);
  });
};
