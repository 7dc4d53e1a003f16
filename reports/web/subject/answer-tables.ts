import { html } from 'hono/html';
import type { DraftAnswer } from '../../../checks/contract.ts';
import type { Verdict } from '../../../checks/survey/final-answers.ts';
import type { Indicator } from '../../../config/catalogue.ts';
import type { Assessment } from '../../../storage/contract.ts';
import { ANSWERS, percent, RUNG_WORDS } from '../../html/vocabulary.ts';
import { pathOf, type Questions } from '../decisions.ts';
import type { Html } from '../layout.ts';
import { type ShownStanding, shownQuestion, type Sight, type Validated } from '../sight.ts';

const STANDINGS: Readonly<Record<ShownStanding, readonly [string, string]>> = {
  open: ['open', ''],
  half: ['one answer', 'open'],
  disagree: ['two differ', 'no'],
  final: ['final', 'yes'],
  reopened: ['reopened', 'open'],
  answered: ['answered', 'yes'],
};
const VERDICT_WORDS: Readonly<Record<Verdict, string>> = { yes: 'Yes', no: 'No', 'not-applicable': 'Not applicable', 'cannot-tell': 'Cannot tell' };

/** Every question by criterion: where it stands, what people have decided, and what the machine suggests, marked as a draft. */
export const answerTables = (questions: Questions, assessment: Assessment | null, sight: Sight, validated: Validated): Html => {
  const drafts = new Map((sight.shown ? (assessment?.answers ?? []) : []).map((draft) => [draft.indicator, draft]));
  const groups = Map.groupBy(questions.catalogue.indicators, ({ criterion }) => criterion);
  const mayOpen = sight.decisions || sight.round !== null;
  return html`${sight.drafts && !sight.shown ? html`<p>You give the second answer here, so drafts are not shown.</p>` : ''}${validated.isResult || sight.drafts ? '' : html`<p>Answers are shown here once enough of them are validated.</p>`}
${[...groups].map(
  ([criterion, indicators], place) => html`<h3 id="criterion-${place}">${criterion} <span class="soft">${indicators.length}</span></h3>
<div class="scroll" tabindex="0" role="region" aria-labelledby="criterion-${place}"><table class="answers"><thead><tr><th scope="col">No.</th><th scope="col">Question</th><th scope="col">Standing</th><th scope="col">Answer</th>${sight.shown ? html`<th scope="col"><span class="badge open">DRAFT</span> suggestion</th>` : ''}</tr></thead><tbody>
${indicators.map((indicator) => line(indicator, questions, drafts.get(indicator.id), sight, validated, mayOpen))}</tbody></table></div>`,
)}`;
};

const line = (indicator: Indicator, { subject, standing }: Questions, draft: DraftAnswer | undefined, sight: Sight, validated: Validated, mayOpen: boolean): Html => {
  const shown = shownQuestion(standing.get(indicator.id)!, sight, validated);
  const [word, look] = STANDINGS[shown.standing];
  return html`<tr><td>${indicator.unCode}</td><th scope="row">${mayOpen ? html`<a href="${pathOf(subject.id, indicator.id)}">${indicator.label}</a>` : indicator.label}<br><span class="soft">${indicator.question}</span></th><td><span class="badge ${look}">${word}</span></td>
<td>${shown.answer ? html`<b>${VERDICT_WORDS[shown.answer]}</b>` : html`<span class="soft">–</span>`}</td>${sight.shown ? html`<td>${draftWord(indicator.id, draft, sight)}</td>` : ''}</tr>`;
};

const draftWord = (indicator: string, draft: DraftAnswer | undefined, sight: Sight): Html => {
  if (!sight.sees(indicator)) return html`<span class="soft">hidden: answer without it</span>`;
  if (!draft) return html`<span class="soft">none</span>`;
  const isClaim = draft.answer === 'yes' || draft.answer === 'no' || draft.answer === 'not-found';
  return html`<span aria-hidden="true">${ANSWERS[draft.answer].sign}</span> ${ANSWERS[draft.answer].word}${isClaim ? html` <span class="soft">${percent(draft.confidence)}</span>` : ''}${draft.rung ? html`<br><span class="soft">${RUNG_WORDS[draft.rung]}</span>` : ''}`;
};
