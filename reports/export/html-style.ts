/** Look of the exported page, on screen and on paper. System fonts: nothing is fetched. `mark` is printed on every sheet of paper. */
export const exportStyle = (mark: string): string => `
:root { --ink: #1b2430; --soft: #525d6b; --line: #d8dee6; --ground: #f4f6f8; --accent: #1d4f91; color-scheme: light }
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, "Segoe UI", "Noto Sans", "Helvetica Neue", Arial, sans-serif; overflow-wrap: anywhere }
h1, h2, h3 { line-height: 1.25; margin: 0; text-wrap: balance } h1 { font-size: clamp(1.5rem, 4vw, 2rem) } h2 { font-size: 1.4rem; margin: 2.5rem 0 .6rem } h3 { font-size: 1.1rem; margin: 1.75rem 0 .5rem }
p { margin: .3rem 0 } a { color: var(--accent); text-underline-offset: .15em } :focus-visible { outline: 3px solid #f5a800; outline-offset: 2px }
.skip { position: absolute; left: -999rem } .skip:focus { left: 1rem; top: 1rem; background: #fff; padding: .5rem 1rem; z-index: 9 }
.wrap { max-width: 84rem; margin: 0 auto; padding: 0 1.25rem } .soft, .trace { color: var(--soft) } .trace { font-size: .8rem }
.status { background: #e9eef5; border-bottom: 1px solid var(--line); font-weight: 600; position: sticky; top: 0; z-index: 2 } .status p { margin: 0; padding: .55rem 0 } .status.draft { background: #fff3d1; border-color: #e2c26a; color: #4f3700 }
.top { background: #fff; border-bottom: 1px solid var(--line); padding: 1.5rem 0 1.25rem } nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; padding: 0; margin: 1rem 0 0 }
.scroll { overflow-x: auto; background: #fff; border: 1px solid var(--line); border-radius: 8px } section, tr { scroll-margin-top: 3.5rem }
section table { border-collapse: collapse; width: 100%; min-width: 58rem; font-size: .92rem } #answers table, #findings table, #changes table { table-layout: fixed } caption { text-align: left; padding: .6rem .85rem; color: var(--soft); font-size: .85rem } caption b { color: #4f3700 }
th, td { text-align: left; vertical-align: top; padding: .55rem .85rem; border-top: 1px solid var(--line); min-width: 6rem } thead th { font-size: .82rem; color: var(--soft); font-weight: 600; overflow-wrap: normal; vertical-align: bottom } tbody th { font-weight: 550 }
.number { text-align: right; font-variant-numeric: tabular-nums; min-width: 3.5rem; white-space: nowrap } .wide { width: 28% } .some { width: 16% } .word { width: 8.5% } abbr { text-decoration: none } .trace { display: inline-block } th .trace { display: block; font-weight: 400 } .answer { font-weight: 650; white-space: nowrap } .suggested { background: #fff9e8; color: #4f3700 } .suggested b { font-size: .75rem; letter-spacing: .06em }
.links { margin: 0; padding-left: 1.1rem } .links li { margin: 0 0 .45rem } .links q { display: block; color: var(--soft); font-size: .9em } details summary { cursor: pointer; color: var(--accent) } dl { display: grid; grid-template-columns: minmax(8rem, 14rem) 1fr; gap: .5rem 1.25rem; margin: 0; background: #fff; border: 1px solid var(--line); border-radius: 8px; padding: 1rem 1.25rem } dt { font-weight: 600 } dd { margin: 0 }
footer { margin-top: 3rem; padding: 1rem 0 2rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .9rem }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr } dd { margin-bottom: .5rem } }
@page { size: A4 landscape; margin: 16mm 10mm 14mm; @top-left { content: "${mark}"; font: bold 9pt sans-serif } @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif } }
@media print {
  :root { --ground: #fff; font-size: 9pt } .wrap { max-width: none; padding: 0 } .skip, nav { display: none } .status { position: static } .scroll { overflow: visible; border: 0 } * { print-color-adjust: exact }
  th, td { padding: .35rem .5rem; min-width: 0 } section table { font-size: 8pt; min-width: 0 } thead { display: table-header-group } .links li { break-inside: avoid } h2, h3, caption { break-after: avoid }
  .hash { font-size: 0 } .hash::after { content: attr(title); font-size: 6.5pt }
  details::details-content { content-visibility: visible; display: block; height: auto } .links a[href^=http]::after { content: " (" attr(href) ")"; color: var(--soft); font-size: .85em }
}
`;
