import { isFailure, type Link, type PageArtifact } from '../../crawler/artifact.ts';

/**
 * Links that switch the language: by hreflang or lang, by a label that is a language's own name (from Unicode CLDR, so
 * no word list lives here), or by a bare language code.
 */

const autonyms = new Map<string, string>();
const TAGS = [
  'en',
  'fr',
  'es',
  'pt',
  'ar',
  'zh',
  'zh-Hans',
  'zh-Hant',
  'ru',
  'de',
  'it',
  'nl',
  'sv',
  'da',
  'nb',
  'no',
  'nn',
  'fi',
  'is',
  'et',
  'lv',
  'lt',
  'pl',
  'cs',
  'sk',
  'sl',
  'hr',
  'bs',
  'sr',
  'mk',
  'bg',
  'ro',
  'hu',
  'el',
  'tr',
  'uk',
  'be',
  'ka',
  'hy',
  'az',
  'kk',
  'ky',
  'uz',
  'tg',
  'tk',
  'mn',
  'fa',
  'ps',
  'ku',
  'he',
  'hi',
  'bn',
  'ur',
  'ne',
  'si',
  'ta',
  'te',
  'kn',
  'ml',
  'mr',
  'gu',
  'pa',
  'id',
  'ms',
  'fil',
  'vi',
  'th',
  'lo',
  'km',
  'my',
  'ja',
  'ko',
  'sw',
  'am',
  'ti',
  'om',
  'so',
  'rw',
  'ha',
  'yo',
  'ig',
  'zu',
  'xh',
  'af',
  'mg',
  'mt',
  'ga',
  'cy',
  'gl',
  'ca',
  'eu',
  'rm',
  'lb',
  'sq',
];

const names = (): ReadonlyMap<string, string> => {
  if (!autonyms.size) {
    for (const tag of TAGS) {
      const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag);
      if (name) autonyms.set(name.toLowerCase(), tag);
    }
  }
  return autonyms;
};

/** The language a label names ("Français", "EN", "ITA"), or '' when it names none. */
export const languageNamed = (label: string): string => {
  const text = label
    .trim()
    .toLowerCase()
    .replace(/\s*\(.*\)$/, '');
  const tag = names().get(text) ?? names().get(text.split(/\s*[-–|/]\s*/)[0] ?? '');
  if (tag) return tag;
  if (/^[a-z]{2,3}$/.test(text)) return CODES.get(text) ?? '';
  return '';
};

/** ISO 639-1 codes and the ISO 639-2 codes of the same languages, as switchers print them. */
const CODES: ReadonlyMap<string, string> = new Map(
  TAGS.filter((tag) => /^[a-z]{2}$/.test(tag)).flatMap((tag) => {
    const three = { en: 'eng', fr: 'fra', es: 'esp', pt: 'por', de: 'deu', it: 'ita', ar: 'ara', ru: 'rus', uk: 'ukr', nl: 'nld', sv: 'sve', tr: 'tur', pl: 'pol' }[tag];
    return [[tag, tag] as const, ...(three ? [[three, tag] as const] : [])];
  }),
);

/** Does this link lead, by its own words or attributes, to another language than the page's? */
export const isLanguageLink = (link: Link, language: string, page: { readonly url: string; readonly parts: Pick<PageArtifact['parts'], 'language'> }): boolean => {
  const primary = (tag: string): string => tag.toLowerCase().split('-')[0]!;
  if (link.lang && primary(link.lang) !== primary(language) && link.kind === 'page') return true;
  const tag = languageNamed(link.text) || languageNamed(link.name);
  if (tag && primary(tag) !== primary(language) && link.kind !== 'mail' && link.kind !== 'tel') return true;
  if (link.url !== null && link.text.length <= MOST_CHARACTERS && changesLanguagePath(page.url, link.url)) return true;
  const alternates = isFailure(page.parts.language) ? [] : page.parts.language.alternates;
  return link.url !== null && alternates.some((other) => other.url === link.url && other.lang !== 'x-default' && primary(other.lang) !== primary(language));
};

const MOST_CHARACTERS = 20;
const TAG = /^([a-z]{2})(?:[-_]([a-z]{2,4}))?$/i;

/** From `/zh-TW/blog` to `/en/…`: the same place in the address holds another language's tag. A flag without a word is such a link. */
const changesLanguagePath = (from: string, to: string): boolean => {
  const [here, there] = [URL.parse(from), URL.parse(to)];
  if (!here || !there || here.host !== there.host) return false;
  const [own, other] = [here.pathname.split('/'), there.pathname.split('/')];
  const at = own.findIndex((segment) => isTag(segment));
  return at >= 0 && at <= 3 && isTag(other[at]) && own[at]!.toLowerCase() !== other[at]!.toLowerCase() && own.slice(0, at).join('/') === other.slice(0, at).join('/');
};
const isTag = (segment: string | undefined): boolean => {
  const code = TAG.exec(segment ?? '')?.[1]?.toLowerCase();
  return code !== undefined && CODES.has(code);
};
