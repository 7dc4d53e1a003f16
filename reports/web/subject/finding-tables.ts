import { html } from 'hono/html';
import type { Finding, Outcome } from '../../../checks/contract.ts';
import type { Wording } from '../../html/context.ts';
import { outcomeChip, outward, plural, shortUrl } from '../../html/vocabulary.ts';
import type { Html } from '../layout.ts';

const WORST_FIRST: readonly Outcome[] = ['fail', 'unsure', 'not-found', 'error', 'untested', 'pass', 'not-applicable'];
const groupOf = ({ check }: Finding): string => check.split('/')[0] ?? '';
const TITLES: Readonly<Record<string, string>> = {
  accessibility: 'Accessibility',
  security: 'Security',
  mobile: 'Mobile use',
  concept: 'Services and content',
  content: 'Content',
  features: 'Features',
  institution: 'Institution',
  participation: 'Participation',
  technology: 'Technology',
  privacy: 'Privacy',
  quality: 'Quality',
};
const titleOf = (group: string): string => TITLES[group] ?? group;

/** What was observed on the portals, the faults first; each group is folded, because there are hundreds. */
export const findingTables = (findings: readonly Finding[], wording: Wording | null): Html => {
  if (!findings.length || !wording) return html`<p>None that may be shown here.</p>`;
  const groups = [...Map.groupBy(findings, groupOf)].sort(([one], [other]) => titleOf(one).localeCompare(titleOf(other)));
  return html`${groups.map(
    ([group, list]) => html`<details><summary>${titleOf(group)}: ${plural(list.filter(({ outcome }) => outcome === 'fail').length, 'fault')} in ${plural(list.length, 'finding')}</summary>
<div class="scroll" tabindex="0" role="region" aria-label="${titleOf(group)}"><table><thead><tr><th scope="col">Outcome</th><th scope="col">What</th><th scope="col">Portal</th><th scope="col">Evidence</th></tr></thead><tbody>
${list.toSorted((one, other) => WORST_FIRST.indexOf(one.outcome) - WORST_FIRST.indexOf(other.outcome) || one.check.localeCompare(other.check)).map((finding) => line(finding, wording))}</tbody></table></div></details>`,
  )}`;
};

const line = (finding: Finding, wording: Wording): Html => {
  const remedy = wording.remedy(finding);
  const [piece] = finding.evidence;
  return html`<tr><td>${outcomeChip(finding.outcome)}</td><th scope="row">${wording.check(finding.check).title}<br><span class="soft">${wording.message(finding)}${remedy ? html` <b>What helps:</b> ${remedy}` : ''}</span></th><td class="wrap">${outward(finding.portal, shortUrl(finding.portal))}</td>
<td class="wrap">${piece ? html`${outward(piece.url, shortUrl(piece.url))}${finding.evidence.length > 1 ? html` <span class="soft">and ${finding.evidence.length - 1} more</span>` : ''}` : ''}</td></tr>`;
};
