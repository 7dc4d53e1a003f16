import { isFailure } from '../../crawler/artifact.ts';
import { defineCheck, type Result } from '../contract.ts';
import { elementEvidence } from '../evidence.ts';
import { UNREAD, UNREAD_MESSAGES, portalPages } from '../response.ts';

export const check = defineCheck({
  title: 'Pages say in a machine’s words what they are about',
  why: 'schema.org types let search engines and assistants show services, offices and hours as such (schema.org GovernmentService; W3C Data on the Web Best Practices).',
  needs: ['structured'] as const,
  messages: {
    ...UNREAD_MESSAGES,
    typed: 'Typed data on {pages} of {read} pages: {types}.',
    'preview-only': 'Only previews for social media (Open Graph), no typed data.',
    none: 'No typed data on the {read} pages read.',
  },
  remedy: { 'preview-only': 'Add JSON-LD with types such as GovernmentOrganization and GovernmentService.', none: 'Add JSON-LD with types such as GovernmentOrganization and GovernmentService.' },
  run: (view): Result<'nothing-read' | 'typed' | 'preview-only' | 'none'> => {
    const read = portalPages(view).flatMap((page) => (isFailure(page.parts.structured) ? [] : [{ page, structured: page.parts.structured }]));
    if (!read.length) return UNREAD;
    const typed = read.filter(({ structured }) => structured.types.length > 0);
    const types = [...new Set(typed.flatMap(({ structured }) => structured.types))].sort();
    const data = { read: read.length, pages: typed.length, types };
    const [first] = typed;
    if (first) return { outcome: 'pass', reason: 'typed', data, evidence: [elementEvidence(first.page, '[type="application/ld+json"], [itemtype], [typeof]', first.structured.types.join(', '))] };
    const preview = read.find(({ structured }) => Object.keys(structured.openGraph).length > 0);
    if (preview) return { outcome: 'unsure', reason: 'preview-only', data, evidence: [elementEvidence(preview.page, '[property^="og:"]', Object.keys(preview.structured.openGraph).join(', '))] };
    return { outcome: 'not-found', reason: 'none', data };
  },
});
