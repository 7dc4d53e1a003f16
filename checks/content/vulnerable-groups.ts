import { defineCheck } from '../contract.ts';
import { ABSENT_MESSAGES, SEARCH_PARTS, SITE_PARTS, absent, asked, siteFor } from '../concepts/for-check.ts';
import { about, quotesOf } from '../concepts/proof.ts';
import { textEvidence } from '../evidence.ts';

const GROUPS = ['women', 'children', 'youth', 'disability', 'older-people', 'indigenous-people', 'poverty', 'migrants'] as const;
const MIN_WORDS = 40;
const MIN_SECTION_WORDS = 15;

export const check = defineCheck({
  title: 'Information for vulnerable groups',
  why: 'Pages addressed to women, children, youth, persons with disabilities, older persons, indigenous people or people in poverty (LOSI #231).',
  needs: SITE_PARTS,
  site: SEARCH_PARTS,
  messages: { ...ABSENT_MESSAGES, 'group-page': 'A page or section is addressed to a group: {group}.', found: 'A page for vulnerable groups.' },
  run: (view) => {
    const general = asked(view, { concept: 'vulnerable-groups', locus: 'portal' });
    if (general.outcome === 'pass') return general;
    const site = siteFor(view);
    for (const group of GROUPS)
      for (const { reading, hits } of site.naming(group)) {
        if (reading.page.host !== 'portal') continue;
        const top = about(reading, group);
        if (top && reading.mainWords >= MIN_WORDS) return { outcome: 'pass', reason: 'group-page', data: { strength: 0.85, group }, evidence: quotesOf(reading, top.unit) };
        for (const { unit, match } of hits) {
          const prose = unit.kind === 'heading' && unit.place !== 'footer' && unit.place !== 'nav' && match.share >= 0.3 ? reading.proseUnder(unit.text) : null;
          if (prose?.first && prose.words >= MIN_SECTION_WORDS)
            return {
              outcome: 'pass',
              reason: 'group-page',
              data: { strength: 0.72, group },
              evidence: [textEvidence(reading.page, unit.text, unit.selector), textEvidence(reading.page, prose.first.text, prose.first.selector)],
            };
        }
      }
    return absent(view, { concept: 'vulnerable-groups', locus: 'portal' });
  },
});
