import type { Concept } from '../config/concepts.ts';
import { conjunctions } from '../config/conjunctions.ts';
import type { Lexicon } from '../config/lexicon.ts';
import { countWords } from './concepts/reading.ts';
import { type Token, tokens } from './tokens.ts';
import type { Match, Words } from './contract.ts';

/** One phrase, cut into words. `whole`: the label, or one item of a short list in it, must equal it ("=help"); a word may be open at its end ("consultazion*"). */
interface Pattern {
  readonly concept: string;
  readonly phrase: string;
  readonly whole: boolean;
  readonly lone: boolean;
  readonly words: readonly { readonly key: string; readonly open: boolean }[];
}
interface Index {
  readonly exact: ReadonlyMap<string, readonly Pattern[]>;
  readonly open: ReadonlyMap<string, readonly Pattern[]>;
}

const MOST_LIST_WORDS = 10; // a longer text is a sentence, not a list of labels
const ITEM_WORDS = 3; // after a conjunction; more are the rest of a phrase
const STEM = 2; // characters an open first word is looked up by

/** Makes the lexicons searchable. Languages are looked up as `zh-Hant-TW` → `zh-Hant` → `zh`; plain `zh` means Hans. */
export const prepareWords = (concepts: ReadonlyMap<string, Concept>, lexicons: ReadonlyMap<string, Lexicon>): Words => {
  const indexes = new Map<string, Index>();

  const lexicon = (language: string): Lexicon | undefined => {
    const parts = language.replace(/_/g, '-').split('-');
    const traditional = parts[0] === 'zh' && parts.some((part) => /^(hant|tw|hk|mo)$/i.test(part));
    if (parts[0] === 'zh') return lexicons.get(traditional ? 'zh-Hant' : 'zh-Hans');
    for (let length = parts.length; length > 0; length--) {
      const found = lexicons.get(parts.slice(0, length).join('-'));
      if (found) return found;
    }
    return undefined;
  };

  const indexOf = (language: string): Index | undefined => {
    const source = lexicon(language);
    if (!source) return undefined;
    let index = indexes.get(source.language);
    if (!index) indexes.set(source.language, (index = buildIndex(source)));
    return index;
  };

  return {
    concepts,
    languages: [...lexicons.keys()],
    lexicon,
    phrases: (concept, language) => (lexicon(language)?.concepts.get(concept) ?? []).map((phrase) => phrase.text),
    find: (language, text) => {
      const index = indexOf(language);
      return index ? findAll(index, text) : [];
    },
    qualifies: (concept, language, text) => {
      const source = lexicon(language);
      if (!source) return false;
      const words = tokens(text);
      return qualifiersOf(source, concept).some((pattern) => words.some((_, at) => fits(pattern, words, at)));
    },
    match: (concept, language, text) => {
      const index = indexOf(language);
      const found = index && findAll(index, text).find((match) => match.concept === concept);
      return found ? text.slice(found.start, found.end) : null;
    },
  };
};

const buildIndex = (lexicon: Lexicon): Index => {
  const exact = new Map<string, Pattern[]>();
  const open = new Map<string, Pattern[]>();
  for (const [concept, phrases] of lexicon.concepts) {
    for (const { text } of phrases) {
      const pattern = parsePattern(concept, text);
      const first = pattern.words[0];
      if (!first) continue;
      const [map, key] = first.open ? [open, first.key.slice(0, STEM)] : [exact, first.key];
      const list = map.get(key);
      if (list) list.push(pattern);
      else map.set(key, [pattern]);
    }
  }
  return { exact, open };
};

const qualifiers = new WeakMap<Lexicon, Map<string, readonly Pattern[]>>();
const qualifiersOf = (source: Lexicon, concept: string): readonly Pattern[] => {
  const known = qualifiers.get(source) ?? new Map<string, readonly Pattern[]>();
  qualifiers.set(source, known);
  let patterns = known.get(concept);
  if (!patterns) known.set(concept, (patterns = (source.concepts.get(concept) ?? []).map((phrase) => parsePattern(concept, phrase.text))));
  return patterns;
};

const parsePattern = (concept: string, text: string): Pattern => {
  const whole = text.startsWith('=');
  const phrase = whole ? text.slice(1) : text;
  const words = tokens(phrase).map((token) => ({ key: token.key, open: phrase[token.end] === '*' }));
  return { concept, phrase, whole, lone: whole && countWords(phrase) === 1, words };
};

const isNumber = (token: Token): boolean => /^\p{N}+$/u.test(token.key);

/** All phrases that stand in the text; of the same concept only the longest at each place. */
const findAll = (index: Index, text: string): Match[] => {
  const words = tokens(text);
  const spoken = words.filter((word) => !isNumber(word)).length || 1; // "News (12)" is the label "News"
  const found: Match[] = [];
  for (let at = 0; at < words.length; at++) {
    const key = words[at]!.key;
    for (const list of [index.exact.get(key), index.open.get(key.slice(0, STEM))]) {
      if (!list) continue;
      for (const pattern of list) {
        if (!fits(pattern, words, at)) continue;
        const last = words[at + pattern.words.length - 1]!;
        const share = Math.min(1, pattern.words.length / spoken);
        if (pattern.whole && share < 1 && !isItem(text, words, at, pattern.words.length)) continue;
        found.push({ concept: pattern.concept, phrase: pattern.phrase, start: words[at]!.start, end: last.end, share, words: pattern.words.length, lone: pattern.lone });
      }
    }
  }
  return found;
};

/** Do these words make up one item of a short list: "Culture, leisure and sport"? */
const isItem = (text: string, words: readonly Token[], at: number, length: number): boolean => {
  if (words.length > MOST_LIST_WORDS) return false;
  const joins = (token: Token | undefined): boolean => token !== undefined && conjunctions().has(token.key);
  const cut = (left: number): boolean => left < 0 || left + 1 >= words.length || SEPARATOR.test(text.slice(words[left]!.end, words[left + 1]!.start));
  const before = cut(at - 1) || joins(words[at - 1]);
  const last = at + length - 1;
  if (!before) return false;
  if (cut(last)) return true;
  if (!joins(words[last + 1])) return false;
  let next = last + 2; // "Health and safety of our staff" goes on after the "and": no list
  while (!cut(next - 1) && !joins(words[next])) next++;
  return next - (last + 2) <= ITEM_WORDS;
};
const SEPARATOR = /[,;:/|–—•·()&+、，]/;

const fits = (pattern: Pattern, words: readonly Token[], at: number): boolean => {
  if (at + pattern.words.length > words.length) return false;
  for (let i = 0; i < pattern.words.length; i++) {
    const wanted = pattern.words[i]!;
    const key = words[at + i]!.key;
    if (wanted.open ? !key.startsWith(wanted.key) : key !== wanted.key) return false;
  }
  return true;
};
