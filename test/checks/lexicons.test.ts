import { describe, expect, it } from 'vitest';
import { loadConcepts } from '../../config/concepts.ts';
import { loadLexicons } from '../../config/lexicon.ts';
import { prepareWords } from '../../checks/words.ts';

/** The languages we promise. A 29th is a file in config/lexicons/; this test then says what it still lacks. */
const PROMISED = ['am', 'ar', 'bn', 'cs', 'da', 'de', 'el', 'en', 'es', 'fa', 'fr', 'hi', 'id', 'it', 'ja', 'ko', 'nl', 'pl', 'pt', 'ru', 'sv', 'sw', 'th', 'tr', 'uk', 'vi', 'zh-Hans', 'zh-Hant'];
const [concepts, lexicons] = [await loadConcepts(), await loadLexicons()];
const words = prepareWords(concepts, lexicons);
const plain = (phrase: string): string => phrase.replace(/^=/, '').replaceAll('*', '');

it('every promised language is there', () => {
  expect(PROMISED.filter((language) => !lexicons.has(language))).toEqual([]);
});

describe.each([...lexicons.keys()])('%s', (language) => {
  const lexicon = lexicons.get(language)!;
  it('has words for every concept', () => {
    expect([...concepts.keys()].filter((id) => (lexicon.concepts.get(id)?.length ?? 0) === 0)).toEqual([]);
  });
  it('each phrase finds its own concept when it stands alone', () => {
    const lost: string[] = [];
    for (const [id, phrases] of lexicon.concepts) for (const { text } of phrases) if (!words.find(language, plain(text)).some((match) => match.concept === id)) lost.push(`${id}: ${text}`);
    expect(lost.slice(0, 10)).toEqual([]);
  });
  it('says where attested phrases were read, and why others were rejected', () => {
    for (const phrases of lexicon.concepts.values()) for (const phrase of phrases) if (phrase.source === 'attested') expect(phrase.on).not.toBe('');
    for (const rejected of lexicon.rejected.values()) for (const { why } of rejected) expect(why.length).toBeGreaterThan(3);
  });
  it('no rejected phrase is among the words (the same as a whole label may be)', () => {
    const both = [...lexicon.rejected].flatMap(([id, rejected]) => rejected.filter(({ text }) => lexicon.concepts.get(id)?.some((phrase) => phrase.text === text)).map(({ text }) => `${id}: ${text}`));
    expect(both).toEqual([]);
  });
});
