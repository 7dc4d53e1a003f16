import { thresholds } from '../../config/thresholds.ts';
import type { Heading, PresentationPart, TextPart } from '../../crawler/artifact.ts';
import { defineCheck } from '../contract.ts';
import { type Fault, fault, doubt, faultMessages, judgeFaults, there } from '../faults.ts';

const skipped = (headings: readonly Heading[]): Fault[] =>
  headings.flatMap((heading, index) =>
    index > 0 && heading.level > headings[index - 1]!.level + 1 ? [fault('a level left out', { selector: heading.selector, html: `<h${heading.level}>${heading.text}` })] : [],
  );

/** Paragraphs under one heading that go on and on (WCAG technique G141). */
const unbroken = ({ blocks }: TextPart): Fault[] =>
  [
    ...Map.groupBy(
      blocks.filter(({ tag, place }) => tag === 'p' && place !== 'footer' && place !== 'aside'),
      ({ heading }) => heading,
    ).values(),
  ]
    .filter((list) => list.reduce((sum, { text }) => sum + text.split(' ').length, 0) > thresholds().accessibility.words_without_heading)
    .map(([first]) => doubt('long text without headings', { selector: first!.selector, html: `<p>${first!.text.slice(0, 80)}` }));

export const check = defineCheck({
  title: 'Outline of the page',
  why: 'Headings are a table of contents: no level left out, none only painted, and long texts have them (WCAG 2.2 SC 1.3.1 and 2.4.10, failure F2, techniques G141 and H42).',
  needs: ['headings', 'text', 'presentation'] as const,
  messages: faultMessages('headings and texts'),
  remedy: { faults: 'Mark headings as h1 to h6, one level after the other.', review: 'Break long texts up with headings.' },
  run: (view) =>
    judgeFaults(view.pages, ({ parts }) => {
      const headings = there(parts.headings);
      const text = there(parts.text);
      if (!headings || !text) return null;
      const painted: PresentationPart['likeHeadings'] = there(parts.presentation)?.likeHeadings ?? [];
      return { looked: headings.length + text.blocks.length, faults: [...skipped(headings), ...painted.map((one) => fault('painted, not marked', one)), ...unbroken(text)] };
    }),
});
