import { defineCheck } from '../contract.ts';

export const check = defineCheck({
  title: 'The markup is valid',
  why: 'The question names the W3C markup validator, so only its engine (vnu) may answer it; other tools count errors otherwise (LOSI #208, OSI #196).',
  needs: [] as const,
  messages: { 'engine-missing': 'The validator that the question names (vnu) was not run.' },
  run: () => ({ outcome: 'untested', reason: 'engine-missing', data: { engine: 'vnu' } }),
});
