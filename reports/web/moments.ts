import { html } from 'hono/html';
import type { Html } from './layout.ts';

/** A moment as people on several continents can compare it: UTC, to the minute. */
export const moment = (at: string | null, never = 'never'): Html => (at === null ? html`<span class="soft">${never}</span>` : html`<time datetime="${at}">${at.slice(0, 16).replace('T', ' ')}</time>`);
