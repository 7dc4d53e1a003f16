import { thresholds } from '../../config/thresholds.ts';
import { isFailure, type OrientationFacts } from '../../crawler/artifact.ts';
import { defineCheck, type Evidence, type ViewPage } from '../contract.ts';
import { elementEvidence, measurementEvidence } from '../evidence.ts';

const SEVERAL = 0.2; // share of pages from which it is the template

/** Turned by a quarter in one of the two ways of holding the phone, and not in the other: it reads upright in one way only. */
const isLocked = ({ portrait, landscape }: OrientationFacts): boolean => (portrait.turned === null) !== (landscape.turned === null);

export const check = defineCheck({
  title: 'Content in both orientations',
  why: 'A phone fixed to a wheelchair cannot be turned: content must not be locked to portrait or landscape (WCAG 2.2 SC 1.3.4, ACT rule b33eff, EN 301 549 clause 9.1.3.4).',
  needs: ['mobile'] as const,
  messages: {
    free: 'None of {visited} visited pages is locked to one way of holding the phone.',
    locked: '{locked} of {visited} visited pages turn their content so that it reads upright in one way of holding the phone only.',
    'some-locked': '{locked} of {visited} visited pages turn their content so that it reads upright in one way of holding the phone only; where that is essential it is allowed.',
    'words-missing': '{missing} of {visited} visited pages show far fewer words in one way of holding the phone than in the other.',
    'too-short': 'The {visited} visited pages have too few words to compare.',
    'not-rendered': 'No page was looked at in both orientations.',
  },
  remedy: {
    locked: 'Take the rotation out of the orientation media query and let the layout follow the screen.',
    'some-locked': 'Take the rotation out of the orientation media query where it is not essential.',
    'words-missing': 'Hold a phone both ways and see that everything is there; do not ask people to turn it.',
  },
  run: (view) => {
    const { parity_words, parity_share } = thresholds().mobile;
    const visited = view.pages.flatMap((page) => {
      const { mobile } = page.parts;
      const held = page.host === 'portal' && !isFailure(mobile) ? mobile.orientation : undefined;
      return held && !isFailure(held) ? [{ page, held }] : [];
    });
    if (!visited.length) return { outcome: 'untested', reason: 'not-rendered' };
    const locked = visited.filter(({ held }) => isLocked(held));
    const told = visited.filter(({ held }) => mostWords(held) >= parity_words);
    const missing = told.filter(({ held }) => Math.min(held.portrait.words, held.landscape.words) < mostWords(held) * parity_share);
    const data = { visited: visited.length, locked: locked.length, missing: missing.length };
    if (locked.length) {
      const evidence = locked.slice(0, 3).map(({ page, held }) => turnedEvidence(page, held));
      const template = locked.some(({ page }) => page.order === 0) || locked.length / visited.length > SEVERAL;
      return template ? { outcome: 'fail', reason: 'locked', data, evidence } : { outcome: 'unsure', reason: 'some-locked', data, evidence };
    }
    if (missing.length) return { outcome: 'unsure', reason: 'words-missing', data, evidence: missing.slice(0, 3).flatMap(({ page, held }) => wordEvidence(page, held)) };
    if (!told.length) return { outcome: 'untested', reason: 'too-short', data };
    return { outcome: 'pass', reason: 'free', data, evidence: told.slice(0, 1).flatMap(({ page, held }) => wordEvidence(page, held)) };
  },
});

const mostWords = ({ portrait, landscape }: OrientationFacts): number => Math.max(portrait.words, landscape.words);

const turnedEvidence = (page: ViewPage<'mobile'>, { portrait, landscape }: OrientationFacts): Evidence => {
  const turned = (portrait.turned ?? landscape.turned)!;
  return elementEvidence(page, turned.selector, turned.html);
};
const wordEvidence = (page: ViewPage<'mobile'>, { portrait, landscape }: OrientationFacts): Evidence[] => [
  measurementEvidence(page, 'browser', '', 'words shown upright (390 × 844)', String(portrait.words)),
  measurementEvidence(page, 'browser', '', 'words shown across (844 × 390)', String(landscape.words)),
];
