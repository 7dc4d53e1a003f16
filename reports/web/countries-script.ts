/** Shows in each row how its visit goes, and reads the row again when it has ended. Without it the page is only as fresh as its last load. */
export const LIVE_SCRIPT = `
const status = document.getElementById('live');
const rows = new Map([...document.querySelectorAll('tr[data-subject]')].map(row => [row.dataset.subject, row]));
const ENDED = ['crawl-done', 'crawl-nothing', 'crawl-stopped', 'crawl-failed', 'night-done'];
const address = location.pathname + (() => { const query = new URLSearchParams(location.search); for (const name of ['launched', 'already', 'cancelled']) query.delete(name); return query.size ? '?' + query : ''; })();
if (location.pathname === '/') history.replaceState(null, '', address);
let waiting = null;
const renew = async () => {
  waiting = null;
  const answer = await fetch('/' + location.search, { headers: { accept: 'text/html' } });
  if (!answer.ok) return;
  // in a template nothing is applied or run: the page's own style carries another nonce
  const fresh = document.createElement('template');
  fresh.innerHTML = await answer.text();
  for (const [subject, row] of rows) {
    const now = fresh.content.getElementById(row.id);
    const isBusy = row.contains(document.activeElement) || row.querySelector('input:checked');
    if (now && !isBusy && now.innerHTML !== row.innerHTML) { row.replaceWith(now); rows.set(subject, now); }
  }
};
const stream = new EventSource('/events?after=' + status.dataset.after);
stream.addEventListener('progress', event => {
  const { subject, kind, text } = JSON.parse(event.data);
  const row = rows.get(subject);
  if (!row) return;
  row.querySelector('.live').textContent = text;
  const name = row.querySelector('th').firstElementChild.textContent;
  if (kind === 'crawl-started') status.textContent = name + ': the visit has begun';
  if (ENDED.includes(kind)) status.textContent = name + ': ' + text;
  // the job itself ends a moment after it has told so
  if (ENDED.includes(kind) || kind === 'crawl-started') { clearTimeout(waiting); waiting = setTimeout(renew, 1500); }
});
addEventListener('pagehide', () => stream.close());
`;
