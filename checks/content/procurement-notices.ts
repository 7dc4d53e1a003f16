import { defineCheck } from '../contract.ts';
import { ABSENT_MESSAGES, SEARCH_PARTS, SITE_PARTS, asked } from '../concepts/for-check.ts';

export const check = defineCheck({
  title: 'Procurement notices',
  why: 'Open calls with dates, or a link to the tender platform in use (LOSI #220, OSI #028).',
  needs: SITE_PARTS,
  site: SEARCH_PARTS,
  messages: { ...ABSENT_MESSAGES, found: 'Procurement notices are published or linked.' },
  run: (view) => asked(view, { concept: 'procurement-notices', locus: 'external' }),
});
