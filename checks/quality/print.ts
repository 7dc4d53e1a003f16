import { isFailure } from '../../crawler/artifact.ts';
import { defineCheck, type Result } from '../contract.ts';
import { measurementEvidence } from '../evidence.ts';

export const check = defineCheck({
  title: 'Pages are made for paper, too',
  why: 'People print forms and decisions to take them along; without rules for paper menus and colours are printed with them (CSS Media Queries 4 §2.3 print; CSS Paged Media 3).',
  needs: ['presentation'] as const,
  messages: {
    rules: 'The style sheets of {made} of {visited} visited pages have rules for paper.',
    none: 'The style sheets of the {visited} visited pages have no rules for paper.',
    unreadable: 'No rules for paper were seen, but style sheets of other hosts could not be read on {closed} of {visited} visited pages.',
    'not-rendered': 'No page was looked at in a browser for this.',
  },
  remedy: { none: 'Add rules under @media print that leave out menus and show addresses of links.' },
  run: (view): Result<'rules' | 'none' | 'unreadable' | 'not-rendered'> => {
    const visited = view.pages.flatMap((page) => {
      const { presentation } = page.parts;
      return isFailure(presentation) || presentation.print === undefined ? [] : [{ page, print: presentation.print }];
    });
    if (!visited.length) return { outcome: 'untested', reason: 'not-rendered' };
    const made = visited.filter(({ print }) => print === 'rules');
    const closed = visited.filter(({ print }) => print === 'unreadable').length;
    const data = { visited: visited.length, made: made.length, closed };
    const [first] = made;
    if (first) return { outcome: 'pass', reason: 'rules', data, evidence: [measurementEvidence(first.page, 'browser', '', 'rules for paper', 'there')] };
    return closed ? { outcome: 'unsure', reason: 'unreadable', data } : { outcome: 'not-found', reason: 'none', data };
  },
});
