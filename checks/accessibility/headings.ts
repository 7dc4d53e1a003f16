import { isFailure } from '../../crawler/artifact.ts';
import { defineCheck } from '../contract.ts';
import { elementEvidence, textEvidence } from '../evidence.ts';
import { axePages } from './violations.ts';

const MOST_PAGES = 0.8; // share of pages that makes a habit of the template
const EMPTY = 'empty-heading'; // axe-core; static reading leaves empty headings out

export const check = defineCheck({
  title: 'Headings',
  why: 'One main heading a page and none empty: how users of screen readers find their way (best practice; WCAG 2.2 SC 1.3.1 and 2.4.6, techniques H42 and G141).',
  needs: ['headings', 'accessibility'] as const,
  messages: {
    'one-h1': '{one} of {read} pages have exactly one main heading.',
    'empty-headings': '{empty} headings of the sampled pages are empty.',
    'without-h1': '{none} of {read} pages have no main heading.',
    'several-h1': '{several} of {read} pages have more than one main heading, which HTML allows.',
    mixed: 'Only {one} of {read} pages have exactly one main heading.',
    'nothing-read': 'The headings of no page could be read.',
  },
  remedy: {
    'empty-headings': 'Remove empty headings or fill them.',
    'without-h1': 'Mark what the page is about as h1.',
    'several-h1': 'Keep h1 for what the page is about.',
    mixed: 'Give each page one h1 that says what it is about.',
  },
  run: (view) => {
    const pages = view.pages.flatMap((page) => (page.host === 'portal' && !isFailure(page.parts.headings) ? [{ page, tops: page.parts.headings.filter(({ level }) => level === 1) }] : []));
    if (!pages.length) return { outcome: 'untested', reason: 'nothing-read' };
    const none = pages.filter(({ tops }) => tops.length === 0);
    const one = pages.filter(({ tops }) => tops.length === 1);
    const several = pages.filter(({ tops }) => tops.length > 1);
    const empty = axePages(view.pages).flatMap(({ page, part }) => part.violations.filter(({ rule }) => rule === EMPTY).map((finding) => ({ page, finding })));
    const data = { read: pages.length, one: one.length, none: none.length, several: several.length, empty: empty.reduce((sum, { finding }) => sum + finding.count, 0) };
    if (empty.length)
      return {
        outcome: 'fail',
        reason: 'empty-headings',
        data,
        evidence: empty.flatMap(({ page, finding }) => finding.nodes.slice(0, 2).map((node) => elementEvidence(page, node.target, node.html))).slice(0, 5),
      };
    if (one.length / pages.length >= MOST_PAGES)
      return { outcome: 'pass', reason: 'one-h1', data, evidence: one.slice(0, 2).map(({ page, tops }) => textEvidence(page, tops[0]!.text, tops[0]!.selector)) };
    if (none.length / pages.length > 1 - MOST_PAGES) return { outcome: 'fail', reason: 'without-h1', data, evidence: none.slice(0, 3).map(({ page }) => elementEvidence(page, 'body', '<body>')) };
    const evidence = several.slice(0, 2).flatMap(({ page, tops }) => tops.slice(0, 2).map((heading) => textEvidence(page, heading.text, heading.selector)));
    return { outcome: 'unsure', reason: several.length / pages.length > 1 - MOST_PAGES ? 'several-h1' : 'mixed', data, evidence };
  },
});
