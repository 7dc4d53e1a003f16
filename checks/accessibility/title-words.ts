import { defineCheck } from '../contract.ts';
import { fault, faultMessages, judgeFaults, there } from '../faults.ts';

/** What editors and generators put in, as WCAG failure F25 lists it, and file names. */
const LEFT_BY_EDITORS =
  /^(untitled( document| page)?|(insert|enter|add|your) (the )?(page )?title( here| of .*)?|new page( \d+)?|page title|title|document|home ?page|index|default|welcome|no title|test|[\w-]+\.(html?|php|aspx?|jsp))$/i;

export const check = defineCheck({
  title: 'Titles that say nothing',
  why: 'The title is the first thing heard and the name of the tab; what an editor program left there names no page (WCAG 2.2 SC 2.4.2, failure F25).',
  needs: ['text'] as const,
  messages: faultMessages('page titles'),
  remedy: { faults: 'Give each page a title that names what it is about and whose it is.' },
  run: (view) =>
    judgeFaults(view.pages, ({ parts }) => {
      const title = there(parts.text)?.title;
      return title === undefined
        ? null
        : { looked: title ? 1 : 0, faults: LEFT_BY_EDITORS.test(title.trim()) ? [fault('left by an editor', { selector: 'title', html: `<title>${title}</title>` })] : [] };
    }),
});
