import { html, raw } from 'hono/html';
import { type Html, moment, outward, plural, shortUrl } from '../html/vocabulary.ts';
import { followable, printable } from './cells.ts';
import type { ExportedAnswer, ExportedEvidence, ExportedSubject, SurveyExport } from './export-schema.ts';
import { exportStyle } from './html-style.ts';

/** No script, nothing from the network: crawled text that slipped through the escaping could do nothing. */
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
const CONTENTS = [
  ['summary', 'Summary'],
  ['answers', 'Answers'],
  ['findings', 'Findings'],
  ['changes', 'Changes'],
  ['about', 'About'],
] as const;
/** Links shown at once; the others are one click away, and all are printed. */
const SHOWN = 3;
/** Enough of a hash to tell captures apart; the whole stands in its title, on paper and in the other formats. */
const hash = (whole: string): Html => html`<abbr class="hash" title="${whole}">${whole.slice(0, 16)}</abbr>`;
const share = (value: number): string => `${Math.floor(value * 100)} %`;

/** The export as one page that opens offline and can be printed. */
export const htmlOf = (all: SurveyExport): string => {
  const title = all.subjects.length === 1 ? `${all.subjects[0]!.name}, ${all.subjects[0]!.edition}` : plural(all.subjects.length, 'country or city', 'countries and cities');
  return printable(
    String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>${all.draft ? 'DRAFT: ' : ''}${title}</title>
<link rel="icon" href="data:,">
<style>${raw(exportStyle(all.status.replace(/["\\<\n]/g, ' ')))}</style>
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header><div class="status ${all.draft ? 'draft' : ''}"><div class="wrap"><p>${all.status}</p></div></div>
<div class="top"><div class="wrap"><p class="soft">Survey answers, exported ${moment(all.exportedAt)}</p><h1 dir="auto">${title}</h1>
<nav aria-label="Contents"><ul>${CONTENTS.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav></div></div></header>
<main id="main" class="wrap" tabindex="-1">
${summary(all)}
<section id="answers" aria-labelledby="answers-title"><h2 id="answers-title">Answers</h2><p class="soft">Empty until validated: two people agree, or a third decided. Empty is never “no”.</p>
${bySubject(all.subjects, all.answers).map(([subject, rows]) => answers(subject, rows, all))}</section>
${findings(all)}
${changes(all)}
<section id="about" aria-labelledby="about-title"><h2 id="about-title">About</h2><dl>${all.about.map(({ topic, text }) => html`<dt>${topic}</dt><dd>${text}</dd>`)}${all.subjects.map(visit)}</dl></section>
</main>
<footer><div class="wrap"><p>${all.status}. Made by egov ${all.codeVersion}. Not published or endorsed by the United Nations.</p></div></footer>
</body>
</html>
`),
  );
};

const bySubject = <Row extends { readonly subject: string }>(subjects: readonly ExportedSubject[], rows: readonly Row[]): [ExportedSubject, readonly Row[]][] => {
  const groups = Map.groupBy(rows, (row) => row.subject);
  return subjects.map((subject) => [subject, groups.get(subject.id) ?? []]);
};
/** Names what a table shows, and that it is a draft: a table may be copied out of the page. */
const caption = (all: SurveyExport, text: Html | string): Html => html`<caption>${all.draft ? html`<b>${all.status}</b> · ` : ''}${text}</caption>`;
const table = (all: SurveyExport, name: string, about: Html | string, titles: readonly (readonly [string, string])[], rows: readonly Html[]): Html =>
  html`<div class="scroll" tabindex="0" role="region" aria-label="${name}"><table>${caption(all, about)}<thead><tr>${titles.map(([name, look]) => html`<th scope="col" class="${look}">${name}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>`;

const summary = (all: SurveyExport): Html => html`<section id="summary" aria-labelledby="summary-title"><h2 id="summary-title">Summary</h2>
${table(
  all,
  'Summary, table',
  `Score and tier come from validated answers only and stay empty below ${share(all.resultShare)} validated.`,
  [
    ['Country or city', ''],
    ['Questions', ''],
    ['Validated', 'number'],
    ['Share', 'number'],
    ['Score', 'number'],
    ['Tier', ''],
    ['Half', 'number'],
    ['Disagree', 'number'],
    ['Reopened', 'number'],
    ...(all.draft ? [['DRAFT score', 'number'] as const] : []),
    ['Visited', ''],
  ],
  all.subjects.map(
    (
      subject,
    ) => html`<tr><th scope="row" dir="auto">${subject.name} <span class="trace">${subject.id}</span></th><td>${subject.edition}</td><td class="number">${subject.standings.final} of ${subject.questions}</td><td class="number">${share(subject.shareValidated)}</td>
<td class="number">${subject.score ? between(subject.score) : 'not yet'}</td><td>${subject.tier ?? ''}</td><td class="number">${subject.standings.half}</td><td class="number">${subject.standings.disagree}</td><td class="number">${subject.standings.reopened}</td>${all.draft ? html`<td class="number suggested">${subject.draftScore ? between(subject.draftScore) : ''}</td>` : ''}<td>${subject.run ? moment(subject.run.startedAt) : 'never'}</td></tr>`,
  ),
)}</section>`;
const between = ({ low, high }: { readonly low: number; readonly high: number }): string => `${share(low)} to ${share(high)}`;

const answers = (subject: ExportedSubject, rows: readonly ExportedAnswer[], all: SurveyExport): Html => html`<h3 dir="auto">${subject.name}</h3>
${[...Map.groupBy(rows, ({ criterion }) => criterion)].map(([criterion, of]) =>
  table(
    all,
    `${subject.name}, ${subject.edition}: ${criterion}`,
    html`${criterion} · ${share(subject.shareValidated)} validated`,
    [['Question', 'wide'], ['Answer', 'word'], ['Standing', 'word'], ...(all.draft ? [['DRAFT', 'some'] as const] : []), ['Evidence', 'wide'], ['Notes', 'some'], ['Decided', 'word']],
    of.map(
      (
        row,
      ) => html`<tr><th scope="row">${row.question} <span class="trace">${row.unCode} · ${row.indicator}, version ${row.indicatorVersion}</span></th><td class="answer">${row.answer ?? ''}</td><td>${row.standing}${row.reopenedAt ? html`<br><span class="trace">reopened ${moment(row.reopenedAt)}</span>` : ''}</td>
${all.draft ? html`<td class="suggested">${row.draft ? html`<b>DRAFT</b> ${row.draft.answer}${row.draft.rung ? `, ${row.draft.rung}` : ''}<br><span class="trace">${row.draft.reasons.join(' ')}</span>` : ''}</td>` : ''}
<td>${links(row.evidence)}</td><td>${row.decisions.map(({ assessor, round, answer, note, sawDraft }) => html`<p dir="auto"><span class="trace">${assessor}, ${round}: ${answer}${sawDraft ? '' : ', draft hidden'}</span> ${note}</p>`)}</td><td>${row.decidedAt ? moment(row.decidedAt) : ''}</td></tr>`,
    ),
  ),
)}`;

const links = (evidence: readonly ExportedEvidence[]): Html => html`<ol class="links">${evidence.slice(0, SHOWN).map(link)}</ol>
${evidence.length > SHOWN ? html`<details><summary>${evidence.length - SHOWN} more</summary><ol class="links" start="${SHOWN + 1}">${evidence.slice(SHOWN).map(link)}</ol></details>` : ''}`;
const link = ({
  url,
  text,
  capture,
  archive,
  observedAt,
  from,
}: ExportedEvidence): Html => html`<li>${outward(url, followable(url) ? shortUrl(url) : url)}${text ? html`<q dir="auto">${text.length > 300 ? `${text.slice(0, 300)} …` : text}</q>` : ''}
<span class="trace">${from === 'assessor' ? 'named by an assessor' : 'read on the visit'}${observedAt ? html`, ${moment(observedAt)}` : ''}${capture ? html` · capture ${hash(capture)}` : ' · not captured'}${archive ? html` · archive ${hash(archive)}` : ''}</span></li>`;

const findings = (
  all: SurveyExport,
): Html => html`<section id="findings" aria-labelledby="findings-title"><h2 id="findings-title">Findings</h2><p class="soft">Observed by machine; nobody has confirmed them. No fault found is not the same as no fault.</p>
${bySubject(all.subjects, all.findings)
  .filter(([, rows]) => rows.length > 0)
  .map(
    ([subject, rows]) =>
      html`<h3 dir="auto">${subject.name}</h3>${table(
        all,
        `Findings: ${subject.name}, ${subject.edition}`,
        'Findings',
        [
          ['What was looked at', 'some'],
          ['Outcome', 'word'],
          ['What was seen', 'some'],
          ['What helps', 'some'],
          ['Evidence', 'wide'],
        ],
        rows.map(
          (row) =>
            html`<tr><th scope="row">${row.title} <span class="trace">${row.check}</span></th><td>${row.outcome}</td><td dir="auto">${row.message}</td><td>${row.remedy}</td><td>${links(row.evidence)}</td></tr>`,
        ),
      )}`,
  )}</section>`;

const changes = (
  all: SurveyExport,
): Html => html`<section id="changes" aria-labelledby="changes-title"><h2 id="changes-title">Changes</h2><p class="soft">Between two visits. they: the portal changed · we: our code or questions changed · doubtful: not seen a second time.</p>
${
  all.changes.length === 0
    ? html`<p>None.</p>`
    : bySubject(all.subjects, all.changes)
        .filter(([, rows]) => rows.length > 0)
        .map(
          ([subject, rows]) =>
            html`<h3 dir="auto">${subject.name}</h3>${table(
              all,
              `Changes: ${subject.name}, ${subject.edition}`,
              'Changes',
              [
                ['What', 'wide'],
                ['Before', 'some'],
                ['After', 'some'],
                ['Cause', 'word'],
                ['Noticed', 'word'],
                ['Evidence', 'wide'],
              ],
              rows.map(
                (row) =>
                  html`<tr><th scope="row">${row.key} <span class="trace">${row.kind}${row.worse ? ', worse' : ''}</span></th><td dir="auto">${row.before}</td><td dir="auto">${row.after}</td><td>${row.cause}</td><td>${moment(row.at)}</td><td>${links(row.evidence)}</td></tr>`,
              ),
            )}`,
        )
}</section>`;

const visit = ({ id, name, edition, run }: ExportedSubject): Html =>
  run === null
    ? html``
    : html`<dt dir="auto">Visit of ${name} (${id})</dt><dd>Run ${run.id}, ${moment(run.startedAt)}, judged as of ${run.asOf}, ${plural(run.pagesRead, 'page')} read, with egov ${run.codeVersion}, questions ${edition} ${run.catalogueVersion}, from ${run.vantage || 'a place not stated'}.</dd>`;
