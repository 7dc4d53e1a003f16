import type { TextBlock } from '../../crawler/artifact.ts';
import { textEvidence } from '../evidence.ts';
import { datesIn } from '../dates.ts';
import { about, alsoNames, datedWithin, datesThePage, holdsMore, hostAllowed, inWindow, names, proof, quotesOf, STRENGTH, type Proof, type Query, type Weighed } from './proof.ts';
import { labelConcepts, type Hit, type Reading } from './reading.ts';
import type { Site } from './site.ts';
import type { Evidence, SearchTrail } from '../contract.ts';

/**
 * Presence of anything but a service: a page or section about it, a link so named that leads to a readable page, a
 * document so named, a list of dated items. A label that leads nowhere is a mention, never a proof.
 */

const MIN_PAGE_WORDS = 40; // fewer main words are a stub or a list of labels
const MIN_SECTION_WORDS = 8;
const MIN_TEASER_WORDS = 60; // below a heading that is a link: fewer words announce the page, they are not it
const MIN_ITEMS = 3;
const ITEM_WORDS = 12;
const ITEM_SHARE = 0.15;
const LABEL_SHARE = 0.5; // the concept makes up at least half of a link's label
const DOCUMENT_SHARE = 0.3;
const SECTION_SHARE = 0.34;
const DATED_ITEMS = 2;
const SENTENCE_WORDS = 6;
const ARTICLE_MENTIONS = 2;
const CONTROL_SHARE = 0.5;

export const weighPresence = (query: Query, kind: 'page' | 'destination' | 'document' | 'listing', site: Site): Weighed => {
  const proofs: Proof[] = [];
  const candidates: SearchTrail['pages'][number][] = [];
  let unread = false;
  for (const { reading, hits } of site.naming(query.concept)) {
    if (!hostAllowed(reading.page.host, query.locus)) continue;
    const top = about(reading, query.concept);
    if (!top && kind === 'page' && !query.window) {
      const told = articleProof(query, site, reading, hits);
      if (told) proofs.push(told);
    }
    if (top && alsoNames(reading, site, top.unit, query.with)) {
      const found = pageProof(query, kind, site, reading, top);
      if (found) proofs.push(found);
      else candidates.push({ url: reading.page.url, why: top.unit.text, verdict: query.window ? 'no date in the window' : 'too little text' });
    }
    for (const hit of hits) {
      if (!alsoNames(reading, site, hit.unit, query.with)) continue;
      const found = proofOf(query, kind, site, reading, hit);
      if (found === 'unread') {
        unread = true;
        candidates.push({ url: hit.unit.link?.url ?? reading.page.url, why: hit.unit.text, verdict: 'linked but could not be read' });
      } else if (found) proofs.push(found);
    }
    if (candidates.length < 8 && !proofs.length && hits[0]) candidates.push({ url: reading.page.url, why: hits[0].unit.text.slice(0, 120), verdict: 'mentioned only' });
  }
  const items = kind === 'page' || kind === 'document' ? itemsAbout(query, site) : null;
  if (items) proofs.push(items);
  return { proofs, candidates, unread };
};

const proofOf = (query: Query, kind: 'page' | 'destination' | 'document' | 'listing', site: Site, reading: Reading, hit: Hit): Proof | 'unread' | null => {
  switch (hit.unit.kind) {
    case 'link':
      return linkProof(query, kind, site, reading, hit);
    case 'heading':
      return sectionProof(query, kind, site, reading, hit);
    case 'button':
      return site.words.concepts.get(query.concept)?.control && names(hit, CONTROL_SHARE) ? proof(reading, 'control-there', [textEvidence(reading.page, hit.unit.text, hit.unit.selector)]) : null;
    default:
      return null;
  }
};

/** Several items of a list that name the concept and say something each: none is a page about it, together they inform. */
const itemsAbout = (query: Query, site: Site): Proof | null => {
  if (query.window) return null;
  const items = new Map<string, { readonly reading: Reading; readonly unit: Hit['unit']; readonly first: TextBlock }>();
  for (const { reading, hits } of site.naming(query.concept)) {
    if (!hostAllowed(reading.page.host, query.locus)) continue;
    for (const { unit, match } of hits) {
      if (unit.kind !== 'heading' || !reading.isTeaser(unit) || match.share < ITEM_SHARE || items.has(unit.text) || !alsoNames(reading, site, unit, query.with)) continue;
      const { words, first } = reading.proseUnder(unit.text);
      if (first && words >= ITEM_WORDS) items.set(unit.text, { reading, unit, first });
    }
  }
  const [best] = items.values();
  if (!best || items.size < MIN_ITEMS) return null;
  const evidence = [...items.values()]
    .slice(0, MIN_ITEMS)
    .flatMap(({ reading, unit, first }) => [textEvidence(reading.page, unit.text, unit.selector), textEvidence(reading.page, first.text, first.selector)]);
  return proof(best.reading, 'section-about', evidence, null, 0.85);
};

const pageProof = (query: Query, kind: string, site: Site, reading: Reading, top: Hit): Proof | null => {
  const evidence: Evidence[] = quotesOf(reading, top.unit);
  if (query.window) {
    const dated = datedWithin(reading, top.unit, query.window, site.asOf);
    if (!dated) return null;
    evidence.push(textEvidence(reading.page, dated.quote, dated.selector));
    return proof(reading, 'dated-list', evidence);
  }
  if (kind === 'listing') {
    const dated = currentBlocks(reading, site);
    if (dated.length >= DATED_ITEMS) return proof(reading, 'dated-list', [...evidence, textEvidence(reading.page, dated[0]!.text, dated[0]!.selector)]);
    return reading.mainWords >= MIN_PAGE_WORDS ? proof(reading, 'weak-signs', evidence) : null;
  }
  if (TOOLS.has(query.concept) && !isTool(query, site, reading)) return null;
  return reading.mainWords >= MIN_PAGE_WORDS ? proof(reading, 'page-about', evidence) : null;
};

/** An article: its headline says more than the concept, and its text comes back to it. */
const articleProof = (query: Query, site: Site, reading: Reading, hits: readonly Hit[]): Proof | null => {
  if (reading.page.order === 0 || site.words.concepts.get(query.concept)?.kind !== 'topic' || reading.mainWords < MIN_PAGE_WORDS) return null;
  const headline = hits.find(({ unit }) => unit.kind === 'h1');
  if (!headline || !alsoNames(reading, site, headline.unit, query.with)) return null;
  const again = hits.filter(({ unit }) => unit.kind === 'text' && unit.place === 'main' && unit.words >= SENTENCE_WORDS);
  if (again.length < ARTICLE_MENTIONS) return null;
  const { text, selector } = again[0]!.unit;
  return proof(reading, 'page-about', [textEvidence(reading.page, headline.unit.text, headline.unit.selector), textEvidence(reading.page, text, selector)], null, 0.75);
};

/** Lines with a date of the past two years or to come. */
const currentBlocks = (reading: Reading, site: Site): Reading['blocks'] =>
  reading.blocks.filter(
    (block) =>
      block.place !== 'footer' && block.place !== 'header' && !datesThePage(reading, block) && datesIn(block.text, reading.language).some((date) => inWindow(date.iso, 'recent-or-future', site.asOf)),
  );

/** What people do on the portal, not what they read about: "write on paper" is no petition online. */
const TOOLS = new Set(['petition']);
/** Can something be done here: a form, a sign-in, an action, further pages of the same? */
const isTool = (query: Query, site: Site, reading: Reading): boolean =>
  reading.forms.some((form) => form.place === 'main' && form.fields.length > 0 && form.purpose !== 'search') ||
  reading.links.some(
    (link) =>
      link.place === 'main' && link.kind === 'page' && labelConcepts(site.words, reading.language, link.text || link.name).some(({ concept }) => concept === query.concept || DOING.has(concept)),
  );
const DOING = new Set(['submit', 'apply', 'register', 'start-now', 'sign-in', 'log-in', 'digital-id']);

const sectionProof = (query: Query, kind: string, site: Site, reading: Reading, hit: Hit): Proof | null => {
  const { unit } = hit;
  if (!names(hit, SECTION_SHARE) || unit.place === 'nav' || unit.place === 'footer' || unit.place === 'header') return null;
  const prose = reading.sectionUnder(unit);
  if (prose.words < (reading.isTeaser(unit) ? MIN_TEASER_WORDS : MIN_SECTION_WORDS) || !prose.first) return null;
  const evidence = [textEvidence(reading.page, unit.text, unit.selector), textEvidence(reading.page, prose.first.text, prose.first.selector)];
  const window = query.window ?? (kind === 'listing' ? 'recent-or-future' : undefined);
  if (window) {
    const dated = datedWithin(reading, unit, window, site.asOf);
    if (!dated) return null;
    evidence.push(textEvidence(reading.page, dated.quote, dated.selector));
  }
  if (TOOLS.has(query.concept) && !isTool(query, site, reading)) return null;
  return proof(reading, 'section-about', evidence, null, prose.words >= 20 ? 1 : 0.85);
};

const linkProof = (query: Query, kind: string, site: Site, reading: Reading, hit: Hit): Proof | 'unread' | null => {
  const { unit, match } = hit;
  const link = unit.link!;
  const quote = textEvidence(reading.page, unit.text, unit.selector);
  if (query.window && !datedWithin(reading, unit, query.window, site.asOf)) return null;
  if (link.kind === 'document') {
    return (kind === 'document' || kind === 'listing') && match.share >= DOCUMENT_SHARE ? proof(reading, 'document-linked', [quote]) : null;
  }
  if (link.kind !== 'page' || !link.url || !names(hit, LABEL_SHARE)) return null;
  const there = site.at(link.url);
  if (!there) {
    const host = site.hostOf(link.url);
    if (host === 'portal') return 'unread';
    // where the thing asked for is the link itself, it leads to another official body by its nature
    return hostAllowed(host, kind === 'destination' && query.locus === 'portal' ? 'government' : query.locus) ? { ...proof(reading, 'linked-elsewhere', [quote]), host, url: link.url } : null;
  }
  if (!there.reading) return there.state === 'not-found' || there.state === 'soft-404' || there.state === 'error' ? null : 'unread';
  if (!hostAllowed(there.reading.page.host, query.locus)) return null;
  if (there.reading.page.order === 0) return null; // a label that leads back to the start page proves nothing
  if (kind === 'page') return null; // the destination is weighed as a page of its own
  if (!holdsMore(there.reading)) return null;
  const top = about(there.reading, query.concept);
  if (kind === 'listing' && !currentBlocks(there.reading, site).length) return { ...proof(reading, 'weak-signs', [quote]), url: link.url };
  if (TOOLS.has(query.concept) && !isTool(query, site, there.reading)) return null;
  if (!top && !there.reading.hits.has(query.concept)) return { ...proof(reading, 'weak-signs', [quote]), url: link.url };
  const words = top ? quotesOf(there.reading, top.unit) : [];
  return { ...proof(there.reading, 'link-leads-there', [quote, ...words]), strength: STRENGTH['link-leads-there']! * (top ? 1.06 : 0.85) };
};
