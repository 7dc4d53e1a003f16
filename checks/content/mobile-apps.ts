import { onHost, signatures } from '../../config/signatures.ts';
import { defineCheck } from '../contract.ts';
import { ABSENT_MESSAGES, SEARCH_PARTS, SITE_PARTS, absent, siteFor } from '../concepts/for-check.ts';
import { textEvidence } from '../evidence.ts';

export const check = defineCheck({
  title: 'Mobile apps',
  why: 'Links to an app store’s listing of an app for a public purpose (LOSI #283).',
  needs: SITE_PARTS,
  site: SEARCH_PARTS,
  messages: { ...ABSENT_MESSAGES, 'store-link': 'The portal links to an app in a store.' },
  run: (view) => {
    for (const reading of siteFor(view).readings) {
      const links = reading.page.host === 'external' ? [] : reading.links.filter((link) => link.url !== null && onHost(link.url, signatures().app_stores));
      if (links.length)
        return {
          outcome: 'pass',
          reason: 'store-link',
          data: { strength: 0.95 },
          evidence: links.slice(0, 2).map((link) => textEvidence(reading.page, link.text || link.name || link.href, link.selector)),
        };
    }
    return absent(view, { concept: 'mobile-app', locus: 'portal' });
  },
});
