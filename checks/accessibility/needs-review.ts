import { defineCheck } from '../contract.ts';
import { axePages, countRules, groupFaults } from './violations.ts';

export const check = defineCheck({
  title: 'Places axe-core could not decide',
  why: 'Text over pictures, frames of other hosts and the like: a person must look (WCAG 2.2, EN 301 549 clause 9). Never counted as faults.',
  needs: ['accessibility'] as const,
  messages: {
    review: '{places} parts of {sampled} sampled pages need a person’s eye.',
    'cut-short': 'Nothing was left open, but some rules came to no end: {notRun}.',
    'nothing-open': 'axe-core decided every rule it ran on {sampled} sampled pages.',
    'not-rendered': 'No page was opened in a browser with axe-core.',
  },
  remedy: { review: 'Look at each place and decide by the rule’s text.', 'cut-short': 'Test the pages by hand for the rules that came to no end.' },
  run: (view) => {
    const sample = axePages(view.pages);
    if (!sample.length) return { outcome: 'untested', reason: 'not-rendered' };
    const { groups, evidence } = groupFaults(sample, (part) => part.incomplete);
    const rules = countRules(sample, (part) => part.incomplete);
    const notRun = [...new Set(sample.flatMap(({ part }) => part.notRun))].sort();
    const data = { engine: 'axe-core', version: sample[0]!.part.version, sampled: sample.length, places: groups.length, groups, rules, notRun: notRun.join(', ') };
    if (rules.length) return { outcome: 'unsure', reason: 'review', data, evidence };
    return notRun.length ? { outcome: 'unsure', reason: 'cut-short', data } : { outcome: 'pass', reason: 'nothing-open', data };
  },
});
