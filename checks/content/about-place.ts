import { defineCheck } from '../contract.ts';
import { ABSENT_MESSAGES, SEARCH_PARTS, SITE_PARTS, asked } from '../concepts/for-check.ts';

export const check = defineCheck({
  title: 'About the place',
  why: 'A page on the municipality’s history, geography, people, economy or culture (LOSI #217).',
  needs: SITE_PARTS,
  site: SEARCH_PARTS,
  messages: { ...ABSENT_MESSAGES, found: 'There is a page about the place.' },
  run: (view) => asked(view, { concept: 'about-place', locus: 'portal' }),
});
