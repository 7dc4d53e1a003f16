import { defineCheck } from '../contract.ts';
import { fault, faultMessages, judgeFaults, there } from '../faults.ts';

export const check = defineCheck({
  title: 'Use by keyboard',
  why: 'All that a mouse can do a keyboard must do, the focus be seen, and nothing hold it (WCAG 2.2 SC 2.1.1, 2.1.2 and 2.4.7; failures F10, F54, F59 and F78; EN 301 549 clauses 9.2.1 and 9.2.4.7).',
  needs: ['keyboard'] as const,
  messages: faultMessages('kinds of controls'),
  remedy: { faults: 'Make what is clicked a button or link, keep the focus outline, and let Tab always lead on.' },
  run: (view) =>
    judgeFaults(view.pages, ({ parts }) => {
      const part = there(parts.keyboard);
      return (
        part && {
          looked: part.tried + part.mouseOnly.length,
          faults: [
            ...part.traps.map((one) => fault('holds the keyboard', one)),
            ...part.mouseOnly.map((one) => fault('for the mouse only', one)),
            ...part.focusUnseen.map((one) => fault('focus not to be seen', one)),
            ...part.deadButtons.map((one) => fault('a button that the space bar does not press', one)),
          ],
        }
      );
    }),
});
