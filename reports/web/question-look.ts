/** Keys of the Question page. Off while typing; a held key answers once. Without script the same buttons and links do it all. */
export const QUESTION_SCRIPT = `
const form = document.getElementById('decide');
const hint = document.getElementById('hint');
const keys = { y: 'yes', n: 'no', a: 'not-applicable', t: 'cannot-tell' };
let sent = false;
const ask = (field, text) => { hint.textContent = text; field.focus(); };
addEventListener('pageshow', () => { sent = false; });
form?.addEventListener('submit', (event) => {
  const answer = event.submitter?.value;
  const needsNote = event.submitter?.dataset.note;
  if (sent) { event.preventDefault(); return; }
  if (answer === 'yes' && !/^https?:\\/\\//i.test(form.elements.url.value.trim())) { event.preventDefault(); ask(form.elements.url, 'A yes needs the address of the page that shows it.'); return; }
  if (needsNote && !form.elements.note.value.trim()) { event.preventDefault(); ask(form.elements.note, needsNote); return; }
  sent = true;
});
addEventListener('keydown', (event) => {
  if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest('input:not([type=hidden]), textarea, select, [contenteditable]')) { if (event.key === 'Escape') event.target.blur(); return; }
  const key = event.key.toLowerCase();
  if (keys[key] && form) { event.preventDefault(); form.requestSubmit(form.querySelector('button[value="' + keys[key] + '"]')); }
  else if (key === 'u') { const undo = document.getElementById('undo'); if (undo && !sent) { event.preventDefault(); sent = true; undo.requestSubmit(); } }
  else if (key === 'j' || key === 'k') { document.getElementById(key === 'j' ? 'next' : 'previous')?.click(); }
  else if (event.key === '?') { const help = document.getElementById('keys'); help.open = !help.open; }
});
`;

/** Decision and question stay in view while the evidence is scrolled. */
export const QUESTION_STYLE = `
main { max-width: 1500px; padding-top: 8px; } h1 { margin: 0 0 6px; font-size: 24px; } .where { display: flex; flex-wrap: wrap; gap: 4px 20px; align-items: baseline; margin: 0 0 10px; } .where nav { margin-left: auto; display: flex; gap: 16px; }
.notice { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center; margin: 0 0 10px; padding: 6px 14px; } .notice form { margin: 0 0 0 auto; } .last { display: flex; gap: 12px; align-items: center; margin: 0 0 8px; } .last form { margin: 0; } .last button { min-height: 28px; padding: 1px 10px; }
.work { display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 7fr); gap: 20px; align-items: start; } .ask { position: sticky; top: 8px; max-height: calc(100vh - 16px); overflow-y: auto; } .ask .card, .proof .card { margin: 0 0 12px; padding: 12px 16px; } .asked { font-size: 19px; line-height: 1.35; margin: 0 0 8px; }
.draftline { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: baseline; margin: 0; } .why { margin: 6px 0 0; padding-left: 20px; } .answers { display: grid; grid-template-columns: 1fr 1fr; gap: 8px; } .answers button { display: flex; justify-content: space-between; align-items: center; min-height: 48px; } .answers button.yes { background: var(--yes); border-color: var(--yes); } .answers button.no { background: var(--no); border-color: var(--no); }
#hint { margin: 6px 0 0; } #hint:empty { display: none; } #hint { color: var(--no); font-weight: 600; } #decide input { width: 100%; } #decide textarea { min-height: 60px; } #decide label { margin-top: 8px; } #decide label .soft { font-weight: 400; }
dl { margin: 0; } dt { font-weight: 600; margin-top: 8px; } dt:first-child { margin-top: 0; } dd { margin: 0; } .proof h2 { margin: 0 0 8px; } .evidence { list-style: none; padding: 0; margin: 0; } .evidence p, .piece p { margin: 4px 0; } .label { color: var(--soft); font-size: 14px; margin-right: 4px; } .trace { color: var(--soft); font-size: 13px; }
blockquote { font-size: 18px; } .clip { max-width: 100%; height: auto; border: 1px solid var(--line); border-radius: 6px; } .context { overflow-wrap: anywhere; } mark { background: #ffe58a; color: inherit; } iframe { min-height: 560px; } summary { cursor: pointer; padding: 4px 0; } #keys { margin-top: 6px; } #keys p { margin: 4px 0 0; line-height: 2; } .proof h3 { margin-top: 0; } .pages { columns: 2 260px; column-gap: 40px; padding-left: 20px; } .pages li { break-inside: avoid; } .pictures { position: absolute; } .piece { overflow-wrap: anywhere; } .both { display: grid; grid-template-columns: repeat(auto-fit, minmax(220px, 1fr)); gap: 12px; }
@media (max-width: 900px) { .work { grid-template-columns: minmax(0, 1fr); } .ask { position: static; max-height: none; } }
`;
