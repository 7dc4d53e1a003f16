import { defineCheck } from '../contract.ts';
import { elementEvidence } from '../evidence.ts';
import { measured, viewAt } from './ready.ts';

const WIDTH = 390; // CSS px, a usual phone
const MANY = 0.1; // share of targets too small from which essential ones and those with an equivalent (excepted by the criterion) no longer explain it

export const check = defineCheck({
  title: 'Size of what is tapped',
  why: 'Links and buttons are at least 24 by 24 CSS pixels or stand far enough apart (WCAG 2.2 SC 2.5.8; exceptions for spacing, sentences and the browser’s own controls are applied).',
  needs: ['mobile'] as const,
  messages: {
    'large-enough': 'All {targets} targets on {visited} visited pages are large enough or stand apart.',
    'many-small': '{small} of {targets} targets on {visited} visited pages are too small and too close.',
    'some-small': '{small} of {targets} targets on {visited} visited pages are too small and too close, unless the same can be done elsewhere on the page.',
    'no-targets': 'There is nothing to tap on the visited pages.',
    'not-rendered': 'No page was measured at the width of a phone.',
  },
  remedy: { 'many-small': 'Give links and buttons more padding, or more space between them.', 'some-small': 'Give these links and buttons more padding, or more space between them.' },
  run: (view) => {
    const visited = measured(view.pages).flatMap(({ page, part }) => {
      const phone = viewAt(part, WIDTH);
      return phone ? [{ page, phone }] : [];
    });
    if (!visited.length) return { outcome: 'untested', reason: 'not-rendered' };
    const targets = visited.reduce((sum, { phone }) => sum + phone.targets, 0);
    const small = visited.reduce((sum, { phone }) => sum + phone.smallTargets.length, 0);
    const data = { visited: visited.length, targets, small, share: targets ? small / targets : 0 };
    if (!targets) return { outcome: 'not-applicable', reason: 'no-targets' };
    if (!small) return { outcome: 'pass', reason: 'large-enough', data };
    const evidence = visited
      .flatMap(({ page, phone }) => phone.smallTargets.slice(0, 3).map(({ selector, width, height }) => elementEvidence(page, selector, `${width} × ${height} CSS px`)))
      .slice(0, 8);
    return data.share > MANY ? { outcome: 'fail', reason: 'many-small', data, evidence } : { outcome: 'unsure', reason: 'some-small', data, evidence };
  },
});
