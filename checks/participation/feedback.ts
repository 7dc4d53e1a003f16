import { defineCheck } from '../contract.ts';
import { ABSENT_MESSAGES, SEARCH_PARTS, SITE_PARTS, asked } from '../concepts/for-check.ts';

const CONCEPTS = ['complaint-feedback', 'problem-report'] as const;

export const check = defineCheck({
  title: 'Complaint or feedback',
  why: 'A form or page by which people can send a complaint or feedback; writing to the mayor counts (LOSI #271).',
  needs: SITE_PARTS,
  site: SEARCH_PARTS,
  messages: { ...ABSENT_MESSAGES, found: 'Complaints or feedback can be sent.' },
  run: (view) => {
    const results = CONCEPTS.map((concept) => asked(view, { concept, locus: 'portal' }));
    return results.find((result) => result.outcome === 'pass') ?? results[0]!;
  },
});
