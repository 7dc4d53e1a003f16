import type { HostKind, TextBlock } from '../../crawler/artifact.ts';
import type { Locus, TimeWindow } from '../../config/catalogue.ts';
import type { Rung } from '../../config/concepts.ts';
import type { Evidence, SearchTrail } from '../contract.ts';
import { textEvidence } from '../evidence.ts';
import { datesIn, daysBetween, yearsIn } from '../dates.ts';
import { countWords, type Hit, type Reading, type Unit } from './reading.ts';
import type { Site } from './site.ts';

/** Why a concept is held to be there, or not. Messages for people are in `checks/reasons.ts`. */
export type ConceptReason =
  | 'page-about'
  | 'section-about'
  | 'link-leads-there'
  | 'document-linked'
  | 'linked-elsewhere'
  | 'control-there'
  | 'dated-list'
  | 'form-found'
  | 'action-leads-to-form'
  | 'action-leads-to-sign-in'
  | 'action-leads-elsewhere'
  | 'form-to-download'
  | 'payment-reached'
  | 'only-mentioned'
  | 'weak-signs'
  | 'candidate-not-read'
  | 'no-date-in-window'
  | 'nothing-found'
  | 'language-without-words'
  | 'too-little-seen'
  | 'nothing-read';

/** How strongly each kind of proof speaks, 0..1: the chance that a person agrees, before anything is learned from people. */
export const STRENGTH: Readonly<Partial<Record<ConceptReason, number>>> = {
  'page-about': 0.9,
  'dated-list': 0.9,
  'form-found': 0.9,
  'action-leads-to-form': 0.88,
  'payment-reached': 0.88,
  'link-leads-there': 0.85,
  'document-linked': 0.8,
  'form-to-download': 0.8,
  'section-about': 0.75,
  'action-leads-to-sign-in': 0.75,
  'action-leads-elsewhere': 0.7,
  'linked-elsewhere': 0.7,
  'control-there': 0.7,
  'weak-signs': 0.45,
  'only-mentioned': 0.25,
};
/** From this strength on a proof makes a `pass`. */
export const PASS = 0.6;

export interface Proof {
  readonly reason: ConceptReason;
  readonly strength: number;
  readonly rung: Rung | null;
  readonly host: HostKind;
  readonly url: string;
  readonly clicks: number;
  readonly evidence: readonly Evidence[];
  readonly flags?: readonly string[];
}
export interface Weighed {
  readonly proofs: readonly Proof[];
  readonly candidates: SearchTrail['pages'];
  readonly unread: boolean;
}

export interface Query {
  readonly concept: string;
  readonly with?: string;
  readonly window?: TimeWindow;
  readonly locus: Locus;
}

const HOSTS: Readonly<Record<Locus, readonly HostKind[]>> = { portal: ['portal'], government: ['portal', 'government'], external: ['portal', 'government', 'external'] };
/** May evidence for this locus lie on such a host? */
export const hostAllowed = (host: HostKind, locus: Locus): boolean => HOSTS[locus].includes(host);

export const proof = (reading: Reading, reason: ConceptReason, evidence: readonly Evidence[], rung: Rung | null = null, factor = 1): Proof => ({
  reason,
  strength: (STRENGTH[reason] ?? 0) * factor,
  rung,
  host: reading.page.host,
  url: reading.page.url,
  clicks: reading.page.depth,
  evidence,
});

const TITLE_SHARE = 0.5;
const H1_SHARE = 0.3;
const SHORT_LABEL = 6; // words
const LEADING_SHARE = 0.15;

/** Does a label name the concept: by a share of its words, or as the first words of a short label ("Vacancies at the city", "Buses and ferries")? */
export const names = ({ unit, match }: Hit, share: number): boolean => match.share >= share || (match.start === 0 && unit.words <= SHORT_LABEL && match.share >= LEADING_SHARE);

/** The heading or title by which a page is about a concept; the start page is about the portal, never about one thing. */
export const about = (reading: Reading, concept: string): Hit | null => {
  if (reading.page.order === 0) return null;
  const hits = reading.hits.get(concept) ?? [];
  return hits.find((hit) => hit.unit.kind === 'h1' && !hit.within && names(hit, H1_SHARE)) ?? hits.find((hit) => hit.unit.kind === 'title' && names(hit, TITLE_SHARE)) ?? null;
};

const MIN_WORDS = 12;
const MIN_LINKS = 3;

/** Is there anything behind a name: some text, a form, links to follow? "Nothing here yet" is no help page. */
export const holdsMore = (reading: Reading): boolean =>
  reading.mainWords >= MIN_WORDS ||
  reading.forms.some(({ place, fields }) => place === 'main' && fields.length > 0) ||
  reading.links.filter(({ place, kind }) => place === 'main' && (kind === 'page' || kind === 'document')).length >= MIN_LINKS;

const ROW_WORDS = 10; // table cells, list items: names, not sentences

/** Does the place that names the concept also name its sector or group: in the same words, through the page it is on, in the first lines under it, or as a row of its table? */
export const alsoNames = (reading: Reading, site: Site, unit: Unit, other: string | undefined): boolean => {
  if (!other) return true;
  const qualifies = (text: string): boolean => site.words.qualifies(other, reading.language, text);
  if (qualifies(unit.text)) return true;
  const top = unit.kind === 'title' || unit.kind === 'h1';
  if (unit.kind !== 'link' && reading.page.order !== 0 && reading.headings.some((heading) => heading.level === 1 && qualifies(heading.text))) return true;
  const introduction = reading.proseUnder(unit.text).first?.text ?? '';
  if (unit.kind !== 'link' && qualifies(introduction)) return true;
  if (top) return reading.headings.some((heading) => heading.place !== 'footer' && heading.place !== 'nav' && qualifies(heading.text));
  return (
    unit.kind === 'heading' &&
    reading.blocks.some((block) => block.heading === unit.text && block.place !== 'nav' && block.place !== 'footer' && countWords(block.text) <= ROW_WORDS && qualifies(block.text))
  );
};

/** Evidence that a page is about something: its heading, and the first sentence below it. */
export const quotesOf = (reading: Reading, unit: Unit): Evidence[] => {
  const first = reading.proseUnder(unit.text).first ?? reading.blocks.find((block) => block.place === 'main' && block.tag === 'p' && block.text.length > 40);
  return [textEvidence(reading.page, unit.text, unit.selector), ...(first && first.text !== unit.text ? [textEvidence(reading.page, first.text, first.selector)] : [])];
};

/** Is a date (ISO) inside the window, seen from the day the portal is judged on? */
export const inWindow = (iso: string, window: TimeWindow, asOf: string): boolean => {
  const days = daysBetween(asOf, iso);
  switch (window) {
    case 'future':
      return days >= 0;
    case 'past-month':
      return days <= 0 && days >= -31;
    case 'past-12-months':
      return days <= 0 && days >= -366;
    case 'past-5-years-or-future':
      return days >= -5 * 366;
    case 'recent-or-future':
      return days >= -2 * 366;
  }
};

const STAMP_WORDS = 10;

/** Is this line the date of the page itself, "Page last changed on …": the last of its main part, short, and no item of a list, while other lines carry dates of their own? */
export const datesThePage = (reading: Reading, block: TextBlock): boolean => {
  if (block.tag === 'li' || block.tag === 'td' || countWords(block.text) > STAMP_WORDS) return false;
  const shown = reading.blocks.filter(({ place }) => place !== 'footer' && place !== 'header' && place !== 'nav');
  return shown.at(-1) === block && shown.some((other) => other !== block && datesIn(other.text, reading.language).length > 0);
};

/** A dated line that puts the unit inside the window: its own text, else the page's main text when the page is about it. */
export const datedWithin = (reading: Reading, unit: Unit, window: TimeWindow, asOf: string): { readonly quote: string; readonly selector: string } | null => {
  const language = reading.language;
  const fits = (text: string): boolean =>
    datesIn(text, language).some((date) => inWindow(date.iso, window, asOf)) ||
    (window.startsWith('past-5') && yearsIn(text).some((year) => inWindow(`${year}-12-31`, window, asOf) && year <= +asOf.slice(0, 4) + 2));
  if (fits(unit.text)) return { quote: unit.text, selector: unit.selector };
  const whole = unit.kind === 'title' || unit.kind === 'h1';
  const block = reading.blocks.find(
    (candidate) =>
      candidate.place !== 'footer' &&
      candidate.place !== 'nav' &&
      !datesThePage(reading, candidate) &&
      (whole || candidate.heading === unit.text || candidate.heading === unit.heading) &&
      fits(candidate.text),
  );
  return block ? { quote: block.text, selector: block.selector } : null;
};
