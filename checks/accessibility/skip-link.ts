import { isFailure } from '../../crawler/artifact.ts';
import { defineCheck } from '../contract.ts';
import { elementEvidence, textEvidence } from '../evidence.ts';

const MOST_PAGES = 0.8; // share of pages that makes a habit of the template
const WAYLESS_PAGES = 0.5; // share of pages without any way past the menus
const MENU_LINKS = 5; // links before which there is a block worth skipping

export const check = defineCheck({
  title: 'Way past the menus',
  why: 'Who uses a keyboard must not pass the menus on every page; a skip link, a main landmark or headings help (WCAG 2.2 SC 2.4.1, EN 301 549 clause 9.2.4.1).',
  needs: ['markup', 'headings', 'text', 'links'] as const,
  messages: {
    'skip-links': '{linked} of {read} pages begin with a link to their content.',
    'other-ways': '{linked} of {read} pages begin with a link to their content; the others have a main part or headings, which may do.',
    'no-way': '{wayless} of {read} pages with menus have neither a skip link nor a main part nor headings.',
    'nothing-to-skip': 'No page read has menus that would have to be passed.',
    'nothing-read': 'The markup of no page could be read.',
  },
  remedy: { 'other-ways': 'Make the first link of each page lead to its content.', 'no-way': 'Make the first link of each page lead to its content, and mark the content with <main>.' },
  run: (view) => {
    const pages = view.pages.flatMap((page) => {
      const { markup, headings, text, links } = page.parts;
      if (page.host !== 'portal' || isFailure(markup) || isFailure(headings) || isFailure(text) || isFailure(links)) return [];
      const menus = links.filter((link) => link.place === 'nav' || link.place === 'header').length;
      const unmarked = links.length - menus; // pages without landmarks: their menus stand among the other links
      const structured = text.blocks.some((block) => block.place === 'main') || headings.some((heading) => heading.place !== 'nav' && heading.place !== 'footer');
      return [{ page, skip: markup.skipLinks[0], blocks: menus >= MENU_LINKS || (!structured && unmarked >= MENU_LINKS), structured }];
    });
    if (!pages.length) return { outcome: 'untested', reason: 'nothing-read' };
    const linked = pages.filter(({ skip }) => skip);
    const wayless = pages.filter(({ skip, blocks, structured }) => blocks && !skip && !structured);
    const data = { read: pages.length, linked: linked.length, wayless: wayless.length };
    const evidence = linked.slice(0, 2).map(({ page, skip }) => textEvidence(page, skip!.text, skip!.selector));
    if (linked.length / pages.length >= MOST_PAGES) return { outcome: 'pass', reason: 'skip-links', data, evidence };
    if (wayless.length / pages.length >= WAYLESS_PAGES) return { outcome: 'fail', reason: 'no-way', data, evidence: wayless.slice(0, 3).map(({ page }) => elementEvidence(page, 'body', '<body>')) };
    if (!linked.length && !pages.some(({ blocks }) => blocks)) return { outcome: 'not-applicable', reason: 'nothing-to-skip', data };
    return { outcome: 'unsure', reason: 'other-ways', data, evidence };
  },
});
