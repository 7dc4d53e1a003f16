import { html } from 'hono/html';
import { daysRead } from '../../../checks/compare/days-read.ts';
import type { Assessment, PageSummary, Run } from '../../../storage/contract.ts';
import { STATE_WORDS } from '../../html/gaps.ts';
import { languageName, outward, plural, shortUrl } from '../../html/vocabulary.ts';
import type { Html } from '../layout.ts';
import { attemptCell } from '../score-cells.ts';

const PAGES = 500;

/** Pages of the last good visit, in the order read. `archives`: may open what was stored of them. */
export const pageTable = ({ subject, pages }: Pick<Assessment, 'subject' | 'pages'>, archives: boolean): Html => html`<details><summary>${plural(pages.length, 'page')}, in the order read</summary>
<div class="scroll" tabindex="0" role="region" aria-label="Pages"><table><thead><tr><th scope="col">Page</th><th scope="col">State</th><th scope="col">For</th><th scope="col">Language</th><th scope="col" class="number">Clicks</th>${archives ? html`<th scope="col">Stored</th>` : ''}</tr></thead><tbody>
${pages.slice(0, PAGES).map((one) => line(subject.id, one, archives))}</tbody></table></div>${pages.length > PAGES ? html`<p class="soft">The first ${PAGES} of them.</p>` : ''}</details>`;

const line = (
  subject: string,
  { title, url, state, status, role, language, depth, archive }: PageSummary,
  archives: boolean,
): Html => html`<tr><th scope="row" class="wrap"><span dir="auto">${title || shortUrl(url)}</span><br>${outward(url, shortUrl(url))}</th><td>${STATE_WORDS[state]} <span class="soft">${status}</span></td><td>${role}</td><td>${language ? languageName(language) : ''}</td><td class="number">${depth}</td>
${archives ? html`<td>${archive ? html`<a href="/subjects/${encodeURIComponent(subject)}/archive/${archive}" rel="noopener" aria-label="Stored copy of ${title || shortUrl(url)}">copy</a>` : ''}</td>` : ''}</tr>`;

const minutes = ({ startedAt, finishedAt }: Run): string => {
  if (finishedAt === null) return '';
  const seconds = Math.round((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
};

/** How dependably the portal could be read, of the visits shown. */
const reached = (runs: readonly Run[]): Html | string => {
  const counted = daysRead(runs);
  return counted
    ? html`<p>Could be read on <b>${counted.read} of ${plural(counted.days, 'day')}</b> visited since ${counted.since} <span class="soft">(of the last ${plural(runs.length, 'visit')}; those that failed on our side do not count)</span></p>`
    : '';
};

/** The visits of a subject, the newest first, with what they were made with: other versions may conclude otherwise. */
export const runTable = (runs: readonly Run[]): Html =>
  runs.length
    ? html`${reached(runs)}<div class="scroll" tabindex="0" role="region" aria-label="Runs"><table><thead><tr><th scope="col">Run</th><th scope="col">Visit (UTC)</th><th scope="col">Took</th><th scope="col">As of</th><th scope="col">Versions</th></tr></thead><tbody>
${runs.map((run) => html`<tr><th scope="row" class="wrap">${run.id}</th><td>${attemptCell(run)}</td><td>${minutes(run)}</td><td>${run.asOf}</td><td class="soft wrap">code ${run.codeVersion}, ${run.catalogue} ${run.catalogueVersion}, seen from ${run.vantage || 'not stated'}</td></tr>`)}</tbody></table></div>`
    : html`<p>Never visited.</p>`;
