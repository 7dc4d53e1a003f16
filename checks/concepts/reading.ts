import type { ConceptKind } from '../../config/concepts.ts';
import { conjunctions } from '../../config/conjunctions.ts';
import {
  type Form,
  type Gathered,
  type Heading,
  type LanguagePart,
  type Link,
  type PageArtifact,
  type PageParts,
  type Place,
  type TextBlock,
  type TextPart,
  isFailure,
} from '../../crawler/artifact.ts';
import type { Match, Words } from '../contract.ts';
import { tokens } from '../tokens.ts';

/**
 * A page as the concept mechanism reads it: which concepts stand where. Made once per page and remembered, since the
 * planner reads the growing site again in every round.
 */

export type ReadablePage = Pick<PageArtifact, 'url' | 'requestedUrl' | 'host' | 'capture' | 'state' | 'depth' | 'order' | 'via'> & {
  readonly parts: Pick<Gathered<PageParts>, 'text' | 'headings' | 'links' | 'forms' | 'language'>;
};

export type UnitKind = 'title' | 'h1' | 'heading' | 'link' | 'button' | 'text';
/** One place on a page that can carry a concept's words. */
export interface Unit {
  readonly kind: UnitKind;
  readonly text: string;
  readonly place: Place;
  readonly selector: string;
  readonly heading: string;
  readonly link: Link | null;
  readonly words: number;
}
/** `within`: the words stand in the middle of a heading that says more, "Conference on smart cities in Farville". */
export interface Hit {
  readonly unit: Unit;
  readonly match: Match;
  readonly within: boolean;
}

interface Prose {
  readonly words: number;
  readonly first: TextBlock | null;
}

export interface Reading {
  readonly page: ReadablePage;
  readonly language: string;
  readonly hits: ReadonlyMap<string, readonly Hit[]>;
  readonly headings: readonly Heading[];
  readonly links: readonly Link[];
  readonly forms: readonly Form[];
  readonly blocks: readonly TextBlock[];
  readonly mainWords: number;
  /** Is the heading itself a link, so that what stands below it is a teaser of another page? */
  isTeaser(heading: Unit): boolean;
  /** Words of running text under a heading, dummy text left out. */
  proseUnder(heading: string): Prose;
  /** The same with what stands under the headings below it: the whole section. */
  sectionUnder(heading: Unit): Prose;
}

const PROSE_TAGS = new Set(['p', 'li', 'td', 'dd', 'div', 'span', 'figcaption', 'blockquote', 'section', 'article']);
const LABEL_LIMIT = 160; // characters: longer texts are not repeated from page to page, so not worth remembering

const HALF = 0.5;
const LABEL_WORDS = 8; // a longer text in another language than its page is a quotation
const readings = new WeakMap<object, WeakMap<Words, Map<string, Reading>>>();
const labelMatches = new WeakMap<Words, Map<string, readonly Match[]>>();

/**
 * Reads a page; null when its text could not be gathered. `spoken`: the site's languages, the main one first: it stands in
 * for pages too short to tell, and labels that say nothing in their page's language are looked up in the others, since
 * menus often stay in one language.
 */
export const readPage = (page: ReadablePage, words: Words, spoken: readonly string[]): Reading | null => {
  const { text, language } = page.parts;
  if (isFailure(text)) return null;
  const key = spoken.join(' ');
  const known = readings.get(text)?.get(words)?.get(key);
  if (known && known.page.order === page.order && known.page.via.length === page.via.length) return known;
  const tag = languageOf(language, words, spoken[0] ?? 'und');
  const others = spoken.filter((other) => other !== tag);
  const links = isFailure(page.parts.links) ? [] : page.parts.links;
  const headings = isFailure(page.parts.headings) ? [] : page.parts.headings;
  const forms = isFailure(page.parts.forms) ? [] : page.parts.forms;
  const hits = new Map<string, Hit[]>();
  for (const unit of unitsOf(text, headings, links, forms)) {
    let matches = findCached(words, tag, unit.text);
    if (unit.kind !== 'text' && unit.words <= LABEL_WORDS) for (let at = 0; at < others.length && !matches.length; at++) matches = findCached(words, others[at]!, unit.text);
    for (const match of perConcept(fullest(matches, unit.text, words), unit.text)) {
      const list = hits.get(match.concept);
      const hit = { unit, match, within: isWithin(unit, match, words) };
      if (list) list.push(hit);
      else hits.set(match.concept, [hit]);
    }
  }
  for (const [concept, own] of hits)
    if (ambiguous(own, words.concepts.get(concept)?.kind))
      hits.set(
        concept,
        own.filter(({ unit }) => unit.kind === 'link'),
      );
  const dummy = new Set((hits.get('placeholder-text') ?? []).map((hit) => hit.unit.text));
  const prose = new Map<string, { words: number; first: TextBlock | null }>();
  for (const { label, block, words: count } of labelledBlocks(text)) if (!prose.has(label)) prose.set(label, { words: count, first: block });
  for (const block of text.blocks) {
    if (!PROSE_TAGS.has(block.tag) || block.place === 'nav' || block.place === 'footer' || block.place === 'header' || dummy.has(block.text)) continue;
    const under = prose.get(block.heading) ?? { words: 0, first: null };
    const count = countWords(block.text);
    under.words += count;
    if (!under.first && count >= 4) under.first = block;
    prose.set(block.heading, under);
  }
  const reading: Reading = {
    page,
    language: tag,
    hits,
    headings,
    links,
    forms,
    blocks: text.blocks,
    mainWords: text.mainWords,
    isTeaser: (heading) => links.some((link) => link.text === heading.text && (link.selector.startsWith(heading.selector) || heading.selector.startsWith(link.selector))),
    proseUnder: (heading) => prose.get(heading) ?? NO_PROSE,
    sectionUnder: (heading) => sectionOf(heading, headings, prose),
  };
  const perWords = readings.get(text) ?? new WeakMap<Words, Map<string, Reading>>();
  perWords.set(words, new Map([[key, reading]])); // one set of languages at a time: it grows while the crawl goes on
  readings.set(text, perWords);
  return reading;
};

const BY_SUBJECT: ReadonlySet<ConceptKind | undefined> = new Set(['service', 'topic', 'participation', 'institution']);
/** "Building" above a text that never speaks of permits: a heading of one word names a subject only where the page comes back to it in other words. */
const ambiguous = (own: readonly Hit[], kind: ConceptKind | undefined): boolean => BY_SUBJECT.has(kind) && own.every(({ match }) => match.lone);

const NO_PROSE: Prose = { words: 0, first: null };

const sectionOf = (heading: Unit, headings: readonly Heading[], prose: ReadonlyMap<string, Prose>): Prose => {
  const own = prose.get(heading.text) ?? NO_PROSE;
  const at = headings.findIndex(({ selector }) => selector === heading.selector);
  if (at < 0 || headings[at]!.level === 1) return own;
  const next = headings.findIndex(({ level }, place) => place > at && level <= headings[at]!.level);
  const below = new Set(headings.slice(at + 1, next < 0 ? undefined : next).map(({ text }) => text));
  below.delete(heading.text);
  return [...below].map((text) => prose.get(text) ?? NO_PROSE).reduce((sum, one) => ({ words: sum.words + one.words, first: sum.first ?? one.first }), own);
};

/**
 * Leaves out names inside a fuller name of what the concept is not: "data protection" in "Data Protection Act". A list
 * ("ministries and ministers") names both, and the results of a consultation tell of the consultation.
 */
const fullest = (matches: readonly Match[], text: string, words: Words): readonly Match[] =>
  matches.length < 2
    ? matches
    : matches.filter((match) => {
        const concept = words.concepts.get(match.concept);
        return (
          concept?.kind === 'participation' ||
          !matches.some(
            (other) =>
              other.words > match.words &&
              other.start <= match.start &&
              other.end >= match.end &&
              concept?.not.includes(other.concept) &&
              !tokens(text.slice(other.start, other.end)).some(({ key }) => conjunctions().has(key)),
          )
        );
      });

const isWithin = (unit: Unit, match: Match, words: Words): boolean =>
  match.share < HALF && match.start > 0 && countWords(unit.text.slice(0, match.start)) > 0 && countWords(unit.text.slice(match.end)) > 0 && words.concepts.get(match.concept)?.kind !== 'service';

/** One match for each concept: the first, with the share of all its phrases; in "Online petition: more benches" the part before the colon counts by itself. */
const perConcept = (matches: readonly Match[], text: string): readonly Match[] => {
  if (!matches.length || text.length > LABEL_LIMIT) return matches;
  const segments = [...text.matchAll(/[^:–—|(]+/gu)].map((part) => ({ from: part.index, to: part.index + part[0].length, words: countWords(part[0]) }));
  const groups = Map.groupBy(matches, (match) => match.concept);
  if (segments.length < 2 && groups.size === matches.length) return matches;
  return [...groups.values()].map((group) => {
    const share = Math.max(
      covered(group, 0, text.length) / Math.max(1, countWords(text)),
      ...segments
        .filter((part) => part.words > 0)
        .slice(0, 1)
        .map((part) => covered(group, part.from, part.to) / part.words),
    );
    return { ...group[0]!, share: Math.min(1, Math.max(share, ...group.map((match) => match.share))) };
  });
};

/** Words of a stretch of text that the matches cover, overlaps counted once. */
const covered = (group: readonly Match[], from: number, to: number): number => {
  let sum = 0;
  let end = -1;
  for (const match of group.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (match.start < from || match.end > to || match.start < end) continue;
    sum += match.words;
    end = match.end;
  }
  return sum;
};

/** The language whose words are looked up: what the text is in; where that is unsure, what the page says or its site speaks. */
export const languageOf = (language: LanguagePart | { readonly failure: string }, words: Words, fallback: string): string => {
  if ('failure' in language) return fallback;
  if (language.detected !== 'und' && language.confidence >= 0.5) return language.detected;
  if (language.declared && words.lexicon(language.declared)) return language.declared;
  return language.detected !== 'und' ? language.detected : fallback;
};

/** Words of a text; in scripts without blanks two characters count as a word. */
export const countWords = (text: string): number => {
  const unspaced = text.match(/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/gu)?.length ?? 0;
  const spaced = text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  return unspaced > 0 ? Math.ceil(unspaced / 2) : spaced;
};

const unitsOf = function* (text: TextPart, headings: readonly Heading[], links: readonly Link[], forms: readonly Form[]): Generator<Unit> {
  const unit = (kind: UnitKind, value: string, place: Place, selector: string, heading = '', link: Link | null = null): Unit => ({
    kind,
    text: value,
    place,
    selector,
    heading,
    link,
    words: countWords(value),
  });
  for (const segment of titleSegments(text.title)) yield unit('title', segment, 'unknown', 'title');
  for (const heading of headings) yield unit(heading.level === 1 ? 'h1' : 'heading', heading.text, heading.place, heading.selector, heading.text);
  for (const link of links) {
    const label = link.text || link.name;
    if (label) yield unit('link', label, link.place, link.selector, link.context, link);
  }
  for (const form of forms) for (const submit of form.submits) if (submit) yield unit('button', submit, form.place, form.selector, form.heading);
  for (const block of text.blocks) {
    if (/^h[1-6]$/.test(block.tag) || block.tag === 'a') continue;
    yield unit(block.tag === 'button' ? 'button' : 'text', block.text, block.place, block.selector, block.heading);
  }
  for (const { label, block } of labelledBlocks(text)) yield unit('heading', label, block.place, block.selector, block.heading);
};

const LABELLED = /^([^:：.!?]{3,70})[:：]\s+(\S.{20,})$/u;
const labelled = new WeakMap<TextPart, readonly { readonly label: string; readonly block: TextBlock; readonly words: number }[]>();
const inText = (place: Place): boolean => place !== 'nav' && place !== 'footer' && place !== 'header';

/** What has a heading without a heading element: table captions with their rows, and lines such as "Your history: all applications that you have sent". */
const labelledBlocks = (text: TextPart): readonly { readonly label: string; readonly block: TextBlock; readonly words: number }[] => {
  const known = labelled.get(text);
  if (known) return known;
  const found = text.blocks.flatMap((block, at) => {
    if (!inText(block.place)) return [];
    if (block.tag === 'caption') {
      const table = block.selector.replace(/ > caption$/, '');
      const rows = text.blocks.slice(at + 1, at + 80).filter((row) => row.selector.startsWith(`${table} `));
      return [{ label: block.text, block: rows[0] ?? block, words: rows.reduce((sum, row) => sum + countWords(row.text), 0) }];
    }
    const line = block.tag === 'p' || block.tag === 'li' || block.tag === 'dd' ? LABELLED.exec(block.text) : null;
    return line ? [{ label: line[1]!, block, words: countWords(line[2]!) }] : [];
  });
  labelled.set(text, found);
  return found;
};

/** Blanks around a dash tell it from a hyphen; between Han characters there are none. */
const TITLE_CUTS = /\s+[–—·:-]\s+|\s*[|｜»›«‹_]\s*|(?<=\p{sc=Han})[-－–—](?=\p{sc=Han})/u;
/** "Birth certificate | City of X" → its segments, since the portal's name is on every page. */
const titleSegments = (title: string): string[] =>
  title
    .split(TITLE_CUTS)
    .map((segment) => segment.trim())
    .filter(Boolean)
    .slice(0, 4);

const findCached = (words: Words, language: string, text: string): readonly Match[] => {
  if (text.length > LABEL_LIMIT) return words.find(language, text);
  let cache = labelMatches.get(words);
  if (!cache) labelMatches.set(words, (cache = new Map()));
  const key = `${language}\u0000${text}`;
  let found = cache.get(key);
  if (!found) cache.set(key, (found = words.find(language, text)));
  return found;
};

/** Concepts named in a link's label, as the planner asks for every link of the frontier. */
export const labelConcepts = (words: Words, language: string, label: string): readonly Match[] => findCached(words, language, label);
