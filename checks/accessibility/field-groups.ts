import type { StructurePart } from '../../crawler/artifact.ts';
import { defineCheck } from '../contract.ts';
import { type Fault, fault, faultMessages, judgeFaults, there } from '../faults.ts';

const groupsOf = ({ fields }: StructurePart) =>
  [
    ...Map.groupBy(
      fields.filter(({ choice, name }) => choice && name),
      ({ type, name, form }) => `${form} ${type} ${name}`,
    ).values(),
  ].filter((group) => group.length > 1);

const faultsOf = (part: StructurePart): Fault[] => [
  ...groupsOf(part)
    .filter(([first]) => first!.group === null)
    .map(([first]) => fault(`${first!.type === 'radio' ? 'radio buttons' : 'checkboxes'} without a group`, first!)),
  ...part.fieldsets.filter(({ legend, name }) => legend === null && !name).map((one) => fault('group without a legend', one)),
  ...part.fieldsets.filter(({ legend, name }) => legend === '' && !name).map((one) => fault('group with an empty legend', one)),
];

export const check = defineCheck({
  title: 'Groups of choices',
  why: 'Radio buttons and checkboxes belong to a question, which must be tied to them (WCAG 2.2 SC 1.3.1, technique H71; SC 3.3.2).',
  needs: ['structure'] as const,
  messages: faultMessages('groups of fields'),
  remedy: { faults: 'Put the choices of one question into a fieldset whose legend is the question.' },
  run: (view) =>
    judgeFaults(view.pages, ({ parts }) => {
      const part = there(parts.structure);
      return part && { looked: groupsOf(part).length + part.fieldsets.length, faults: faultsOf(part) };
    }),
});
