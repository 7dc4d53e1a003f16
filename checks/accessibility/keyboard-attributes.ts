import type { ElementFacts } from '../../crawler/artifact.ts';
import { defineCheck } from '../contract.ts';
import { type Fault, fault, doubt, faultMessages, judgeFaults, there } from '../faults.ts';

/** Elements that are text and nothing else: a box may take the focus to be scrolled, a word of text may not. */
const TEXT_ONLY = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'img', 'strong', 'em', 'dt', 'dd', 'td', 'th', 'label', 'figcaption']);

const faultsOf = ({ tag, attributes, ...at }: ElementFacts): Fault[] => [
  ...(Number(attributes['tabindex']) > 0 ? [fault('an order of its own for the Tab key', at)] : []),
  ...(attributes['tabindex']?.trim() === '0' && TEXT_ONLY.has(tag) && !attributes['role'] ? [fault('takes the focus and does nothing', at)] : []),
  ...(attributes['accesskey'] ? [doubt('a shortcut that may clash with those of assistive technology', at)] : []),
];
const isMarked = ({ attributes }: ElementFacts): boolean => attributes['tabindex'] !== undefined || attributes['accesskey'] !== undefined;

export const check = defineCheck({
  title: 'Focus and shortcuts in the markup',
  why: 'The Tab key should follow the page and stop where something can be done; shortcuts clash with screen readers (WCAG 2.2 SC 2.4.3, failure F44; SC 4.1.2; SC 2.1.4).',
  needs: ['structure'] as const,
  messages: faultMessages('elements with focus settings'),
  remedy: { faults: 'Use tabindex 0 for controls only and never a larger one.', review: 'Do without accesskey.' },
  run: (view) =>
    judgeFaults(view.pages, ({ parts }) => {
      const marked = there(parts.structure)?.elements.filter(isMarked);
      return marked ? { looked: marked.length, faults: marked.flatMap(faultsOf) } : null;
    }),
});
