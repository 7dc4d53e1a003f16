import type { ElementFacts } from '../../crawler/artifact.ts';
import { defineCheck } from '../contract.ts';
import { type Fault, fault, faultMessages, judgeFaults, there } from '../faults.ts';

/** Letters of scripts that run from right to left (Unicode bidi class R and AL), and of those that run the other way. */
const FROM_RIGHT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/gu;
const FROM_LEFT = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Han}\p{Script=Devanagari}]/gu;
const ENOUGH = 3; // letters

const faultsOf = (element: ElementFacts): Fault[] => {
  const right = element.text.match(FROM_RIGHT)?.length ?? 0;
  const left = element.text.match(FROM_LEFT)?.length ?? 0;
  if (element.tag === 'a' || element.children > 0) return []; // the name of a language in a menu is one word, and words of one kind stand right by themselves
  if (right > ENOUGH && left === 0 && element.dir !== 'rtl' && element.dir !== 'auto') return [fault('from right to left, and not marked so', element)];
  return left > ENOUGH && right === 0 && element.attributes['dir']?.toLowerCase() === 'rtl' ? [fault('marked to run from right to left, and does not', element)] : [];
};
const isText = ({ text, attributes }: ElementFacts): boolean => text !== '' && (attributes['lang'] !== undefined || attributes['dir'] !== undefined);

export const check = defineCheck({
  title: 'Direction of text',
  why: 'Text must run the way its script does, or marks and numbers stand in the wrong place (WCAG 2.2 SC 1.3.2, techniques H34 and H56).',
  needs: ['structure'] as const,
  messages: faultMessages('texts with a language or direction of their own'),
  remedy: { faults: 'Set dir="rtl" on text in Arabic, Hebrew or the like, and only there.' },
  run: (view) =>
    judgeFaults(view.pages, ({ parts }) => {
      const texts = there(parts.structure)?.elements.filter(isText);
      return texts ? { looked: texts.length, faults: texts.flatMap(faultsOf) } : null;
    }),
});
