import { technologyIn } from '../../config/technologies.ts';
import { isFailure } from '../../crawler/artifact.ts';
import { defineCheck } from '../contract.ts';
import { datasetLinks } from '../concepts/datasets.ts';
import { ABSENT_MESSAGES, SEARCH_PARTS, SITE_PARTS, absent, hitEvidence, labelled, siteFor } from '../concepts/for-check.ts';
import { textEvidence } from '../evidence.ts';

export const check = defineCheck({
  title: 'Open datasets',
  why: 'Downloads in open formats, a known data platform, or a link to the authority’s data portal (LOSI #236, OSI #037).',
  needs: [...SITE_PARTS, 'meta'] as const,
  site: SEARCH_PARTS,
  messages: {
    ...ABSENT_MESSAGES,
    downloads: '{count} downloads in open formats ({formats}).',
    platform: 'A page is served by the data platform {platform}.',
    'data-portal': 'The portal links to a data portal of an official host.',
  },
  run: (view) => {
    const site = siteFor(view);
    const files = datasetLinks(site);
    if (files.length)
      return {
        outcome: 'pass',
        reason: 'downloads',
        data: { strength: 0.93, count: files.length, formats: [...new Set(files.map((file) => file.format))].join(', ') },
        evidence: files.slice(0, 3).map(({ reading, link }) => textEvidence(reading.page, link.text || link.name || link.href, link.selector)),
      };
    for (const page of view.pages) {
      if (isFailure(page.parts.meta)) continue;
      const platform = technologyIn(page.parts.meta.generator, 'data-platform', ['generator'])?.name;
      if (platform) return { outcome: 'pass', reason: 'platform', data: { strength: 0.93, platform }, evidence: [textEvidence(page, page.parts.meta.generator)] };
    }
    const portal = labelled(site, ['open-data'], { kinds: ['link'], share: 0.5 }).find(({ hit }) => hit.unit.link?.url && site.hostOf(hit.unit.link.url) === 'government');
    if (portal) return { outcome: 'pass', reason: 'data-portal', data: { strength: 0.72 }, evidence: [hitEvidence(portal)] };
    return absent(view, { concept: 'open-data', locus: 'government' });
  },
});
