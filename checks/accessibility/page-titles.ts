import { isFailure } from '../../crawler/artifact.ts';
import { defineCheck } from '../contract.ts';
import { elementEvidence, textEvidence } from '../evidence.ts';

const ONE_FOR_ALL = 0.5; // share of pages under one title from which titles tell nothing
const FEWEST_PAGES = 3; // fewer pages say nothing about a habit

export const check = defineCheck({
  title: 'Titles of pages',
  why: 'The title says first where one is: it must be there, and tell pages apart (WCAG 2.2 SC 2.4.2, techniques G88 and H25; EN 301 549 clause 9.2.4.2).',
  needs: ['text'] as const,
  messages: {
    unique: 'All {read} pages have a title of their own.',
    empty: '{empty} of {read} pages have no title.',
    'one-for-all': '{repeated} of {read} pages share a title, {most} of them the same one.',
    'some-repeated': '{repeated} of {read} pages share their title with another page; they may be parts of one list.',
    'nothing-read': 'No page of the portal could be read.',
  },
  remedy: { empty: 'Give every page a title.', 'one-for-all': 'Put the page’s own name first in its title.', 'some-repeated': 'Add what tells these pages apart, such as the page number.' },
  run: (view) => {
    const contents = new Set<string>();
    const pages = view.pages.flatMap((page) => {
      if (page.host !== 'portal' || isFailure(page.parts.text) || contents.has(page.capture.bytes)) return []; // one page at two addresses is one page
      contents.add(page.capture.bytes);
      return [{ page, title: page.parts.text.title.trim() }];
    });
    if (!pages.length) return { outcome: 'untested', reason: 'nothing-read' };
    const empty = pages.filter(({ title }) => !title);
    const shared = [
      ...Map.groupBy(
        pages.filter(({ title }) => title),
        ({ title }) => title,
      ).values(),
    ]
      .filter((group) => group.length > 1)
      .sort((a, b) => b.length - a.length);
    const most = shared[0]?.length ?? 0;
    const data = { read: pages.length, empty: empty.length, repeated: shared.flat().length, most };
    if (empty.length) return { outcome: 'fail', reason: 'empty', data, evidence: empty.slice(0, 3).map(({ page }) => elementEvidence(page, 'title', '')) };
    const evidence = (shared[0] ?? pages).slice(0, 3).map(({ page, title }) => textEvidence(page, title, 'title'));
    if (!most) return { outcome: 'pass', reason: 'unique', data, evidence };
    return most / pages.length > ONE_FOR_ALL && pages.length >= FEWEST_PAGES
      ? { outcome: 'fail', reason: 'one-for-all', data, evidence }
      : { outcome: 'unsure', reason: 'some-repeated', data, evidence };
  },
});
