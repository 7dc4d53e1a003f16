import { html } from 'hono/html';
import { type Round, ROUNDS } from '../../../storage/survey-contract.ts';
import { allowed, forbidden } from '../auth/guard.ts';
import type { Register, Viewer, WebContext } from '../context.ts';
import { field } from '../form-fields.ts';
import { csrfField, page, type PageOptions } from '../layout.ts';
import { answering, personOptions, planInput } from './assignment-choices.ts';
import { dueDay, FIRST_IS_NOT_SECOND } from './assignment-plan.ts';
import { workOf } from './work-done.ts';

interface Named {
  readonly subject: string;
  readonly edition: string;
  readonly round: Round;
}
const SHOWN = 300;

const named = (read: (name: string) => string): Named | null => {
  const round = ROUNDS.find((one) => one === read('round'));
  return round ? { subject: read('subject'), edition: read('edition'), round } : null;
};

/** Who has what, and giving it to somebody else. */
export const registerAssigned: Register = (app, deps) => {
  const path = '/people/assignments';
  const { decisions, people } = deps.store;

  app.get(path, async (context) => {
    if (!allowed(context, 'assign')) return forbidden(context);
    const { accounts, subjects, assignments } = await planInput(deps);
    const [text, only] = [(context.req.query('text') ?? '').toLowerCase().trim(), context.req.query('only') === 'overdue'];
    const [nameOf, person] = [new Map(subjects.map(({ id, name }) => [id, name])), new Map(accounts.map((account) => [account.id, account]))];
    const works = (
      await workOf(
        deps,
        assignments.filter(
          ({ subject, account }) => text === '' || [subject, nameOf.get(subject), person.get(account)?.name, person.get(account)?.email].some((one) => one?.toLowerCase().includes(text)),
        ),
      )
    ).filter(({ overdue }) => !only || overdue);
    return page(context, {
      title: 'Assignments',
      body: html`<p><a href="/people">All people</a> · <a href="/people/assign">Assign subjects</a></p>
<form class="row" method="get"><div><label for="text">Subject or person</label><input id="text" name="text" value="${text}"></div><div><label for="only">Show</label><select id="only" name="only"><option value="">all</option><option value="overdue" ${only ? 'selected' : ''}>overdue only</option></select></div><button class="quiet">Filter</button></form>
<p class="soft">${works.length} ${works.length === 1 ? 'assignment' : 'assignments'}${works.length > SHOWN ? `, the first ${SHOWN} of them` : ''}</p>
${
  works.length
    ? html`<div class="scroll" tabindex="0" role="region" aria-label="Assignments"><table><thead><tr><th scope="col">Subject</th><th scope="col">Round</th><th scope="col">Person</th><th scope="col">Answered</th><th scope="col">Due</th><th scope="col">Change</th></tr></thead><tbody>${works
        .slice(0, SHOWN)
        .map(
          ({ assignment: { subject, edition, round, account, dueAt }, done, outOf, overdue }) => html`<tr><th scope="row">${nameOf.get(subject) ?? subject}</th><td>${round}</td>
<td><a href="/people/${account}">${person.get(account)?.name ?? account}</a>${person.get(account)?.disabled ? html` <span class="badge no">disabled</span>` : ''}</td><td>${done} of ${outOf}</td><td><time>${dueDay(dueAt)}</time>${overdue ? html` <span class="badge no">overdue</span>` : ''}</td>
<td><a href="${path}/change?${new URLSearchParams({ subject, edition, round }).toString()}" aria-label="Change the ${round} round of ${nameOf.get(subject) ?? subject}">Change</a></td></tr>`,
        )}</tbody></table></div>`
    : html`<p>None${text || only ? ' that fits' : ' yet'}.</p>`
}`,
    });
  });

  const change = async (context: WebContext, viewer: Viewer, which: Named, more: Partial<PageOptions> = {}): Promise<Response> => {
    const { accounts, subjects, assignments } = await planInput(deps);
    const now = assignments.find(({ subject, edition, round }) => subject === which.subject && edition === which.edition && round === which.round);
    if (!now) return page(context, { title: 'Not assigned', status: 404, body: html`<p>Nobody has this round. <a href="/people/assign">Assign it</a></p>` });
    const hidden = html`${csrfField(viewer)}<input type="hidden" name="subject" value="${which.subject}"><input type="hidden" name="edition" value="${which.edition}"><input type="hidden" name="round" value="${which.round}">`;
    return page(context, {
      title: `${subjects.find(({ id }) => id === which.subject)?.name ?? which.subject}: ${which.round} round`,
      ...more,
      body: html`<p><a href="${path}">All assignments</a></p>
<p>Now with ${accounts.find(({ id }) => id === now.account)?.name ?? now.account}${now.dueAt ? `, due ${dueDay(now.dueAt)}` : ''}. Answers they gave stay with their name.</p>
<section class="card narrow" aria-labelledby="give"><h2 id="give">Give it to somebody else</h2><form method="post" action="${path}/reassign">${hidden}<label for="email">Person</label><select class="wide" id="email" name="email" required>${personOptions(accounts)}</select><p><button>Reassign</button></p></form></section>
<form method="post" action="${path}/remove">${hidden}<button class="quiet">Take it away from everybody</button></form>`,
    });
  };

  app.get(`${path}/change`, async (context) => {
    const viewer = allowed(context, 'assign');
    if (!viewer) return forbidden(context);
    const which = named((name) => context.req.query(name) ?? '');
    return which ? change(context, viewer, which) : context.redirect(path, 303);
  });

  app.post(`${path}/reassign`, async (context) => {
    const viewer = allowed(context, 'assign');
    if (!viewer) return forbidden(context);
    const body = await context.req.parseBody();
    const which = named((name) => field(body, name));
    if (!which) return context.redirect(path, 303);
    const account = answering(await people.accounts()).find(({ email }) => email === field(body, 'email'));
    if (!account) return change(context, viewer, which, { status: 400, problem: 'Choose a person who may answer questions.' });
    const ended = await decisions.reassign(which.subject, which.edition, which.round, account.id, viewer.account.id, deps.now().toISOString());
    if (ended === 'same-person') return change(context, viewer, which, { status: 409, problem: `Not reassigned: ${account.name} has or had another round of this subject; ${FIRST_IS_NOT_SECOND}.` });
    return context.redirect(path, 303);
  });

  app.post(`${path}/remove`, async (context) => {
    if (!allowed(context, 'assign')) return forbidden(context);
    const body = await context.req.parseBody();
    const which = named((name) => field(body, name));
    if (which) await decisions.unassign(which.subject, which.edition, which.round);
    return context.redirect(path, 303);
  });
};
