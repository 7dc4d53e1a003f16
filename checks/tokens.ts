/**
 * Words as they are compared: lower case, without accents, one form for each letter. Scripts written without blanks
 * (Han, Kana, Thai, Lao, Khmer, Myanmar) are cut into characters, so that a phrase is found wherever it stands.
 */

export interface Token {
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

const UNSPACED = '\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Thai}\\p{sc=Laoo}\\p{sc=Khmr}\\p{sc=Mymr}';
const hasUnspaced = new RegExp(`[${UNSPACED}]`, 'u');
// joiners (U+200C, U+200D) stand inside words of Indic and Arabic scripts
const mixedToken = new RegExp(`[${UNSPACED}]\\p{M}*|(?:(?![${UNSPACED}])[\\p{L}\\p{M}\\p{N}\\u200c\\u200d])+`, 'gu');
const spacedToken = /[\p{L}\p{M}\p{N}\u200c\u200d]+/gu;

/** Marks that writers leave out or vary: Latin, Greek and Cyrillic accents, Hebrew points, Arabic vowel signs, tatweel. Vowel signs of Indic scripts stay: they carry the word. */
const optionalMarks = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0640\u200c\u200d]/g;

/** Amharic has several rows of letters for one sound, which writers use alike; a row is seven letters, one for each vowel. */
const sameSound = (rows: string, standard: string): Record<string, string> =>
  Object.fromEntries([...rows].flatMap((row) => Array.from({ length: 7 }, (_, vowel) => [String.fromCodePoint(row.codePointAt(0)! + vowel), String.fromCodePoint(standard.codePointAt(0)! + vowel)])));
const digits = (zero: number): Record<string, string> => Object.fromEntries(Array.from({ length: 10 }, (_, digit) => [String.fromCodePoint(zero + digit), String(digit)]));

const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  đ: 'd',
  ł: 'l',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ð: 'd',
  þ: 'th',
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ئ: 'ي',
  ك: 'ک',
  ة: 'ه',
  ؤ: 'و',
  ς: 'σ',
  臺: '台',
  ...sameSound('ሐኀኸ', 'ሀ'),
  ...sameSound('ሠ', 'ሰ'),
  ...sameSound('ዐ', 'አ'),
  ...sameSound('ፀ', 'ጸ'),
  ...digits(0x660), // Arabic
  ...digits(0x6f0), // Persian
  ...digits(0x966), // Devanagari
  ...digits(0x9e6), // Bengali
  ...digits(0xe50), // Thai
};
/** Hindi writes a nasal before a consonant as a letter or as a dot: सम्पर्क, संपर्क. */
const nasal = /[ङञणनम]्(?=[क-ह])/g;
const letterPattern = new RegExp(`[${Object.keys(letters).join('')}]`, 'g');

const folded = new Map<string, string>();
const FOLDED_LIMIT = 50_000;

const foldWord = (word: string): string => {
  const known = folded.get(word);
  if (known !== undefined) return known;
  // Split letter by letter first: æ, أ and their like decompose differently under NFD.
  const key = word
    .normalize('NFKC')
    .toLowerCase()
    .replace(letterPattern, (letter) => letters[letter] ?? letter)
    .normalize('NFD')
    .replace(optionalMarks, '')
    .normalize('NFC')
    .replace(nasal, 'ं');
  if (folded.size > FOLDED_LIMIT) folded.clear();
  folded.set(word, key);
  return key;
};

/** The words of a text with their places in it. */
export const tokens = (text: string): Token[] => {
  const found: Token[] = [];
  for (const match of text.matchAll(hasUnspaced.test(text) ? mixedToken : spacedToken)) {
    const key = foldWord(match[0]);
    if (key !== '') found.push({ key, start: match.index, end: match.index + match[0].length });
  }
  return found;
};
