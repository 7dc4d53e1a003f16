import { onHost, signatures } from '../../config/signatures.ts';
import type { Link } from '../../crawler/artifact.ts';
import { defineCheck } from '../contract.ts';
import { ABSENT_MESSAGES, SEARCH_PARTS, SITE_PARTS, absent, siteFor } from '../concepts/for-check.ts';
import type { Reading } from '../concepts/reading.ts';
import { textEvidence } from '../evidence.ts';

/** Pages of the portal and of other official hosts with their links to listings in these stores, in page order. */
export const storeLinks = (readings: readonly Reading[], stores: readonly string[]): { readonly reading: Reading; readonly links: readonly Link[] }[] =>
  readings.flatMap((reading) => {
    const links = reading.page.host === 'external' ? [] : reading.links.filter((link) => link.url !== null && onHost(link.url, stores));
    return links.length ? [{ reading, links }] : [];
  });

export const check = defineCheck({
  title: 'Mobile apps',
  why: 'Links to an app store’s listing of an app for a public purpose (LOSI #283).',
  needs: SITE_PARTS,
  site: SEARCH_PARTS,
  messages: { ...ABSENT_MESSAGES, 'store-link': 'The portal links to an app in a store.' },
  run: (view) => {
    const [first] = storeLinks(siteFor(view).readings, signatures().app_stores);
    if (first)
      return {
        outcome: 'pass',
        reason: 'store-link',
        data: { strength: 0.95 },
        evidence: first.links.slice(0, 2).map((link) => textEvidence(first.reading.page, link.text || link.name || link.href, link.selector)),
      };
    return absent(view, { concept: 'mobile-app', locus: 'portal' });
  },
});
