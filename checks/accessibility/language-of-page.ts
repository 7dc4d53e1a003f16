import { type LanguagePart, isFailure } from '../../crawler/artifact.ts';
import { defineCheck } from '../contract.ts';
import { elementEvidence } from '../evidence.ts';

const SURE = 0.8; // confidence from which the detected language may contradict the page
const SEVERAL = 0.2; // share of pages from which a difference is no slip of the detector
/** Tags that name one language or that texts of a page's length do not tell apart (ISO 639-1 macrolanguages and their members). */
const ALIKE = [
  ['nb', 'nn', 'no'],
  ['id', 'in', 'ms'],
  ['he', 'iw', 'yi'],
  ['fil', 'tl'],
  ['sr', 'hr', 'bs', 'sh', 'cnr'],
  ['fa', 'prs'],
  ['zh', 'cmn', 'yue'],
  ['ro', 'mo'],
];

const primary = (tag: string): string => tag.trim().toLowerCase().split(/[-_]/)[0] ?? '';
const same = (one: string, other: string): boolean => one === other || ALIKE.some((group) => group.includes(one) && group.includes(other));

type Verdict = 'missing' | 'differs' | 'agrees' | 'undecided';
const verdictOf = ({ declared, detected, confidence }: LanguagePart): Verdict => {
  if (!declared) return 'missing';
  if (detected === 'und' || confidence < SURE) return 'undecided';
  return same(primary(declared), primary(detected)) ? 'agrees' : 'differs';
};

export const check = defineCheck({
  title: 'Language of the page',
  why: 'Screen readers take their voice from the language a page declares; it must be the one the text is in (WCAG 2.2 SC 3.1.1, EN 301 549 clause 9.3.1.1).',
  needs: ['language'] as const,
  messages: {
    agrees: 'The declared language is that of the text on {agrees} of {read} pages; {undecided} too short to tell.',
    missing: '{missing} of {read} pages declare no language.',
    differs: '{differs} of {read} pages are in another language than they declare.',
    'some-differ': '{missing} of {read} pages declare no language and {differs} seem to be in another than they declare.',
    undecided: 'The language of no page could be told from its text.',
    'nothing-read': 'No page of the portal could be read.',
  },
  remedy: {
    missing: 'Set lang on the html element of every page.',
    differs: 'Set lang to the language the page is in, on every language version.',
    'some-differ': 'Set lang on these pages to the language they are in.',
  },
  run: (view) => {
    const pages = view.pages.flatMap((page) => (page.host === 'portal' && !isFailure(page.parts.language) ? [{ page, language: page.parts.language, verdict: verdictOf(page.parts.language) }] : []));
    if (!pages.length) return { outcome: 'untested', reason: 'nothing-read' };
    const of = (verdict: Verdict) => pages.filter((one) => one.verdict === verdict);
    const data = { read: pages.length, agrees: of('agrees').length, missing: of('missing').length, differs: of('differs').length, undecided: of('undecided').length };
    const wrong = [...of('missing'), ...of('differs')].sort((a, b) => a.page.order - b.page.order);
    const evidence = (wrong.length ? wrong : of('agrees'))
      .slice(0, 3)
      .map(({ page, language }) => elementEvidence(page, 'html', language.declared ? `<html lang="${language.declared}"> text detected as ${language.detected}` : '<html>'));
    const home = pages.find(({ page }) => page.order === 0)?.verdict;
    if (home === 'missing' || data.missing / pages.length > SEVERAL) return { outcome: 'fail', reason: 'missing', data, evidence };
    if (data.differs / pages.length > SEVERAL) return { outcome: 'fail', reason: 'differs', data, evidence };
    if (wrong.length) return { outcome: 'unsure', reason: 'some-differ', data, evidence };
    return data.agrees ? { outcome: 'pass', reason: 'agrees', data, evidence } : { outcome: 'unsure', reason: 'undecided', data };
  },
});
