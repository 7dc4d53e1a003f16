import { html } from 'hono/html';
import type { Level } from '../../../crawler/artifact.ts';
import { registerSubjects } from '../../../queue/subjects.ts';
import type { SubjectStanding } from '../../../storage/survey-contract.ts';
import { allowed, forbidden, nextPath } from '../auth/guard.ts';
import type { Register, Viewer, WebContext } from '../context.ts';
import { LIVE_SCRIPT } from '../countries-script.ts';
import { registerEvents } from '../event-stream.ts';
import { field } from '../form-fields.ts';
import { launch, type Launched, type Pending, pendingCrawls } from '../launches.ts';
import { csrfField, page, type Html, type PageOptions } from '../layout.ts';
import { openLiveEvents } from '../live-events.ts';
import { type Overview, overviewOf } from '../overview.ts';
import { may } from '../permissions.ts';
import { attemptCell, freshCell, scoreCell, shareCell, tierCell } from '../score-cells.ts';
import { mayOpen } from '../sight.ts';

const SHOWN = 50;
const LEVELS: readonly Level[] = ['national', 'municipal'];
const STATES = { any: 'any', visited: 'visited', never: 'never visited', failed: 'last visit failed', pending: 'waiting or running' } as const;

interface Wish {
  readonly text: string;
  readonly level: string;
  readonly region: string;
  readonly state: string;
  readonly place: number;
}
const wishOf = (context: WebContext): Wish => {
  const read = (name: string): string => (context.req.query(name) ?? '').trim();
  return { text: read('text'), level: read('level'), region: read('region'), state: read('state'), place: Math.max(1, Math.min(9999, Math.trunc(Number(read('page'))) || 1)) };
};
const addressOf = ({ text, level, region, state }: Wish, place: number): string => {
  const given = Object.entries({ text, level, region, state, page: place > 1 ? String(place) : '' }).filter(([, value]) => value !== '');
  return given.length ? `/?${new URLSearchParams(given).toString()}` : '/';
};

const fits =
  ({ text, level, region, state }: Wish, pending: ReadonlyMap<string, Pending>) =>
  ({ subject, portals, lastAttempt, lastGood }: SubjectStanding): boolean =>
    (text === '' || [subject.id, subject.name, subject.iso3, ...portals.map(({ url }) => url)].some((one) => one.toLowerCase().includes(text.toLowerCase()))) &&
    (level === '' || subject.level === level) &&
    (region === '' || subject.region === region) &&
    (state === 'visited'
      ? lastGood !== null
      : state === 'never'
        ? lastAttempt === null
        : state === 'failed'
          ? lastAttempt?.status === 'failed' || lastAttempt?.status === 'nothing'
          : state === 'pending'
            ? pending.has(subject.id)
            : true);

const choice = (name: string, label: string, options: readonly (readonly [string, string])[], chosen: string): Html =>
  html`<div><label for="${name}">${label}</label><select id="${name}" name="${name}">${options.map(([value, word]) => html`<option value="${value}" ${value === chosen ? 'selected' : ''}>${word}</option>`)}</select></div>`;

const filters = (
  wish: Wish,
  regions: readonly string[],
): Html => html`<form class="row" method="get" action="/" role="search" aria-label="Countries"><div><label for="text">Name, code or address</label><input id="text" name="text" type="search" value="${wish.text}"></div>
${choice('level', 'Level', [['', 'both'], ...LEVELS.map((one) => [one, one] as const)], wish.level)}
${choice('region', 'Region', [['', 'all'], ...regions.map((one) => [one, one] as const)], wish.region)}
${choice(
  'state',
  'Visits',
  Object.entries(STATES).map(([value, word]) => [value === 'any' ? '' : value, word]),
  wish.state,
)}<button class="quiet">Filter</button></form>`;

const pendingWord = ({ state, night }: Pending): string => `${night ? 'night ' : ''}${state === 'active' ? 'running' : 'waiting'}`;

const row = ({ standing: { subject, portals, lastAttempt, lastGood }, sight, validated, draft, pages, freshDays }: Overview, viewer: Viewer, pending: Pending | undefined): Html => {
  const { id, name, iso3, level } = subject;
  const launches = may(viewer.account.role, 'launch-crawl');
  return html`<tr id="row-${id}" data-subject="${id}">
${launches ? html`<td><input type="checkbox" form="launch" name="subject" value="${id}" aria-label="Select ${name}" ${portals.length ? '' : 'disabled'}></td>` : ''}
<th scope="row">${mayOpen(viewer.account, sight) ? html`<a href="/subjects/${encodeURIComponent(id)}" dir="auto">${name}</a>` : html`<span dir="auto">${name}</span>`}<br><span class="soft">${[iso3, level].filter(Boolean).join(', ')}${portals.length ? '' : ', no portal known'}</span></th>
<td>${attemptCell(lastAttempt)}<br><span class="soft live">${pending ? pendingWord(pending) : ''}</span></td><td>${freshCell(lastGood, freshDays)}</td><td class="number">${pages ?? ''}</td><td>${scoreCell(validated, draft)}</td><td>${shareCell(validated)}</td><td>${tierCell(validated)}</td>
${
  launches
    ? html`<td>${
        pending
          ? html`<button class="quiet" form="launch" formaction="/crawls/cancel" name="only" value="${id}" aria-label="Cancel the visit of ${name}">Cancel</button>`
          : portals.length
            ? html`<button class="quiet" form="launch" name="only" value="${id}" aria-label="Crawl ${name}">Crawl</button>`
            : ''
      }</td>`
    : ''
}</tr>`;
};

const launchForm = (
  viewer: Viewer,
  back: string,
): Html => html`<form id="launch" class="row launch" method="post" action="/crawls">${csrfField(viewer)}<input type="hidden" name="back" value="${back}">
<button>Crawl selected</button><label class="pick"><input type="checkbox" name="fresh" value="yes"> from the beginning, nothing taken over</label><label class="pick"><input type="checkbox" name="unverified" value="yes"> also portals nobody has verified</label></form>`;

const empty = (viewer: Viewer): Html =>
  html`<div class="card"><p>No country is registered yet.</p>${may(viewer.account.role, 'launch-crawl') ? html`<form method="post" action="/registry">${csrfField(viewer)}<button>Take the member states from the registry</button></form>` : html`<p>A survey officer can take them from the registry.</p>`}</div>`;

const pager = (wish: Wish, count: number): Html => {
  const last = Math.max(1, Math.ceil(count / SHOWN));
  const link = (to: number, word: string): Html | '' => (to >= 1 && to <= last && to !== wish.place ? html`<a href="${addressOf(wish, to)}">${word}</a> ` : '');
  return last === 1 ? html`` : html`<nav class="row" aria-label="Pages of the list">${link(wish.place - 1, 'Previous')}<span>Page ${wish.place} of ${last}</span>${link(wish.place + 1, 'Next')}</nav>`;
};

/** Every country and city of the survey: how visits went, what is known and how old it is, and how far people have validated it. */
export const register: Register = (app, deps) => {
  const { store, queue } = deps;
  const live = openLiveEvents(store.survey);

  const list = async (context: WebContext, viewer: Viewer, wish: Wish, more: Partial<PageOptions> = {}): Promise<Response> => {
    const [after, standings, pending, assignments] = await Promise.all([live.newest(), store.survey.subjects(), pendingCrawls(queue), store.decisions.assignments({ account: viewer.account.id })]);
    if (!standings.length) return page(context, { title: 'Countries', ...more, body: empty(viewer) });
    // what is under way or known comes before the many that nobody has visited; within, by name as the store gives it
    const rank = ({ subject, portals, lastAttempt }: SubjectStanding): number => (pending.has(subject.id) ? 0 : lastAttempt ? 1 : portals.length ? 2 : 3);
    const chosen = standings.filter(fits(wish, pending)).toSorted((one, other) => rank(one) - rank(other));
    const wanted = { ...wish, place: Math.min(wish.place, Math.max(1, Math.ceil(chosen.length / SHOWN))) };
    const overviews: Overview[] = [];
    for (const standing of chosen.slice((wanted.place - 1) * SHOWN, wanted.place * SHOWN)) overviews.push(await overviewOf(deps, viewer.account, standing, assignments));
    const launches = may(viewer.account.role, 'launch-crawl');
    const regions = [...new Set(standings.map(({ subject }) => subject.region))].filter(Boolean).sort();
    return page(context, {
      title: 'Countries',
      ...more,
      script: LIVE_SCRIPT,
      body: html`<div class="wide-page">${filters(wish, regions)}
<p class="soft">${chosen.length} of ${standings.length} subjects, ${pending.size} waiting or running. A score is a result only when ${Math.round(deps.settings.resultShare * 100)} % of the answers are validated. Times in UTC. <a href="/api">The same for programs</a></p>
<p id="live" class="soft" role="status" data-after="${after}"></p>
${launches ? launchForm(viewer, addressOf(wanted, wanted.place)) : ''}
${chosen.length ? html`<div class="scroll" tabindex="0" role="region" aria-label="Countries"><table class="countries"><thead><tr>${launches ? html`<th scope="col">Select</th>` : ''}<th scope="col">Country or city</th><th scope="col">Last attempt</th><th scope="col">Last known good</th><th scope="col" class="number">Pages</th><th scope="col">Score</th><th scope="col">Validated</th><th scope="col">Tier</th>${launches ? html`<th scope="col">Visit</th>` : ''}</tr></thead><tbody>${overviews.map((one) => row(one, viewer, pending.get(one.standing.subject.id)))}</tbody></table></div>` : html`<p>None fits. <a href="/">Show all</a></p>`}
${pager(wanted, chosen.length)}</div>`,
    });
  };

  app.get('/', async (context) => {
    const viewer = allowed(context, 'see-countries');
    if (!viewer) return forbidden(context);
    // counts only: whatever stands in an address is shown to whoever is lured to it
    const count = (name: string): number => Math.trunc(Number(context.req.query(name))) || 0;
    const told = [
      [count('launched'), 'launched'],
      [count('already'), 'waiting or running already'],
      [count('cancelled'), 'cancelled'],
    ]
      .filter(([many]) => many)
      .map(([many, word]) => `${many} ${word}`);
    return list(context, viewer, wishOf(context), told.length ? { notice: `Visits: ${told.join(', ')}.` } : {});
  });

  registerEvents(app, deps, live);

  app.post('/crawls', async (context) => {
    const viewer = allowed(context, 'launch-crawl');
    if (!viewer) return forbidden(context);
    const form = await context.req.formData();
    const body = Object.fromEntries(form);
    const only = field(body, 'only');
    const ids = only ? [only] : form.getAll('subject').filter((one) => typeof one === 'string');
    if (!ids.length) return list(context, viewer, wishOf(context), { status: 400, problem: 'Select the countries to crawl first.' });
    const wish = { fresh: field(body, 'fresh') === 'yes', includeUnverified: field(body, 'unverified') === 'yes' };
    const told: Launched[] = [];
    for (const id of new Set(ids)) {
      const standing = await store.survey.subject(id);
      told.push(standing ? await launch(deps, standing, wish) : { subject: id, kind: 'refused', why: 'there is no such subject' });
    }
    const count = (kind: string): number => told.filter((one) => one.kind === kind).length;
    const refused = told.filter((one) => one.kind === 'refused');
    if (refused.length)
      return list(context, viewer, wishOf(context), {
        status: 409,
        ...(count('launched') && { notice: `Visits: ${count('launched')} launched.` }),
        problem: `Not crawled: ${refused.map(({ subject, why }) => `${subject} (${why})`).join('; ')}.`,
      });
    return context.redirect(withCounts(field(body, 'back'), { launched: count('launched'), already: count('already') }), 303);
  });

  app.post('/crawls/cancel', async (context) => {
    const viewer = allowed(context, 'launch-crawl');
    if (!viewer) return forbidden(context);
    const body = await context.req.parseBody();
    const job = (await pendingCrawls(queue)).get(field(body, 'only'));
    const cancelled = job ? await queue.cancel(job.id) : false;
    if (!cancelled) return list(context, viewer, wishOf(context), { status: 409, problem: 'No visit of it waits or runs any more.' });
    return context.redirect(withCounts(field(body, 'back'), { cancelled: 1 }), 303);
  });

  app.post('/registry', async (context) => {
    if (!allowed(context, 'launch-crawl')) return forbidden(context);
    await registerSubjects(store);
    return context.redirect('/', 303);
  });
};

const withCounts = (back: string, counts: Readonly<Record<string, number>>): string => {
  const to = new URL(nextPath(back), 'http://ours.invalid');
  for (const [name, many] of Object.entries(counts)) if (many) to.searchParams.set(name, String(many));
  return to.pathname + to.search;
};
