import { defineCheck } from '../contract.ts';
import { SCORE_MESSAGES, judgeScore } from '../lighthouse-score.ts';

export const check = defineCheck({
  title: 'Pages follow what browsers’ makers call good practice',
  why: 'Errors in the console, outdated interfaces and insecure requests break pages sooner or later (Lighthouse best-practices score).',
  needs: ['lighthouse'] as const,
  messages: SCORE_MESSAGES,
  remedy: { poor: 'Mend what Lighthouse lists for the page.', middling: 'See what Lighthouse lists for the page.' },
  run: (view) => judgeScore(view, 'best-practices'),
});
