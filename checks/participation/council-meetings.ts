import { defineCheck } from '../contract.ts';
import { datedUnder } from '../concepts/dated.ts';
import { ABSENT_MESSAGES, SEARCH_PARTS, SITE_PARTS, asked, siteFor } from '../concepts/for-check.ts';
import { textEvidence } from '../evidence.ts';

export const check = defineCheck({
  title: 'Council meetings',
  why: 'Calendar, agenda or minutes of public council meetings, with dates (LOSI #280).',
  needs: SITE_PARTS,
  site: SEARCH_PARTS,
  messages: { ...ABSENT_MESSAGES, dated: 'Council meetings with dates, e.g. {date}.', found: 'Council meetings are published; no date could be read.' },
  run: (view) => {
    const dated = datedUnder(siteFor(view), ['council-meetings'])[0];
    if (dated) return { outcome: 'pass', reason: 'dated', data: { strength: 0.9, date: dated.iso }, evidence: [textEvidence(dated.reading.page, dated.block.text, dated.block.selector)] };
    return asked(view, { concept: 'council-meetings', locus: 'portal' });
  },
});
