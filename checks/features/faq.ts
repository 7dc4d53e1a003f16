import { isFailure } from '../../crawler/artifact.ts';
import { defineCheck } from '../contract.ts';
import { ABSENT_MESSAGES, SEARCH_PARTS, SITE_PARTS, asked, siteFor } from '../concepts/for-check.ts';
import { textEvidence } from '../evidence.ts';

const QUESTION = /[?？؟]\s*$/u;
const MIN_QUESTIONS = 3;

export const check = defineCheck({
  title: 'Help or frequent questions',
  why: 'A page of questions and answers, or named help (LOSI #240, OSI #006).',
  needs: [...SITE_PARTS, 'structured'] as const,
  site: SEARCH_PARTS,
  messages: { ...ABSENT_MESSAGES, found: 'Help or frequent questions can be opened.', 'marked-up': 'A page is marked up as frequent questions.', questions: 'A page of questions and answers.' },
  run: (view) => {
    const marked = view.pages.find((page) => page.host === 'portal' && !isFailure(page.parts.structured) && page.parts.structured.types.includes('FAQPage') && !isFailure(page.parts.text));
    if (marked && !isFailure(marked.parts.text)) return { outcome: 'pass', reason: 'marked-up', data: { strength: 0.95 }, evidence: [textEvidence(marked, marked.parts.text.title)] };
    const faq = asked(view, { concept: 'faq', locus: 'portal' });
    if (faq.outcome === 'pass') return faq;
    for (const reading of siteFor(view).readings) {
      const questions = [...reading.headings, ...reading.blocks.filter((block) => block.tag === 'button' || block.tag === 'summary' || block.tag === 'dt')].filter(
        (item) => item.place !== 'footer' && QUESTION.test(item.text),
      );
      if (questions.length >= MIN_QUESTIONS && reading.page.host === 'portal' && reading.hits.has('faq'))
        return { outcome: 'pass', reason: 'questions', data: { strength: 0.8 }, evidence: questions.slice(0, 2).map((item) => textEvidence(reading.page, item.text, item.selector)) };
    }
    const help = asked(view, { concept: 'help', locus: 'portal' });
    return help.outcome === 'pass' ? help : faq;
  },
});
