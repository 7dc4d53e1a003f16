import { defineCheck } from '../contract.ts';
import { ABSENT_MESSAGES, SEARCH_PARTS, SITE_PARTS, absent, siteFor } from '../concepts/for-check.ts';
import { textEvidence } from '../evidence.ts';

const PHONE = /(?<!\d)(?!(?:19|20)\d\d(?![\s().\u2011/-]?\d))(?:\+|00)?\d(?:[\s().\u2011/-]?\d){3,}/u; // help lines are often short numbers; a year is none

export const check = defineCheck({
  title: 'Helpdesk number',
  why: 'A phone number named as help line or support, not the general switchboard alone (LOSI #288).',
  needs: SITE_PARTS,
  site: SEARCH_PARTS,
  messages: { ...ABSENT_MESSAGES, number: 'A number is given under the name of a help line.' },
  run: (view) => {
    for (const { reading, hits } of siteFor(view).naming('helpdesk')) {
      if (reading.page.host !== 'portal') continue;
      for (const { unit } of hits) {
        const near = reading.blocks.find((block) => (block.text === unit.text || block.heading === unit.text) && block.text.length < 300 && PHONE.test(block.text));
        const quote = PHONE.test(unit.text) ? unit : near;
        if (quote) return { outcome: 'pass', reason: 'number', data: { strength: 0.85 }, evidence: [textEvidence(reading.page, quote.text, quote.selector)] };
      }
    }
    return absent(view, { concept: 'helpdesk', locus: 'portal' });
  },
});
