import { defineCheck } from '../contract.ts';
import { measurementEvidence } from '../evidence.ts';
import { measured, viewAt } from './ready.ts';

const WIDTH = 390; // CSS px, a usual phone
const MENUS_FOLDED = 0.6; // share of the words that remains when menus fold away
const NEARLY_NOTHING = 0.1;
const FEWEST_WORDS = 50; // shorter pages say nothing by their share

export const check = defineCheck({
  title: 'The same content on a phone',
  why: 'A phone must show what a desktop shows; menus may fold away (LOSI #204, OSI #071; WCAG 2.2 SC 1.4.10: no loss of information).',
  needs: ['mobile'] as const,
  messages: {
    same: 'On a phone {visited} visited pages show what they show on a desktop, folded menus aside.',
    less: '{less} of {visited} visited pages show far fewer words on a phone; the rest may be folded away.',
    'nearly-nothing': '{empty} of {visited} visited pages show nearly nothing on a phone.',
    'too-short': 'The visited pages hold too few words to compare.',
    'not-rendered': 'No page was measured at the width of a phone.',
  },
  remedy: { less: 'See on a phone that all content can be opened.', 'nearly-nothing': 'Do not hide content from small screens.' },
  run: (view) => {
    const all = measured(view.pages);
    if (!all.length) return { outcome: 'untested', reason: 'not-rendered' };
    const visited = all
      .flatMap(({ page, part }) => {
        const phone = viewAt(part, WIDTH);
        return phone && part.desktopWords >= FEWEST_WORDS ? [{ page, words: phone.visibleWords, desktop: part.desktopWords, share: phone.visibleWords / part.desktopWords }] : [];
      })
      .sort((a, b) => a.share - b.share);
    if (!visited.length) return { outcome: 'untested', reason: 'too-short' };
    const data = { visited: visited.length, less: visited.filter(({ share }) => share < MENUS_FOLDED).length, empty: visited.filter(({ share }) => share < NEARLY_NOTHING).length };
    const evidence = visited.slice(0, 3).map(({ page, words, desktop }) => measurementEvidence(page, 'browser', '', 'words shown on a phone', `${words} of ${desktop}`));
    if (!data.less) return { outcome: 'pass', reason: 'same', data, evidence };
    const gone = data.empty > visited.length / 2 || visited.some(({ page, share }) => page.order === 0 && share < NEARLY_NOTHING);
    return gone ? { outcome: 'fail', reason: 'nearly-nothing', data, evidence } : { outcome: 'unsure', reason: 'less', data, evidence };
  },
});
