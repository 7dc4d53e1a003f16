import { html, raw } from 'hono/html';
import { moment, plural } from '../../html/vocabulary.ts';
import { allowed, forbidden } from '../auth/guard.ts';
import type { Register, WebContext, WebDeps } from '../context.ts';
import { dueFirst, findQuestion, isEdition, nextOpen, openOf, pathOf, type Questions, questionsFor, undoable } from '../decisions.ts';
import { type Html, page } from '../layout.ts';
import type { Assignment } from '../../../storage/survey-contract.ts';
import { workOf } from '../people/work-done.ts';
import { recorded } from './question.ts';

const LISTED = 5;
const STYLE =
  '.card h2 { margin: 0 0 4px; } .card p { margin: 4px 0; } .progress { display: block; width: 160px; height: 10px; accent-color: var(--blue); } .open-list { margin: 8px 0 0; padding-left: 20px; } .big { font-size: 18px; padding: 12px 24px; } .notice form { display: inline; margin-left: 16px; }';

/** The desk: what a person still has to answer, what is due first on top, and the next question at once. */
export const register: Register = (app, deps) => {
  app.get('/desk', async (context) => {
    const viewer = allowed(context, 'decide');
    if (!viewer) return forbidden(context);
    const assignments = dueFirst(await deps.store.decisions.assignments({ account: viewer.account.id })).filter(({ edition }) => isEdition(edition));
    const [cards, next, before] = await Promise.all([Promise.all(assignments.map((one) => card(deps, one))), nextOpen(deps, viewer.account.id), justDone(context, deps, viewer.account.id)]);
    const open = cards.reduce((sum, one) => sum + one.open, 0);
    const body = html`<style nonce="${context.get('nonce')}">${raw(STYLE)}</style>
${before ? recorded(viewer, before.questions, before.row) : ''}
${
  assignments.length === 0
    ? html`<p class="card">Nothing is assigned to you yet. A survey officer assigns subjects; they then appear here.</p>`
    : html`<p>${open === 0 ? 'Everything assigned to you is answered. Thank you.' : html`<strong>${plural(open, 'open question')}</strong> in ${plural(cards.filter((one) => one.open > 0).length, 'assignment')}.`}</p>
${next ? html`<p><a class="button big" href="${next}">Next question</a></p>` : ''}${cards.map((one) => one.body)}`
}`;
    return page(context, { title: 'Desk', body });
  });
};

/** The answer given just before, when it was the last that was open. */
const justDone = async (context: WebContext, deps: WebDeps, account: string) => {
  const { did, of } = context.req.query();
  const questions = did && of && (await deps.store.decisions.assignments({ account, subject: of })).length ? (await findQuestion(deps, of, did))?.questions : undefined;
  const row = questions && did ? undoable(questions, account, did) : null;
  return questions && row && row.round !== 'adjudication' ? { questions, row } : null;
};

const card = async (deps: WebDeps, assignment: Assignment): Promise<{ readonly open: number; readonly body: Html }> => {
  const subject = (await deps.store.survey.subject(assignment.subject))?.subject;
  const [work] = await workOf(deps, [assignment]);
  if (!subject || !work || !isEdition(assignment.edition)) return { open: 0, body: html`` };
  const questions = await questionsFor(deps, subject, assignment.edition);
  const open = openOf(questions, assignment.round);
  const body = html`<section class="card" aria-label="${subject.name}"><h2>${subject.name}</h2>
<p>${ROUND_WORDS[assignment.round]} · ${work.done} of ${plural(work.outOf, 'question')} answered · ${assignment.dueAt ? html`${work.overdue ? html`<span class="badge no">Overdue</span> ` : ''}due ${moment(assignment.dueAt)}` : 'no due date'}</p>
<progress class="progress" max="${Math.max(1, work.outOf)}" value="${work.done}" aria-label="Answered of ${subject.name}"></progress>
${open.length === 0 ? html`<p class="soft">${assignment.round === 'adjudication' ? 'No disagreement is open.' : 'All answered.'}</p>` : list(questions, assignment, open)}</section>`;
  return { open: open.length, body };
};

const ROUND_WORDS = { first: 'First answer', second: 'Second answer', adjudication: 'Adjudication' } as const;

const list = ({ subject, standing }: Questions, { round }: Assignment, open: ReturnType<typeof openOf>): Html => {
  const one = (indicator: (typeof open)[number]): Html =>
    html`<li><a href="${round === 'adjudication' ? `/disagreements?subject=${encodeURIComponent(subject.id)}#${indicator.id}` : pathOf(subject.id, indicator.id)}">${indicator.unCode} ${indicator.label}</a>${standing.get(indicator.id)?.reopenedAt ? html` <span class="badge open">Reopened</span>` : ''}</li>`;
  return html`<ul class="open-list">${open.slice(0, LISTED).map(one)}</ul>${open.length > LISTED ? html`<details><summary>${plural(open.length - LISTED, 'more question')}</summary><ul class="open-list">${open.slice(LISTED).map(one)}</ul></details>` : ''}`;
};
