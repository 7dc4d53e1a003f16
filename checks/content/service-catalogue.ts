import { defineCheck } from '../contract.ts';
import { ABSENT_MESSAGES, SEARCH_PARTS, SITE_PARTS, absent, siteFor } from '../concepts/for-check.ts';
import { textEvidence } from '../evidence.ts';

const MIN_PARTS = 3; // of the eight parts of a service description
const MIN_PAGES = 1;

export const check = defineCheck({
  title: 'Service descriptions',
  why: 'Services described by who, how, documents, time, cost, contact: the eight parts of a complete description (LOSI #222, Reg. (EU) 2018/1724 art. 10).',
  needs: SITE_PARTS,
  site: SEARCH_PARTS,
  messages: { ...ABSENT_MESSAGES, described: '{pages} service pages describe at least three of the eight parts.' },
  run: (view) => {
    const described = siteFor(view)
      .readings.filter((reading) => reading.page.host === 'portal')
      .map((reading) => ({
        reading,
        parts: [...reading.hits].flatMap(([concept, hits]) => (concept.startsWith('part-') ? hits.filter((hit) => hit.unit.kind === 'heading' && hit.match.share >= 0.4).slice(0, 1) : [])),
      }))
      .filter((page) => page.parts.length >= MIN_PARTS)
      .sort((a, b) => b.parts.length - a.parts.length || a.reading.page.order - b.reading.page.order);
    if (described.length < MIN_PAGES) return absent(view, { concept: 'service-catalogue', locus: 'portal' });
    const best = described[0]!;
    return {
      outcome: 'pass',
      reason: 'described',
      data: { strength: described.length >= 3 ? 0.95 : 0.8, pages: described.length, parts: best.parts.map((part) => part.match.concept) },
      evidence: best.parts.slice(0, 4).map((part) => textEvidence(best.reading.page, part.unit.text, part.unit.selector)),
    };
  },
});
