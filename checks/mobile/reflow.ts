import { thresholds } from '../../config/thresholds.ts';
import { defineCheck } from '../contract.ts';
import { elementEvidence } from '../evidence.ts';
import { measured, scrollsSideways, viewAt, widthEvidence } from './ready.ts';

const SEVERAL = 0.2; // share of pages from which it is the template, not one wide table or map (which the criterion excepts)

export const check = defineCheck({
  title: 'Reflow at 320 pixels',
  why: 'Text enlarged to 400 % must be readable without scrolling sideways; maps and data tables are excepted (WCAG 2.2 SC 1.4.10, EN 301 549 clause 9.1.4.10).',
  needs: ['mobile'] as const,
  messages: {
    reflows: 'None of {visited} visited pages scrolls sideways at 320 CSS pixels.',
    sideways: '{sideways} of {visited} visited pages scroll sideways at 320 CSS pixels.',
    'some-sideways': '{sideways} of {visited} visited pages scroll sideways at 320 CSS pixels; a wide table or map may excuse them.',
    'not-rendered': 'No page was measured at 320 CSS pixels.',
  },
  remedy: { sideways: 'Let the named elements wrap, shrink, or scroll in a box of their own.', 'some-sideways': 'Let wide tables and maps scroll in a box of their own.' },
  run: (view) => {
    const width = thresholds().mobile.wide_px;
    const visited = measured(view.pages).flatMap(({ page, part }) => {
      const narrow = viewAt(part, width);
      return narrow ? [{ page, narrow }] : [];
    });
    if (!visited.length) return { outcome: 'untested', reason: 'not-rendered' };
    const sideways = visited.filter(({ narrow }) => scrollsSideways(narrow));
    const data = { visited: visited.length, sideways: sideways.length };
    if (!sideways.length) return { outcome: 'pass', reason: 'reflows', data, evidence: visited.slice(0, 2).map(({ page, narrow }) => widthEvidence(page, narrow)) };
    const evidence = sideways
      .slice(0, 3)
      .flatMap(({ page, narrow }) => [
        widthEvidence(page, narrow),
        ...narrow.overflowing.slice(0, 2).map(({ selector, right }) => elementEvidence(page, selector, `reaches ${right} px on a screen of ${width} px`)),
      ]);
    const template = sideways.some(({ page }) => page.order === 0) || sideways.length / visited.length > SEVERAL;
    return template ? { outcome: 'fail', reason: 'sideways', data, evidence } : { outcome: 'unsure', reason: 'some-sideways', data, evidence };
  },
});
