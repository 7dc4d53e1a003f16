import { html } from 'hono/html';
import type { ResponseState } from '../../crawler/artifact.ts';
import { indicatorsOf, type ReportInput } from './context.ts';
import { type Html, outward, plural, shortUrl } from './vocabulary.ts';

/** What a page's state means to a reader. */
export const STATE_WORDS: Readonly<Record<ResponseState, string>> = {
  ok: 'read',
  'empty-shell': 'empty without scripts',
  blocked: 'refused to us',
  challenge: 'bot challenge',
  'login-wall': 'asks to sign in',
  'not-found': 'page not found',
  'soft-404': 'says “not found”',
  error: 'error page',
  throttled: 'asked us to slow down',
  parked: 'parked or placeholder',
  'archived-copy': 'copy of another site',
  'not-html': 'document',
};
/** States that hide content a visitor might see. */
const HIDDEN: readonly ResponseState[] = ['blocked', 'challenge', 'login-wall', 'error', 'throttled', 'empty-shell', 'parked'];
const LISTED = 40;

/** What could not be assessed, and why: a gap is told, never passed over. */
export function gaps(input: ReportInput): Html {
  const { assessment, catalogue, wording } = input;
  const indicators = indicatorsOf(catalogue);
  const open = assessment.answers.filter((one) => one.answer === 'cannot-assess' || one.answer === 'needs-human');
  const byReason = Map.groupBy(open, (one) => one.reasons[0] ?? 'unknown');
  const hidden = assessment.pages.filter((page) => HIDDEN.includes(page.state));
  return html`
<section id="gaps" aria-labelledby="gaps-title">
  <h2 id="gaps-title">What could not be assessed</h2>
  <div class="card pad">
    <h3>Questions</h3>
    ${
      open.length === 0
        ? html`<p>Every question could be searched.</p>`
        : html`<ul class="plain">${[...byReason].map(
            ([reason, drafts]) => html`
      <li><strong>${plural(drafts.length, 'question')}</strong>: ${wording.reason(reason)} ${wording.help(reason) ? html`<span class="soft">What would help: ${wording.help(reason)}</span>` : ''}
        <span class="links">${drafts.map((draft, place) => html`${place > 0 ? ', ' : ''}<a href="#${draft.indicator}">${indicators.get(draft.indicator)?.unCode ?? draft.indicator}</a>`)}</span></li>`,
          )}</ul>`
    }
    <h3>Pages that hid their content</h3>
    ${
      hidden.length === 0
        ? html`<p>None.</p>`
        : html`<ul class="plain">${hidden
            .slice(0, LISTED)
            .map((page) => html`<li>${outward(page.url, shortUrl(page.url))} <span class="soft">${STATE_WORDS[page.state]}, status ${page.status}</span></li>`)}</ul>${cut(hidden.length)}`
    }
    <h3>Addresses that could not be fetched</h3>
    ${
      assessment.failures.length === 0
        ? html`<p>None.</p>`
        : html`<ul class="plain">${assessment.failures
            .slice(0, LISTED)
            .map(
              (failure) => html`<li>${outward(failure.url, shortUrl(failure.url))} <span class="soft">${failure.kind}${failure.detail ? `: ${failure.detail}` : ''}</span></li>`,
            )}</ul>${cut(assessment.failures.length)}`
    }
  </div>
</section>`;
}

const cut = (length: number): Html => (length > LISTED ? html`<p class="soft">and ${(length - LISTED).toLocaleString('en')} more in the JSON.</p>` : html``);
