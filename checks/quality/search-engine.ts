import { defineCheck } from '../contract.ts';
import { SCORE_MESSAGES, judgeScore } from '../lighthouse-score.ts';

export const check = defineCheck({
  title: 'Search engines can make sense of the pages',
  why: 'Most people come to a service from a search engine (Lighthouse SEO score; technology/search-engine-basics looks at the start page without it).',
  needs: ['lighthouse'] as const,
  messages: SCORE_MESSAGES,
  remedy: { poor: 'Mend what Lighthouse lists for the page.', middling: 'See what Lighthouse lists for the page.' },
  run: (view) => judgeScore(view, 'seo'),
});
