/** The web app's style: system fonts, high contrast, readable on a phone, visible focus. */
export const STYLE = `
:root { --ink: #16202b; --soft: #4c5b6b; --line: #d5dce4; --paper: #fff; --ground: #f3f5f8; --blue: #1d4f91; --yes: #0b5d2a; --no: #8f1d1d; --warn: #6b4a00; color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, "Noto Sans", sans-serif; color: var(--ink); background: var(--ground); }
a { color: var(--blue); } a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid #b45309; outline-offset: 2px; }
.skip { position: absolute; left: -999px; } .skip:focus { left: 8px; top: 8px; background: #fff; padding: 8px 12px; z-index: 9; }
.bar { background: var(--paper); border-bottom: 1px solid var(--line); display: flex; flex-wrap: wrap; gap: 4px 24px; align-items: center; padding: 0 20px 8px; }
.bar .draft { flex: 1 0 100%; margin: 0 -20px; padding: 6px 20px; background: #fff3cd; color: #4d3a00; font-size: 14px; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 0; padding: 8px 0; } nav a { text-decoration: none; padding: 4px 2px; } nav a[aria-current] { font-weight: 700; border-bottom: 3px solid var(--blue); }
.who { margin-left: auto; display: flex; gap: 10px; align-items: center; } .who form { margin: 0; }
main { max-width: 1200px; margin: 0 auto; padding: 20px; } h1 { font-size: 28px; margin: 8px 0 16px; } h2 { font-size: 20px; margin: 28px 0 10px; } h3 { font-size: 17px; margin: 20px 0 6px; }
.soft { color: var(--soft); font-size: 14px; } .notice, .problem { padding: 10px 14px; border-radius: 6px; border-left: 5px solid var(--yes); background: #e8f5ec; } .problem { border-color: var(--no); background: #fdecec; }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: 8px; padding: 16px; margin: 12px 0; } .columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(300px, 1fr)); gap: 16px; align-items: start; }
table { border-collapse: collapse; width: 100%; background: var(--paper); } th, td { text-align: left; padding: 8px 10px; border-bottom: 1px solid var(--line); vertical-align: top; } th { font-size: 14px; color: var(--soft); } .scroll { overflow-x: auto; } td.number, th.number { text-align: right; }
label { display: block; font-weight: 600; margin: 10px 0 4px; } input, select, textarea { font: inherit; padding: 8px 10px; border: 1px solid #7b8896; border-radius: 6px; background: #fff; color: inherit; max-width: 100%; } textarea { width: 100%; min-height: 90px; }
button, .button { font: inherit; padding: 8px 16px; min-height: 40px; border: 1px solid var(--blue); border-radius: 6px; background: var(--blue); color: #fff; cursor: pointer; text-decoration: none; display: inline-block; } button.quiet, .button.quiet { background: transparent; color: var(--blue); }
button[disabled] { opacity: .5; cursor: default; } .row { display: flex; flex-wrap: wrap; gap: 10px; align-items: end; }
.badge { display: inline-block; padding: 1px 10px; border-radius: 99px; border: 1px solid var(--line); font-size: 14px; white-space: nowrap; background: #fff; } .badge.yes { color: var(--yes); border-color: #8cc6a0; background: #e8f5ec; } .badge.no { color: var(--no); border-color: #e0a3a3; background: #fdecec; } .badge.open { color: var(--warn); border-color: #e0c37a; background: #fff8e1; }
.interval { display: block; width: 160px; height: 10px; background: #dde5ef; border-radius: 3px; overflow: hidden; } .interval > span { display: block; height: 100%; background: var(--blue); }
blockquote { margin: 8px 0; padding: 4px 12px; border-left: 4px solid var(--blue); } pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--ground); padding: 8px; border-radius: 6px; } img { max-width: 100%; height: auto; }
iframe { width: 100%; min-height: 420px; border: 1px solid var(--line); background: #fff; } kbd { border: 1px solid #7b8896; border-bottom-width: 2px; border-radius: 4px; padding: 0 6px; background: #fff; font: 14px ui-monospace, monospace; color: var(--ink); } button kbd { margin-left: 6px; }
.narrow { max-width: 480px; } .narrow input:not([type=hidden]) { width: 100%; } .label { font-weight: 600; margin: 10px 0 4px; } .label + p { margin: 0; } .secret { overflow-wrap: anywhere; font: 14px ui-monospace, monospace; } td form { margin: 0; } tr.wrong td { background: #fdecec; } legend { font-weight: 600; } .wide { width: 100%; }
table.countries td { white-space: nowrap; } table.countries td .reason { display: inline-block; max-width: 240px; white-space: normal; overflow-wrap: anywhere; } .live { color: var(--blue); } .span { display: block; margin-top: 4px; } label.pick { font-weight: 400; margin: 0; display: flex; gap: 6px; align-items: center; min-height: 40px; } .launch { align-items: center; margin: 12px 0; } .facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(190px, 1fr)); gap: 12px 24px; margin: 12px 0; } .facts dt { color: var(--soft); font-size: 14px; } .facts dd { margin: 0; } td.wrap { overflow-wrap: anywhere; }
@media print { .bar nav, .who, button, .button { display: none; } body { background: #fff; } }
`;
