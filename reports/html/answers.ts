import { html } from 'hono/html';
import type { DraftAnswer, SearchTrail } from '../../checks/contract.ts';
import type { Indicator } from '../../config/catalogue.ts';
import type { PageSummary } from '../../storage/contract.ts';
import { indicatorsOf, type ReportInput } from './context.ts';
import { evidenceList } from './evidence.ts';
import { ANSWERS, ANSWER_ORDER, chip, confidenceWord, type Html, languageName, outward, percent, plural, RUNG_WORDS, shortUrl } from './vocabulary.ts';

const LOCUS = { portal: 'on the portal itself', government: 'on the portal or another government site', external: 'on the portal or any site it links to' } as const;
const SITE_SEARCH: Readonly<Record<SearchTrail['siteSearch'], string>> = {
  tried: 'The portal’s own search was tried.',
  'no-search': 'The portal has no search that could be tried.',
  'not-tried': 'The portal’s own search was not tried.',
  unjudged: 'The portal’s own search was tried, but what it answered could not be judged.',
};

/** Every question with its draft answer and what it rests on, by criterion, to be narrowed down without any script. */
export function answers(input: ReportInput): Html {
  const { assessment, catalogue } = input;
  const indicators = indicatorsOf(catalogue);
  const pages = new Map(assessment.pages.map((page) => [page.url, page]));
  const criterionOf = (draft: DraftAnswer): string => indicators.get(draft.indicator)?.criterion ?? 'Other questions';
  const groups = Map.groupBy(assessment.answers, criterionOf);
  const criteria = [...groups.keys()].sort((one, other) => order(catalogue.criteria, one) - order(catalogue.criteria, other));
  return html`
<section id="answers" aria-labelledby="answers-title">
  <h2 id="answers-title">Answers</h2>
  ${filters(assessment.answers, criteria)}
  ${criteria.map(
    (criterion, place) => html`
  <section class="criterion" data-criterion="${place}" aria-labelledby="criterion-${place}">
    <h3 id="criterion-${place}">${criterion} <span class="soft">${plural(groups.get(criterion)?.length ?? 0, 'question')}</span></h3>
    ${(groups.get(criterion) ?? []).map((draft) => card(input, draft, indicators.get(draft.indicator), pages))}
  </section>`,
  )}
  <p class="nothing" hidden>No question fits this choice.</p>
</section>`;
}

const order = (list: readonly string[], item: string): number => (list.indexOf(item) < 0 ? list.length : list.indexOf(item));

function filters(drafts: readonly DraftAnswer[], criteria: readonly string[]): Html {
  const count = (answer: string): number => drafts.filter((one) => one.answer === answer).length;
  return html`
<form class="filters card" aria-label="Narrow down the questions">
  <fieldset><legend>Draft answer</legend>
    <label class="pick"><input type="radio" name="answer" value="all" checked> All <b>${drafts.length}</b></label>
    ${ANSWER_ORDER.map((answer) => html`<label class="pick"><input type="radio" name="answer" value="${answer}"> <span aria-hidden="true">${ANSWERS[answer].sign}</span> ${ANSWERS[answer].word} <b>${count(answer)}</b></label>`)}
  </fieldset>
  <fieldset><legend>Criterion</legend>
    <label class="pick"><input type="radio" name="criterion" value="all" checked> All</label>
    ${criteria.map((criterion, place) => html`<label class="pick"><input type="radio" name="criterion" value="${place}"> ${criterion}</label>`)}
  </fieldset>
  <p class="tools" hidden><button type="button" data-open="true">Open all</button> <button type="button" data-open="false">Close all</button> <span role="status" class="soft"></span></p>
</form>`;
}

function card(input: ReportInput, draft: DraftAnswer, indicator: Indicator | undefined, pages: ReadonlyMap<string, PageSummary>): Html {
  const decided = draft.answer === 'yes' || draft.answer === 'no' || draft.answer === 'not-found';
  return html`
<details class="answer" id="${draft.indicator}" data-answer="${draft.answer}">
  <summary>
    ${chip(draft.answer)}
    <span class="question"><span class="code">${indicator?.unCode ?? draft.indicator}</span> ${indicator?.label ?? draft.indicator}</span>
    <span class="confidence">${draft.rung ? html`<span class="rung">${RUNG_WORDS[draft.rung]}</span>` : ''}${decided ? html` ${confidenceWord(draft.confidence)}, ${percent(draft.confidence)}` : ''}</span>
  </summary>
  <div class="body">
    <div class="found">
      <p class="asked">${indicator?.question ?? ''}</p>
      <h4>Why this draft</h4>
      <ul class="why">${draft.reasons.map((key) => html`<li>${input.wording.reason(key)}${helpFor(input, draft, key)}</li>`)}</ul>
      ${draft.evidence.length > 0 ? html`<h4>Evidence</h4>${evidenceList(input, draft.evidence, pages)}` : ''}
      ${draft.answer === 'yes' ? '' : searched(draft.searched)}
    </div>
    <div class="guidance">
      ${indicator ? guidance(indicator) : ''}
      <p class="trace">${draft.indicator}, version ${draft.indicatorVersion}</p>
    </div>
  </div>
</details>`;
}

const helpFor = ({ wording }: ReportInput, draft: DraftAnswer, key: string): Html => {
  const help = draft.answer === 'cannot-assess' || draft.answer === 'needs-human' ? wording.help(key) : '';
  return help === '' ? html`` : html` <span class="help">What would help: ${help}</span>`;
};

const guidance = (indicator: Indicator): Html => html`
<h4>Guidance</h4>
<dl>
  <dt>Counts as yes</dt><dd>${indicator.guidance.counts}</dd>
  <dt>How to verify</dt><dd>${indicator.guidance.verify}</dd>
  <dt>Does not count</dt><dd>${indicator.guidance.not}</dd>
  <dt>Where it may stand</dt><dd>${LOCUS[indicator.locus]}</dd>
  ${indicator.rungs.length > 0 ? html`<dt>Accepted steps of the service</dt><dd>${indicator.rungs.map((rung) => RUNG_WORDS[rung]).join(', ')}</dd>` : ''}
</dl>
<p class="trace">${indicator.provenance}</p>`;

/** Where we looked: absence can only be searched for, so the search is shown. */
function searched(trail: SearchTrail): Html {
  const languages = trail.languages.map(languageName).join(', ');
  return html`
<h4>Where it was searched</h4>
<p>${plural(trail.pagesRead, 'page')} read${languages ? ` in ${languages}` : ''}. ${SITE_SEARCH[trail.siteSearch]} ${trail.sitemap ? 'The sitemap was read.' : 'There was no sitemap to read.'}
  ${trail.queries.length > 0 ? html`Asked for: ${trail.queries.map((query, place) => html`${place > 0 ? ', ' : ''}<q dir="auto">${query}</q>`)}.` : ''}
  ${trail.languagesWithoutWords.length > 0 ? html`No words are known for ${trail.languagesWithoutWords.map(languageName).join(', ')}, so pages in it could not be judged.` : ''}
  ${trail.wordsUnmeasured.length > 0 ? html`The words for ${trail.wordsUnmeasured.map(languageName).join(', ')} have never been measured on labelled pages.` : ''}
  ${trail.budgetHit ? html`The visit ended early: ${trail.budgetHit}.` : ''}</p>
${
  trail.pages.length === 0
    ? html`<p class="soft">No page looked as if it could hold it.</p>`
    : html`
<ol class="candidates">${trail.pages.map((page) => html`<li>${outward(page.url, shortUrl(page.url))} <span class="soft">${page.why}</span> <span class="verdict">${page.verdict}</span></li>`)}</ol>`
}`;
}
