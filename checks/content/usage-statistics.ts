import { defineCheck } from '../contract.ts';
import { ABSENT_MESSAGES, SEARCH_PARTS, SITE_PARTS, absent, siteFor } from '../concepts/for-check.ts';
import { textEvidence } from '../evidence.ts';

const FIGURE = /\p{Nd}{1,3}(?:[.,\s\u00a0]\p{Nd}{3})+|\p{Nd}{3,}/u; // a count of visits, not a year in a sentence
const YEAR = /^(?:19|20)\d\d$/;

export const check = defineCheck({
  title: 'Usage statistics of the portal',
  why: 'Published figures of visits or page views; an analytics script is not a publication (LOSI #289, OSI #088).',
  needs: SITE_PARTS,
  site: SEARCH_PARTS,
  messages: { ...ABSENT_MESSAGES, figures: 'Figures of the portal’s use are published.' },
  run: (view) => {
    for (const { reading, hits } of siteFor(view).naming('usage-statistics')) {
      if (reading.page.host !== 'portal') continue;
      for (const { unit } of hits) {
        if (unit.kind === 'title') continue;
        const near = reading.blocks.filter((block) => block.text === unit.text || block.heading === unit.text);
        const figure = near.find((block) => {
          const found = block.text.match(FIGURE)?.[0];
          return found !== undefined && !YEAR.test(found);
        });
        if (figure)
          return {
            outcome: 'pass',
            reason: 'figures',
            data: { strength: 0.8 },
            evidence: [textEvidence(reading.page, unit.text, unit.selector), textEvidence(reading.page, figure.text, figure.selector)],
          };
      }
    }
    return absent(view, { concept: 'usage-statistics', locus: 'portal' });
  },
});
