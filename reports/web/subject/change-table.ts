import { html } from 'hono/html';
import type { Indicator } from '../../../config/catalogue.ts';
import type { Change, ChangeCause, ChangeKind } from '../../../storage/survey-contract.ts';
import { ANSWERS, outcomeWord, outward, RUNG_WORDS, shortUrl } from '../../html/vocabulary.ts';
import type { KeyWords } from '../../wording.ts';
import type { Html } from '../layout.ts';
import { moment } from '../moments.ts';

/** Whose doing a change is. A doubtful one was seen once only. */
export const CAUSE_WORDS: Readonly<Record<ChangeCause, string>> = { they: 'the portal changed', we: 'our rules changed', doubtful: 'doubtful: no second look has confirmed it' };
export const KIND_WORDS: Readonly<Record<ChangeKind, string>> = { answer: 'draft answer', service: 'service', finding: 'finding', page: 'page', score: 'draft score' };

const CAUSE_LOOKS: Readonly<Record<ChangeCause, string>> = { they: '', we: '', doubtful: 'open' };

/** What a change is about, for a reader: the question's label, the address, or the check and its portal. */
export const aboutOf = ({ kind, key }: Pick<Change, 'kind' | 'key'>, indicators: ReadonlyMap<string, Indicator>, words: KeyWords): { readonly text: string; readonly url: string | null } => {
  if (kind === 'page') return { text: shortUrl(key), url: key };
  const [what = key, portal] = key.split(' ');
  const indicator = indicators.get(what);
  return { text: indicator ? `${indicator.unCode} ${indicator.label}` : words.about(what), url: portal ?? null };
};

const RUNGS: Readonly<Record<string, string>> = RUNG_WORDS;
const PAGE_WORDS: Readonly<Record<string, string>> = { text: 'its text', absent: 'not there', 'not-found': 'not found', 'soft-404': 'not found' };

/** Before or after in the words of the other pages: outcome or answer, and its rung or reason. */
const stateOf = ({ kind, key }: Pick<Change, 'kind' | 'key'>, text: string, words: KeyWords): { readonly word: string; readonly reason: string } => {
  if (kind === 'service') return { word: RUNGS[text] ?? text, reason: '' };
  if (kind === 'page') return { word: PAGE_WORDS[text] ?? text.replaceAll('-', ' '), reason: '' };
  const [what = '', ...more] = text.split(':');
  const word = kind === 'answer' ? ANSWERS[what as keyof typeof ANSWERS]?.word : outcomeWord(what);
  if (word === undefined) return { word: text, reason: '' };
  const [owner, last] = [kind === 'finding' ? (key.split(' ')[0] ?? '') : more.slice(0, -1).join(':'), more.at(-1) ?? ''];
  return { word, reason: last && (RUNGS[last] ?? words.reason(owner, last)) };
};

/** The same as plain text, for a feed. */
export const stateText = (change: Pick<Change, 'kind' | 'key'>, text: string, words: KeyWords): string => {
  const { word, reason } = stateOf(change, text, words);
  return reason ? `${word} (${reason.replace(/\.$/, '')})` : word;
};

const state = (change: Pick<Change, 'kind' | 'key'>, text: string, words: KeyWords): Html => {
  const { word, reason } = stateOf(change, text, words);
  return html`${word}${reason ? html`<br><span class="soft">${reason}</span>` : ''}`;
};

/** Changes, newest first. `names`: of the subjects, where the list is about several. */
export const changeTable = (
  changes: readonly Change[],
  indicators: ReadonlyMap<string, Indicator>,
  names: ReadonlyMap<string, string> | null,
  words: KeyWords,
): Html => html`<div class="scroll" tabindex="0" role="region" aria-label="Changes"><table><thead><tr><th scope="col">Seen (UTC)</th>${names ? html`<th scope="col">Subject</th>` : ''}<th scope="col">What</th><th scope="col">Before</th><th scope="col">After</th><th scope="col">Cause</th><th scope="col">Touches</th></tr></thead><tbody>
${changes.map((change) => {
  const { text, url } = aboutOf(change, indicators, words);
  return html`<tr id="change-${change.id}"><td>${moment(change.at)}</td>${names ? html`<td><a href="/subjects/${encodeURIComponent(change.subject)}" dir="auto">${names.get(change.subject) ?? change.subject}</a></td>` : ''}
<th scope="row" class="wrap"><span class="soft">${KIND_WORDS[change.kind]}</span><br>${change.kind === 'page' ? outward(change.key, text) : html`${text}${url ? html`<br>${outward(url, shortUrl(url))}` : ''}`}</th><td class="wrap">${state(change, change.before, words)}</td><td class="wrap">${state(change, change.after, words)}${change.worse ? html` <span class="badge no">worse</span>` : ''}</td>
<td><span class="badge ${CAUSE_LOOKS[change.cause]}" title="${CAUSE_WORDS[change.cause]}">${change.cause === 'they' ? 'portal' : change.cause === 'we' ? 'our rules' : 'doubtful'}</span></td><td>${change.indicators.map((id) => indicators.get(id)?.unCode ?? id).join(', ')}</td></tr>`;
})}</tbody></table></div>`;
