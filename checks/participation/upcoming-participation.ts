import { defineCheck } from '../contract.ts';
import { datedUnder } from '../concepts/dated.ts';
import { ABSENT_MESSAGES, SEARCH_PARTS, SITE_PARTS, absent, siteFor } from '../concepts/for-check.ts';
import { textEvidence } from '../evidence.ts';

const CONCEPTS = ['e-participation-calendar', 'e-participation', 'consultation', 'petition', 'participatory-budget', 'land-use-planning'] as const;

export const check = defineCheck({
  title: 'Upcoming participation announced',
  why: 'An announcement or calendar entry of a participation activity with a date still to come (LOSI #277, OSI #033).',
  needs: SITE_PARTS,
  site: SEARCH_PARTS,
  messages: { ...ABSENT_MESSAGES, upcoming: 'An activity is open until, or takes place on, {date}.' },
  run: (view) => {
    const next = datedUnder(siteFor(view), CONCEPTS)
      .filter((item) => item.iso >= view.asOf)
      .sort((a, b) => (a.iso < b.iso ? -1 : 1))[0];
    if (next) return { outcome: 'pass', reason: 'upcoming', data: { strength: 0.85, date: next.iso }, evidence: [textEvidence(next.reading.page, next.block.text, next.block.selector)] };
    return absent(view, { concept: 'e-participation-calendar', window: 'future', locus: 'portal' });
  },
});
