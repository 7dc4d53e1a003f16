import { type Thresholds, thresholds } from '../../config/thresholds.ts';
import { SEARCH_PARTS, SITE_PARTS, siteFor } from '../concepts/for-check.ts';
import type { Reading } from '../concepts/reading.ts';
import { defineCheck, type Result } from '../contract.ts';
import { measurementEvidence } from '../evidence.ts';

type Formula = Thresholds['quality']['readability'][string];
type Reason = 'plain' | 'demanding' | 'hard' | 'too-little-text' | 'no-formula' | 'nothing-read';
const RUNNING = new Set(['p', 'li', 'dd', 'blockquote']);
const LONGEST_WORD = 60; // letters; what is longer is no word
const MOST_EVIDENCE = 3;

export const check = defineCheck({
  title: 'Texts can be read by most people',
  why: 'Services are for everybody, also with eight or nine years of school (WCAG 2.2 SC 3.1.5). A formula counts only words, sentences and syllables, each for the language it was made on: Flesch 1948, Amstad 1978, Kandel and Moles 1958, Fernández Huerta 1959, Lucisano and Piemontese 1988.',
  needs: SITE_PARTS,
  site: SEARCH_PARTS,
  messages: {
    plain: '{formula}: {score} over {words} words in “{language}” ({easy} and more is easy to read).',
    demanding: '{formula}: {score} over {words} words in “{language}” ({easy} and more is easy to read, below {hard} very hard).',
    hard: '{formula}: {score} over {words} words in “{language}” (below {hard} is very hard to read).',
    'too-little-text': 'Only {words} words of running text in “{language}”; a formula needs {least}.',
    'no-formula': 'No formula is used for the language of the pages ({language}).',
    'nothing-read': 'No page of the portal could be read.',
  },
  remedy: { demanding: 'Write shorter sentences and everyday words, first on the pages of services.', hard: 'Write shorter sentences and everyday words, first on the pages of services.' },
  run: (view): Result<Reason> => {
    const { readability, least_words: least } = thresholds().quality;
    const readings = siteFor(view).readings.filter(({ page }) => page.host === 'portal');
    const language = mainLanguage(readings);
    if (language === null) return { outcome: 'untested', reason: 'nothing-read' };
    const formula = readability[language];
    if (!formula) return { outcome: 'untested', reason: 'no-formula', data: { language } };
    const seen = new Set<string>(); // what stands on every page counts once
    const texts = readings.filter((reading) => reading.language === language).map((reading) => ({ page: reading.page, count: measure(sentencesOf(reading, seen), formula) }));
    const all = sum(texts.map(({ count }) => count));
    const measured = { formula: formula.formula, language, words: all.words, easy: formula.easy, hard: formula.hard, least };
    if (all.words < least) return { outcome: 'untested', reason: 'too-little-text', data: measured };
    const score = scoreOf(all, formula);
    const data = { ...measured, score, sentences: all.sentences };
    const evidence = texts
      .toSorted((a, b) => b.count.words - a.count.words)
      .slice(0, MOST_EVIDENCE)
      .map(({ page, count }) => measurementEvidence(page, formula.formula, '', `over ${count.words} words`, String(scoreOf(count, formula))));
    if (score >= formula.easy) return { outcome: 'pass', reason: 'plain', data, evidence };
    return score < formula.hard ? { outcome: 'fail', reason: 'hard', data, evidence } : { outcome: 'unsure', reason: 'demanding', data, evidence };
  },
});

/** The language in which most words of running text stand. */
const mainLanguage = (readings: readonly Reading[]): string | null => {
  const words = new Map<string, number>();
  for (const { language, mainWords } of readings) words.set(language, (words.get(language) ?? 0) + mainWords);
  return [...words].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))[0]?.[0] ?? null;
};

/** Sentences of running text: what ends like one, in a paragraph or list item of the main part. */
const sentencesOf = ({ blocks }: Reading, seen: Set<string>): readonly string[][] =>
  blocks
    .filter(({ tag, place, text }) => RUNNING.has(tag) && place !== 'nav' && place !== 'header' && place !== 'footer' && /[.!?…]["'”’»)]*$/u.test(text) && !seen.has(text) && seen.add(text))
    .flatMap(({ text }) => text.split(/(?<=[.!?…]["'”’»)]*)\s+(?=["'“„«(¿¡]*\p{Lu})/u))
    .map((sentence) => (sentence.match(/\p{L}[\p{L}\p{M}’']*/gu) ?? []).filter((word) => word.length <= LONGEST_WORD))
    .filter((words) => words.length >= thresholds().quality.shortest_sentence);

interface Count {
  readonly sentences: number;
  readonly words: number;
  readonly letters: number;
  readonly syllables: number;
}

const measure = (sentences: readonly (readonly string[])[], { syllable, silent }: Formula): Count => {
  const one = syllable ? new RegExp(syllable, 'gu') : null;
  const mute = silent ? new RegExp(silent, 'gu') : null;
  const words = sentences.flat();
  const syllablesOf = (word: string): number => {
    if (!one) return 0;
    const lower = word.toLowerCase().normalize('NFC');
    return Math.max(1, (mute ? lower.replace(mute, '') : lower).match(one)?.length ?? 0);
  };
  return {
    sentences: sentences.length,
    words: words.length,
    letters: words.reduce((total, word) => total + [...word.matchAll(/\p{L}/gu)].length, 0),
    syllables: words.reduce((total, word) => total + syllablesOf(word), 0),
  };
};

const sum = (counts: readonly Count[]): Count =>
  counts.reduce((a, b) => ({ sentences: a.sentences + b.sentences, words: a.words + b.words, letters: a.letters + b.letters, syllables: a.syllables + b.syllables }), {
    sentences: 0,
    words: 0,
    letters: 0,
    syllables: 0,
  });

const scoreOf = ({ sentences, words, letters, syllables }: Count, formula: Formula): number =>
  words === 0
    ? 0
    : Math.round(
        formula.base +
          formula.words_per_sentence * (words / sentences) +
          formula.sentences_per_word * (sentences / words) +
          formula.syllables_per_word * (syllables / words) +
          formula.letters_per_word * (letters / words),
      );
