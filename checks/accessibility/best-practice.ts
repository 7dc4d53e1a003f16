import type { AccessibilityPart, AxeFinding } from '../../crawler/artifact.ts';
import { defineCheck } from '../contract.ts';
import { axePages, criteriaOf, groupFaults } from './violations.ts';

/** axe-core's rules that no success criterion stands behind. */
const advice = (part: AccessibilityPart): AxeFinding[] => part.violations.filter(({ tags }) => criteriaOf(tags).length === 0);

export const check = defineCheck({
  title: 'Advice by axe-core',
  why: 'Good practice that no success criterion of WCAG demands: landmarks, order of headings, tabindex (axe-core, tag best-practice). Apart from faults, so that neither hides the other.',
  needs: ['accessibility'] as const,
  messages: {
    advice: '{parts} parts of the sampled pages do not follow good practice.',
    followed: 'All advice is followed on {sampled} sampled pages.',
    'not-rendered': 'No page was opened in a browser with axe-core.',
  },
  remedy: { advice: 'Follow the advice of the rules that stand on most pages first.' },
  run: (view) => {
    const sample = axePages(view.pages);
    if (!sample.length) return { outcome: 'untested', reason: 'not-rendered' };
    const { groups, evidence } = groupFaults(sample, advice);
    const data = { sampled: sample.length, parts: groups.length, groups };
    return groups.length ? { outcome: 'unsure', reason: 'advice', data, evidence } : { outcome: 'pass', reason: 'followed', data };
  },
});
