import { randomUUID } from 'node:crypto';
import { html } from 'hono/html';
import type { ApiToken, Session } from '../../../storage/survey-contract.ts';
import { addressOf } from '../auth/address.ts';
import { forbidden, inPerson } from '../auth/guard.ts';
import { hashPassword, isPassword, passwordProblem } from '../auth/passwords.ts';
import { hashOf, newSecret } from '../auth/secrets.ts';
import { beginSession } from '../auth/sessions.ts';
import { throttled } from '../auth/throttle.ts';
import type { Register, Viewer, WebContext, WebDeps } from '../context.ts';
import { field } from '../form-fields.ts';
import { csrfField, page, type Html, type PageOptions } from '../layout.ts';
import { moment } from '../moments.ts';
import { ROLE_MEANS } from '../people/roles.ts';

const MOST_TOKENS = 20;

/** Browser and system in a few words; the whole line says no more to people. */
const browserOf = (agent: string): string => {
  const browser = [
    ['Edg/', 'Edge'],
    ['OPR/', 'Opera'],
    ['Firefox/', 'Firefox'],
    ['Chrome/', 'Chrome'],
    ['Safari/', 'Safari'],
  ].find(([mark]) => agent.includes(mark ?? ''))?.[1];
  const system = [
    ['Android', 'Android'],
    ['iPhone', 'iPhone'],
    ['iPad', 'iPad'],
    ['Windows', 'Windows'],
    ['Mac OS', 'macOS'],
    ['Linux', 'Linux'],
  ].find(([mark]) => agent.includes(mark ?? ''))?.[1];
  return browser ? `${browser}${system ? ` on ${system}` : ''}` : agent.slice(0, 40) || 'unknown browser';
};

const sessionRow = (
  session: Session,
  viewer: Viewer,
): Html => html`<tr><td>${browserOf(session.agent)}${session.id === viewer.session ? html` <span class="badge yes">this browser</span>` : ''}</td><td>${moment(session.createdAt)}</td><td>${moment(session.expiresAt)}</td>
<td><form method="post" action="/account/sessions/${session.id}/end">${csrfField(viewer)}<button class="quiet" aria-label="End the session of ${browserOf(session.agent)} since ${session.createdAt.slice(0, 16).replace('T', ' ')}">End</button></form></td></tr>`;

const tokenRow = (token: ApiToken, viewer: Viewer): Html => html`<tr><td>${token.name}</td><td>${moment(token.createdAt)}</td><td>${moment(token.lastUsedAt)}</td>
<td>${token.revokedAt ? html`revoked ${moment(token.revokedAt)}` : html`<form method="post" action="/account/tokens/${token.id}/revoke">${csrfField(viewer)}<button class="quiet" aria-label="Revoke the token ${token.name}">Revoke</button></form>`}</td></tr>`;

const password = (viewer: Viewer): Html => html`<section class="card narrow" aria-labelledby="password-heading"><h2 id="password-heading">Password</h2>
<form method="post" action="/account/password">${csrfField(viewer)}<input type="hidden" name="username" autocomplete="username" value="${viewer.account.email}">
<label for="current">Password now</label><input id="current" name="current" type="password" autocomplete="current-password" required>
<label for="password">New password</label><input id="password" name="password" type="password" autocomplete="new-password" required minlength="12" maxlength="256" aria-describedby="password-help">
<p class="soft" id="password-help">At least 12 characters. All other sessions end.</p>
<label for="again">New password again</label><input id="again" name="again" type="password" autocomplete="new-password" required maxlength="256">
<p><button>Change password</button></p></form></section>`;

const show = async (context: WebContext, { store }: WebDeps, viewer: Viewer, more: Partial<PageOptions> & { readonly secret?: string } = {}): Promise<Response> => {
  const { account } = viewer;
  const [sessions, tokens] = await Promise.all([store.people.sessionsOf(account.id), store.people.tokensOf(account.id)]);
  return page(context, {
    title: 'Your account',
    ...more,
    body: html`
<p>${account.name}, ${account.email}. You are <b>${account.role}</b>: ${ROLE_MEANS[account.role]}.${account.languages.length ? html` You read ${account.languages.join(', ')}.` : ''}</p>
${more.secret ? html`<section class="card" aria-labelledby="secret-heading"><h2 id="secret-heading">Your new token</h2><p>Copy it now: it is shown this once only.</p><p><code class="secret">${more.secret}</code></p><p class="soft">Send it as <code>Authorization: Bearer …</code></p></section>` : ''}
<section aria-labelledby="sessions-heading"><h2 id="sessions-heading">Where you are signed in</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Sessions"><table><thead><tr><th scope="col">Browser</th><th scope="col">Since (UTC)</th><th scope="col">At most until</th><th scope="col">End it</th></tr></thead><tbody>${sessions.map((session) => sessionRow(session, viewer))}</tbody></table></div>
<p class="soft">A session ends after 12 hours without a request, and after a day in any case.</p></section>
<section aria-labelledby="tokens-heading"><h2 id="tokens-heading">Tokens for programs</h2>
<p>A program with your token may read and do what you may, except to change passwords, tokens and people.</p>
${tokens.length ? html`<div class="scroll" tabindex="0" role="region" aria-label="Tokens"><table><thead><tr><th scope="col">Name</th><th scope="col">Made (UTC)</th><th scope="col">Last used</th><th scope="col">Revoke it</th></tr></thead><tbody>${tokens.map((token) => tokenRow(token, viewer))}</tbody></table></div>` : ''}
<form method="post" action="/account/tokens" class="row">${csrfField(viewer)}<div><label for="token-name">What is it for?</label><input id="token-name" name="name" required maxlength="80"></div><button>Make a token</button></form></section>
${password(viewer)}`,
  });
};

/** One's own account: sessions, password, tokens. Only in a browser: a token must not make tokens. */
export const register: Register = (app, deps) => {
  const { people } = deps.store;
  const mine =
    (handle: (context: WebContext, viewer: Viewer) => Promise<Response>) =>
    async (context: WebContext): Promise<Response> => {
      const viewer = inPerson(context);
      return viewer ? handle(context, viewer) : forbidden(context, 'A token cannot change an account. Sign in with a browser.');
    };

  app.get(
    '/account',
    mine((context, viewer) => show(context, deps, viewer, { notice: context.req.query('done') === 'password' ? 'The password is changed; all other sessions have ended.' : undefined })),
  );

  app.post(
    '/account/password',
    mine(async (context, viewer) => {
      const body = await context.req.parseBody();
      const chosen = field(body, 'password');
      const problem = passwordProblem(chosen, viewer.account.email) ?? (chosen === field(body, 'again') ? null : 'The two new passwords differ.');
      if (problem) return show(context, deps, viewer, { problem, status: 400 });
      const tried = await throttled(deps, { email: viewer.account.email, address: addressOf(context) }, async () => {
        const known = await people.credentials(viewer.account.email);
        return (await isPassword(field(body, 'current'), known?.passwordHash ?? null)) ? true : null;
      });
      if ('wait' in tried) return show(context, deps, viewer, { problem: 'Too many failed attempts. Try again later.', status: 429 });
      if (tried.value === null) return show(context, deps, viewer, { problem: 'The password you have now is another one.', status: 403 });
      await people.setPassword(viewer.account.id, await hashPassword(chosen));
      await people.closeSessionsOf(viewer.account.id);
      await beginSession(context, deps, viewer.account);
      return context.redirect('/account?done=password', 303);
    }),
  );

  app.post(
    '/account/sessions/:id/end',
    mine(async (context, viewer) => {
      const id = context.req.param('id') ?? '';
      if (!(await people.sessionsOf(viewer.account.id)).some((session) => session.id === id)) return show(context, deps, viewer, { problem: 'That session had ended already.', status: 404 });
      await people.closeSession(id);
      return context.redirect(id === viewer.session ? '/sign-in' : '/account', 303);
    }),
  );

  app.post(
    '/account/tokens',
    mine(async (context, viewer) => {
      const name = field(await context.req.parseBody(), 'name')
        .trim()
        .slice(0, 80);
      const living = (await people.tokensOf(viewer.account.id)).filter(({ revokedAt }) => revokedAt === null);
      if (name === '') return show(context, deps, viewer, { problem: 'Say what the token is for.', status: 400 });
      if (living.length >= MOST_TOKENS) return show(context, deps, viewer, { problem: `You have ${MOST_TOKENS} tokens. Revoke one first.`, status: 409 });
      const secret = `egov_${newSecret()}`;
      await people.addToken({ id: randomUUID(), account: viewer.account.id, name, createdAt: deps.now().toISOString(), lastUsedAt: null, revokedAt: null, secretHash: hashOf(secret) });
      return show(context, deps, viewer, { secret });
    }),
  );

  app.post(
    '/account/tokens/:id/revoke',
    mine(async (context, viewer) => {
      await people.revokeToken(context.req.param('id') ?? '', viewer.account.id, deps.now().toISOString());
      return context.redirect('/account', 303);
    }),
  );
};
