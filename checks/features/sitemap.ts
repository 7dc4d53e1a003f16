import { defineCheck } from '../contract.ts';
import { ABSENT_MESSAGES, SEARCH_PARTS, SITE_PARTS, absent, siteFor } from '../concepts/for-check.ts';
import { about, quotesOf } from '../concepts/proof.ts';

const MIN_LINKS = 12; // fewer links to the portal's own pages are a menu, not an index

export const check = defineCheck({
  title: 'Site map or index for people',
  why: 'A page that lists the portal’s pages; sitemap.xml alone is for machines (LOSI #205, OSI #005).',
  needs: SITE_PARTS,
  site: SEARCH_PARTS,
  messages: { ...ABSENT_MESSAGES, 'index-page': 'A page lists the pages of the portal.' },
  run: (view) => {
    const site = siteFor(view);
    for (const { reading } of site.naming('sitemap')) {
      const top = about(reading, 'sitemap');
      if (!top || reading.page.host !== 'portal') continue;
      const links = reading.links.filter((link) => link.place !== 'nav' && link.place !== 'footer' && link.place !== 'header').length;
      if (links >= MIN_LINKS) return { outcome: 'pass', reason: 'index-page', data: { strength: 0.95, links }, evidence: quotesOf(reading, top.unit).slice(0, 1) };
    }
    return absent(view, { concept: 'sitemap', locus: 'portal' });
  },
});
