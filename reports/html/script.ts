/**
 * A convenience, not a need: opens and closes all answers, counts what a choice shows, opens everything for printing
 * and the answer a link points to. The filters themselves are CSS.
 */
export const SCRIPT = `
const all = [...document.querySelectorAll('details')];
const answers = [...document.querySelectorAll('details.answer')];
const form = document.querySelector('.filters');
const tools = form.querySelector('.tools');
const status = tools.querySelector('[role=status]');
const nothing = document.querySelector('.nothing');
tools.hidden = false;
const count = () => {
  const shown = answers.filter(one => one.getClientRects().length > 0).length;
  status.textContent = shown + ' shown';
  nothing.hidden = shown > 0;
};
form.addEventListener('change', count);
form.addEventListener('submit', event => event.preventDefault());
tools.addEventListener('click', event => {
  const open = event.target.dataset && event.target.dataset.open;
  if (open) for (const one of answers) if (one.getClientRects().length > 0) one.open = open === 'true';
});
let before = [];
addEventListener('beforeprint', () => { before = all.filter(one => !one.open && !one.classList.contains('long')); for (const one of before) one.open = true; });
addEventListener('afterprint', () => { for (const one of before) one.open = false; });
const aim = () => { const one = document.getElementById(decodeURIComponent(location.hash.slice(1))); if (one && one.tagName === 'DETAILS') { form.reset(); count(); one.open = true; one.scrollIntoView(); } };
addEventListener('hashchange', aim);
count();
aim();
`;
