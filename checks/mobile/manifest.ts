import { isFailure } from '../../crawler/artifact.ts';
import { defineCheck } from '../contract.ts';
import { SEARCH_PARTS, SITE_PARTS, siteFor } from '../concepts/for-check.ts';
import { searchTrail } from '../concepts/site.ts';
import { elementEvidence } from '../evidence.ts';

export const check = defineCheck({
  title: 'Web app manifest',
  why: 'With a manifest the portal can be put on a phone’s home screen without a store (W3C Web Application Manifest). A convenience: its absence is no fault.',
  needs: [...SITE_PARTS, 'meta'] as const,
  site: SEARCH_PARTS,
  messages: {
    linked: 'A web app manifest is linked; it was not opened.',
    'nothing-found': 'No page read links a web app manifest.',
    'home-not-read': 'The head of the home page could not be read, and no other page read links a web app manifest.',
    'nothing-read': 'The head of no page could be read.',
  },
  run: (view) => {
    const pages = view.pages.flatMap((page) => (page.host === 'portal' && !isFailure(page.parts.meta) ? [{ page, manifest: page.parts.meta.manifest }] : []));
    if (!pages.length) return { outcome: 'untested', reason: 'nothing-read' };
    const linking = pages.find(({ manifest }) => manifest);
    if (linking)
      return {
        outcome: 'pass',
        reason: 'linked',
        data: { manifest: linking.manifest },
        evidence: [elementEvidence(linking.page, 'link[rel~="manifest"]', `<link rel="manifest" href="${linking.manifest}">`)],
      };
    const searched = searchTrail(siteFor(view), null);
    return pages.some(({ page }) => page.order === 0) ? { outcome: 'not-found', reason: 'nothing-found', searched } : { outcome: 'unsure', reason: 'home-not-read', searched };
  },
});
