import type { ElementFacts } from '../../crawler/artifact.ts';
import { defineCheck } from '../contract.ts';
import { faultMessages, judgeFaults, fault, there } from '../faults.ts';

const hasTitle = ({ tag, text, attributes }: ElementFacts): boolean => tag === 'a' && !!attributes['title']?.trim() && text !== '';
const repeats = ({ text, attributes }: ElementFacts): boolean => attributes['title']!.trim().toLowerCase() === text.toLowerCase();

export const check = defineCheck({
  title: 'Titles that repeat their link',
  why: 'A title that repeats the link is read twice and helps nobody (WCAG technique H33).',
  needs: ['structure'] as const,
  messages: faultMessages('links with a title'),
  remedy: { faults: 'Remove the title attribute where it says what the link says.' },
  run: (view) =>
    judgeFaults(view.pages, ({ parts }) => {
      const links = there(parts.structure)?.elements.filter(hasTitle);
      return links ? { looked: links.length, faults: links.filter(repeats).map((one) => fault('title repeats the text', one)) } : null;
    }),
});
