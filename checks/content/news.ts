import { defineCheck } from '../contract.ts';
import { datedUnder, newestUpTo } from '../concepts/dated.ts';
import { ABSENT_MESSAGES, SEARCH_PARTS, SITE_PARTS, asked, siteFor } from '../concepts/for-check.ts';
import { inWindow } from '../concepts/proof.ts';
import { searchTrail } from '../concepts/site.ts';
import { textEvidence } from '../evidence.ts';

const MIN_ITEMS = 2;

export const check = defineCheck({
  title: 'News',
  why: 'A news section with dated items; the newest must be of the past two years (LOSI #296).',
  needs: SITE_PARTS,
  site: SEARCH_PARTS,
  messages: { ...ABSENT_MESSAGES, dated: 'Dated news, newest {newest}.', 'old-only': 'Nothing new has been added since {newest}.', found: 'A news section without dates that could be read.' },
  run: (view) => {
    const dated = datedUnder(siteFor(view), ['news', 'role-news']);
    const newest = newestUpTo(dated, view.asOf);
    if (newest && !inWindow(newest.iso, 'recent-or-future', view.asOf))
      return {
        outcome: 'not-found',
        reason: 'old-only',
        data: { newest: newest.iso },
        evidence: [textEvidence(newest.reading.page, newest.block.text, newest.block.selector)],
        searched: searchTrail(siteFor(view), 'news'),
      };
    if (newest && dated.length >= MIN_ITEMS)
      return { outcome: 'pass', reason: 'dated', data: { strength: 0.92, newest: newest.iso }, evidence: [textEvidence(newest.reading.page, newest.block.text, newest.block.selector)] };
    return asked(view, { concept: 'news', locus: 'portal' });
  },
});
