import { onHost, signatures } from '../../config/signatures.ts';
import { defineCheck } from '../contract.ts';
import { ABSENT_MESSAGES, SEARCH_PARTS, SITE_PARTS, absent, hitEvidence, labelled, siteFor } from '../concepts/for-check.ts';
import { textEvidence } from '../evidence.ts';

/** Neither the network's start page nor an address by which readers share a page. */
const isProfile = (url: string): boolean => {
  const { pathname } = new URL(url);
  return pathname !== '/' && !/\/(?:sharer?|sharing|shareArticle|intent|dialog|pin\/create)(?:[/.]|$)/i.test(pathname);
};

export const check = defineCheck({
  title: 'Social media',
  why: 'Links or feeds to the authority’s profiles on known networks (LOSI #273, OSI #007).',
  needs: SITE_PARTS,
  site: SEARCH_PARTS,
  messages: { ...ABSENT_MESSAGES, profiles: 'The portal links to profiles on social networks.', 'labels-only': 'Social networks are named, but the links lead nowhere here.' },
  run: (view) => {
    const site = siteFor(view);
    for (const reading of site.readings) {
      if (reading.page.host !== 'portal') continue;
      const links = reading.links.filter((link) => link.url !== null && onHost(link.url, signatures().social_hosts) && isProfile(link.url));
      if (links.length)
        return {
          outcome: 'pass',
          reason: 'profiles',
          data: { strength: 0.95, networks: [...new Set(links.map((link) => new URL(link.url!).hostname))] },
          evidence: links.slice(0, 3).map((link) => textEvidence(reading.page, link.text || link.name || link.href, link.selector)),
        };
    }
    const label = labelled(site, ['social-media'], { share: 0.4 })[0];
    if (label) return { outcome: 'unsure', reason: 'labels-only', evidence: [hitEvidence(label)] };
    return absent(view, { concept: 'social-media', locus: 'portal' });
  },
});
