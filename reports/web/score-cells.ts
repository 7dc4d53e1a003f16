import { html } from 'hono/html';
import type { Interval } from '../../checks/contract.ts';
import type { Run } from '../../storage/contract.ts';
import type { Html } from './layout.ts';
import { moment } from './moments.ts';
import type { Validated } from './sight.ts';

const whole = (share: number): number => Math.round(share * 100);
/** "33–89 %": an interval, so that nobody takes a draft for a number. */
const span = ({ low, high }: Interval): string => `${whole(low)}–${whole(high)} %`;

const bar = ({ low, high }: Interval): Html =>
  html`<svg class="span" viewBox="0 0 100 8" width="120" height="8" preserveAspectRatio="none" aria-hidden="true"><rect width="100" height="8" fill="#dde5ef"/><rect x="${low * 100}" width="${Math.max(0, high - low) * 100}" height="8" fill="#9bb8de"/><rect width="${low * 100}" height="8" fill="#1d4f91"/></svg>`;

/** The score as far as it may be told: validated once enough is, before that a draft marked as such, and nothing to who may not see drafts. */
export const scoreCell = (validated: Validated, draft: Interval | null): Html => {
  if (validated.isResult) return html`<b>${span(validated)}</b> validated<br>${bar(validated)}`;
  if (draft) return html`<span class="badge open">DRAFT</span> ${span(draft)}<br>${bar(draft)}`;
  return html`<span class="soft">no result yet</span>`;
};

/** Tiers are of the UN survey: very high above 0.75, high, middle, low below 0.25. */
export const tierCell = ({ isResult, tier }: Validated): Html => (tier ? html`<b>${tier}</b>` : html`<span class="soft">${isResult ? 'between two' : '–'}</span>`);

export const shareCell = ({ share, final, questions }: Validated): Html => html`${Math.floor(share * 100)} % <span class="soft">${final} of ${questions}</span>`;

const ATTEMPTS: Readonly<Record<Run['status'], readonly [string, string]>> = { done: ['done', 'yes'], running: ['running', 'open'], failed: ['failed', 'no'], nothing: ['nothing assessed', 'no'] };

/** The last attempt, whatever came of it. It never stands for what is known: that is the last good run. */
export const attemptCell = (run: Run | null): Html => {
  if (!run) return html`<span class="soft">never</span>`;
  const [word, look] = ATTEMPTS[run.status];
  return html`<span class="badge ${look}">${run.status === 'running' && run.reason ? 'stopped' : word}</span> ${moment(run.finishedAt ?? run.startedAt)}${run.reason && run.status !== 'done' ? html`<br><span class="soft reason">${run.reason}</span>` : ''}`;
};

export const freshCell = (run: Run | null, days: number | null): Html =>
  run === null || days === null
    ? html`<span class="soft">none yet</span>`
    : html`${moment(run.finishedAt ?? run.startedAt)}<br><span class="soft">${days === 0 ? 'today' : days === 1 ? '1 day old' : `${days} days old`}</span>`;
