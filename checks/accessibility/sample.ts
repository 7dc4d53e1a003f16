import { isFailure } from '../../crawler/artifact.ts';
import { SEARCH_PARTS, SITE_PARTS, siteFor } from '../concepts/for-check.ts';
import { defineCheck } from '../contract.ts';
import { pageRole } from '../pages/role.ts';
import { axePages } from './violations.ts';

export const check = defineCheck({
  title: 'What the sample covers',
  why: 'Findings on accessibility and mobile use hold for the pages that were measured: chosen by role, by template, and at random (WCAG-EM 1.0 step 3). A quick sample stops after the roles, and is never compared with a full one.',
  needs: [...SITE_PARTS, 'accessibility', 'shape'] as const,
  site: SEARCH_PARTS,
  messages: {
    full: 'A full sample: {sampled} of {read} pages read were measured, among them {roles}; they show {templates} of {allTemplates} templates.',
    quick: 'A quick sample: {sampled} of {read} pages read were measured, one of each role found ({roles}); they show {templates} of {allTemplates} templates.',
    'not-rendered': 'No page was opened in a browser with axe-core.',
  },
  run: (view) => {
    const read = view.pages.filter(({ host }) => host === 'portal');
    const sampled = new Set(axePages(view.pages).map(({ page }) => page.url));
    if (!sampled.size) return { outcome: 'untested', reason: 'not-rendered' };
    const shapes = (pages: typeof read): number => new Set(pages.flatMap(({ parts: { shape } }) => (isFailure(shape) ? [] : [shape.hash]))).size;
    const site = siteFor(view);
    const roles = new Set(site.readings.filter(({ page }) => sampled.has(page.url)).map((reading) => pageRole(reading, site)));
    const data = {
      depth: view.depth,
      sampled: sampled.size,
      read: read.length,
      roles: [...roles].sort().join(', '),
      templates: shapes(read.filter(({ url }) => sampled.has(url))),
      allTemplates: shapes(read),
    };
    return { outcome: 'pass', reason: view.depth, data };
  },
});
