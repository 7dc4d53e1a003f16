import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import type { Assessment } from '../../storage/contract.ts';
import { allPictures, frontPicture } from '../pictures.ts';
import { answers } from './answers.ts';
import type { ReportInput } from './context.ts';
import { pictureId } from './evidence.ts';
import { findings } from './findings.ts';
import { gaps } from './gaps.ts';
import { pageList } from './pages.ts';
import { SCRIPT } from './script.ts';
import { STYLE } from './style.ts';
import { summary } from './summary.ts';
import { type Html, languageName, moment, outward, percent, plural, shortUrl } from './vocabulary.ts';

const CONTENTS = [
  ['summary', 'Summary'],
  ['answers', 'Answers'],
  ['accessibility', 'Accessibility'],
  ['mobile', 'Mobile use'],
  ['security', 'Security'],
  ['privacy', 'Privacy'],
  ['quality', 'Quality'],
  ['technology', 'Technology'],
  ['gaps', 'Not assessed'],
  ['pages', 'Pages visited'],
] as const;

/** The only script that may run: even if crawled text slipped through the escaping, the browser would refuse it. */
const POLICY = `default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-${createHash('sha256').update(SCRIPT).digest('base64')}'; base-uri 'none'; form-action 'none'`;

/** The report of one run as a single HTML file that needs nothing from the network. */
export function renderReport(input: ReportInput): string {
  const { assessment } = input;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>Draft: ${assessment.subject.name}, ${input.catalogue.id}</title>
<link rel="icon" href="data:,">
<style>${raw(STYLE)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
${pictureTable(input)}
<header class="top"><div class="draft"><div class="wrap"><p><b>DRAFT</b> · Suggested by a machine. Nobody has confirmed any of it.</p></div></div>
<div class="wrap">${masthead(input)}
<nav class="contents" aria-label="Contents"><ul>${CONTENTS.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav></div></header>
<main id="main" class="wrap" tabindex="-1">
${summary(input)}
${answers(input)}
${findings(input)}
${gaps(input)}
${pageList(input)}
</main>
<footer><div class="wrap"><p>Made by egov ${assessment.run.codeVersion} from run ${assessment.run.id}. Questions are an unofficial paraphrase of the UN E-Government Survey; they are not published by the United Nations.</p></div></footer>
<script>${raw(SCRIPT)}</script>
</body>
</html>
`;
  return String(page);
}

function masthead(input: ReportInput): Html {
  const { assessment } = input;
  const { run, subject, portals, coverage } = assessment;
  const front = frontPicture(assessment);
  const languages = Object.entries(coverage.languages).sort((one, other) => other[1] - one[1]);
  return html`
<div class="masthead"><div>
  <p class="kicker">Draft assessment, ${subject.level} level, ${run.catalogue}</p>
  <h1 dir="auto">${subject.name}</h1>
  <p>${portals.map((portal, place) => html`${place > 0 ? ', ' : ''}${outward(portal.url, shortUrl(portal.url))}`)}</p>
</div>
${front && input.pictures.has(front.blob) ? html`<svg class="front" viewBox="0 0 ${front.width} ${Math.min(front.height, front.width * 0.625)}" preserveAspectRatio="xMidYMin slice" role="img" aria-label="The start page as visited"><use href="#${pictureId(front.blob)}"/></svg>` : ''}
</div>
<dl class="facts">
  <div><dt>Visited</dt><dd>${moment(run.startedAt)}</dd></div>
  <div class="broad"><dt>Pages</dt><dd>${pagesRead(coverage)}</dd></div>
  <div><dt>Languages</dt><dd>${languages.length === 0 ? 'none recognised' : languages.map(([tag, count]) => `${languageName(tag)} (${count})`).join(', ')}</dd></div>
  <div><dt>Judged as of</dt><dd>${run.asOf}</dd></div>
  <div><dt>Catalogue</dt><dd>${run.catalogue}, version ${run.catalogueVersion}</dd></div>
  <div><dt>Visited from</dt><dd>${run.vantage || 'not stated'}</dd></div>
</dl>`;
}

function pagesRead(coverage: Assessment['coverage']): string {
  const parts = [
    `${coverage.done} read`,
    `${coverage.rendered} in a browser`,
    coverage.blocked > 0 ? `${coverage.blocked} blocked` : '',
    coverage.failed > 0 ? `${coverage.failed} failed` : '',
    coverage.skipped > 0 ? `${plural(coverage.skipped, 'address', 'addresses')} left out` : '',
  ].filter((part) => part !== '');
  const rest = coverage.discovered > 0 && !coverage.reachedEnd ? ` (${percent(coverage.done / coverage.discovered)} of what was seen)` : '';
  return parts.join(', ') + rest + (coverage.budgetHit ? `; ended by ${coverage.budgetHit}` : '');
}

/** Each picture once, however many answers show it: they refer to it by id. */
function pictureTable({ assessment, pictures }: ReportInput): Html {
  const shown = allPictures(assessment).filter((picture) => pictures.has(picture.blob));
  return html`<svg class="pictures" aria-hidden="true" focusable="false"><defs>${shown.map(
    (picture) =>
      html`<image id="${pictureId(picture.blob)}" width="${picture.width}" height="${picture.height}" href="${`data:${picture.type};base64,${Buffer.from(pictures.get(picture.blob) ?? []).toString('base64')}`}"/>`,
  )}</defs></svg>`;
}
