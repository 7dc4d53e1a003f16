import { type DocumentsPart, isFailure, type Link, type PdfFacts } from '../../crawler/artifact.ts';
import { defineCheck, type Evidence, type ViewPage } from '../contract.ts';
import { measurementEvidence, textEvidence } from '../evidence.ts';

type Page = ViewPage<'links'>;
interface Opened {
  readonly url: string;
  readonly from: string;
  readonly facts: PdfFacts;
}

const isPdf = (link: Link): boolean => /\.pdf($|[?#])/i.test(link.url ?? '');

export const check = defineCheck({
  title: 'Linked PDF documents',
  why: 'Documents must be accessible too: tagged, with text, a language and a title (EN 301 549 clauses 10.1.3.1, 10.2.4.2 and 10.3.1.1, PDF/UA ISO 14289). Up to three are opened; whether the tags are right needs a person.',
  needs: ['links'] as const,
  site: ['documents'] as const,
  messages: {
    'all-tagged': 'All {opened} opened of {pdfs} linked PDF documents are tagged and name their title and language.',
    untagged: '{untagged} of {opened} opened PDF documents are not tagged; {pdfs} different ones are linked.',
    'no-text': '{scanned} of {opened} opened PDF documents begin with a picture of a page and are not tagged; {pdfs} different ones are linked.',
    'untitled-or-no-language': 'All {opened} opened PDF documents are tagged, but {untitled} have no title and {silent} no language.',
    'tags-not-read': '{pdfs} different PDF documents are linked on {pages} pages; whether they are tagged was not tested.',
    'no-documents': 'No PDF document is linked on the pages read.',
    'nothing-read': 'The links of no page could be read.',
  },
  remedy: {
    untagged: 'Offer pages in place of documents where possible; else export tagged PDF from the word processor (with headings as styles).',
    'no-text': 'Do not publish scans: offer the text as a page or as a tagged document.',
    'untitled-or-no-language': 'Set title and language in the properties of the document before it is exported.',
    'tags-not-read': 'Offer pages in place of documents where possible; test the others with a PDF/UA checker.',
  },
  run: (view) => {
    const read = view.pages.flatMap((page) => (page.host === 'portal' && !isFailure(page.parts.links) ? [{ page, links: page.parts.links.filter(isPdf) }] : []));
    if (!read.length) return { outcome: 'untested', reason: 'nothing-read' };
    const linking = read.filter(({ links }) => links.length > 0);
    if (!linking.length) return { outcome: 'not-applicable', reason: 'no-documents' };
    const pdfs = new Set(linking.flatMap(({ links }) => links.map(({ url }) => url))).size;
    const { documents } = view.site;
    const opened = isFailure(documents) ? [] : openedOf(documents);
    if (isFailure(documents) || !opened.length) {
      const evidence = linking.slice(0, 3).map(({ page, links: [first] }) => linkEvidence(page, first!));
      return { outcome: 'untested', reason: 'tags-not-read', data: { pdfs, pages: linking.length }, evidence };
    }
    const untagged = opened.filter(({ facts }) => !facts.tagged);
    const scanned = untagged.filter(({ facts }) => !facts.hasText);
    const untitled = opened.filter(({ facts }) => !facts.title);
    const silent = opened.filter(({ facts }) => !facts.language);
    const data = { pdfs, opened: opened.length, untagged: untagged.length, scanned: scanned.length, untitled: untitled.length, silent: silent.length, documents: opened };
    const told = (some: readonly Opened[]): Evidence[] => some.flatMap((one) => documentEvidence(one, documents, read));
    if (scanned.length) return { outcome: 'fail', reason: 'no-text', data, evidence: told(scanned) };
    if (untagged.length) return { outcome: 'fail', reason: 'untagged', data, evidence: told(untagged) };
    const lacking = opened.filter((one) => untitled.includes(one) || silent.includes(one));
    if (lacking.length) return { outcome: 'unsure', reason: 'untitled-or-no-language', data, evidence: told(lacking) };
    return { outcome: 'pass', reason: 'all-tagged', data, evidence: told(opened) };
  },
});

const openedOf = ({ sample }: DocumentsPart): Opened[] => sample.flatMap(({ url, from, facts }) => (isFailure(facts) ? [] : [{ url, from, facts }]));

const linkEvidence = (page: Page, link: Link): Evidence => textEvidence(page, link.text || link.name || link.href, link.selector);

/** The link that leads to the document, and what its reader said of it. */
const documentEvidence = ({ url, from, facts }: Opened, { reader, version }: DocumentsPart, read: readonly { readonly page: Page; readonly links: readonly Link[] }[]): Evidence[] => {
  const at = read.find(({ page }) => page.url === from);
  const link = at?.links.find((one) => one.url === url);
  if (!at || !link) return [];
  const said = `tagged: ${facts.tagged ? 'yes' : 'no'}; text: ${facts.hasText ? 'yes' : 'no'}; language: ${facts.language || 'none'}; title: ${facts.title || 'none'}`;
  return [linkEvidence(at.page, link), measurementEvidence(at.page, reader, version, url, said)];
};
