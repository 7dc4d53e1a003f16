import { defineCheck } from '../contract.ts';
import { fault, faultMessages, judgeFaults, there } from '../faults.ts';

export const check = defineCheck({
  title: 'Text in its box',
  why: 'Text must not be cut off when people space it out, nor need sideways scrolling, and words belong into the page, not into its stylesheet (WCAG 2.2 SC 1.4.10, 1.4.12 and 1.3.1; failures F87, F104; techniques C36 and G162).',
  needs: ['presentation'] as const,
  messages: faultMessages('pages'),
  remedy: { faults: 'Let boxes grow with their text, write words into the page, and put labels next to their fields.' },
  run: (view) =>
    judgeFaults(view.pages, ({ parts }) => {
      const part = there(parts.presentation);
      return (
        part && {
          looked: 1,
          faults: [
            ...part.sideways.map((one) => fault('read by scrolling sideways', one)),
            ...part.cutBySpacing.map((one) => fault('cut off when spaced out', one)),
            ...part.generated.map((one) => fault('words from the stylesheet', one)),
            ...part.farLabels.map((one) => fault('label far from its field', one)),
          ],
        }
      );
    }),
});
