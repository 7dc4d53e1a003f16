import { defineCheck, type Evidence } from '../contract.ts';
import { ABSENT_MESSAGES, SEARCH_PARTS, SITE_PARTS, absent, siteFor } from '../concepts/for-check.ts';
import { about } from '../concepts/proof.ts';
import { textEvidence } from '../evidence.ts';

const PHONE = /(?:\+|00)?\d(?:[\s().\u2011/-]?\d){6,}/u;
const MAIL = /[^\s@]+@[^\s@]+\.\p{L}{2,}/u;
const BLOCK_LIMIT = 300; // characters: longer blocks are stories that happen to hold a number

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
      for (const link of reading.links) if (link.kind === 'tel' || link.kind === 'mail') found.push(textEvidence(reading.page, link.text || link.href, link.selector));
      const near = new Set((reading.hits.get('contact') ?? []).map((hit) => hit.unit.text));
      for (const block of reading.blocks) {
        if (block.text.length > BLOCK_LIMIT || !(block.place === 'footer' || near.has(block.heading) || about(reading, 'contact'))) continue;
        if (PHONE.test(block.text) || MAIL.test(block.text)) found.push(textEvidence(reading.page, block.text, block.selector));
      }
      const form = reading.forms.find((candidate) => candidate.purpose === 'contact');
      if (form && about(reading, 'contact')) found.push(textEvidence(reading.page, form.submits[0] || form.fields[0]?.label || form.name, form.selector));
      if (found.length) return { outcome: 'pass', reason: 'details', data: { strength: 0.95 }, evidence: found.slice(0, 4) };
    }
    return absent(view, { concept: 'contact', locus: 'portal' });
  },
});
