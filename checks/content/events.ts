import { defineCheck } from '../contract.ts';
import { datedUnder } from '../concepts/dated.ts';
import { ABSENT_MESSAGES, SEARCH_PARTS, SITE_PARTS, absent, siteFor } from '../concepts/for-check.ts';
import { textEvidence } from '../evidence.ts';

export const check = defineCheck({
  title: 'Upcoming events',
  why: 'An events section with at least one date that is still to come (LOSI #295).',
  needs: SITE_PARTS,
  site: SEARCH_PARTS,
  messages: { ...ABSENT_MESSAGES, upcoming: 'An event on {date} is announced.', 'past-only': 'There is an events section, but no date still to come could be read.' },
  run: (view) => {
    const dated = datedUnder(siteFor(view), ['events']);
    const next = dated.filter((item) => item.iso >= view.asOf).sort((a, b) => (a.iso < b.iso ? -1 : 1))[0];
    if (next) return { outcome: 'pass', reason: 'upcoming', data: { strength: 0.92, date: next.iso }, evidence: [textEvidence(next.reading.page, next.block.text, next.block.selector)] };
    const nothing = absent(view, { concept: 'events', locus: 'portal' });
    if (nothing.reason === 'weak-signs') return { ...nothing, reason: 'past-only', evidence: dated.slice(0, 1).map((item) => textEvidence(item.reading.page, item.block.text, item.block.selector)) };
    return nothing;
  },
});
