import { ANSWER_ORDER } from './vocabulary.ts';

const MOST_CRITERIA = 12;

/** Filters without script: a chosen radio button hides what does not fit. */
const filterRules = [
  ...ANSWER_ORDER.map(
    (answer) => `
main:has(input[name=answer][value=${answer}]:checked) .answer:not([data-answer=${answer}]),
main:has(input[name=answer][value=${answer}]:checked) .criterion:not(:has([data-answer=${answer}])) { display: none }`,
  ),
  ...Array.from(
    { length: MOST_CRITERIA },
    (_, place) => `
main:has(input[name=criterion][value="${place}"]:checked) .criterion:not([data-criterion="${place}"]) { display: none }`,
  ),
].join('');

/** The whole look of the report. System fonts: nothing is fetched. */
export const STYLE = `
:root { --ink: #1b2430; --soft: #525d6b; --line: #d8dee6; --ground: #f4f6f8; --card: #fff; --accent: #1d4f91; --light: #b7cbe6; --gap: 1rem; color-scheme: light }
* { box-sizing: border-box }
html { scroll-behavior: smooth; scroll-padding-top: 1rem; -webkit-text-size-adjust: 100% }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.55 system-ui, "Segoe UI", "Noto Sans", "Helvetica Neue", Arial, sans-serif; overflow-wrap: anywhere }
h1, h2, h3, h4 { line-height: 1.25; margin: 0; text-wrap: balance }
h1 { font-size: clamp(1.6rem, 4vw, 2.2rem); letter-spacing: -.015em }
h2 { font-size: 1.45rem; margin: 3rem 0 .75rem; letter-spacing: -.01em }
h3 { font-size: 1.1rem; margin: 1.75rem 0 .6rem }
h4 { font-size: .82rem; font-weight: 650; color: var(--soft); margin: 1.4rem 0 .4rem }
p { margin: .4rem 0 } ul, ol { margin: .4rem 0; padding-left: 1.3rem }
a { color: var(--accent); text-underline-offset: .15em; text-decoration-thickness: 1px } a:hover { text-decoration-thickness: 2px }
:focus-visible { outline: 3px solid #f5a800; outline-offset: 2px; border-radius: 3px }
code, pre { font: .86em/1.5 ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", monospace }
pre { margin: .3rem 0; padding: .6rem .8rem; background: var(--ground); border: 1px solid var(--line); border-radius: 6px; white-space: pre-wrap }
abbr { text-decoration: none }
.skip { position: absolute; left: -999rem } .skip:focus { left: 1rem; top: 1rem; background: #fff; padding: .5rem 1rem; z-index: 9 }
.soft, .trace, .note { color: var(--soft) } .trace { font-size: .82rem } .soft { font-weight: 400 } .note { font-size: .92rem; margin-top: 1rem }
.wrap { max-width: 70rem; margin: 0 auto; padding: 0 1.25rem }
.draft { background: #fff3d1; border-bottom: 1px solid #e2c26a; color: #4f3700; font-size: .95rem } .draft p { margin: 0; padding: .55rem 0 } .draft b { letter-spacing: .08em }
.top { background: var(--card); border-bottom: 1px solid var(--line); padding-bottom: 1.25rem } .draft + .wrap { padding-top: 1.75rem }
.masthead { display: grid; grid-template-columns: 1fr auto; gap: 2rem; align-items: start }
.front { width: 17rem; height: 10.6rem; border: 1px solid var(--line); border-radius: 8px; display: block; background: var(--ground) }
.kicker { color: var(--soft); font-size: .92rem; margin: 0 0 .35rem }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: .9rem 1.5rem; margin: 1.25rem 0 0 } .facts div { min-width: 0 }
.facts .broad { grid-column: span 2 } .facts dt { font-size: .8rem; color: var(--soft) } .facts dd { margin: 0; font-size: .95rem }
.contents ul { list-style: none; display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; padding: 0; margin: 1.4rem 0 0; font-size: .95rem }
.card, .answer, .finding { background: var(--card); border: 1px solid var(--line); border-radius: 8px } .pad, .lead { padding: 1.1rem 1.35rem } .pad h3:first-child { margin-top: 0 }
.headline { font-size: 1.3rem; line-height: 1.4; margin: 0 0 1rem; text-wrap: balance } .scale-title { margin-bottom: .5rem }
.bar { display: block; width: 100%; border-radius: 4px } .bar.wide { height: 1.6rem } .bar.thin { height: .6rem; margin-top: .3rem }
.track { fill: #e9edf2 } .maybe { fill: var(--light) } .sure { fill: var(--accent) } .tick { stroke: #fff; stroke-width: .3; opacity: .8 }
.scale { position: relative; height: 1.2rem; font-size: .78rem; color: var(--soft); margin-top: .2rem } .scale span { position: absolute; transform: translateX(-50%) } .scale span:first-child { transform: none } .scale span:last-child { transform: translateX(-100%); white-space: nowrap }
.legend { font-size: .88rem; color: var(--soft); margin-top: .7rem } .key { display: inline-block; width: .9rem; height: .9rem; border-radius: 3px; vertical-align: -.1rem; margin: 0 .25rem 0 0 } .key.light { margin-left: 1rem } .key.solid { background: var(--accent) } .key.light { background: var(--light) }
.scroll { overflow-x: auto }
table { border-collapse: collapse; width: 100%; font-size: .94rem } th, td { text-align: left; vertical-align: top; padding: .6rem .85rem; border-bottom: 1px solid var(--line) } tbody tr:last-child > * { border-bottom: 0 }
thead th { font-size: .82rem; color: var(--soft); font-weight: 600; vertical-align: bottom; overflow-wrap: normal } tbody th { font-weight: 550 } td, tbody th { overflow-wrap: anywhere; min-width: 6rem }
.count { text-align: right; font-variant-numeric: tabular-nums; min-width: 3.5rem } .count.none { color: #6b7683 } .range { min-width: 11rem } .figures { font-variant-numeric: tabular-nums; white-space: nowrap }
.chip { display: inline-block; font-size: .84rem; font-weight: 600; line-height: 1.3; padding: .16rem .55rem; border-radius: 99px; border: 1px solid; white-space: nowrap; justify-self: start }
.chip.yes { color: #0b5730; background: #e5f4ea; border-color: #a5d3b6 } .chip.no { color: #8a1a16; background: #fcebe9; border-color: #e8b4af } .chip.not-found { color: #634400; background: #fdf4d9; border-color: #e2c778 }
.chip.cannot-assess { color: #3c444e; background: #eceff2; border-color: #c3cad2 } .chip.needs-human { color: #48308a; background: #f0ecfb; border-color: #c9bdea }
.filters { padding: .9rem 1.2rem 1rem } fieldset { border: 0; padding: 0; margin: 0 0 .7rem; display: flex; flex-wrap: wrap; gap: .4rem } legend { font-size: .82rem; font-weight: 600; color: var(--soft); padding: 0; margin-bottom: .35rem }
.pick { display: inline-flex; gap: .35rem; align-items: center; padding: .25rem .75rem; min-height: 2rem; border: 1px solid #b9c2cd; border-radius: 99px; cursor: pointer; font-size: .92rem; background: #fff } .pick:hover { border-color: var(--accent) }
.pick input { margin: 0; accent-color: var(--accent) } .pick:has(:checked) { border-color: var(--accent); background: #eaf1fa; box-shadow: inset 0 0 0 1px var(--accent) } .pick b { font-weight: 500; color: var(--soft); font-variant-numeric: tabular-nums }
.tools { display: flex; gap: .5rem; align-items: center; flex-wrap: wrap; margin: .2rem 0 0 } .tools[hidden] { display: none } button { font: inherit; font-size: .92rem; padding: .25rem .8rem; border: 1px solid #b9c2cd; border-radius: 6px; background: #fff; color: inherit; cursor: pointer } button:hover { border-color: var(--accent) }
.answer, .finding { margin: .45rem 0 } .answer > summary, .finding > summary { display: grid; grid-template-columns: 9.4rem 1fr auto; gap: .4rem 1rem; align-items: baseline; padding: .65rem 1.1rem .65rem 2.1rem; cursor: pointer; list-style: none; position: relative; border-radius: 8px }
summary::-webkit-details-marker { display: none } .answer > summary::before, .finding > summary::before { content: ""; position: absolute; left: 1rem; top: 1.1rem; width: .42rem; height: .42rem; border: solid var(--soft); border-width: 0 2px 2px 0; rotate: -45deg } details[open] > summary::before { rotate: 45deg } .answer > summary:hover, .finding > summary:hover { background: #f8fafc }
.finding.long > summary { grid-template-columns: 1fr }
.question { font-weight: 550 } .code { color: var(--soft); font-weight: 400; font-variant-numeric: tabular-nums; margin-right: .35rem } .confidence { color: var(--soft); font-size: .86rem; text-align: right } .rung::after { content: " ·" }
.body { display: grid; grid-template-columns: minmax(0, 1fr) 18rem; gap: 0 2.25rem; padding: .3rem 1.35rem 1.35rem 2.1rem; border-top: 1px solid var(--line) } .body.single { grid-template-columns: minmax(0, 1fr) }
.asked { font-size: 1.08rem; margin-top: .8rem; max-width: 46rem } .why { padding-left: 1.1rem } .help { display: block; color: var(--soft) }
.guidance { border-left: 1px solid var(--line); padding-left: 1.5rem; margin-top: 1rem; font-size: .92rem } .guidance h4 { margin-top: 0 } .guidance dl { margin: 0 } .guidance dt { font-weight: 600; margin-top: .65rem } .guidance dd { margin: 0 }
.evidence { list-style: none; padding: 0 } .evidence > li { border: 1px solid var(--line); border-radius: 8px; padding: .75rem 1rem; margin: .5rem 0; background: #fcfdfe } .evidence p { margin: .2rem 0 } .label { color: var(--soft); font-size: .84rem; margin-right: .3rem }
blockquote { margin: .1rem 0 .55rem; padding-inline-start: .9rem; border-inline-start: 3px solid var(--accent); font-family: Georgia, "Noto Serif", "Times New Roman", serif; font-size: 1.08rem; line-height: 1.5 }
.clip { display: block; max-width: 100%; height: auto; border: 1px solid var(--line); border-radius: 6px; background: #fff; margin: .6rem 0 } .trail { font-size: .92rem } .clicks { color: var(--soft) } .more > summary { cursor: pointer; color: var(--accent); padding: .3rem 0 }
.candidates { font-size: .93rem } .candidates li { margin: .2rem 0 } .verdict { color: var(--soft) } .verdict::before { content: "– " } .plain { list-style: none; padding: 0 } .plain li { padding: .4rem 0; border-bottom: 1px solid var(--line) } .plain li:last-child { border-bottom: 0 }
.pages .address { display: block; font-size: .86rem } .pictures { position: absolute; width: 0; height: 0; overflow: hidden }
footer { border-top: 1px solid var(--line); margin-top: 3.5rem; padding: 1.25rem 0 2.5rem; color: var(--soft); font-size: .9rem }
${filterRules}
@media (max-width: 46rem) {
  .masthead { grid-template-columns: minmax(0, 1fr) } .front { display: none } .wrap { padding: 0 .9rem }
  .answer > summary, .finding > summary { grid-template-columns: 1fr auto; padding-right: .9rem } .question { grid-column: 1 / -1; order: 3 } .confidence { align-self: center }
  .body { grid-template-columns: minmax(0, 1fr); padding: .3rem .9rem 1rem } .guidance { border-left: 0; padding-left: 0; border-top: 1px solid var(--line); padding-top: 1rem }
  .lead, .pad { padding: .9rem 1rem } .headline { font-size: 1.15rem }
  .security thead { position: absolute; left: -999rem } .security tr { display: grid; grid-template-columns: 1fr auto; padding: .7rem 0; border-bottom: 1px solid var(--line) } .security th, .security td { border: 0; padding: .15rem 1rem } .security td:nth-child(n + 3) { grid-column: 1 / -1 }
  .criteria thead { position: absolute; left: -999rem } .criteria tr { display: grid; grid-template-columns: repeat(5, 1fr); padding: .6rem 0; border-bottom: 1px solid var(--line) } .criteria th, .criteria .range { grid-column: 1 / -1; border: 0; padding: .15rem 1rem } .criteria .count { display: none }
}
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto } }
@media print {
  :root { --ground: #fff } body { font-size: 10pt } .wrap { max-width: none; padding: 0 } .skip, .contents, .filters, .nothing { display: none !important } * { print-color-adjust: exact }
  details:not(.long)::details-content { content-visibility: visible; display: block; height: auto } .answer, .finding, .evidence > li { break-inside: avoid-page } .answer:has(.candidates), .answer:has(.evidence) { break-inside: auto } h2, h3, h4, summary { break-after: avoid }
  .body { grid-template-columns: minmax(0, 1fr) 14rem } .top { padding-top: .5rem } .source a[href^=http]::after { content: " (" attr(href) ")"; color: var(--soft); font-size: .85em }
}
`;
