import { html } from 'hono/html';
import type { Evidence } from '../../checks/contract.ts';
import type { LinkTrail } from '../../crawler/artifact.ts';
import type { PageSummary } from '../../storage/contract.ts';
import { pictureOf } from '../pictures.ts';
import type { ReportInput } from './context.ts';
import { type Html, moment, outward, plural, shortUrl } from './vocabulary.ts';

/** Pieces shown at once; the others are one click away. */
const SHOWN = 3;

/** The evidence behind an answer or finding: each piece with its source, so that a person can check it in one click. */
export function evidenceList(input: ReportInput, pieces: readonly Evidence[], pages: ReadonlyMap<string, PageSummary>): Html {
  if (pieces.length === 0) return html``;
  const [first, rest] = [pieces.slice(0, SHOWN), pieces.slice(SHOWN)];
  const one = (piece: Evidence): Html => evidenceItem(input, piece, pages.get(piece.url));
  return html`<ol class="evidence">${first.map(one)}</ol>
${rest.length === 0 ? '' : html`<details class="more"><summary>${plural(rest.length, 'more piece')} of evidence</summary><ol class="evidence" start="${SHOWN + 1}">${rest.map(one)}</ol></details>`}`;
}

function evidenceItem(input: ReportInput, piece: Evidence, page: PageSummary | undefined): Html {
  const picture = pictureOf(input.assessment, piece);
  const shown = picture && input.pictures.has(picture.blob) ? picture : null;
  const title = page?.title || shortUrl(piece.url);
  return html`<li>
  ${told(piece, page?.language ?? '')}
  ${shown ? html`<svg class="clip" viewBox="0 0 ${shown.width} ${shown.height}" width="${shown.width}" height="${shown.height}" role="img" aria-label="Part of the page “${title}” with the element outlined"><use href="#${pictureId(shown.blob)}"/></svg>` : ''}
  <p class="source"><span class="label">Seen on</span> ${outward(piece.url, title)}</p>
  ${trail(piece.linkTrail)}
  <p class="trace">${moment(piece.observedAt)} · <abbr title="${piece.capture}">capture ${piece.capture.slice(0, 12)}</abbr></p>
</li>`;
}

function told(piece: Evidence, language: string): Html {
  switch (piece.kind) {
    case 'text':
      return html`<blockquote dir="auto"${language ? html` lang="${language}"` : ''}>${piece.quote}</blockquote>`;
    case 'element':
      return html`<p class="label">Element</p><pre>${piece.html}</pre>`;
    case 'header':
      return html`<p class="fact"><span class="label">Header</span> <code>${piece.name}: ${piece.value}</code></p>`;
    case 'measurement':
      return html`<p class="fact"><span class="label">Measured by ${piece.tool} ${piece.toolVersion}</span> <code>${piece.name} = ${piece.value}</code></p>`;
    case 'connection':
      return html`<p class="fact"><span class="label">Connection</span> <code>${piece.fact}: ${piece.value}</code></p>`;
  }
}

/** The way a visitor takes from the start page: researchers ask whether a person can find it easily. */
function trail(steps: LinkTrail): Html {
  const clicks = steps.length === 0 ? 'on the start page' : `${plural(steps.length, 'click')} from the start page`;
  return html`<p class="trail"><span class="label">Way there</span> <span>Home</span>${steps.map(
    (step) => html` <span aria-hidden="true">›</span> <span dir="auto">${step.text || shortUrl(step.url)}</span>`,
  )} <span class="clicks">(${clicks})</span></p>`;
}

/** Id of a picture in the report's picture table; a picture used by many answers is carried once. */
export const pictureId = (blob: string): string => `p-${blob.slice(0, 20)}`;
