import { defineCheck } from '../contract.ts';
import { ABSENT_MESSAGES, SEARCH_PARTS, SITE_PARTS, absent, siteFor } from '../concepts/for-check.ts';
import { connectionEvidence, textEvidence } from '../evidence.ts';
import { hostKind } from '../../crawler/host-kind.ts';

export const check = defineCheck({
  title: 'Official website',
  why: 'A government-style domain, or an imprint that names the authority (LOSI #281).',
  needs: SITE_PARTS,
  site: SEARCH_PARTS,
  messages: { ...ABSENT_MESSAGES, domain: 'The address is in a government domain.', imprint: 'Title, footer or imprint names the authority.' },
  run: (view) => {
    const home = siteFor(view).home;
    if (home) {
      const official = hostKind(home.page.url, { start: 'https://nowhere.invalid/', aliases: [], portals: [] }) === 'government';
      if (official)
        return {
          outcome: 'pass',
          reason: 'domain',
          data: { strength: 0.95 },
          evidence: [connectionEvidence({ url: home.page.url, capture: home.page.capture.hash, observedAt: home.page.capture.fetchedAt }, 'host', new URL(home.page.url).hostname)],
        };
    }
    // the start page first; some portals carry their imprint on the pages below only
    for (const { reading, hits } of siteFor(view).naming('authority-name')) {
      const named = reading.page.host === 'portal' ? hits.find(({ unit }) => unit.kind === 'title' || unit.kind === 'h1' || unit.place === 'footer' || unit.place === 'header') : undefined;
      if (named) return { outcome: 'pass', reason: 'imprint', data: { strength: 0.85 }, evidence: [textEvidence(reading.page, named.unit.text, named.unit.selector)] };
    }
    return absent(view, { concept: 'authority-name', locus: 'portal' });
  },
});
