import { contains, signatures } from '../../config/signatures.ts';
import { defineCheck } from '../contract.ts';
import { ABSENT_MESSAGES, SEARCH_PARTS, SITE_PARTS, absent, hitEvidence, labelled, siteFor } from '../concepts/for-check.ts';
import { textEvidence } from '../evidence.ts';

export const check = defineCheck({
  title: 'Open data licence',
  why: 'A licence for re-use, by its address or its name, where data are offered (OSI #303).',
  needs: SITE_PARTS,
  site: SEARCH_PARTS,
  messages: { ...ABSENT_MESSAGES, linked: 'A known open licence is linked.', named: 'An open licence is named.' },
  run: (view) => {
    const site = siteFor(view);
    for (const { reading } of site.naming('open-data')) {
      const link = reading.page.host === 'external' ? undefined : reading.links.find((candidate) => candidate.url !== null && contains(candidate.url, signatures().licences));
      if (link) return { outcome: 'pass', reason: 'linked', data: { strength: 0.92 }, evidence: [textEvidence(reading.page, link.text || link.name || link.href, link.selector)] };
    }
    const named = labelled(site, ['open-data-licence'], { share: 0.1, kinds: ['h1', 'heading', 'link', 'text'] }).find(({ reading }) => reading.hits.has('open-data'));
    if (named) return { outcome: 'pass', reason: 'named', data: { strength: 0.75 }, evidence: [hitEvidence(named)] };
    return absent(view, { concept: 'open-data-licence', locus: 'portal' });
  },
});
