import { randomUUID } from 'node:crypto';
import { html } from 'hono/html';
import type { Invitation } from '../../../storage/survey-contract.ts';
import type { Register, WebContext, WebDeps } from '../context.ts';
import { field } from '../form-fields.ts';
import { page, type Html } from '../layout.ts';
import { hashPassword, passwordProblem } from '../auth/passwords.ts';
import { hashOf } from '../auth/secrets.ts';
import { beginSession } from '../auth/sessions.ts';
import { isEmail } from '../people/invitees.ts';
import { ROLE_MEANS } from '../people/roles.ts';

interface Filled {
  readonly email: string;
  readonly name: string;
}

const form = (invitation: Invitation, token: string, filled: Filled): Html => html`<form method="post" action="/accept-invitation" class="card narrow">
<input type="hidden" name="token" value="${token}">
<p>You are invited as <b>${invitation.role}</b>: ${ROLE_MEANS[invitation.role]}.</p>
${
  invitation.email === ''
    ? html`<label for="email">E-mail</label><input id="email" name="email" type="email" autocomplete="username" required value="${filled.email}">`
    : html`<p class="label">E-mail</p><p>${invitation.email}</p><input type="hidden" name="username" autocomplete="username" value="${invitation.email}">`
}
<label for="name">Name, as others on the team see it</label><input id="name" name="name" autocomplete="name" required maxlength="100" value="${filled.name}">
<label for="password">Password</label><input id="password" name="password" type="password" autocomplete="new-password" required minlength="12" maxlength="256" aria-describedby="password-help">
<p class="soft" id="password-help">At least 12 characters. Some words in a row are easy to remember.</p>
<label for="again">Password again</label><input id="again" name="again" type="password" autocomplete="new-password" required maxlength="256">
<p><button>Create my account</button></p>
</form>`;

const gone = (context: WebContext): Promise<Response> =>
  page(context, {
    title: 'This invitation is not valid',
    status: 403,
    body: html`<p>It was used already, is too old, or the link is not complete. An administrator can invite you again.</p><p><a href="/sign-in">Sign in</a></p>`,
  });

/** An invitation that can still be used. The link of the first start is void once there is an account. */
const openInvitation = async ({ store, now }: WebDeps, token: string): Promise<Invitation | null> => {
  const invitation = token ? await store.people.invitationBySecret(hashOf(token)) : null;
  if (!invitation || invitation.usedAt !== null || invitation.expiresAt <= now().toISOString()) return null;
  return invitation.email === '' && (await store.people.accounts()).length > 0 ? null : invitation;
};

/** Where an invited person chooses a password. A link works once. */
export const register: Register = (app, deps) => {
  app.get('/accept-invitation', async (context) => {
    const token = context.req.query('token') ?? '';
    const invitation = await openInvitation(deps, token);
    return invitation ? page(context, { title: 'Welcome', body: form(invitation, token, { email: '', name: invitation.name }) }) : gone(context);
  });

  app.post('/accept-invitation', async (context) => {
    const body = await context.req.parseBody();
    const token = field(body, 'token');
    const invitation = await openInvitation(deps, token);
    if (!invitation) return gone(context);
    const filled = { email: field(body, 'email').trim(), name: field(body, 'name').trim().slice(0, 100) };
    const email = invitation.email || filled.email;
    const password = field(body, 'password');
    const problem = !isEmail(email)
      ? 'Give your e-mail address.'
      : filled.name === ''
        ? 'Give your name.'
        : (passwordProblem(password, email) ?? (password === field(body, 'again') ? null : 'The two passwords differ.'));
    if (problem !== null) return page(context, { title: 'Welcome', status: 400, problem, body: form(invitation, token, filled) });
    const at = deps.now().toISOString();
    const account = { id: randomUUID(), email: email.toLowerCase(), name: filled.name, role: invitation.role, languages: invitation.languages, createdAt: at };
    const hash = await hashPassword(password);
    if (await deps.store.people.credentials(email))
      return page(context, { title: 'Welcome', status: 409, problem: 'There is already an account with this e-mail.', body: html`<p><a href="/sign-in">Sign in</a></p>` });
    if (!(await deps.store.people.acceptInvitation(invitation.id, account, hash, at))) return gone(context);
    await beginSession(context, deps, { ...account, disabled: false, lastSeenAt: null });
    return context.redirect('/', 303);
  });
};
