import { defineCheck } from '../contract.ts';

export const check = defineCheck({
  title: 'The style sheets are valid',
  why: 'The question names the W3C CSS validator, so only that engine may answer it; other tools count errors otherwise (LOSI #209, OSI #195).',
  needs: [] as const,
  messages: { 'engine-missing': 'The validator that the question names (W3C CSS Validator) was not run.' },
  run: () => ({ outcome: 'untested', reason: 'engine-missing', data: { engine: 'css-validator' } }),
});
