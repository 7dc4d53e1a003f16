import { thresholds } from '../../config/thresholds.ts';
import type { TextLook } from '../../crawler/artifact.ts';
import { defineCheck } from '../contract.ts';
import { type Fault, fault, doubt, faultMessages, judgeFaults, there } from '../faults.ts';

const faultsOf = (text: TextLook): Fault[] => {
  const limits = thresholds().accessibility;
  const long = text.letters >= limits.long_text_letters;
  return [
    ...(text.px < limits.tiny_px ? [fault('tiny', text)] : []),
    ...(text.lines > 1 && text.line !== null && text.line < limits.least_line_height ? [fault('lines too close', text)] : []),
    ...(text.justified && text.lines > 2 ? [fault('justified', text)] : []),
    ...(text.capitals && long ? [fault('all in capitals', text)] : []),
    ...(text.italic && long ? [fault('all in italics', text)] : []),
    ...(text.lines > 1 && text.across > limits.longest_line ? [doubt('long lines', text)] : []),
  ];
};

export const check = defineCheck({
  title: 'Text that can be read with ease',
  why: 'Tiny, crowded, justified, slanted or capital text is hard for many people (WCAG 2.2 SC 1.4.8, failure F88, technique C19 to C21; GOV.UK typography).',
  needs: ['presentation'] as const,
  messages: faultMessages('ways text looks'),
  remedy: { faults: 'Set running text upright, in small letters, left-aligned, large enough and with air between its lines.', review: 'Keep lines to some 80 characters.' },
  run: (view) =>
    judgeFaults(view.pages, ({ parts }) => {
      const part = there(parts.presentation);
      return part && { looked: part.texts.length, faults: part.texts.flatMap(faultsOf) };
    }),
});
