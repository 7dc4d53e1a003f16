import { html } from 'hono/html';
import type { Change, ChangeCause, ChangeKind } from '../../../storage/survey-contract.ts';
import { allowed, forbidden } from '../auth/guard.ts';
import { type Entry, atomOf } from '../atom.ts';
import { allIndicators, changesFor, type ChangeWish } from '../change-list.ts';
import type { Register, WebContext } from '../context.ts';
import { page, type Html } from '../layout.ts';
import { aboutOf, CAUSE_WORDS, changeTable, KIND_WORDS, stateText } from '../subject/change-table.ts';

const SHOWN = 200;
const FED = 100;
const isKind = (text: string): text is ChangeKind => text in KIND_WORDS;
const isCause = (text: string): text is ChangeCause => text in CAUSE_WORDS;

/** What is asked for; anything that means nothing is left out, and the form shows it so. */
const wishOf = (context: WebContext, limit: number): ChangeWish => {
  const read = (name: string): string => (context.req.query(name) ?? '').trim();
  const [kind, cause, since, country] = [read('kind'), read('cause'), read('since'), read('country').toUpperCase()];
  return {
    limit,
    ...(read('subject') && { subject: read('subject') }),
    ...(/^[A-Z]{3}$/.test(country) && { iso3: country }),
    ...(isKind(kind) && { kind }),
    ...(isCause(cause) && { cause }),
    ...(read('worse') === 'yes' && { worse: true }),
    ...(/^\d{4}-\d\d-\d\d$/.test(since) && !Number.isNaN(Date.parse(since)) && { since }),
  };
};

const queryOf = ({ subject, iso3, kind, cause, worse, since }: ChangeWish): string => {
  const given = Object.entries({ subject, country: iso3, kind, cause, worse: worse ? 'yes' : undefined, since }).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.length ? `?${new URLSearchParams(given).toString()}` : '';
};

const options = (words: Readonly<Record<string, string>>, chosen: string | undefined): Html =>
  html`<option value="">all</option>${Object.entries(words).map(([value, word]) => html`<option value="${value}" ${value === chosen ? 'selected' : ''}>${word}</option>`)}`;

const filters = ({ subject, iso3, kind, cause, worse, since }: ChangeWish): Html => html`<form class="row" method="get" action="/changes" role="search" aria-label="Changes">
<div><label for="country">Country</label><input id="country" name="country" value="${iso3 ?? ''}" size="5" maxlength="3" placeholder="KEN" autocapitalize="characters"></div><div><label for="subject">Subject</label><input id="subject" name="subject" value="${subject ?? ''}" size="14"></div>
<div><label for="kind">What</label><select id="kind" name="kind">${options(KIND_WORDS, kind)}</select></div><div><label for="cause">Cause</label><select id="cause" name="cause">${options({ ...CAUSE_WORDS, doubtful: 'doubtful' }, cause)}</select></div>
<div><label for="since">Since</label><input id="since" name="since" type="date" value="${since ?? ''}"></div><label class="pick"><input type="checkbox" name="worse" value="yes" ${worse ? 'checked' : ''}> only worse</label><button class="quiet">Filter</button></form>`;

/** A secret in an address ends up in logs, histories and referrers (RFC 6750, section 2.3). */
const SECRETS = ['token', 'access_token', 'api_key', 'key'];

/** What changed between visits, as a page and as a feed. "They changed" and "we changed" are kept apart. */
export const register: Register = (app, deps) => {
  app.get('/changes', async (context) => {
    const viewer = allowed(context, 'see-changes');
    if (!viewer) return forbidden(context);
    const wish = wishOf(context, SHOWN);
    const [{ changes, names, more }, indicators, words] = await Promise.all([changesFor(deps, viewer.account, wish), allIndicators(deps), deps.words()]);
    return page(context, {
      title: 'Changes',
      body: html`${filters(wish)}
<p class="soft">${changes.length} ${changes.length === 1 ? 'change' : 'changes'}${more ? ' and more: narrow them down' : ''}, the newest first. Times in UTC. <a href="/changes.atom${queryOf(wish)}">Atom feed</a> for a reader that is signed in or sends a personal token.</p>
${changes.length ? changeTable(changes, indicators, names, words) : html`<p>None is known${queryOf(wish) ? html` that fits. <a href="/changes">Show all</a>` : ' yet. Changes are found when a subject was visited twice.'}</p>`}`,
    });
  });

  app.get('/changes.atom', async (context) => {
    const viewer = allowed(context, 'see-changes');
    if (!viewer) return context.json({ error: 'Your role does not include this.' }, 403);
    if (SECRETS.some((name) => context.req.query(name) !== undefined))
      return context.json({ error: 'Send the personal token in the header (Authorization: Bearer …), never in the address, and revoke the one you sent: addresses are kept in logs.' }, 400);
    const wish = wishOf(context, FED);
    const [{ changes, names }, indicators, words] = await Promise.all([changesFor(deps, viewer.account, wish), allIndicators(deps), deps.words()]);
    const base = deps.settings.publicUrl ?? new URL(context.req.url).origin;
    const entries = changes.map(
      (change): Entry =>
        entryOf(
          change,
          names.get(change.subject) ?? change.subject,
          { about: aboutOf(change, indicators, words).text, before: stateText(change, change.before, words), after: stateText(change, change.after, words) },
          base,
        ),
    );
    return context.body(atomOf(new URL(`/changes.atom${queryOf(wish)}`, base).href, entries, deps.now()), 200, { 'content-type': 'application/atom+xml; charset=utf-8' });
  });
};

const entryOf = ({ id, subject, kind, cause, worse, indicators, at }: Change, name: string, { about, before, after }: Readonly<Record<'about' | 'before' | 'after', string>>, base: string): Entry => ({
  id,
  at,
  link: new URL(`/changes?subject=${encodeURIComponent(subject)}#change-${encodeURIComponent(id)}`, base).href,
  title: `${name}: ${about}${worse ? ' (worse)' : ''}`,
  text: `DRAFT. ${KIND_WORDS[kind]}: ${before} → ${after}. Cause: ${CAUSE_WORDS[cause]}.${indicators.length ? ` Touches ${indicators.join(', ')}.` : ''}`,
});
