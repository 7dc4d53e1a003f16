import { defineCheck } from '../contract.ts';
import { ABSENT_MESSAGES, SEARCH_PARTS, SITE_PARTS, asked } from '../concepts/for-check.ts';

export const check = defineCheck({
  title: 'Privacy statement',
  why: 'A statement one can open that says how personal data are handled; the label alone does not count (LOSI #234, OSI #014).',
  needs: SITE_PARTS,
  site: SEARCH_PARTS,
  messages: { ...ABSENT_MESSAGES, found: 'A privacy statement can be opened.' },
  run: (view) => asked(view, { concept: 'privacy', locus: 'portal' }),
});
