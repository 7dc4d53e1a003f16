import { html, raw } from 'hono/html';
import type { DraftAnswer } from '../../../checks/contract.ts';
import type { Indicator } from '../../../config/catalogue.ts';
import type { Assessment } from '../../../storage/contract.ts';
import type { Round, Validation, Verdict } from '../../../storage/survey-contract.ts';
import { chip, confidenceWord, moment, percent, RUNG_WORDS } from '../../html/vocabulary.ts';
import { forbidden } from '../auth/guard.ts';
import type { Register, Viewer, WebContext, WebDeps } from '../context.ts';
import {
  draftOf,
  findQuestion,
  type Given,
  hiddenDrafts,
  isWebAddress,
  newestAssessment,
  newestRow,
  nextOpen,
  openOf,
  overrules,
  pathOf,
  type Questions,
  record,
  roundOf,
  seesDraft,
  takeBack,
  undoable,
  VERDICTS,
} from '../decisions.ts';
import { field } from '../form-fields.ts';
import { csrfField, type Html, page, type PageOptions } from '../layout.ts';
import { may } from '../permissions.ts';
import { everyPage, proof } from '../question-evidence.ts';
import { QUESTION_SCRIPT, QUESTION_STYLE } from '../question-look.ts';
import { stamped, stampOf } from '../question-stamp.ts';

export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = { yes: 'Yes', no: 'No', 'not-applicable': 'Not applicable', 'cannot-tell': 'Cannot tell' };
const KEYS: Readonly<Record<Verdict, string>> = { yes: 'y', no: 'n', 'not-applicable': 'a', 'cannot-tell': 't' };
const ROUND_WORDS: Readonly<Record<Round, string>> = { first: 'first answer', second: 'second answer, blind to the first', adjudication: 'adjudication' };
const LOCUS = { portal: 'On the portal itself.', government: 'On the portal or another government site.', external: 'On the portal or any site it links to.' } as const;

/** One question as one person sees it. */
interface Seen {
  readonly viewer: Viewer;
  readonly questions: Questions;
  readonly indicator: Indicator;
  readonly round: Round | null;
}
/** What else the page says: a form sent back, a conflict, the answer before. */
interface Extra {
  readonly status?: PageOptions['status'];
  readonly problem?: string;
  readonly given?: Given;
  readonly stamp?: string;
  readonly conflict?: Validation | null;
  readonly did?: { readonly questions: Questions; readonly row: Validation } | null;
  readonly notice?: string;
}

/** The Question page: draft and evidence beside the question, decided with one key. */
export const register: Register = (app, deps) => {
  const path = '/subjects/:subject/questions/:indicator';
  app.get(path, async (context) => {
    const seen = await see(context, deps);
    if (seen instanceof Response) return seen;
    const { did, of, undone } = context.req.query();
    const before = did ? (of && of !== seen.questions.subject.id ? (await findQuestion(deps, of, did))?.questions : seen.questions) : undefined;
    const row = before && did ? undoable(before, seen.viewer.account.id, did) : null;
    return show(context, deps, seen, {
      did: before && row ? { questions: before, row } : null,
      ...(undone === undefined ? {} : { notice: 'Taken back. The question is open again, or stands as you had answered it before.' }),
    });
  });

  app.post(path, async (context) => {
    const seen = await see(context, deps);
    if (seen instanceof Response) return seen;
    if (seen.round !== 'first' && seen.round !== 'second') return forbidden(context, 'Only who is assigned to this subject answers its questions.');
    const body = await context.req.parseBody();
    const given: Given = { answer: field(body, 'answer'), url: field(body, 'url'), note: field(body, 'note'), after: field(body, 'after') || null };
    const sealed = field(body, 'stamp');
    const stamp = await stampOf(deps.settings.data, sealed);
    const { questions, indicator, viewer, round } = seen;
    if (!stamp || stamp.account !== viewer.account.id || stamp.subject !== questions.subject.id || stamp.indicator !== indicator.id || stamp.round !== round)
      return show(context, deps, seen, { status: 400, problem: 'Nothing was recorded: the form was not one of this question. What you wrote is kept; please decide again.', given });
    const outcome = await record(deps, questions, indicator, stamp, given);
    if (outcome.kind === 'problem') return show(context, deps, seen, { status: 400, problem: `Not recorded. ${outcome.problem}`, given });
    if (outcome.kind === 'conflict')
      return show(context, deps, seen, {
        status: 409,
        problem: 'Not recorded: this question was answered or taken back elsewhere after you opened it. Compare the two and decide again.',
        given,
        conflict: outcome.newest,
      });
    const next = await nextOpen(deps, viewer.account.id, { questions, indicator: indicator.id });
    return context.redirect(`${next ?? '/desk'}?did=${encodeURIComponent(indicator.id)}&of=${encodeURIComponent(questions.subject.id)}`, 303);
  });

  app.post(`${path}/undo`, async (context) => {
    const seen = await see(context, deps);
    if (seen instanceof Response) return seen;
    const { questions, indicator, viewer, round } = seen;
    if (round !== 'first' && round !== 'second') return forbidden(context, 'Only who is assigned to this subject answers its questions.');
    const after = field(await context.req.parseBody(), 'after');
    const row = undoable(questions, viewer.account.id, indicator.id);
    if (!row || row.id !== after || row.round !== round || !(await takeBack(deps, row)))
      return show(context, deps, seen, { status: 409, problem: 'Nothing was taken back: a newer answer is recorded. This is how the question stands now.' });
    return context.redirect(`${pathOf(questions.subject.id, indicator.id)}?undone`, 303);
  });
};

/** The question, for who is assigned to it (officers may look on), or the answer why not. */
const see = async (context: WebContext, deps: WebDeps): Promise<Seen | Response> => {
  const viewer = context.get('viewer');
  const { subject = '', indicator = '' } = context.req.param();
  if (!viewer || !may(viewer.account.role, 'see-drafts')) return forbidden(context);
  const assigned = (await deps.store.decisions.assignments({ account: viewer.account.id, subject })).length > 0;
  if (!assigned && !may(viewer.account.role, 'see-decisions')) return forbidden(context, 'You have no assignment to this subject. A survey officer can give you one.');
  const found = await findQuestion(deps, subject, indicator);
  return found ? { viewer, ...found, round: roundOf(found.questions, viewer.account.id) } : context.notFound();
};

const show = async (context: WebContext, deps: WebDeps, seen: Seen, extra: Extra): Promise<Response> => {
  const { viewer, questions, indicator, round } = seen;
  // after a refused write the page shows how things stand now, not how they stood before
  const now = extra.status === undefined ? questions : ((await findQuestion(deps, questions.subject.id, indicator.id))?.questions ?? questions);
  const assessment = await newestAssessment(deps, now.subject.id, now.edition);
  const visible = seesDraft(round, indicator.id, await hiddenDrafts(deps, now));
  const draft = visible ? draftOf(assessment, indicator.id) : null;
  const body = html`<style nonce="${context.get('nonce')}">${raw(QUESTION_STYLE)}</style>
${where(now, indicator, round)}
${noticeOf(viewer, now, extra)}
<div class="work"><div class="ask">
<section class="card"><p class="asked">${indicator.question}</p>${draftCard(await wordsOf(deps, assessment), draft, visible)}</section>
${extra.conflict ? bothAnswers(extra.conflict, extra.given) : ''}
${round === 'first' || round === 'second' ? await decideForm(deps, { ...seen, questions: now }, draft, visible, assessment, extra) : html`<p class="card">You are looking on: others answer this question.${round === 'adjudication' ? html` What they answer differently stands under <a href="/disagreements?subject=${encodeURIComponent(now.subject.id)}">Disagreements</a>.` : ''}</p>`}
${guidance(indicator)}
</div>
<section class="proof" aria-labelledby="proof"><h2 id="proof">${draft ? 'Evidence' : 'The portal'}</h2>
${!assessment ? html`<p class="card">This subject has not been visited yet. Answer from the live portal.</p>` : draft ? await proof(deps, { assessment, catalogue: now.catalogue, draft }) : everyPage(assessment)}
</section></div>`;
  const response = await page(context, {
    title: `${indicator.unCode} ${indicator.label}`,
    body,
    script: QUESTION_SCRIPT,
    ...(extra.status ? { status: extra.status } : {}),
    ...(extra.problem ? { problem: extra.problem } : {}),
  });
  response.headers.set('content-security-policy', policy(context, deps, now.subject.id));
  return response;
};

/**
 * The app's policy, but frames show archived pages of this subject only (CSP level 3, path matching): a link in an
 * archived page that a person clicks would otherwise ask our own addresses from within the frame.
 */
const policy = (context: WebContext, { settings }: WebDeps, subject: string): string => {
  const hosts = new Set([new URL(context.req.url).host, ...(settings.publicUrl ? [new URL(settings.publicUrl).host] : [])]);
  const nonce = context.get('nonce');
  return `default-src 'none'; img-src 'self' data:; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; frame-src ${[...hosts].map((host) => `${host}/subjects/${encodeURIComponent(subject)}/archive/`).join(' ')}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;
};

const wordsOf = async (deps: WebDeps, assessment: Assessment | null): Promise<(key: string) => string> => {
  const wording = assessment ? await deps.wording(assessment) : null;
  return (key) => wording?.reason(key) ?? key;
};

const where = (questions: Questions, indicator: Indicator, round: Round | null): Html => {
  const { indicators } = questions.catalogue;
  const place = indicators.findIndex(({ id }) => id === indicator.id);
  const [previous, next] = [indicators[place - 1], indicators[place + 1]];
  const left = round ? openOf(questions, round).length : 0;
  return html`<div class="where"><span><a href="/desk">Desk</a> › <strong>${questions.subject.name}</strong> › ${indicator.criterion}</span>
${round ? html`<span class="soft">${ROUND_WORDS[round]} · ${indicators.length - left} of ${indicators.length} answered</span>` : ''}
<nav aria-label="Questions">${previous ? html`<a id="previous" rel="prev" href="${pathOf(questions.subject.id, previous.id)}">Previous <kbd>k</kbd></a>` : ''}${next ? html`<a id="next" rel="next" href="${pathOf(questions.subject.id, next.id)}">Next <kbd>j</kbd></a>` : ''}</nav></div>`;
};

const noticeOf = (viewer: Viewer, questions: Questions, { did, notice }: Extra): Html => {
  if (did) return recorded(viewer, did.questions, did.row);
  const last = undoable(questions, viewer.account.id);
  return html`${notice ? html`<p class="notice" role="status">${notice}</p>` : ''}${last && last.round !== 'adjudication' ? html`<div class="last soft"><span>Your last answer: ${answered(questions, last)}</span> ${undoForm(viewer, questions, last)}</div>` : ''}`;
};

/** Says what was recorded, with the way to take it back. */
export const recorded = (viewer: Viewer, questions: Questions, row: Validation): Html =>
  html`<div class="notice"><span role="status">Recorded: ${answered(questions, row)}</span> ${undoForm(viewer, questions, row)}</div>`;

const answered = ({ catalogue }: Questions, row: Validation): Html =>
  html`<strong>${row.answer ? VERDICT_WORDS[row.answer] : ''}</strong> for ${catalogue.indicators.find(({ id }) => id === row.indicator)?.label ?? row.indicator}`;

const undoForm = (viewer: Viewer, { subject }: Questions, row: Validation): Html =>
  html`<form id="undo" method="post" action="${pathOf(subject.id, row.indicator)}/undo">${csrfField(viewer)}<input type="hidden" name="after" value="${row.id}"><button class="quiet">Undo <kbd>u</kbd></button></form>`;

const draftCard = (reason: (key: string) => string, draft: DraftAnswer | null, visible: boolean): Html => {
  if (!visible) return html`<p class="soft">The draft is hidden for this answer. Answer from the portal itself.</p>`;
  if (!draft) return html`<p class="soft">There is no draft for this question yet.</p>`;
  const sure = draft.answer === 'yes' || draft.answer === 'no' || draft.answer === 'not-found';
  return html`<p class="draftline"><span class="label">Draft</span> ${chip(draft.answer)}${draft.rung ? html` <span>${RUNG_WORDS[draft.rung]}</span>` : ''}${sure ? html` <span class="soft">${confidenceWord(draft.confidence)}, ${percent(draft.confidence)}</span>` : ''}</p>
<ul class="why">${draft.reasons.map((key) => html`<li>${reason(key)}</li>`)}</ul>`;
};

const decideForm = async (
  deps: WebDeps,
  { viewer, questions, indicator, round }: Seen,
  draft: DraftAnswer | null,
  visible: boolean,
  assessment: Assessment | null,
  { given }: Extra,
): Promise<Html> => {
  const newest = newestRow(questions.rows, indicator.id, round ?? 'first');
  const current = questions.standing.get(indicator.id)?.[round ?? 'first'] ?? null;
  const mine = current?.by === viewer.account.id ? undoable(questions, viewer.account.id, indicator.id) : null;
  const stamp = await stamped(deps.settings.data, {
    account: viewer.account.id,
    subject: questions.subject.id,
    indicator: indicator.id,
    round: round ?? 'first',
    run: assessment?.run.id ?? null,
    sawDraft: visible && draft !== null,
    shownAt: deps.now().toISOString(),
  });
  const url = given?.url ?? current?.url ?? draft?.evidence.find((piece) => isWebAddress(piece.url))?.url ?? '';
  const why = (answer: Verdict): string =>
    answer === 'cannot-tell'
      ? 'Write in the note what kept you from telling.'
      : overrules(answer, draft?.answer ?? null)
        ? `The draft says ${draft?.answer}; write in the note why you say ${answer}.`
        : '';
  const reopenedAt = questions.standing.get(indicator.id)?.reopenedAt;
  return html`<form class="card" id="decide" method="post" action="${pathOf(questions.subject.id, indicator.id)}">${csrfField(viewer)}
<input type="hidden" name="stamp" value="${stamp}"><input type="hidden" name="after" value="${newest?.id ?? ''}">
${current ? html`<p>Answered: <strong>${current.answer ? VERDICT_WORDS[current.answer] : ''}</strong> <span class="soft">${moment(current.at)}${current.by === viewer.account.id ? '' : ', by who was assigned before you'}</span>. A new answer replaces it.</p>` : reopenedAt ? html`<p><span class="badge open">Reopened</span> What had been answered rested on something that changed on ${moment(reopenedAt)}.</p>` : ''}
<div class="answers" role="group" aria-label="Your answer">${VERDICTS.map((answer) => html`<button class="${answer === 'yes' || answer === 'no' ? answer : 'quiet'}" name="answer" value="${answer}"${why(answer) ? html` data-note="${why(answer)}"` : ''}>${VERDICT_WORDS[answer]} <kbd>${KEYS[answer]}</kbd></button>`)}</div>
<p id="hint" role="alert"></p>
<label for="url">Address that shows it <span class="soft">(for yes)</span></label><input id="url" name="url" inputmode="url" autocomplete="off" spellcheck="false" value="${url}">
<label for="note">Note <span class="soft">(needed to overrule the draft and for “cannot tell”)</span></label><textarea id="note" name="note" maxlength="4000">${given?.note ?? current?.note ?? ''}</textarea>
<details id="keys"><summary>Keys <kbd>?</kbd></summary><p>${VERDICTS.map((answer) => html`<kbd>${KEYS[answer]}</kbd> ${VERDICT_WORDS[answer].toLowerCase()} · `)}<kbd>u</kbd> undo last · <kbd>j</kbd> next · <kbd>k</kbd> previous · <kbd>Esc</kbd> leaves a field. Keys are off while you type.</p></details>
</form>${mine ? html`<form method="post" action="${pathOf(questions.subject.id, indicator.id)}/undo">${csrfField(viewer)}<input type="hidden" name="after" value="${mine.id}"><button class="quiet">Take this answer back</button></form>` : ''}`;
};

const bothAnswers = (newest: Validation, given: Given | undefined): Html => html`<section class="card"><h2>Two answers</h2><div class="both">
<div><h3>Recorded</h3><p>${newest.answer ? html`<strong>${VERDICT_WORDS[newest.answer]}</strong>` : 'Taken back'} <span class="soft">${moment(newest.at)}</span></p>${newest.url ? html`<p>${newest.url}</p>` : ''}<p>${newest.note}</p></div>
<div><h3>Yours, not recorded</h3><p><strong>${VERDICT_WORDS[given?.answer as Verdict] ?? ''}</strong></p>${given?.answer === 'yes' ? html`<p>${given.url}</p>` : ''}<p>${given?.note ?? ''}</p></div></div></section>`;

export const guidance = (indicator: Indicator): Html => html`<section class="card" aria-label="Guidance"><dl>
<dt>Counts as yes</dt><dd>${indicator.guidance.counts}</dd><dt>How to verify</dt><dd>${indicator.guidance.verify}</dd><dt>Does not count</dt><dd>${indicator.guidance.not}</dd>
<dt>Where it may stand</dt><dd>${LOCUS[indicator.locus]}</dd>${indicator.rungs.length ? html`<dt>Accepted steps of the service</dt><dd>${indicator.rungs.map((rung) => RUNG_WORDS[rung]).join(', ')}</dd>` : ''}</dl>
<p class="soft">${indicator.provenance}</p></section>`;
