import { defineCheck } from '../contract.ts';
import { ABSENT_MESSAGES, SEARCH_PARTS, SITE_PARTS, absent, siteFor } from '../concepts/for-check.ts';
import { about } from '../concepts/proof.ts';
import { textEvidence } from '../evidence.ts';

const MIN_HOSTS = 3;

export const check = defineCheck({
  title: 'Links to local government',
  why: 'A page with links to several regional or municipal sites (OSI #012).',
  needs: SITE_PARTS,
  site: SEARCH_PARTS,
  messages: { ...ABSENT_MESSAGES, links: 'Links to {count} sites of regions or municipalities.' },
  run: (view) => {
    const site = siteFor(view);
    for (const { reading, hits } of site.naming('local-government-links')) {
      if (reading.page.host !== 'portal') continue;
      const top = about(reading, 'local-government-links');
      const headings = new Set(hits.filter((hit) => hit.unit.kind === 'heading').map((hit) => hit.unit.text));
      const outside = new Map(
        reading.links.flatMap((link) =>
          link.kind === 'page' && link.url && site.hostOf(link.url) !== 'portal' && (top !== null || headings.has(link.context)) ? [[new URL(link.url).host, link] as const] : [],
        ),
      );
      if (outside.size >= MIN_HOSTS)
        return {
          outcome: 'pass',
          reason: 'links',
          data: { strength: 0.88, count: outside.size },
          evidence: [...outside.values()].slice(0, 3).map((link) => textEvidence(reading.page, link.text || link.name || link.href, link.selector)),
        };
    }
    return absent(view, { concept: 'local-government-links', locus: 'portal' });
  },
});
