import { html } from 'hono/html';
import { STATE_WORDS } from './gaps.ts';
import type { ReportInput } from './context.ts';
import { type Html, languageName, outward, plural, shortUrl } from './vocabulary.ts';

/** Every page of the visit, in the order it was read, folded away: it is long and seldom wanted. */
export const pageList = ({ assessment: { pages } }: ReportInput): Html => html`
<section id="pages" aria-labelledby="pages-title">
  <h2 id="pages-title">Pages visited</h2>
  <details class="finding long"><summary><span class="question">${plural(pages.length, 'page')}, in the order read</span></summary>
  <div class="scroll" role="group" aria-labelledby="pages-title" tabindex="0"><table class="pages">
    <thead><tr><th scope="col">Page</th><th scope="col">State</th><th scope="col">For</th><th scope="col">Language</th><th scope="col">Read by</th><th scope="col" class="count">Clicks</th></tr></thead>
    <tbody>${pages.map(
      (page) => html`<tr>
      <td><span dir="auto">${page.title}</span> <span class="address">${outward(page.url, shortUrl(page.url))}</span></td>
      <td>${STATE_WORDS[page.state]} <span class="soft">${page.status}</span></td><td>${page.role}</td><td>${page.language === '' ? '' : languageName(page.language)}</td>
      <td>${page.fetchedBy === 'browser' ? 'browser' : 'fetch'}</td><td class="count">${page.depth}</td></tr>`,
    )}</tbody>
  </table></div></details>
</section>`;
