import { isFailure } from '../../crawler/artifact.ts';
import { defineCheck } from '../contract.ts';
import { datasetLinks } from '../concepts/datasets.ts';
import { ABSENT_MESSAGES, SEARCH_PARTS, SITE_PARTS, absent, siteFor } from '../concepts/for-check.ts';
import { textEvidence } from '../evidence.ts';

const MIN_FIELDS = 2;

export const check = defineCheck({
  title: 'Metadata of open data',
  why: 'Datasets come with description, date, publisher, licence fields (LOSI #237, OSI #038).',
  needs: [...SITE_PARTS, 'structured'] as const,
  site: SEARCH_PARTS,
  messages: { ...ABSENT_MESSAGES, fields: 'A dataset page shows metadata fields.', 'marked-up': 'A page describes a dataset in schema.org or DCAT terms.' },
  run: (view) => {
    const site = siteFor(view);
    const marked = view.pages.find(
      (page) => page.host !== 'external' && !isFailure(page.parts.structured) && page.parts.structured.types.some((type) => /^(Dataset|DataCatalog|DataDownload)$/.test(type)),
    );
    if (marked && !isFailure(marked.parts.text)) return { outcome: 'pass', reason: 'marked-up', data: { strength: 0.92 }, evidence: [textEvidence(marked, marked.parts.text.title, 'title')] };
    for (const reading of new Set(datasetLinks(site).map((file) => file.reading))) {
      const fields = (reading.hits.get('open-data-metadata') ?? []).filter((hit) => hit.unit.kind !== 'title' && hit.unit.place !== 'footer');
      const distinct = new Map(fields.map((hit) => [hit.match.phrase, hit]));
      if (distinct.size >= MIN_FIELDS)
        return { outcome: 'pass', reason: 'fields', data: { strength: 0.85 }, evidence: [...distinct.values()].slice(0, 3).map((hit) => textEvidence(reading.page, hit.unit.text, hit.unit.selector)) };
    }
    return absent(view, { concept: 'open-data-metadata', locus: 'government' });
  },
});
