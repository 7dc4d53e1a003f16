import type { TextBlock } from '../../crawler/artifact.ts';
import { defineCheck, type Evidence } from '../contract.ts';
import { ABSENT_MESSAGES, SEARCH_PARTS, SITE_PARTS, absent, siteFor } from '../concepts/for-check.ts';
import { about } from '../concepts/proof.ts';
import type { Site } from '../concepts/site.ts';
import { textEvidence } from '../evidence.ts';
import { tokens } from '../tokens.ts';

const PHONE = /(?:\+|00)?\d(?:[\s().\u2011/-]?\d){6,}/u;
const MAIL = /[^\s@]+@[^\s@]+\.\p{L}{2,}/u;
const BLOCK_LIMIT = 300; // characters: longer blocks are stories that happen to hold a number
const NAME = /(?<=\S\s+)\p{Lu}[\p{L}\p{M}’'-]+(?:\s+\p{Lu}[\p{L}\p{M}’'-]+)+/u; // two words with capitals, after others

/** Does a line of the footer give somebody else's number, as web designers sign their work? It names somebody, but no house number, nothing of ours and not what the portal is called. */
const isCredit = ({ text }: TextBlock, site: Site): boolean => {
  const words = tokens(text.replace(PHONE, ' ').replace(MAIL, ' ')).map(({ key }) => key);
  if (!site.home || !NAME.test(text) || words.some((word) => /\p{N}/u.test(word)) || site.words.find(site.home.language, text).length > 0) return false;
  const { headings, page } = site.home;
  const own = new Set(
    tokens([...headings.filter(({ level }) => level === 1).map((heading) => heading.text), new URL(page.url).hostname].join(' '))
      .map(({ key }) => key)
      .filter((key) => key.length > 3),
  );
  return !words.some((word) => own.has(word));
};

export const check = defineCheck({
  title: 'Contact details',
  why: 'A phone number, an address, a mail address or a form, not the word alone (LOSI #214, OSI #008).',
  needs: SITE_PARTS,
  site: SEARCH_PARTS,
  messages: { ...ABSENT_MESSAGES, details: 'Contact details are given.' },
  run: (view) => {
    const site = siteFor(view);
    for (const reading of [...site.readings].sort((a, b) => Number(about(b, 'contact') !== null) - Number(about(a, 'contact') !== null) || a.page.order - b.page.order)) {
      if (reading.page.host !== 'portal') continue;
      const found: Evidence[] = [];
      const credits = reading.blocks.filter((block) => block.place === 'footer' && isCredit(block, site)).map((block) => block.text);
      const ours = (text: string): boolean => !credits.some((credit) => credit.includes(text));
      for (const link of reading.links)
        if ((link.kind === 'tel' || link.kind === 'mail') && ours(link.text || link.name)) found.push(textEvidence(reading.page, link.text || link.href, link.selector));
      const near = new Set((reading.hits.get('contact') ?? []).map((hit) => hit.unit.text));
      for (const block of reading.blocks) {
        if (block.text.length > BLOCK_LIMIT || !(block.place === 'footer' || near.has(block.heading) || about(reading, 'contact')) || !ours(block.text)) continue;
        if (PHONE.test(block.text) || MAIL.test(block.text)) found.push(textEvidence(reading.page, block.text, block.selector));
      }
      const form = reading.forms.find((candidate) => candidate.purpose === 'contact');
      if (form && about(reading, 'contact')) found.push(textEvidence(reading.page, form.submits[0] || form.fields[0]?.label || form.name, form.selector));
      if (found.length) return { outcome: 'pass', reason: 'details', data: { strength: 0.95 }, evidence: found.slice(0, 4) };
    }
    return absent(view, { concept: 'contact', locus: 'portal' });
  },
});
