import { html } from 'hono/html';
import type { DraftAnswer, Evidence, SearchTrail } from '../../checks/contract.ts';
import type { Catalogue } from '../../config/catalogue.ts';
import { fold, readDocument } from '../../crawler/parts/document.ts';
import { blocksOf } from '../../crawler/parts/text.ts';
import type { Assessment, PageSummary } from '../../storage/contract.ts';
import { pictureOf } from '../pictures.ts';
import { evidenceList, pictureId } from '../html/evidence.ts';
import { languageName, moment, plural, shortUrl } from '../html/vocabulary.ts';
import type { WebDeps } from './context.ts';
import { isWebAddress } from './decisions.ts';
import type { Html } from './layout.ts';

/** Evidence beside a question: what was seen, where it stands on its page, and the page itself. */

const SHOWN = 3;
const AROUND = 220; // characters of context on each side
const MOST_MARKUP = 4_000_000;
const AROUND_CONTENT: ReadonlySet<string> = new Set(['nav', 'header', 'footer']);

interface Proof {
  readonly assessment: Assessment;
  readonly catalogue: Catalogue;
  readonly draft: DraftAnswer;
}

export const proof = async (deps: WebDeps, { assessment, catalogue, draft }: Proof): Promise<Html> => {
  const pages = new Map(assessment.pages.map((page) => [page.url, page]));
  const pictures = draft.evidence.map((piece) => pictureOf(assessment, piece)).filter((picture) => picture !== null);
  const input = { assessment, catalogue, wording: await deps.wording(assessment), pictures: new Map(pictures.map(({ blob }) => [blob, new Uint8Array()])) };
  const address = (kind: 'pictures' | 'archive', blob: string): string => `/subjects/${encodeURIComponent(assessment.run.subject)}/${kind}/${blob}`;
  const contexts = await Promise.all(draft.evidence.map((piece, place) => (place < SHOWN ? contextOf(deps, piece, pages.get(piece.url)) : null)));
  const framed = new Set<string>();
  const one = (piece: Evidence, place: number): Html => {
    const page = pages.get(piece.url);
    const context = contexts[place];
    const archive = page?.archive && !framed.has(page.archive) ? page.archive : null;
    if (archive) framed.add(archive);
    return html`<article class="card piece" aria-label="Evidence ${place + 1} of ${draft.evidence.length}">
${evidenceList(input, [piece], pages)}
${context ? html`<p class="context" dir="auto"><span class="label">In context</span> ${context.before} <mark>${context.quote}</mark> ${context.after}</p>` : ''}
${isWebAddress(piece.url) ? html`<p>${live(piece.url, 'Open the live page')} <span class="soft">(new tab) ${shortUrl(piece.url)}</span></p>` : ''}
${
  archive
    ? html`<details><summary>Page as it was on ${moment(piece.observedAt)}</summary>
<iframe sandbox="" referrerpolicy="no-referrer" loading="lazy" src="${address('archive', archive)}" title="Archived copy of ${page?.title || shortUrl(piece.url)}"></iframe></details>`
    : page?.archive
      ? html`<p class="soft">Its archived page stands further up.</p>`
      : html`<p class="soft">No archived copy: the page was not opened in the browser.</p>`
}
</article>`;
  };
  const [first, rest] = [draft.evidence.slice(0, SHOWN), draft.evidence.slice(SHOWN)];
  return html`<svg width="0" height="0" class="pictures" aria-hidden="true" focusable="false"><defs>${[...new Map(pictures.map((picture) => [picture.blob, picture])).values()].map(({ blob, width, height }) => html`<image id="${pictureId(blob)}" width="${width}" height="${height}" href="${address('pictures', blob)}"/>`)}</defs></svg>
${first.map(one)}
${rest.length ? html`<details class="more"><summary>${plural(rest.length, 'more piece')} of evidence</summary>${rest.map((piece, place) => one(piece, place + SHOWN))}</details>` : ''}
${draft.answer === 'yes' || draft.answer === 'needs-human' ? '' : searched(draft.searched)}
${draft.evidence.length === 0 ? everyPage(assessment) : ''}`;
};

/** A link to the portal as it is now, in a tab of its own. Only http and https may be followed. */
const live = (url: string, text: string): Html => (isWebAddress(url) ? html`<a href="${url}" target="_blank" rel="noopener noreferrer">${text}</a>` : html`<span>${text}</span>`);

/** What stands before and after a quote, from the page as it was stored; null where the quote is no visible text of it. */
const contextOf = async ({ store }: WebDeps, piece: Evidence, page: PageSummary | undefined): Promise<{ readonly before: string; readonly quote: string; readonly after: string } | null> => {
  const blob = page?.archive ?? page?.body;
  if (piece.kind !== 'text' || !blob) return null;
  const bytes = await store.blobs.get(blob).catch(() => null); // a missing archive costs the context, not the question
  return bytes === null || bytes.byteLength > MOST_MARKUP ? null : around(new TextDecoder().decode(bytes), piece.url, piece.quote);
};

export const around = (markup: string, url: string, quote: string): { readonly before: string; readonly quote: string; readonly after: string } | null => {
  const blocks = blocksOf(readDocument(markup, url));
  const wanted = fold(quote);
  // without menus first: they would stand before a quote at the head of the content, and say nothing about it
  const text = [blocks.filter(({ owner }) => !AROUND_CONTENT.has(owner.place)), blocks].map((some) => some.map((block) => block.text).join(' · ')).find((one) => one.includes(wanted));
  if (!wanted || text === undefined) return null;
  const at = text.indexOf(wanted);
  const end = at + wanted.length;
  const from = Math.max(0, at - AROUND);
  return { before: (from > 0 ? '…' : '') + text.slice(from, at).trimEnd(), quote: wanted, after: text.slice(end, end + AROUND).trimStart() + (end + AROUND < text.length ? '…' : '') };
};

const SITE_SEARCH: Readonly<Record<SearchTrail['siteSearch'], string>> = {
  tried: 'The portal’s own search was tried.',
  'no-search': 'The portal has no search that could be tried.',
  'not-tried': 'The portal’s own search was not tried.',
  unjudged: 'The portal’s own search was tried; what it answered could not be judged.',
};

/** Where it was looked for: absence can only be searched for. */
const searched = (trail: SearchTrail): Html => {
  const names = (tags: readonly string[]): string => tags.map(languageName).join(', ');
  return html`<section class="card"><h3>What was searched</h3>
<p>${plural(trail.pagesRead, 'page')} read${trail.languages.length ? ` in ${names(trail.languages)}` : ''}. ${SITE_SEARCH[trail.siteSearch]} ${trail.sitemap ? 'The sitemap was read.' : 'There was no sitemap to read.'}${trail.queries.length ? html` Asked for: ${trail.queries.map((query, place) => html`${place ? ', ' : ''}<q dir="auto">${query}</q>`)}.` : ''}</p>
${trail.languagesWithoutWords.length ? html`<p><strong>Pages in ${names(trail.languagesWithoutWords)} could not be judged:</strong> no words are known for it.</p>` : ''}
${trail.budgetHit ? html`<p><strong>The visit ended early:</strong> ${trail.budgetHit}.</p>` : ''}
${trail.pages.length ? html`<p>Likeliest pages, best first:</p><ol>${trail.pages.map((page) => html`<li>${live(page.url, shortUrl(page.url))} <span class="soft">${page.why}; ${page.verdict}</span></li>`)}</ol>` : html`<p>No page looked as if it could hold it.</p>`}
</section>`;
};

/** For who answers without draft or evidence: the portals, and every page that was read, in the order of the visit. Live pages open beside the question, whose fields stay as they are. */
export const everyPage = (assessment: Assessment): Html => html`<section class="card"><h3>Where to look</h3>
<ul>${assessment.portals.map((portal) => html`<li>${live(portal.url, shortUrl(portal.url))} <span class="soft">${portal.role}</span></li>`)}</ul>
<details open><summary>${plural(assessment.pages.length, 'page')} read on ${moment(assessment.run.startedAt)}</summary>
<ul class="pages">${assessment.pages.map((page) => html`<li><span dir="auto">${live(page.url, page.title || shortUrl(page.url))}</span> ${page.archive ? html`<a class="soft" href="/subjects/${encodeURIComponent(assessment.run.subject)}/archive/${page.archive}" target="_blank" rel="noopener noreferrer" aria-label="Archived copy of ${page.title || shortUrl(page.url)}">archived</a>` : ''}</li>`)}</ul></details></section>`;
