import type { FieldFacts, StructurePart } from '../../crawler/artifact.ts';
import { defineCheck } from '../contract.ts';
import { type Fault, fault, doubt, faultMessages, judgeFaults, there } from '../faults.ts';

const words = ({ labels }: FieldFacts): string => labels.join(' ').toLowerCase();

const faultsOf = ({ fields, elements }: StructurePart): Fault[] => {
  const alike = [
    ...Map.groupBy(
      fields.filter((field) => !field.choice && !field.given && words(field)),
      (field) => `${field.form} ${field.group ?? field.context} ${words(field)}`,
    ).values(),
  ].filter((same) => same.length > 1);
  return [
    ...fields.filter(({ labels, given, placeholder }) => !given && placeholder && labels.every((label) => !label)).map((one) => fault('only a placeholder for a label', one)),
    ...fields.filter(({ labels }) => labels.filter(Boolean).length > 1).map((one) => doubt('two labels for one field', one)),
    ...alike.map(([first]) => fault('the same label for two fields', first!)),
    ...elements.filter(({ tag, text, children, attributes }) => tag === 'label' && !text && children === 0 && !attributes['aria-label']).map((one) => fault('empty label', one)),
  ];
};

export const check = defineCheck({
  title: 'What fields are called',
  why: 'A placeholder goes away while one writes, and two fields of one name cannot be told apart (WCAG 2.2 SC 3.3.2 and 2.4.6, technique H44; failure F68).',
  needs: ['structure'] as const,
  messages: faultMessages('form fields'),
  remedy: { faults: 'Give each field one label of its own that stays in sight.', review: 'Keep one label for each field.' },
  run: (view) =>
    judgeFaults(view.pages, ({ parts }) => {
      const part = there(parts.structure);
      return part && { looked: part.fields.length, faults: faultsOf(part) };
    }),
});
