import { html, raw } from 'hono/html';
import type { Indicator } from '../../../config/catalogue.ts';
import type { Assessment } from '../../../storage/contract.ts';
import type { SubjectRow, Validation, Verdict } from '../../../storage/survey-contract.ts';
import { chip, outward, plural } from '../../html/vocabulary.ts';
import { forbidden } from '../auth/guard.ts';
import type { Register, Viewer, WebContext, WebDeps } from '../context.ts';
import {
  draftOf,
  findQuestion,
  type Given,
  isEdition,
  mayAdjudicate,
  newestAssessment,
  newestRow,
  overrules,
  pathOf,
  type Questions,
  questionsFor,
  record,
  takeBack,
  undoable,
  VERDICTS,
} from '../decisions.ts';
import { field } from '../form-fields.ts';
import { csrfField, type Html, page, type PageOptions } from '../layout.ts';
import { may } from '../permissions.ts';
import { stamped, stampOf } from '../question-stamp.ts';
import { guidance, VERDICT_WORDS } from './question.ts';

const STYLE =
  '.both { display: grid; grid-template-columns: repeat(auto-fit, minmax(260px, 1fr)); gap: 16px; } .both > div { border: 1px solid var(--line); border-radius: 6px; padding: 8px 12px; overflow-wrap: anywhere; } .both h4 { margin: 0; font-size: 14px; color: var(--soft); } .both p { margin: 4px 0; } .verdict { font-size: 18px; font-weight: 700; } .adjudicate input { width: 100%; } button.yes { background: var(--yes); border-color: var(--yes); } button.no { background: var(--no); border-color: var(--no); } h3 { margin-top: 0; } .notice form { display: inline; margin-left: 16px; }';

interface Refused {
  readonly subject: string;
  readonly indicator: string;
  readonly given: Given;
}

/** Questions that two people answered differently, side by side, for a third to decide. */
export const register: Register = (app, deps) => {
  app.get('/disagreements', (context) => show(context, deps, {}));

  app.post('/disagreements/:subject/:indicator', async (context) => {
    const found = await find(context, deps);
    if (found instanceof Response) return found;
    const { viewer, questions, indicator } = found;
    const body = await context.req.parseBody();
    const given: Given = { answer: field(body, 'answer'), url: field(body, 'url'), note: field(body, 'note'), after: field(body, 'after') || null };
    const refused: Refused = { subject: questions.subject.id, indicator: indicator.id, given };
    const stamp = await stampOf(deps.settings.data, field(body, 'stamp'));
    if (!stamp || stamp.account !== viewer.account.id || stamp.subject !== questions.subject.id || stamp.indicator !== indicator.id || stamp.round !== 'adjudication')
      return show(context, deps, { status: 400, problem: 'Nothing was recorded: the form was not one of this question.' }, refused);
    const standing = questions.standing.get(indicator.id);
    const seen = field(body, 'seen');
    if (!standing?.first || !standing.second || seen !== `${standing.first.id} ${standing.second.id}`)
      return show(context, deps, { status: 409, problem: 'Not recorded: one of the two answers was changed after you opened the page. This is how they stand now.' }, refused);
    const outcome = await record(deps, questions, indicator, stamp, given);
    if (outcome.kind === 'problem') return show(context, deps, { status: 400, problem: `Not recorded. ${indicator.label}: ${outcome.problem}` }, refused);
    if (outcome.kind === 'conflict')
      return show(
        context,
        deps,
        {
          status: 409,
          problem: `Not recorded: ${indicator.label} was adjudicated elsewhere after you opened the page${outcome.newest?.answer ? `, as “${VERDICT_WORDS[outcome.newest.answer]}”${outcome.newest.note ? ` (${outcome.newest.note})` : ''}. You said “${VERDICT_WORDS[given.answer as Verdict] ?? ''}”${given.note ? ` (${given.note})` : ''}` : ''}.`,
        },
        refused,
      );
    return context.redirect(`/disagreements?did=${encodeURIComponent(indicator.id)}&of=${encodeURIComponent(questions.subject.id)}`, 303);
  });

  app.post('/disagreements/:subject/:indicator/undo', async (context) => {
    const found = await find(context, deps);
    if (found instanceof Response) return found;
    const { viewer, questions, indicator } = found;
    const row = undoable(questions, viewer.account.id, indicator.id);
    const after = field(await context.req.parseBody(), 'after');
    if (!row || row.id !== after || row.round !== 'adjudication' || !(await takeBack(deps, row)))
      return show(context, deps, { status: 409, problem: 'Nothing was taken back: a newer answer is recorded.' });
    return context.redirect(`/disagreements?undone#${indicator.id}`, 303);
  });
};

const find = async (context: WebContext, deps: WebDeps): Promise<{ readonly viewer: Viewer; readonly questions: Questions; readonly indicator: Indicator } | Response> => {
  const viewer = context.get('viewer');
  const { subject = '', indicator = '' } = context.req.param();
  if (!viewer || !(await maySee(deps, viewer, subject))) return forbidden(context);
  const found = await findQuestion(deps, subject, indicator);
  if (!found) return context.notFound();
  return mayAdjudicate(viewer.account, found.questions) ? { viewer, ...found } : forbidden(context, 'Who answered a subject, or is to answer it, cannot adjudicate it.');
};

/** Officers see all disagreements; others only those of subjects they are to adjudicate. */
const maySee = async ({ store }: WebDeps, { account }: Viewer, subject?: string): Promise<boolean> =>
  may(account.role, 'see-decisions') ||
  (may(account.role, 'decide') && (await store.decisions.assignments({ account: account.id, ...(subject === undefined ? {} : { subject }) })).some(({ round }) => round === 'adjudication'));

const show = async (context: WebContext, deps: WebDeps, options: Pick<PageOptions, 'status' | 'problem'>, refused?: Refused): Promise<Response> => {
  const viewer = context.get('viewer');
  if (!viewer || !(await maySee(deps, viewer))) return forbidden(context);
  const { subject: only, did, of, undone } = context.req.query();
  const all = await differing(deps, viewer, only);
  const cards = await Promise.all(all.map((questions) => section(deps, viewer, questions, refused)));
  const count = all.reduce((sum, questions) => sum + openIn(questions).length, 0);
  const before = did && of && (await maySee(deps, viewer, of)) ? (await findQuestion(deps, of, did))?.questions : undefined;
  const row = before && did ? undoable(before, viewer.account.id, did) : null;
  const body = html`<style nonce="${context.get('nonce')}">${raw(STYLE)}</style>
${
  before && row?.round === 'adjudication'
    ? html`<div class="notice"><span role="status">Recorded: <strong>${row.answer ? VERDICT_WORDS[row.answer] : ''}</strong> for ${before.catalogue.indicators.find(({ id }) => id === row.indicator)?.label} (${before.subject.name})</span>
<form method="post" action="${formPath(before.subject, row.indicator)}/undo">${csrfField(viewer)}<input type="hidden" name="after" value="${row.id}"><button class="quiet">Undo</button></form></div>`
    : ''
}
${count === 0 ? html`<p class="card">No two answers differ${only ? ' here' : ''}. Questions appear here as soon as a second answer differs from the first, or neither could tell.</p>` : html`<p>${plural(count, 'question')} to adjudicate in ${plural(all.length, 'subject')}.</p>${cards}`}
${only ? html`<p><a href="/disagreements">All subjects</a></p>` : ''}`;
  return page(context, { title: 'Disagreements', body, ...options, ...(undone === undefined ? {} : { notice: 'Taken back. The question is to be adjudicated again.' }) });
};

const openIn = ({ catalogue, standing }: Questions): readonly Indicator[] => catalogue.indicators.filter(({ id }) => standing.get(id)?.standing === 'disagree');

/** Subjects with answers that differ, of those this person may see: not where they answer themselves, so that a second answer stays blind to the first. */
const differing = async (deps: WebDeps, { account }: Viewer, only: string | undefined): Promise<readonly Questions[]> => {
  const everything = may(account.role, 'see-decisions');
  const assignments = (await deps.store.decisions.assignments(only ? { subject: only } : {})).filter((one) => everything || (one.account === account.id && one.round === 'adjudication'));
  const pairs = new Map(assignments.map((one) => [`${one.edition} ${one.subject}`, one]));
  const found = await Promise.all(
    [...pairs.values()].map(async ({ subject, edition }) => {
      const row = (await deps.store.survey.subject(subject))?.subject;
      return row && isEdition(edition) ? questionsFor(deps, row, edition) : null;
    }),
  );
  return found
    .filter((questions) => questions !== null)
    .filter((questions) => openIn(questions).length > 0 && !questions.assignments.some((one) => one.account === account.id && one.round !== 'adjudication'));
};

const formPath = (subject: SubjectRow, indicator: string): string => `/disagreements/${encodeURIComponent(subject.id)}/${encodeURIComponent(indicator)}`;

const section = async (deps: WebDeps, viewer: Viewer, questions: Questions, refused: Refused | undefined): Promise<Html> => {
  const assessment = await newestAssessment(deps, questions.subject.id, questions.edition);
  const mine = mayAdjudicate(viewer.account, questions);
  return html`<section aria-label="${questions.subject.name}"><h2>${questions.subject.name}</h2>
${mine ? '' : html`<p class="soft">You answered this subject or are to answer it: somebody else has to adjudicate.</p>`}
${await Promise.all(openIn(questions).map((indicator) => card(deps, viewer, questions, indicator, assessment, mine, refused?.subject === questions.subject.id && refused.indicator === indicator.id ? refused.given : null)))}</section>`;
};

const card = async (deps: WebDeps, viewer: Viewer, questions: Questions, indicator: Indicator, assessment: Assessment | null, mine: boolean, given: Given | null): Promise<Html> => {
  const { first = null, second = null } = questions.standing.get(indicator.id) ?? {};
  const draft = draftOf(assessment, indicator.id);
  return html`<article class="card" id="${indicator.id}"><h3>${indicator.unCode} ${indicator.label}</h3><p>${indicator.question}</p>
<div class="both">${side('First answer', first)}${side('Second answer, blind', second)}<div><h4>Draft</h4><p>${draft ? chip(draft.answer) : 'None'}</p><p><a href="${pathOf(questions.subject.id, indicator.id)}" target="_blank" rel="noopener noreferrer">Evidence <span class="soft">(new tab)</span></a></p></div></div>
<details><summary>Guidance</summary>${guidance(indicator)}</details>
${mine && first && second ? await form(deps, viewer, questions, indicator, { first, second, run: assessment?.run.id ?? null, draft, given }) : ''}</article>`;
};

const side = (name: string, row: Validation | null): Html =>
  html`<div><h4>${name}</h4><p class="verdict">${row?.answer ? VERDICT_WORDS[row.answer] : ''}</p>${row?.url ? html`<p>${outward(row.url)}</p>` : ''}${row?.note ? html`<p dir="auto">${row.note}</p>` : html`<p class="soft">No note</p>`}<p class="soft">${row?.sawDraft ? 'saw the draft' : 'draft hidden'}</p></div>`;

interface Sides {
  readonly first: Validation;
  readonly second: Validation;
  readonly run: string | null;
  readonly draft: ReturnType<typeof draftOf>;
  readonly given: Given | null;
}

const form = async (deps: WebDeps, viewer: Viewer, questions: Questions, indicator: Indicator, { first, second, run, draft, given }: Sides): Promise<Html> => {
  const stamp = await stamped(deps.settings.data, {
    account: viewer.account.id,
    subject: questions.subject.id,
    indicator: indicator.id,
    round: 'adjudication',
    run,
    sawDraft: draft !== null,
    shownAt: deps.now().toISOString(),
  });
  const needed = VERDICTS.filter((answer) => overrules(answer, draft?.answer ?? null)).map((answer) => VERDICT_WORDS[answer].toLowerCase());
  return html`<form class="adjudicate" method="post" action="${formPath(questions.subject, indicator.id)}">${csrfField(viewer)}
<input type="hidden" name="stamp" value="${stamp}"><input type="hidden" name="after" value="${newestRow(questions.rows, indicator.id, 'adjudication')?.id ?? ''}"><input type="hidden" name="seen" value="${first.id} ${second.id}">
<label for="url-${indicator.id}">Address that shows it <span class="soft">(for yes)</span></label><input id="url-${indicator.id}" name="url" inputmode="url" autocomplete="off" value="${given?.url ?? first.url ?? second.url ?? ''}">
<label for="note-${indicator.id}">Note <span class="soft">(needed for ${[...needed, '“cannot tell”'].join(' and ')})</span></label><textarea id="note-${indicator.id}" name="note" maxlength="4000">${given?.note ?? ''}</textarea>
<p class="row" role="group" aria-label="Adjudicate ${indicator.label}">${VERDICTS.map((answer) => html`<button class="${answer === 'yes' || answer === 'no' ? answer : 'quiet'}" name="answer" value="${answer}">${VERDICT_WORDS[answer]}</button>`)}</p></form>`;
};
