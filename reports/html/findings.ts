import { html } from 'hono/html';
import type { Finding, Outcome } from '../../checks/contract.ts';
import type { ReportInput } from './context.ts';
import { evidenceList } from './evidence.ts';
import { type Html, outcomeChip, plural } from './vocabulary.ts';

const WORST_FIRST: readonly Outcome[] = ['fail', 'unsure', 'not-found', 'error', 'untested', 'pass', 'not-applicable'];
const worstFirst = (one: Finding, other: Finding): number => WORST_FIRST.indexOf(one.outcome) - WORST_FIRST.indexOf(other.outcome) || one.check.localeCompare(other.check);

const group = (finding: Finding): string => finding.check.split('/')[0] ?? '';

/** What was observed for its own sake, by group: most with the places concerned, security as a table with remedies. */
export function findings(input: ReportInput): Html {
  const of = (name: string): Finding[] => input.assessment.findings.filter((one) => group(one) === name).sort(worstFirst);
  const covered = of('accessibility').find(({ check }) => check === 'accessibility/sample');
  const sample = covered ? ` ${input.wording.message(covered)}` : '';
  return html`
${detailed(input, 'accessibility', 'Accessibility', of('accessibility'), `Found by machine on sampled pages, by rule. A machine finds only part of the barriers that people meet: no fault found is not the same as accessible.${sample}`)}
${detailed(input, 'mobile', 'Mobile use', of('mobile'), `Measured in a browser as wide as a phone.${sample}`)}
${table(input, of('security'))}
${detailed(input, 'privacy', 'Privacy', of('privacy'), 'What a first visit sets going before anybody agrees to anything, and what the privacy statement tells.')}
${detailed(input, 'quality', 'Quality', of('quality'), 'Speed, dead links, readability and the like. Figures of a named tool appear only where that tool was run.')}
${detailed(input, 'technology', 'Technology', of('technology'), 'What the portal is made with, as far as it shows.')}`;
}

function detailed(input: ReportInput, id: string, title: string, list: readonly Finding[], intro: string): Html {
  const pages = new Map(input.assessment.pages.map((page) => [page.url, page]));
  return html`
<section id="${id}" aria-labelledby="${id}-title">
  <h2 id="${id}-title">${title}</h2>
  <p class="soft">${intro}</p>
  ${
    list.length === 0
      ? none
      : list.map(
          (finding) => html`
  <details class="finding">
    <summary>${outcomeChip(finding.outcome)} <span class="question">${input.wording.check(finding.check).title}</span>
      <span class="confidence">${finding.evidence.length > 0 ? plural(finding.evidence.length, 'place') : ''}</span></summary>
    <div class="body single">
      <p>${input.wording.message(finding)}</p>
      ${rules(finding)}
      ${input.wording.remedy(finding) ? html`<p><strong>What helps:</strong> ${input.wording.remedy(finding)}</p>` : ''}
      ${evidenceList(input, finding.evidence, pages)}
      <p class="trace">${input.wording.check(finding.check).why} · ${finding.check} on ${finding.portal}</p>
    </div>
  </details>`,
        )
  }
</section>`;
}

interface RuleCount {
  readonly rule: string;
  readonly impact: string;
  readonly count: number;
  readonly pages: number;
  readonly help: string;
}
const isRule = (one: unknown): one is RuleCount => typeof one === 'object' && one !== null && 'rule' in one && 'count' in one;

/** Checks that run many rules say in `data.rules` how often each was broken. */
function rules(finding: Finding): Html {
  const list = Array.isArray(finding.data?.['rules']) ? finding.data['rules'].filter(isRule) : [];
  if (list.length === 0) return html``;
  return html`<div class="scroll" role="group" aria-label="Rules broken" tabindex="0"><table>
<thead><tr><th scope="col">Rule</th><th scope="col">Impact</th><th scope="col" class="count">Elements</th><th scope="col" class="count">Pages</th></tr></thead>
<tbody>${list.map((one) => html`<tr><th scope="row"><code>${one.rule}</code> <span class="soft">${one.help ?? ''}</span></th><td>${one.impact ?? ''}</td><td class="count">${one.count}</td><td class="count">${one.pages ?? ''}</td></tr>`)}</tbody>
</table></div>`;
}

const table = (input: ReportInput, list: readonly Finding[]): Html => html`
<section id="security" aria-labelledby="security-title">
  <h2 id="security-title">Security</h2>
  <p class="soft">Read from response headers, the certificate and redirects. Nothing was attacked or tried out.</p>
  ${
    list.length === 0
      ? none
      : html`<div class="card scroll" role="group" aria-labelledby="security-title" tabindex="0"><table class="security">
    <thead><tr><th scope="col">Check</th><th scope="col">Outcome</th><th scope="col">What was seen</th><th scope="col">What helps</th></tr></thead>
    <tbody>${list.map(
      (finding) => html`<tr>
      <th scope="row">${input.wording.check(finding.check).title}</th>
      <td>${outcomeChip(finding.outcome)}</td>
      <td>${input.wording.message(finding)}${seen(finding)}</td>
      <td>${input.wording.remedy(finding) || html`<span class="soft">nothing to do</span>`}</td></tr>`,
    )}</tbody>
  </table></div>`
  }
</section>`;

function seen(finding: Finding): Html {
  const piece = finding.evidence[0];
  if (piece?.kind === 'header') return html`<br><code>${piece.name}: ${piece.value}</code>`;
  if (piece?.kind === 'connection') return html`<br><code>${piece.fact}: ${piece.value}</code>`;
  return html``;
}

const none = html`<p class="card pad">Nothing was checked here in this run.</p>`;
