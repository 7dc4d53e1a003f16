import { isFailure, type Link } from '../../crawler/artifact.ts';
import { defineCheck } from '../contract.ts';
import { textEvidence } from '../evidence.ts';

const isPdf = (link: Link): boolean => /\.pdf($|[?#])/i.test(link.url ?? '');

export const check = defineCheck({
  title: 'Linked PDF documents',
  why: 'Documents must be accessible too: tagged, titled, in reading order (EN 301 549 clause 10, PDF/UA ISO 14289). Documents are counted here, not opened.',
  needs: ['links'] as const,
  messages: {
    'tags-not-read': '{pdfs} different PDF documents are linked on {pages} pages; whether they are tagged was not tested.',
    'no-documents': 'No PDF document is linked on the pages read.',
    'nothing-read': 'The links of no page could be read.',
  },
  remedy: { 'tags-not-read': 'Offer pages in place of documents where possible; test the others with a PDF/UA checker.' },
  run: (view) => {
    const read = view.pages.flatMap((page) => (page.host === 'portal' && !isFailure(page.parts.links) ? [{ page, links: page.parts.links.filter(isPdf) }] : []));
    if (!read.length) return { outcome: 'untested', reason: 'nothing-read' };
    const linking = read.filter(({ links }) => links.length > 0);
    if (!linking.length) return { outcome: 'not-applicable', reason: 'no-documents' };
    const pdfs = new Set(linking.flatMap(({ links }) => links.map(({ url }) => url))).size;
    const evidence = linking.slice(0, 3).map(({ page, links: [first] }) => textEvidence(page, first!.text || first!.name || first!.href, first!.selector));
    return { outcome: 'untested', reason: 'tags-not-read', data: { pdfs, pages: linking.length }, evidence };
  },
});
