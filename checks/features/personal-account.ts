import { defineCheck } from '../contract.ts';
import { ABSENT_MESSAGES, SEARCH_PARTS, SITE_PARTS, asked } from '../concepts/for-check.ts';

export const check = defineCheck({
  title: 'Personal account',
  why: 'A personal area where people see what the authority holds about them; usually behind sign-in, so its public description counts (LOSI #246).',
  needs: SITE_PARTS,
  site: SEARCH_PARTS,
  messages: { ...ABSENT_MESSAGES, found: 'A personal area is shown or described.' },
  run: (view) => {
    const data = asked(view, { concept: 'own-data-access', locus: 'portal' });
    return data.outcome === 'pass' ? data : asked(view, { concept: 'personal-account', locus: 'portal' });
  },
});
