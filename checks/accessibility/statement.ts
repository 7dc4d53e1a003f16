import { defineCheck, type Evidence } from '../contract.ts';
import { ABSENT_MESSAGES, SEARCH_PARTS, SITE_PARTS, asked, siteFor } from '../concepts/for-check.ts';
import { about } from '../concepts/proof.ts';
import type { Reading } from '../concepts/reading.ts';
import { datesIn } from '../dates.ts';
import { textEvidence } from '../evidence.ts';

const CONCEPT = 'accessibility-statement';
const STATEMENT_WORDS = 40; // main words: fewer are a stub or a list of links
/** Names of the standards a statement claims conformance with; written alike in every language (W3C list of web accessibility laws and policies). */
const STANDARD =
  /\bWCAG\b|\bEN[\s-]?301[\s-]?549\b|\bISO(?:\/IEC)?[\s-]?40500\b|\bRGAA\b|\bBITV\b|\bUNE[\s-]?139803\b|\bsection\s?508\b|\bJIS\s?X\s?8341|\bKWCAG\b|\be-?MAG\b|\bGIGW\b|Web Content Accessibility Guidelines/iu;
const MAIL = /[^\s@]+@[^\s@]+\.\p{L}{2,}/u;
const PHONE = /(?:\+|00)\d(?:[\s().\u2011/-]?\d){6,}/u;

/** What a statement must say besides its name: what it conforms to, when it was made, whom to write to. */
const partsOf = (reading: Reading): { readonly claim: Evidence | null; readonly date: Evidence | null; readonly contact: Evidence | null } => {
  const own = reading.blocks.filter((block) => block.place !== 'footer' && block.place !== 'header' && block.place !== 'nav');
  const quote = (test: (text: string) => boolean): Evidence | null => {
    const block = own.find(({ text }) => test(text));
    return block ? textEvidence(reading.page, block.text, block.selector) : null;
  };
  const link = reading.links.find((candidate) => (candidate.kind === 'mail' || candidate.kind === 'tel') && candidate.place !== 'footer' && candidate.place !== 'header' && candidate.place !== 'nav');
  const form = reading.forms.find((candidate) => (candidate.purpose === 'contact' || candidate.purpose === 'feedback') && candidate.place !== 'footer');
  return {
    claim: quote((text) => STANDARD.test(text)),
    date: quote((text) => datesIn(text, reading.language).length > 0),
    contact: link
      ? textEvidence(reading.page, link.text || link.href, link.selector)
      : form
        ? textEvidence(reading.page, form.submits[0] || form.heading || form.name, form.selector)
        : quote((text) => MAIL.test(text) || PHONE.test(text)),
  };
};

export const check = defineCheck({
  title: 'Accessibility statement',
  why: 'A statement one can read: what the portal conforms to, when that was looked at, whom to tell about barriers (Directive (EU) 2016/2102 art. 7, Decision (EU) 2018/1523; W3C statement guidance).',
  needs: SITE_PARTS,
  site: SEARCH_PARTS,
  messages: {
    ...ABSENT_MESSAGES,
    complete: 'The statement says what the portal conforms to, when it was made, and whom to write to.',
    partial: 'The statement names its standard; not found in it: {missing}.',
    'no-claim': 'A page on accessibility was read; it names no standard the portal conforms to, so it may be about something else.',
    found: 'A statement is linked or hinted at; its text could not be read here.',
  },
  remedy: {
    partial: 'Add what is missing; the EU model statement lists every part.',
    'no-claim': 'Say which standard the portal conforms to, how far, and since when.',
    'nothing-found': 'Publish an accessibility statement and link it from every page.',
  },
  run: (view) => {
    const read = siteFor(view)
      .readings.flatMap((reading) => {
        const top = reading.page.host !== 'external' && reading.mainWords >= STATEMENT_WORDS ? about(reading, CONCEPT) : null;
        return top ? [{ url: reading.page.url, top: textEvidence(reading.page, top.unit.text, top.unit.selector), parts: partsOf(reading) }] : [];
      })
      .sort((a, b) => Object.values(b.parts).filter(Boolean).length + Number(b.parts.claim !== null) * 4 - Object.values(a.parts).filter(Boolean).length - Number(a.parts.claim !== null) * 4);
    const [best] = read;
    if (!best) {
      const result = asked(view, { concept: CONCEPT, locus: 'government' });
      return result.outcome === 'pass' ? { ...result, outcome: 'unsure' } : result;
    }
    const evidence = [best.top, ...Object.values(best.parts).filter((piece) => piece !== null)];
    const missing = Object.entries(best.parts)
      .filter(([, piece]) => piece === null)
      .map(([name]) => name);
    const data = { url: best.url, missing: missing.join(', '), strength: missing.length ? 0.8 : 0.92 };
    if (!best.parts.claim) return { outcome: 'unsure', reason: 'no-claim', data, evidence };
    return { outcome: 'pass', reason: missing.length ? 'partial' : 'complete', data, evidence };
  },
});
