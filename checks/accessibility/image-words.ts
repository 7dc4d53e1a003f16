import type { ElementFacts } from '../../crawler/artifact.ts';
import { defineCheck } from '../contract.ts';
import { type Fault, fault, faultMessages, judgeFaults, there } from '../faults.ts';

const FILE_NAME = /^[\w%.-]+\.(jpe?g|png|gif|svg|webp|bmp|tiff?|ico)$/i;
const SPACER = /(^|\/)(spacer|blank|clear|transparent|pixel|1x1|shim)[\w-]*\.(gif|png)([?#]|$)/i;
/** Words for what every picture or button is (WCAG failure F30 and F39 examples); they stand for no content in any language that has borrowed them. */
const EMPTY_WORDS = /^(image|picture|photo|graphic|img|icon|logo\.?|click|click here|button|submit button|spacer|bullet|untitled|alt|alt text|placeholder|\d+)$/i;
const baseName = (src: string): string => (src.split(/[?#]/, 1)[0] ?? '').split('/').at(-1) ?? '';

const isPicture = ({ tag }: ElementFacts): boolean => tag === 'img' || tag === 'input';

const faultsOf = (element: ElementFacts): Fault[] => {
  const { alt, title, role, src = '', width, height } = element.attributes;
  const words = alt?.trim() ?? '';
  return [
    ...(words && (FILE_NAME.test(words) || words === baseName(src)) ? [fault('a file name for a text', element)] : []),
    ...(EMPTY_WORDS.test(words) ? [fault('a text that says nothing', element)] : []),
    ...(alt !== undefined && !words && title?.trim() ? [fault('marked as decoration, yet with a title', element)] : []),
    ...(/^(presentation|none)$/.test(role ?? '') && words ? [fault('marked as decoration, yet with a text', element)] : []),
    ...(SPACER.test(src) || (element.tag === 'img' && alt === '' && (width === '1' || height === '1') && (Number(width) > 1 || Number(height) > 1)) ? [fault('used for spacing', element)] : []),
  ];
};

export const check = defineCheck({
  title: 'Words for images',
  why: 'The text of an image must say what it shows; a file name does not, and decoration has none (WCAG 2.2 SC 1.1.1, failures F30, F38 and F39; technique H67).',
  needs: ['structure'] as const,
  messages: faultMessages('images'),
  remedy: { faults: 'Write what the image shows; leave alt empty and title away for decoration; make room with stylesheets.' },
  run: (view) =>
    judgeFaults(view.pages, ({ parts }) => {
      const part = there(parts.structure);
      return part && { looked: part.elements.filter(isPicture).length, faults: part.elements.filter(isPicture).flatMap(faultsOf) };
    }),
});
