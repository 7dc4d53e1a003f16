import { defineCheck } from '../contract.ts';
import { measurementEvidence } from '../evidence.ts';
import { measured, viewAt } from './ready.ts';

const WIDTH = 390; // CSS px, a usual phone
const FEW_SMALL = 0.1; // share of characters below 12 px that footnotes explain
const MOST_SMALL = 0.4; // Lighthouse's former audit "font-size" asked for 60 % of the text at 12 px or more

export const check = defineCheck({
  title: 'Text large enough to read on a phone',
  why: 'Text below 12 CSS pixels makes people zoom (best practice after Lighthouse’s former audit “font-size”; LOSI #204, OSI #071).',
  needs: ['mobile'] as const,
  messages: {
    legible: '{percent} % of the text on {visited} visited pages is smaller than 12 pixels.',
    'partly-small': '{percent} % of the text on {visited} visited pages is smaller than 12 pixels.',
    small: '{percent} % of the text on {visited} visited pages is smaller than 12 pixels.',
    'no-text': 'No text was visible on the visited pages.',
    'not-rendered': 'No page was measured at the width of a phone.',
  },
  remedy: { small: 'Set running text at 16 CSS pixels and nothing below 12.', 'partly-small': 'Set no text below 12 CSS pixels.' },
  run: (view) => {
    const visited = measured(view.pages).flatMap(({ page, part }) => {
      const phone = viewAt(part, WIDTH);
      return phone ? [{ page, phone }] : [];
    });
    if (!visited.length) return { outcome: 'untested', reason: 'not-rendered' };
    const chars = visited.reduce((sum, { phone }) => sum + phone.textChars, 0);
    if (!chars) return { outcome: 'untested', reason: 'no-text' };
    const share = visited.reduce((sum, { phone }) => sum + phone.smallTextChars, 0) / chars;
    const data = { visited: visited.length, share, percent: Math.round(share * 100) };
    const worst = visited.toSorted((a, b) => b.phone.smallTextChars - a.phone.smallTextChars).slice(0, 3);
    const evidence = worst.map(({ page, phone }) => measurementEvidence(page, 'browser', '', 'characters below 12 CSS px', `${phone.smallTextChars} of ${phone.textChars}`));
    if (share <= FEW_SMALL) return { outcome: 'pass', reason: 'legible', data, evidence };
    return share > MOST_SMALL ? { outcome: 'fail', reason: 'small', data, evidence } : { outcome: 'unsure', reason: 'partly-small', data, evidence };
  },
});
