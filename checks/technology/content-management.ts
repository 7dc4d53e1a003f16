import { isFailure } from '../../crawler/artifact.ts';
import { siteFor } from '../concepts/for-check.ts';
import { searchTrail } from '../concepts/site.ts';
import { defineCheck } from '../contract.ts';
import { textEvidence } from '../evidence.ts';
import { UNREAD, UNREAD_MESSAGES, portalPages } from '../response.ts';
import { TECHNOLOGY_PARTS, named, recognise, wasRead } from '../technologies.ts';

export const check = defineCheck({
  title: 'Content management system',
  why: 'Which system a portal runs on helps to explain what it shows and whom a remedy is for (HTML Standard §4.2.5.1, meta generator); no question asks for it.',
  needs: TECHNOLOGY_PARTS,
  site: ['searchTry', 'sitemap'] as const,
  messages: {
    ...UNREAD_MESSAGES,
    named: 'The pages name {names}.',
    recognised: 'The addresses look like {names}.',
    several: 'Traces of several systems: {names}.',
    unknown: 'No known system was recognised on {pages} pages.',
  },
  run: (view) => {
    if (!wasRead(view)) return UNREAD;
    const found = recognise(view, 'content-management');
    const [first] = found;
    if (found.length > 1) return { outcome: 'unsure', reason: 'several', ...named(found) };
    if (first) {
      const { data, evidence } = named(found);
      return first.by === 'generator' || first.by === 'header'
        ? { outcome: 'pass', reason: 'named', data, evidence }
        : { outcome: 'pass', reason: 'recognised', data: { ...data, strength: 0.7 }, evidence };
    }
    for (const page of portalPages(view)) {
      const { meta } = page.parts;
      if (!isFailure(meta) && meta.generator)
        return { outcome: 'pass', reason: 'named', data: { names: [meta.generator], versions: {} }, evidence: [textEvidence(page, meta.generator, 'meta[name=generator]')] };
    }
    return { outcome: 'not-found', reason: 'unknown', data: { pages: portalPages(view).length }, searched: searchTrail(siteFor(view), null) };
  },
});
