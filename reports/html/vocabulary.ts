import { html } from 'hono/html';
import type { Answer, Outcome } from '../../checks/contract.ts';
import type { Rung } from '../../config/concepts.ts';

/** A piece of escaped HTML. Everything that came from a portal goes through the template and is escaped there. */
export type Html = ReturnType<typeof html>;

/** Word, sign and meaning of each draft answer. Colour is never the only mark. */
export const ANSWERS: Readonly<Record<Answer, { readonly word: string; readonly sign: string; readonly meaning: string }>> = {
  yes: { word: 'Yes', sign: '✓', meaning: 'Evidence supports it.' },
  no: { word: 'No', sign: '✕', meaning: 'The opposite was observed.' },
  'not-found': { word: 'Not found', sign: '○', meaning: 'Searched and not found. Undecided until a person confirms.' },
  'cannot-assess': { word: 'Cannot assess', sign: '⊘', meaning: 'Too little could be seen to say anything.' },
  'needs-human': { word: 'Needs a person', sign: '◇', meaning: 'By its nature no machine can answer it.' },
};
export const ANSWER_ORDER = Object.keys(ANSWERS) as readonly Answer[];

export const chip = (answer: Answer): Html => html`<span class="chip ${answer}"><span aria-hidden="true">${ANSWERS[answer].sign}</span> ${ANSWERS[answer].word}</span>`;

const OUTCOMES: Readonly<Record<Outcome, { readonly word: string; readonly sign: string; readonly look: Answer }>> = {
  pass: { word: 'Good', sign: '✓', look: 'yes' },
  fail: { word: 'Fault', sign: '✕', look: 'no' },
  'not-found': { word: 'Not found', sign: '○', look: 'not-found' },
  unsure: { word: 'Unsure', sign: '?', look: 'not-found' },
  'not-applicable': { word: 'Does not apply', sign: '–', look: 'cannot-assess' },
  untested: { word: 'Not tested', sign: '⊘', look: 'cannot-assess' },
  error: { word: 'Check failed', sign: '!', look: 'cannot-assess' },
};

export const outcomeChip = (outcome: Outcome): Html => html`<span class="chip ${OUTCOMES[outcome].look}"><span aria-hidden="true">${OUTCOMES[outcome].sign}</span> ${OUTCOMES[outcome].word}</span>`;

/** The word of an outcome; undefined when it is none. */
export const outcomeWord = (outcome: string): string | undefined => (OUTCOMES as Readonly<Record<string, { readonly word: string } | undefined>>)[outcome]?.word;

export const RUNG_WORDS: Readonly<Record<Rung, string>> = {
  mention: 'mentioned',
  information: 'information',
  'download-form': 'form to download',
  'online-form': 'online form',
  'completed-online': 'completed online',
};

/** Confidence is the chance that a person would agree; the word keeps a percentage from looking more exact than it is. */
export const confidenceWord = (confidence: number): string => (confidence >= 0.9 ? 'very likely right' : confidence >= 0.75 ? 'likely right' : confidence >= 0.5 ? 'uncertain' : 'weak');

export const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** A link to a crawled address. Only http and https may be followed; anything else is shown as text. */
export const outward = (url: string, text: string = url): Html => (/^https?:\/\//i.test(url) ? html`<a href="${url}" rel="noopener noreferrer nofollow">${text}</a>` : html`<span>${text}</span>`);

const TIME = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
/** "23 Nov 2026, 12:31 UTC"; the text itself when it is no date. */
export function moment(iso: string): Html {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? html`${iso}` : html`<time datetime="${iso}">${TIME.format(time)} UTC</time>`;
}

export const plural = (count: number, one: string, many: string = `${one}s`): string => `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

const LANGUAGES = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });
/** English name of a BCP 47 tag; the tag itself when it names none. */
export function languageName(tag: string): string {
  if (tag === '' || tag === 'und') return 'unknown language';
  try {
    return LANGUAGES.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** Path of a URL, percent-signs decoded, for display. */
export function shortUrl(url: string): string {
  try {
    const { host, pathname, search } = new URL(url);
    return decodeURI(`${host}${pathname}${search}`);
  } catch {
    return url;
  }
}
