import { html } from 'hono/html';
import type { Account, Invitation, Session } from '../../../storage/survey-contract.ts';
import { ROLES } from '../../../storage/survey-contract.ts';
import { allowed, forbidden, inPerson } from '../auth/guard.ts';
import type { Register, Viewer, WebContext, WebDeps } from '../context.ts';
import { field } from '../form-fields.ts';
import { csrfField, page, type Html, type PageOptions } from '../layout.ts';
import { moment } from '../moments.ts';
import { registerAssignments } from '../people/assignment-pages.ts';
import { dueDay } from '../people/assignment-plan.ts';
import { registerInvitations } from '../people/invitation-pages.ts';
import { isRole } from '../people/roles.ts';
import { type Work, workOf } from '../people/work-done.ts';
import { may } from '../permissions.ts';

const percent = (done: number, outOf: number): number => (outOf === 0 ? 0 : Math.floor((done / outOf) * 100));

const progress = (work: readonly Work[]): Html => {
  if (work.length === 0) return html`<span class="soft">nothing assigned</span>`;
  const [done, outOf] = [work.reduce((sum, one) => sum + one.done, 0), work.reduce((sum, one) => sum + one.outOf, 0)];
  const late = work.filter(({ overdue }) => overdue);
  const next =
    work
      .filter((one) => one.done < one.outOf && one.assignment.dueAt !== null)
      .map((one) => one.assignment.dueAt)
      .sort()[0] ?? null;
  return html`${done} of ${outOf} answers (${percent(done, outOf)} %) in ${work.length} ${work.length === 1 ? 'subject' : 'subjects'}<br>
${late.length ? html`<span class="badge no">${late.length} overdue</span> ` : ''}${next ? html`<span class="soft">next due ${dueDay(next)}</span>` : ''}`;
};

const row = (account: Account, work: readonly Work[], viewer: Viewer): Html => html`<tr>
<th scope="row"><a href="/people/${account.id}">${account.name}</a><br><span class="soft">${account.email}</span></th>
<td>${account.role}${account.disabled ? html` <span class="badge no">disabled</span>` : ''}</td><td>${account.languages.join(', ')}</td><td>${progress(work)}</td><td>${moment(account.lastSeenAt)}</td>
${may(viewer.account.role, 'manage-people') ? html`<td><form method="post" action="/people/${account.id}/${account.disabled ? 'enable' : 'disable'}">${csrfField(viewer)}<button class="quiet" aria-label="${account.disabled ? 'Enable' : 'Disable'} ${account.name}">${account.disabled ? 'Enable' : 'Disable'}</button></form></td>` : ''}</tr>`;

const open = (invitations: readonly Invitation[], at: string, viewer: Viewer): Html | string => {
  const waiting = invitations.filter(({ usedAt, expiresAt, email }) => usedAt === null && expiresAt > at && email !== '');
  return waiting.length
    ? html`<details><summary>${waiting.length} invited, not here yet</summary><ul>${waiting.map(({ id, email, name, role, expiresAt }) => html`<li>${name} (${email}), ${role}, until ${moment(expiresAt)}${may(viewer.account.role, 'manage-people') ? html` <form method="post" action="/people/invitations/${id}/revoke">${csrfField(viewer)}<button class="quiet" aria-label="Revoke the invitation of ${name}">Revoke</button></form>` : ''}</li>`)}</ul></details>`
    : '';
};

const list = async (context: WebContext, deps: WebDeps, viewer: Viewer, more: Partial<PageOptions> = {}): Promise<Response> => {
  const { store, now } = deps;
  const [accounts, assignments, invitations] = await Promise.all([store.people.accounts(), store.decisions.assignments(), store.people.invitations()]);
  const work = Map.groupBy(await workOf(deps, assignments), ({ assignment }) => assignment.account);
  const manages = may(viewer.account.role, 'manage-people');
  return page(context, {
    title: 'People',
    ...more,
    body: html`
<p class="row">${manages ? html`<a class="button" href="/people/invite">Invite people</a>` : ''}<a class="button" href="/people/assign">Assign subjects</a><a class="button quiet" href="/people/assignments">All assignments</a></p>
<div class="scroll" tabindex="0" role="region" aria-label="People"><table><thead><tr><th scope="col">Name</th><th scope="col">Role</th><th scope="col">Languages</th><th scope="col">Progress</th><th scope="col">Last seen (UTC)</th>${manages ? html`<th scope="col">Access</th>` : ''}</tr></thead>
<tbody>${accounts.map((account) => row(account, work.get(account.id) ?? [], viewer))}</tbody></table></div>${open(invitations, now().toISOString(), viewer)}`,
  });
};

const one = async (context: WebContext, deps: WebDeps, viewer: Viewer, account: Account, more: Partial<PageOptions> = {}): Promise<Response> => {
  const { store } = deps;
  const assignments = await store.decisions.assignments({ account: account.id });
  const [work, subjects, sessions] = await Promise.all([workOf(deps, assignments), store.survey.subjects(), store.people.sessionsOf(account.id)]);
  const names = new Map(subjects.map(({ subject }) => [subject.id, subject.name]));
  const late = work.toSorted((a, b) => (a.assignment.dueAt ?? '9').localeCompare(b.assignment.dueAt ?? '9'));
  return page(context, {
    title: account.name,
    ...more,
    body: html`
<p><a href="/people">All people</a></p><p>${account.email}, ${account.role}${account.disabled ? html` <span class="badge no">disabled</span>` : ''}${account.languages.length ? `, reads ${account.languages.join(', ')}` : ''}. Last seen ${moment(account.lastSeenAt)}.</p>
<h2 id="work">Assignments</h2>${
      late.length
        ? html`<div class="scroll" tabindex="0" role="region" aria-labelledby="work"><table><thead><tr><th scope="col">Subject</th><th scope="col">Round</th><th scope="col">Answered</th><th scope="col">Due</th></tr></thead><tbody>
${late.map(({ assignment, done, outOf, overdue }) => html`<tr><th scope="row">${names.get(assignment.subject) ?? assignment.subject}</th><td>${assignment.round}</td><td>${done} of ${outOf}</td><td><time>${dueDay(assignment.dueAt)}</time>${overdue ? html` <span class="badge no">overdue</span>` : ''}</td></tr>`)}</tbody></table></div>`
        : html`<p>Nothing assigned. <a href="/people/assign">Assign subjects</a></p>`
    }
${may(viewer.account.role, 'manage-people') ? manage(account, viewer, sessions) : ''}`,
  });
};

const manage = (account: Account, viewer: Viewer, sessions: readonly Session[]): Html => html`<section class="card narrow" aria-labelledby="manage"><h2 id="manage">Access</h2>
<form method="post" action="/people/${account.id}/role">${csrfField(viewer)}<label for="role">Role</label><select id="role" name="role">${ROLES.map((role) => html`<option ${role === account.role ? 'selected' : ''}>${role}</option>`)}</select> <button>Change role</button></form>
<p>${sessions.length === 0 ? 'Not signed in anywhere.' : `Signed in with ${sessions.length} ${sessions.length === 1 ? 'browser' : 'browsers'}.`}</p>
<div class="row">${sessions.length ? html`<form method="post" action="/people/${account.id}/sign-out">${csrfField(viewer)}<button class="quiet">End all sessions</button></form>` : ''}
<form method="post" action="/people/${account.id}/${account.disabled ? 'enable' : 'disable'}">${csrfField(viewer)}<button class="quiet">${account.disabled ? 'Enable' : 'Disable'} this account</button></form></div></section>`;

const LAST = 'This is the last administrator. Make somebody else one first.';

/** Who takes part, how far they are, what they may do. */
export const register: Register = (app, deps) => {
  const { people } = deps.store;
  app.get('/people', async (context) => {
    const viewer = allowed(context, 'assign');
    return viewer ? list(context, deps, viewer) : forbidden(context);
  });

  registerInvitations(app, deps);
  registerAssignments(app, deps);

  app.get('/people/:id', async (context) => {
    const viewer = allowed(context, 'assign');
    if (!viewer) return forbidden(context);
    const account = await people.account(context.req.param('id'));
    return account ? one(context, deps, viewer, account) : list(context, deps, viewer, { status: 404, problem: 'There is nobody at this address.' });
  });

  /** Something an administrator does to an account; false when it would leave no administrator. */
  const change = (path: string, act: (account: Account, context: WebContext) => Promise<boolean>): void => {
    app.post(`/people/:id/${path}`, async (context) => {
      const viewer = allowed(context, 'manage-people');
      if (!viewer || !inPerson(context)) return forbidden(context);
      const account = await people.account(context.req.param('id') ?? '');
      if (!account) return list(context, deps, viewer, { status: 404, problem: 'There is nobody at this address.' });
      return (await act(account, context)) ? context.redirect(`/people/${account.id}`, 303) : one(context, deps, viewer, account, { status: 409, problem: LAST });
    });
  };
  change('disable', ({ id }) => people.setDisabled(id, true));
  change('enable', ({ id }) => people.setDisabled(id, false));
  change('sign-out', async ({ id }) => {
    await people.closeSessionsOf(id);
    return true;
  });
  change('role', async ({ id, role: now }, context) => {
    const role = field(await context.req.parseBody(), 'role');
    return people.setRole(id, isRole(role) ? role : now);
  });
};
