import { defineCheck } from '../contract.ts';
import { elementEvidence } from '../evidence.ts';
import { axePages, countRules } from './violations.ts';

const NAMED_TOOL = 'TAW'; // tawdis.net, named by the LOSI toolkit for #210
const WCAG_21_AA = new Set(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']); // axe-core's tags for the levels the item asks for
const MOST_EVIDENCE = 5;

export const check = defineCheck({
  title: 'WCAG 2.1 AA by the survey’s own tool',
  why: 'The item is whatever TAW prints for the home page at level AA; engines differ, so only that tool may answer it (LOSI #210). axe-core is reported beside it.',
  needs: ['accessibility'] as const,
  messages: {
    'engine-missing': 'The item names {named}, which was not run. {engine} on the home page: {problems} broken rules of WCAG 2.1 AA; the two may differ.',
  },
  remedy: { 'engine-missing': 'Run the home page through tawdis.net at level AA and enter what it prints.' },
  run: (view) => {
    const home = axePages(view.pages).filter(({ page }) => page.order === 0);
    const [seen] = home;
    if (!seen) return { outcome: 'untested', reason: 'engine-missing', data: { named: NAMED_TOOL, engine: 'axe-core', problems: 'not tested, so unknown', rules: [] } };
    const broken = seen.part.violations.filter(({ tags }) => tags.some((tag) => WCAG_21_AA.has(tag)));
    return {
      outcome: 'untested',
      reason: 'engine-missing',
      data: {
        named: NAMED_TOOL,
        engine: seen.part.engine,
        version: seen.part.version,
        problems: broken.length,
        needReview: seen.part.incomplete.length,
        notRun: seen.part.notRun,
        rules: countRules(home, () => broken),
      },
      evidence: broken
        .flatMap((finding) => finding.nodes.slice(0, 1))
        .slice(0, MOST_EVIDENCE)
        .map((node) => elementEvidence(seen.page, node.target, node.html)),
    };
  },
});
