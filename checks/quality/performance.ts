import { defineCheck } from '../contract.ts';
import { SCORE_MESSAGES, judgeScore } from '../lighthouse-score.ts';

const milliseconds = (value: number | null): string | null => (value === null ? null : `${value} ms`);

export const check = defineCheck({
  title: 'Pages load fast on a phone',
  why: 'Many people have only a phone and a slow line; Lighthouse loads the page as on a mid-range phone with slow 4G (Lighthouse performance score; web.dev Core Web Vitals).',
  needs: ['lighthouse'] as const,
  messages: SCORE_MESSAGES,
  remedy: { poor: 'Start with what Lighthouse lists for the page: usually large pictures and scripts that block it.', middling: 'See what Lighthouse lists for the page.' },
  run: (view) =>
    judgeScore(view, 'performance', ({ metrics: { lcpMs, tbtMs, cls, bytes } }) => ({
      'largest contentful paint': milliseconds(lcpMs),
      'total blocking time': milliseconds(tbtMs),
      'cumulative layout shift': cls === null ? null : cls.toFixed(3),
      'page weight': bytes === null ? null : `${Math.round(bytes / 1000)} kB`,
    })),
});
