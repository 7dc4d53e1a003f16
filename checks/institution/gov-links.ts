import { registrableDomain } from '../../crawler/url.ts';
import { defineCheck } from '../contract.ts';
import { ABSENT_MESSAGES, SEARCH_PARTS, SITE_PARTS, absent, siteFor } from '../concepts/for-check.ts';
import { textEvidence } from '../evidence.ts';

const MIN_DOMAINS = 3;

export const check = defineCheck({
  title: 'Links to other government bodies',
  why: 'A block or page with links to at least three official sites of other bodies (LOSI #242).',
  needs: SITE_PARTS,
  site: SEARCH_PARTS,
  messages: { ...ABSENT_MESSAGES, links: '{count} official sites are linked from one page.', few: 'Only {count} official sites are linked.' },
  run: (view) => {
    const site = siteFor(view);
    let most = 0;
    for (const reading of site.readings) {
      if (reading.page.host !== 'portal') continue;
      const official = new Map(reading.links.flatMap((link) => (link.url && site.hostOf(link.url) === 'government' ? [[registrableDomain(link.url) ?? link.url, link] as const] : [])));
      most = Math.max(most, official.size);
      if (official.size >= MIN_DOMAINS)
        return {
          outcome: 'pass',
          reason: 'links',
          data: { strength: 0.9, count: official.size },
          evidence: [...official.values()].slice(0, 3).map((link) => textEvidence(reading.page, link.text || link.name || link.href, link.selector)),
        };
    }
    const nothing = absent(view, { concept: 'gov-links', locus: 'portal' });
    return most > 0 && nothing.outcome !== 'untested' ? { outcome: 'unsure', reason: 'few', data: { count: most }, searched: nothing.searched } : nothing;
  },
});
