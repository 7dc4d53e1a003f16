import { defineCheck } from '../contract.ts';
import { ABSENT_MESSAGES, SEARCH_PARTS, SITE_PARTS, asked } from '../concepts/for-check.ts';

export const check = defineCheck({
  title: 'Participatory budgeting',
  why: 'A page or platform on participatory budgeting with a year of the past five or a coming one (LOSI #275).',
  needs: SITE_PARTS,
  site: SEARCH_PARTS,
  messages: { ...ABSENT_MESSAGES, found: 'Participatory budgeting within the window.' },
  run: (view) => asked(view, { concept: 'participatory-budget', window: 'past-5-years-or-future', locus: 'portal' }),
});
