import { html } from 'hono/html';
import { nextOccurrence, scheduleProblem } from '../../../queue/cron.ts';
import { setNights } from '../../../queue/jobs/nightly.ts';
import type { Schedule, SubjectRow } from '../../../storage/survey-contract.ts';
import { allowed, forbidden } from '../auth/guard.ts';
import type { Register, Viewer, WebContext } from '../context.ts';
import { field } from '../form-fields.ts';
import { csrfField, type Html } from '../layout.ts';
import { moment } from '../moments.ts';

/** What somebody wants the nights to be. */
export interface NightWish {
  readonly cron: string;
  readonly timeZone: string;
  readonly enabled: boolean;
}

/** When the subject is visited by itself, and for officers the form that changes it. */
export const nightSection = (subject: SubjectRow, schedule: Schedule | null, viewer: Viewer, mayChange: boolean, now: Date, wish: NightWish | null): Html => {
  const next = schedule?.enabled ? nextOf(schedule, now) : null;
  const shown = wish ?? schedule ?? { cron: '30 2 * * *', timeZone: 'UTC', enabled: true };
  return html`<p>${schedule?.enabled ? html`Visited by itself: <code>${schedule.cron}</code> in ${schedule.timeZone}${next ? html`, next ${moment(next)} UTC` : ''}.` : 'Not visited by itself.'} ${schedule?.lastRunAt ? html`Last night: ${moment(schedule.lastRunAt)} UTC.` : ''}</p>
${
  mayChange
    ? html`<form class="row" method="post" action="/subjects/${encodeURIComponent(subject.id)}/schedule#nights">${csrfField(viewer)}<div><label for="cron">Cron pattern</label><input id="cron" name="cron" value="${shown.cron}" required maxlength="100" aria-describedby="cron-help"></div>
<div><label for="timeZone">Time zone</label><input id="timeZone" name="timeZone" value="${shown.timeZone}" list="zones" required maxlength="100"><datalist id="zones">${Intl.supportedValuesOf('timeZone').map((zone) => html`<option value="${zone}"></option>`)}</datalist></div>
<label class="pick"><input type="checkbox" name="enabled" value="yes" ${shown.enabled ? 'checked' : ''}> switched on</label><button>Save</button></form><p class="soft" id="cron-help">Minute, hour, day of month, month, day of week: <code>30 2 * * *</code> is half past two every night.</p>`
    : ''
}`;
};

const nextOf = ({ cron, timeZone }: NightWish, now: Date): string | null => {
  try {
    return nextOccurrence(cron, timeZone, now).toISOString();
  } catch {
    return null;
  } // set on the command line and wrong: the rest of the page is still of use
};

/** `show`: the subject's page again, with what is wrong. */
export const registerNights = (
  app: Parameters<Register>[0],
  { store, queue, now }: Parameters<Register>[1],
  show: (context: WebContext, viewer: Viewer, id: string, problem: string, wish: NightWish) => Promise<Response>,
): void => {
  app.post('/subjects/:subject/schedule', async (context) => {
    const viewer = allowed(context, 'manage-nights');
    if (!viewer) return forbidden(context);
    const id = context.req.param('subject');
    if (!(await store.survey.subject(id))) return context.notFound();
    const body = await context.req.parseBody();
    const wish: NightWish = { cron: field(body, 'cron').trim(), timeZone: field(body, 'timeZone').trim(), enabled: field(body, 'enabled') === 'yes' };
    const problem = scheduleProblem(wish, now());
    if (problem !== null) return show(context, viewer, id, problem, wish);
    await setNights(store, queue, { subject: id, ...wish });
    return context.redirect(`/subjects/${encodeURIComponent(id)}?saved=1#nights`, 303);
  });
};
