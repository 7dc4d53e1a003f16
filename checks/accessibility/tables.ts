import type { TableFacts } from '../../crawler/artifact.ts';
import { defineCheck } from '../contract.ts';
import { type Fault, fault, doubt, faultMessages, judgeFaults, there } from '../faults.ts';

const LAYOUT_ROLES = /^(presentation|none)$/;

const faultsOf = (table: TableFacts): Fault[] => {
  const { widths } = table;
  if (LAYOUT_ROLES.test(table.role)) return [];
  if (table.headers === 0 && !table.named && table.blocks > 0) return [fault('used for layout', table)];
  const many = widths.length > 1 && Math.max(...widths) > 1;
  return [
    ...(table.inside ? [fault('inside a cell of another table', table)] : []),
    ...(many && table.headers === 0 ? [fault('without header cells', table)] : []),
    ...(table.headers > 0 && table.headers === table.cells ? [fault('of header cells only', table)] : []),
    ...(table.emptyHeaders > 0 ? [fault('with an empty header cell', table)] : []),
    ...(table.crossed && table.scoped === 0 ? [fault('with headers both ways and no scope', table)] : []),
    ...(many && !table.named && !table.inside && table.headers > 0 ? [doubt('without caption', table)] : []),
    ...(many && !table.rowspans && new Set(widths).size > 1 ? [fault('with rows of different length', table)] : []),
  ];
};

export const check = defineCheck({
  title: 'Data tables',
  why: 'A screen reader reads a cell with its headers, and only if they are marked; tables are not for layout (WCAG 2.2 SC 1.3.1, techniques H39, H51, H63, failures F46 and F91).',
  needs: ['structure'] as const,
  messages: faultMessages('tables'),
  remedy: { faults: 'Mark header cells with th and scope, give the table a caption, and lay pages out with stylesheets.', review: 'Give each table a caption.' },
  run: (view) =>
    judgeFaults(view.pages, ({ parts }) => {
      const part = there(parts.structure);
      return part && { looked: part.tables.length, faults: part.tables.flatMap(faultsOf) };
    }),
});
