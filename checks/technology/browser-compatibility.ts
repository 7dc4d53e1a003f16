import { defineCheck } from '../contract.ts';

export const check = defineCheck({
  title: 'The portal works in several browsers',
  why: 'The question asks for the three most used browsers of the country; one engine proves nothing about the others (LOSI #201).',
  needs: [] as const,
  messages: { 'engine-missing': 'Firefox and WebKit are not installed, so the pages were not compared between browsers.' },
  run: () => ({ outcome: 'untested', reason: 'engine-missing', data: { engines: ['firefox', 'webkit'] } }),
});
