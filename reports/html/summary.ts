import { html } from 'hono/html';
import type { Interval } from '../../checks/contract.ts';
import type { Assessment } from '../../storage/contract.ts';
import type { ReportInput } from './context.ts';
import { ANSWERS, ANSWER_ORDER, type Html, percent } from './vocabulary.ts';

/** What is supported, what is undecided, and nothing that looks like a result: no single number, no tier. */
export function summary({ assessment, catalogue }: ReportInput): Html {
  const { score } = assessment;
  const supported = assessment.answers.filter((one) => one.answer === 'yes').length;
  const opposed = assessment.answers.filter((one) => one.answer === 'no').length;
  const undecided = assessment.answers.length - supported - opposed;
  return html`
<section id="summary" aria-labelledby="summary-title">
  <h2 id="summary-title">Summary</h2>
  <div class="card lead">
    <p class="headline"><strong>${supported}</strong> of ${assessment.answers.length} questions have evidence for a yes,
      <strong>${undecided}</strong> ${undecided === 1 ? 'is' : 'are'} undecided, <strong>${opposed}</strong> ${opposed === 1 ? 'points' : 'point'} to a no.</p>
    <p class="scale-title" id="scale-title">Draft score, from what is supported to what is possible: <strong>${span(score.draft)}</strong></p>
    ${bar(score.draft, 'wide')}
    <div class="scale" aria-hidden="true">${[0, 25, 50, 75, 100].map((x) => html`<span style="left: ${x}%">${x}${x === 100 ? ' %' : ''}</span>`)}</div>
    <p class="legend"><span class="key solid" aria-hidden="true"></span> supported by evidence
      <span class="key light" aria-hidden="true"></span> undecided: not found, cannot be assessed, or for a person</p>
    <p class="note">This is a draft. No answer has been confirmed by a person, so there is no result and no tier. A “not found” is not a “no”.</p>
  </div>
  <h3 id="criteria-title">By criterion</h3>
  <div class="card scroll" role="group" aria-labelledby="criteria-title" tabindex="0">
    <table class="criteria">
      <thead><tr><th scope="col">Criterion</th><th scope="col">Supported – possible</th>
        ${ANSWER_ORDER.map((answer) => html`<th scope="col" class="count"><span aria-hidden="true">${ANSWERS[answer].sign}</span> ${ANSWERS[answer].word}</th>`)}</tr></thead>
      <tbody>${criteriaInOrder(assessment, catalogue.criteria).map(
        ([criterion, part]) => html`
        <tr><th scope="row">${criterion}</th>
          <td class="range"><span class="figures">${span(part.draft)}</span>${bar(part.draft, 'thin')}</td>
          ${ANSWER_ORDER.map((answer) => html`<td class="count${part.counts[answer] === 0 ? ' none' : ''}">${part.counts[answer]}</td>`)}</tr>`,
      )}
      </tbody>
    </table>
  </div>
</section>`;
}

const span = ({ low, high }: Interval): string => `${Math.round(low * 100)} – ${percent(high)}`;

function criteriaInOrder(assessment: Assessment, order: readonly string[]): [string, Assessment['score']['byCriterion'][string]][] {
  const place = (criterion: string): number => (order.indexOf(criterion) + order.length + 1) % (order.length + 1);
  return Object.entries(assessment.score.byCriterion).sort(([one], [other]) => place(one) - place(other));
}

/** An interval as a picture: drawn as SVG, because browsers leave out backgrounds when printing. */
const bar = ({ low, high }: Interval, look: 'wide' | 'thin'): Html => html`
<svg class="bar ${look}" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="between ${percent(low)} and ${percent(high)}">
  <rect class="track" width="100" height="10"/><rect class="maybe" x="${low * 100}" width="${Math.max(0, high - low) * 100}" height="10"/><rect class="sure" width="${low * 100}" height="10"/>
  ${[25, 50, 75].map((x) => html`<line class="tick" x1="${x}" x2="${x}" y1="0" y2="10"/>`)}
</svg>`;
