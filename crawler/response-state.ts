import { refusalSignatures } from '../config/refusal-signatures.ts';
import type { GatherFailure, NotFoundPart, ResponseState } from './artifact.ts';
import { isFailure } from './artifact.ts';
import type { StaticParts } from './parts/extract.ts';

export interface Answered {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly requestedUrl: string;
  readonly url: string;
  /** Null when the response is no page. */
  readonly parts: StaticParts | null;
  /** The parts come from the page after its scripts have run. */
  readonly rendered: boolean;
  /** What the portal shows for an address that cannot exist. */
  readonly notFound: NotFoundPart | GatherFailure | null;
  /** Words of a concept in all languages, for error pages that answer 200. */
  readonly phrases: (concept: string) => readonly string[];
}

const FEW_WORDS = 120; // a refusal or an error page says little
const SHELL_WORDS = 40;
const LONGEST_TITLE = 90; // characters; a news headline about "access denied" is longer, or stands over much text

/** Decides, before any check may read the page, what kind of answer it is. `why` is a key for the log. */
export const classify = (answered: Answered): { readonly state: ResponseState; readonly why: string } => {
  const { status, headers, parts } = answered;
  const as = (state: ResponseState, why: string) => ({ state, why });
  const signs = parts && signsOf(parts);
  if (challenged(headers, signs, status)) return as('challenge', 'signature');
  if (status === 404 || status === 410) return as('not-found', String(status));
  if (status === 401 || status === 403 || status === 451 || status === 407) return as(signs?.login ? 'login-wall' : 'blocked', String(status));
  if (status === 429 || (status === 503 && headers.some(([name]) => name === 'retry-after'))) return as('throttled', String(status));
  if (status >= 400 || status < 200) return as('error', String(status));
  if (refusalSignatures().archive_hosts.some((host) => new URL(answered.url).hostname.endsWith(host))) return as('archived-copy', 'host');
  if (!parts || !signs) return as('not-html', 'type');
  return ofPage(answered, parts, signs) ?? as('ok', 'content');
};

interface Signs {
  readonly titles: readonly string[];
  readonly words: number;
  readonly mainWords: number;
  readonly marks: string;
  readonly ids: readonly string[];
  readonly login: boolean;
  readonly links: number;
  readonly scripts: number;
  readonly title: string;
  readonly forms: number;
}

const signsOf = ({ text, headings, markup, forms, links }: StaticParts): Signs => {
  const title = isFailure(text) ? '' : text.title;
  const heads = isFailure(headings)
    ? []
    : headings
        .filter((heading) => heading.level === 1 || headings.indexOf(heading) === 0)
        .slice(0, 2)
        .map((heading) => heading.text);
  return {
    title,
    titles: [title, ...heads].filter((line) => line && line.length <= LONGEST_TITLE).map((line) => line.toLowerCase()),
    words: isFailure(text) ? 0 : text.words,
    mainWords: isFailure(text) ? 0 : text.mainWords,
    marks: isFailure(markup) ? '' : [...markup.scripts.map((script) => `${script.src ?? ''} ${script.inline}`), ...markup.ids, ...markup.iframes.map((frame) => frame.src)].join(' ').toLowerCase(),
    ids: isFailure(markup) ? [] : markup.ids,
    login: !isFailure(forms) && forms.some((form) => form.purpose === 'login' && form.place !== 'header' && form.place !== 'footer' && form.place !== 'dialog'),
    links: isFailure(links) ? 0 : links.filter((link) => link.kind === 'page').length,
    scripts: isFailure(markup) ? 0 : markup.scripts.length,
    forms: isFailure(forms) ? 0 : forms.length,
  };
};

const challenged = (headers: Answered['headers'], signs: Signs | null, status: number): boolean => {
  const { challenge_headers, challenge_marks, challenge_titles } = refusalSignatures();
  const lines = headers.map(([name, value]) => `${name}: ${value}`.toLowerCase());
  if (challenge_headers.some((sign) => lines.some((line) => line.startsWith(sign))) && (status >= 400 || (signs?.words ?? 0) < FEW_WORDS)) return true;
  if (!signs || signs.words > FEW_WORDS) return false;
  if (signs.titles.some((title) => challenge_titles.some((known) => title.includes(known)))) return status >= 400 || signs.links < 8;
  return (status >= 400 || signs.links < 4) && challenge_marks.some((mark) => signs.marks.includes(mark));
};

const ofPage = (answered: Answered, parts: StaticParts, signs: Signs): { state: ResponseState; why: string } | null => {
  const known = refusalSignatures();
  const named = (list: readonly string[]): boolean => signs.titles.some((title) => list.some((phrase) => titled(title, phrase)));
  const little = signs.mainWords < FEW_WORDS;
  if (known.parked_marks.some((mark) => signs.marks.includes(mark)) || (named(known.parked_titles) && signs.words < 400)) return { state: 'parked', why: 'signature' };
  if (isLikeNotFound(answered, parts, signs)) return { state: 'soft-404', why: 'like a wrong address' };
  if (little && named([...known.not_found_titles, ...answered.phrases('page-not-found')])) return { state: 'soft-404', why: 'title' };
  if (little && named([...known.blocked_titles, ...answered.phrases('access-denied')])) return { state: 'blocked', why: 'title' };
  if (little && named([...answered.phrases('captcha')]) && signs.links < 8) return { state: 'challenge', why: 'title' };
  if (little && named(known.error_titles)) return { state: 'error', why: 'title' };
  if (signs.mainWords < FEW_WORDS / 2 && named(answered.phrases('under-construction'))) return { state: 'parked', why: 'under construction' };
  if (signs.login && little && movedToSignIn(answered)) return { state: 'login-wall', why: 'redirected to a sign-in form' };
  if (isShell(signs, known.shell_ids, answered.rendered)) return { state: 'empty-shell', why: 'no text without scripts' };
  return null;
};

/** A title names an error only when it says little else. */
const titled = (title: string, marked: string): boolean => {
  const phrase = marked.replace(/^=|\*$/g, '').toLowerCase();
  return phrase !== '' && title.includes(phrase) && (marked.startsWith('=') ? title === phrase : title.length <= phrase.length + 40);
};

/** The portal answers a wrong address with 200: pages with the same title and shape are wrong addresses too. */
const isLikeNotFound = ({ notFound, url }: Answered, { shape }: StaticParts, signs: Signs): boolean => {
  if (!notFound || isFailure(notFound) || notFound.status !== 200 || isFailure(shape)) return false;
  if (new URL(url).origin !== new URL(notFound.url).origin || new URL(url).pathname === '/') return false;
  return shape.hash === notFound.shapeHash && signs.title === notFound.title;
};

const movedToSignIn = ({ requestedUrl, url }: Answered): boolean => {
  const asked = new URL(requestedUrl);
  const got = new URL(url);
  if (asked.pathname === got.pathname && asked.host === got.host) return false;
  return refusalSignatures().sign_in_paths.some((piece) => got.pathname.toLowerCase().includes(piece) && !asked.pathname.toLowerCase().includes(piece)) || asked.host !== got.host;
};

const isShell = (signs: Signs, ids: readonly string[], rendered: boolean): boolean => {
  if (signs.scripts === 0 || signs.words > SHELL_WORDS) return false;
  if (rendered) return signs.words < 5; // what the scripts have built is all there will be, however short
  const mount = signs.ids.some((id) => ids.includes(id.toLowerCase()));
  return signs.words < 5 || (mount && signs.links < 5) || (signs.links < 3 && signs.forms === 0 && signs.words < SHELL_WORDS / 2);
};
