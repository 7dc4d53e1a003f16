import { eld } from 'eld/small'; // the larger tables cost 50 to 200 MB and help with single words only
import { francAll } from 'franc';
import type { LanguagePart } from '../artifact.ts';
import { type PageDocument, resolve } from './document.ts';
import type { OwnedBlock } from './text.ts';

const MOST_CHARACTERS = 3000;
const FEWEST_LETTERS = 25; // below this nothing can be said
const SURE = 0.95;
const LIKELY = 0.8;
const WEAK = 0.5;

/** Scripts that one state language (or one of few) is written in: more reliable than any statistics. */
const BY_SCRIPT: readonly (readonly [string, RegExp])[] = [
  ['ja', /\p{sc=Hira}|\p{sc=Kana}/gu],
  ['ko', /\p{sc=Hang}/gu],
  ['zh', /\p{sc=Han}/gu],
  ['th', /\p{sc=Thai}/gu],
  ['km', /\p{sc=Khmr}/gu],
  ['lo', /\p{sc=Laoo}/gu],
  ['my', /\p{sc=Mymr}/gu],
  ['el', /\p{sc=Grek}/gu],
  ['ka', /\p{sc=Geor}/gu],
  ['hy', /\p{sc=Armn}/gu],
  ['he', /\p{sc=Hebr}/gu],
  ['am', /\p{sc=Ethi}/gu],
  ['ta', /\p{sc=Taml}/gu],
  ['te', /\p{sc=Telu}/gu],
  ['bn', /\p{sc=Beng}/gu],
  ['gu', /\p{sc=Gujr}/gu],
  ['kn', /\p{sc=Knda}/gu],
  ['ml', /\p{sc=Mlym}/gu],
  ['pa', /\p{sc=Guru}/gu],
  ['or', /\p{sc=Orya}/gu],
  ['si', /\p{sc=Sinh}/gu],
  ['bo', /\p{sc=Tibt}/gu],
  ['dv', /\p{sc=Thaa}/gu],
];
/** Characters of everyday official text that exist in one of the two orthographies only. */
const TRADITIONAL = /[國門電網務請開關學醫體發讓說這個會時間為與線聯選號碼訊證書處護區縣鄉鎮]/g;
const SIMPLIFIED = /[国门电网务请开关学医体发让说这个会时间为与线联选号码讯证书处护区县乡镇]/g;

/** The declared and the detected language of a page, and the other language versions it names (`hreflang`). */
export const languagePart = (document: PageDocument, blocks: readonly OwnedBlock[]): LanguagePart => {
  const html = document.tagged('html')[0];
  const declared = (html?.attributes['lang'] ?? html?.attributes['xml:lang'] ?? '').trim();
  const alternates = document
    .tagged('link')
    .filter(({ attributes }) => /(^|\s)alternate(\s|$)/i.test(attributes['rel'] ?? '') && attributes['hreflang'] && attributes['href'])
    .flatMap(({ attributes }) => {
      const url = resolve(attributes['href']!, document.base);
      return url ? [{ lang: attributes['hreflang']!, url }] : [];
    });
  const body = document.tagged('body')[0];
  const direction = [html, body].some((node) => node?.attributes['dir']?.toLowerCase() === 'rtl') ? ('rtl' as const) : ('ltr' as const);
  return { declared, ...detectLanguage(sampleOf(unmarked(blocks, declared)), declared), alternates, direction };
};

/** Typesetters' dummy text is no language: unfinished pages would be taken for Italian or Latin. */
const DUMMY = /\b(lorem ipsum|dolor sit amet|consectetur adipisc|sed do eiusmod|ut labore et dolore|quis nostrud)/i;

/** Without passages that say they are in another language, unless most of the page does. */
const unmarked = (blocks: readonly OwnedBlock[], declared: string): readonly OwnedBlock[] => {
  const own = blocks.filter(({ owner }) => !owner.lang || primary(owner.lang) === primary(declared));
  const size = (list: readonly OwnedBlock[]): number => list.reduce((sum, { text }) => sum + text.length, 0);
  return own.length < blocks.length && size(own) >= size(blocks) / 2 ? own : blocks;
};

/** The page's own text first: menus are often in another language than what is read. */
const sampleOf = (blocks: readonly OwnedBlock[]): string => {
  const main = blocks.filter(({ owner }) => owner.place === 'main' || owner.place === 'unknown');
  const text = (list: readonly OwnedBlock[]) =>
    list
      .filter(({ text: own }) => own.length > 2 && !DUMMY.test(own))
      .map(({ text: own }) => own)
      .join('\n')
      .slice(0, MOST_CHARACTERS);
  const own = text([...main].sort((a, b) => b.text.length - a.text.length).slice(0, 40));
  return letters(own) >= 200 ? own : text(blocks);
};

const letters = (text: string): number => text.match(/\p{L}/gu)?.length ?? 0;

/** Language of a text as BCP 47 primary tag (`zh-Hans`/`zh-Hant` told apart), `und` when too little or too mixed. */
const detectLanguage = (text: string, declared: string): Pick<LanguagePart, 'detected' | 'confidence'> => {
  const clean = text.replace(/https?:\/\/\S+|\S+@\S+/g, ' ');
  const all = letters(clean);
  if (all === 0) return { detected: 'und', confidence: 0 };
  const byScript = scriptLanguage(clean, all, declared);
  if (byScript) return byScript;
  if (all < FEWEST_LETTERS) return { detected: 'und', confidence: 0 };
  const hint = primary(declared);
  const guess = eld.detect(clean);
  const first = guess.language === 'no' ? 'nb' : guess.language || 'und';
  if (same(first, hint) && guess.isReliable()) return { detected: first, confidence: SURE }; // the second detector costs ten times as much
  const seconds = francAll(clean, { minLength: 20 })
    .slice(0, 3)
    .flatMap(([code]) => TWO_LETTERS[code] ?? []);
  const second = seconds[0] ?? 'und';
  if (first === 'ms' || second === 'id' || second === 'ms') return malay(hint, seconds, first === 'ms');
  if (same(first, second)) return { detected: first, confidence: SURE };
  if (same(first, hint)) return { detected: first, confidence: LIKELY };
  if (UNKNOWN_TO_FIRST.has(second) && (!guess.isReliable() || same(second, hint))) return { detected: second, confidence: same(second, hint) ? SURE : LIKELY };
  if (guess.isReliable()) return { detected: first, confidence: LIKELY };
  return first === 'und' ? { detected: 'und', confidence: 0 } : { detected: first, confidence: WEAK };
};

const scriptLanguage = (text: string, all: number, declared: string): Pick<LanguagePart, 'detected' | 'confidence'> | null => {
  const counts = BY_SCRIPT.map(([language, letters_]) => ({ language, count: text.match(letters_)?.length ?? 0 }));
  const most = counts.reduce((a, b) => (b.count > a.count ? b : a));
  const kana = counts[0]!.count;
  const han = counts[2]!.count;
  if (kana + han >= all / 2) {
    if (kana >= (kana + han) * 0.1) return { detected: 'ja', confidence: SURE };
    return { detected: chinese(text, declared), confidence: SURE };
  }
  if (most.count < all / 2) return null;
  if (most.language === 'am') return { detected: primary(declared) === 'ti' ? 'ti' : 'am', confidence: LIKELY };
  if (most.language === 'bn') return { detected: /[ৰৱ]/.test(text) ? 'as' : 'bn', confidence: SURE };
  if (most.language === 'he') return { detected: primary(declared) === 'yi' ? 'yi' : 'he', confidence: SURE };
  return { detected: most.language, confidence: SURE };
};

const chinese = (text: string, declared: string): string => {
  const traditional = text.match(TRADITIONAL)?.length ?? 0;
  const simplified = text.match(SIMPLIFIED)?.length ?? 0;
  if (traditional === simplified) return /hant|-(tw|hk|mo)\b/i.test(declared) ? 'zh-Hant' : 'zh-Hans';
  return traditional > simplified ? 'zh-Hant' : 'zh-Hans';
};

/** Indonesian and Malay differ less than statistics can tell; the page's own word decides where it has one. */
const malay = (hint: string, seconds: readonly string[], agreed: boolean): Pick<LanguagePart, 'detected' | 'confidence'> => {
  const told = hint === 'id' || hint === 'ms';
  return { detected: told ? hint : (seconds.find((code) => code === 'id' || code === 'ms') ?? 'id'), confidence: told ? SURE : agreed ? LIKELY : WEAK };
};

const primary = (tag: string): string => {
  const code = tag.trim().toLowerCase().split(/[-_]/)[0] ?? '';
  return code === 'no' ? 'nb' : code === 'iw' ? 'he' : code === 'in' ? 'id' : code;
};
const same = (a: string, b: string): boolean => a !== 'und' && a !== '' && (a === b || (isNorwegian(a) && isNorwegian(b)));
const isNorwegian = (code: string): boolean => code === 'nb' || code === 'nn' || code === 'no';

/** ISO 639-3 of the second detector as BCP 47. */
const TWO_LETTERS: Readonly<Record<string, string>> = {
  eng: 'en',
  fra: 'fr',
  spa: 'es',
  por: 'pt',
  ita: 'it',
  deu: 'de',
  nld: 'nl',
  swe: 'sv',
  dan: 'da',
  nob: 'nb',
  nno: 'nn',
  fin: 'fi',
  isl: 'is',
  pol: 'pl',
  ces: 'cs',
  slk: 'sk',
  slv: 'sl',
  hrv: 'hr',
  bos: 'bs',
  srp: 'sr',
  hun: 'hu',
  ron: 'ro',
  bul: 'bg',
  mkd: 'mk',
  rus: 'ru',
  ukr: 'uk',
  bel: 'be',
  lit: 'lt',
  lav: 'lv',
  est: 'et',
  ekk: 'et',
  tur: 'tr',
  azj: 'az',
  kaz: 'kk',
  uzn: 'uz',
  kir: 'ky',
  tgk: 'tg',
  tuk: 'tk',
  arb: 'ar',
  pes: 'fa',
  prs: 'fa',
  urd: 'ur',
  pbu: 'ps',
  hin: 'hi',
  mar: 'mr',
  npi: 'ne',
  ind: 'id',
  zlm: 'ms',
  vie: 'vi',
  swh: 'sw',
  som: 'so',
  hau: 'ha',
  yor: 'yo',
  ibo: 'ig',
  kin: 'rw',
  plt: 'mg',
  afr: 'af',
  als: 'sq',
  cat: 'ca',
  glg: 'gl',
  eus: 'eu',
  tgl: 'tl',
  cym: 'cy',
  gle: 'ga',
  mlt: 'mt',
  khk: 'mn',
  hat: 'ht',
  zul: 'zu',
  xho: 'xh',
  sna: 'sn',
  nya: 'ny',
};
/** Languages that the first detector does not have, so that it always names another. */
const UNKNOWN_TO_FIRST = new Set([
  'sw',
  'so',
  'ha',
  'ig',
  'rw',
  'mg',
  'af',
  'gl',
  'cy',
  'ga',
  'mt',
  'mn',
  'kk',
  'uz',
  'ky',
  'tg',
  'tk',
  'ps',
  'ne',
  'bs',
  'mk',
  'ht',
  'zu',
  'xh',
  'sn',
  'ny',
  'nn',
  'id',
]);
