import type { StructurePart } from '../../crawler/artifact.ts';
import { defineCheck } from '../contract.ts';
import { type Fault, fault, doubt, faultMessages, judgeFaults, there } from '../faults.ts';

const OBSOLETE = new Set(['font', 'center', 'big', 'strike', 'tt', 'blink', 'marquee', 'acronym']);

const faultsOf = ({ elements, typedLists, repeatedIds }: StructurePart): Fault[] => [
  ...elements.filter(({ tag }) => OBSOLETE.has(tag)).map((one) => fault(`obsolete <${one.tag}>`, one)),
  ...elements
    .filter(({ tag, text, children, attributes }) => tag === 'p' && !text && !children && attributes['class'] === undefined && attributes['role'] === undefined)
    .map((one) => fault('empty paragraph', one)),
  ...elements
    .filter(({ tag, text, attributes }) => tag === 'abbr' && !attributes['title'] && text !== '' && !elements.some((other) => other.tag === 'abbr' && other.text === text && other.attributes['title']))
    .map((one) => doubt('abbreviation never written out', one)),
  ...typedLists.map((one) => fault('list of typed bullets', one)),
  ...repeatedIds.map((one) => fault('id given twice', one)),
];

export const check = defineCheck({
  title: 'Markup in place of meaning',
  why: 'Lists, abbreviations and emphasis must be marked as what they are, ids be unique, and what HTML has given up be left (HTML Living Standard §16.2; WCAG 2.2 SC 1.3.1, failure F2, techniques H28 and H48).',
  needs: ['structure'] as const,
  messages: faultMessages('pages'),
  remedy: { faults: 'Mark lists as lists, give each id once, and move looks and spacing into stylesheets.', review: 'Write out each abbreviation where it first stands.' },
  run: (view) =>
    judgeFaults(view.pages, ({ parts }) => {
      const part = there(parts.structure);
      return part && { looked: 1, faults: faultsOf(part) };
    }),
});
