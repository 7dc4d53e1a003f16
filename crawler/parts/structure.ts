import type { ElementFacts, FieldFacts, Located, StructurePart, TableFacts } from '../artifact.ts';
import { givenName } from './accessible-name.ts';
import { type PageDocument, type PageNode, fold, inside, textOf } from './document.ts';

const MOST = 400; // elements of one kind
const MOST_LABELS = 4; // for one field
const VALUE = 200; // characters of an attribute
const TEXT = 120;
const TAG_HTML = 300;
/** Elements of which checks read the attributes, and the attributes they read. */
const TOLD_TAGS = new Set(['img', 'abbr', 'acronym', 'marquee', 'blink', 'font', 'center', 'big', 'strike', 'tt', 'audio', 'video', 'label', 'legend']);
const TOLD_ATTRIBUTES = new Set(['accesskey', 'tabindex', 'dir', 'target']);
const KEPT = [
  'alt',
  'title',
  'src',
  'href',
  'role',
  'type',
  'width',
  'height',
  'lang',
  'dir',
  'target',
  'tabindex',
  'accesskey',
  'for',
  'autoplay',
  'loop',
  'muted',
  'controls',
  'aria-label',
  'rel',
  'download',
  'class',
];
const CHOICES = new Set(['radio', 'checkbox']);
const NOT_FIELDS = new Set(['hidden', 'submit', 'button', 'image', 'reset']);
const GROUP_ROLES = new Set(['group', 'radiogroup', 'listbox', 'toolbar']);
const BULLET = /^\s*(?:[*•·‣◦▪■►–-]|\(?\d{1,2}[.)]|[a-z]\))\s+\S/u;
const LAYING_OUT = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'form', 'nav', 'section', 'article', 'header', 'footer', 'main', 'table']);

/** Facts about tables, fields, lists and single elements that the accessibility checks beyond axe-core judge. */
export const structurePart = (document: PageDocument): StructurePart => {
  const labels = labelsById(document);
  const inTables = tableContents(document);
  const shown = (nodes: readonly PageNode[]): PageNode[] => nodes.filter((node) => node.veil < 2).slice(0, MOST);
  return {
    elements: shown(document.nodes.filter(isTold)).map((node) => elementFacts(document, node)),
    tables: shown(document.tagged('table')).map((node) => tableFacts(document, node, inTables.get(node) ?? [])),
    fields: shown(document.tagged('input', 'select', 'textarea'))
      .filter((node) => !NOT_FIELDS.has(typeOf(node)))
      .map((node) => fieldFacts(document, node, labels.get(node.attributes['id'] ?? '') ?? [])),
    fieldsets: shown(document.tagged('fieldset')).map((node) => {
      const legend = inside(document, node).find((inner) => inner.tag === 'legend');
      return { ...located(document, node), legend: legend ? textOf(document, legend, TEXT, 2) : null, name: givenName(document, node) };
    }),
    typedLists: typedLists(document),
    repeatedIds: repeatedIds(document),
  };
};

const isTold = ({ tag, attributes, index, end, textFrom, textTo }: PageNode): boolean =>
  TOLD_TAGS.has(tag) ||
  (tag === 'p' && textFrom === textTo && end === index + 1) ||
  (tag === 'input' && attributes['type'] === 'image') ||
  (tag === 'a' && attributes['title'] !== undefined) ||
  (attributes['lang'] !== undefined && tag !== 'html') ||
  Object.keys(attributes).some((name) => TOLD_ATTRIBUTES.has(name));

const located = (document: PageDocument, node: PageNode): Located => ({ selector: document.selector(node), html: startTag(node) });

const startTag = ({ tag, attributes }: PageNode): string =>
  `<${tag}${Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('')}>`.slice(0, TAG_HTML);

const elementFacts = (document: PageDocument, node: PageNode): ElementFacts => ({
  ...located(document, node),
  tag: node.tag,
  text: textOf(document, node, TEXT),
  children: node.end - node.index - 1,
  lang: node.lang,
  dir: directionOf(node),
  linked: node.parent?.tag === 'a' || node.parent?.parent?.tag === 'a',
  attributes: Object.fromEntries(KEPT.flatMap((name) => (node.attributes[name] === undefined ? [] : [[name, node.attributes[name].slice(0, VALUE)]]))),
});

const directionOf = (node: PageNode): string => {
  for (let at: PageNode | null = node; at; at = at.parent) if (at.attributes['dir']) return at.attributes['dir'].toLowerCase();
  return '';
};

const typeOf = (node: PageNode): string => (node.tag === 'input' ? (node.attributes['type'] ?? 'text').trim().toLowerCase() || 'text' : node.tag);

/** What stands in each table itself, not in one inside it: one pass over the page. */
const tableContents = (document: PageDocument): Map<PageNode, PageNode[]> => {
  const contents = new Map<PageNode, PageNode[]>();
  const nearest: (PageNode | null)[] = [];
  for (const node of document.nodes) {
    const table = node.parent && (node.parent.tag === 'table' ? node.parent : nearest[node.parent.index]!);
    nearest.push(table);
    const known = table && contents.get(table);
    if (known) known.push(node);
    else if (table) contents.set(table, [node]);
  }
  return contents;
};

const tableFacts = (document: PageDocument, table: PageNode, inner: readonly PageNode[]): TableFacts => {
  const cellsOf = Map.groupBy(
    inner.filter(({ tag }) => tag === 'td' || tag === 'th'),
    ({ parent }) => parent,
  );
  const rows = inner.filter(({ tag }) => tag === 'tr').map((row) => cellsOf.get(row) ?? []);
  const cells = rows.flat();
  const headers = cells.filter(({ tag }) => tag === 'th');
  const outer = around(table, (node) => node.tag === 'td' || node.tag === 'th');
  const caption = inner.find(({ tag }) => tag === 'caption');
  const isHeader = (cell: PageNode | undefined): boolean => cell?.tag === 'th';
  return {
    ...located(document, table),
    role: table.attributes['role'] ?? '',
    inside: outer?.tag ?? '',
    named: (caption !== undefined && textOf(document, caption, TEXT, 2) !== '') || givenName(document, table) !== '' || around(table, (node) => node.tag === 'figure') !== null,
    cells: cells.length,
    headers: headers.length,
    emptyHeaders: headers.filter((cell) => textOf(document, cell, 20, 2) === '' && cell.index + 1 === cell.end && !cell.attributes['aria-label']).length,
    scoped: headers.filter(({ attributes }) => attributes['scope'] || attributes['id']).length,
    // a header over the columns and one before the rows: which cells each is for must be said (H63)
    crossed: rows.length > 1 && rows[0]!.filter(isHeader).length > 1 && rows.slice(1).every((row) => isHeader(row[0])),
    widths: rows.map((row) => row.reduce((sum, cell) => sum + (Number(cell.attributes['colspan']) || 1), 0)),
    rowspans: cells.some(({ attributes }) => Number(attributes['rowspan']) > 1),
    blocks: inner.filter(({ tag }) => LAYING_OUT.has(tag)).length,
  };
};

const around = (node: PageNode, is: (node: PageNode) => boolean): PageNode | null => {
  for (let at = node.parent; at; at = at.parent) if (is(at)) return at;
  return null;
};

/** Labels by the id they are for, a few of each. */
const labelsById = (document: PageDocument): Map<string, PageNode[]> => {
  const labels = new Map<string, PageNode[]>();
  for (const label of document.tagged('label')) {
    const known = labels.get(label.attributes['for'] ?? '');
    if (!known) labels.set(label.attributes['for'] ?? '', [label]);
    else if (known.length < MOST_LABELS) known.push(label);
  }
  return labels;
};

const fieldFacts = (document: PageDocument, node: PageNode, tied: readonly PageNode[]): FieldFacts => {
  const { attributes } = node;
  const wrapping = around(node, ({ tag, attributes: its }) => tag === 'label' && !its['for']);
  const labels = [...(attributes['id'] ? tied : []), ...(wrapping ? [wrapping] : [])];
  const group = around(node, ({ tag, attributes: its }) => tag === 'fieldset' || GROUP_ROLES.has(its['role'] ?? ''));
  return {
    ...located(document, node),
    type: typeOf(node),
    choice: CHOICES.has(typeOf(node)),
    name: attributes['name'] ?? '',
    labels: labels.map((label) => textOf(document, label, TEXT, 2)),
    given: givenName(document, node) || fold(attributes['title'] ?? ''),
    placeholder: fold(attributes['placeholder'] ?? ''),
    required: 'required' in attributes,
    group: group && document.selector(group),
    form: node.form ? document.selector(node.form) : '',
    context: node.heading ? document.selector(node.heading) : '',
  };
};

/** Lines that begin with typed bullets or numbers, three or more in one block (WCAG technique H48, failure F2). */
const typedLists = (document: PageDocument): Located[] => {
  const lines = new Map<PageNode, number>();
  for (const { node, text, veil } of document.pieces) {
    if (veil > 0 || !node.owner || node.owner.tag === 'li' || !BULLET.test(text)) continue;
    if (node.element.children.slice(0, 50).some((child) => 'name' in child && child.name === 'br')) lines.set(node.owner, (lines.get(node.owner) ?? 0) + 1);
  }
  return [...lines].filter(([, count]) => count >= 3).map(([node]) => located(document, node));
};

const repeatedIds = (document: PageDocument): StructurePart['repeatedIds'] => {
  const seen = new Map<string, number>();
  return document.nodes
    .flatMap((node) => {
      const id = node.attributes['id'];
      if (!id) return [];
      const before = seen.get(id) ?? 0;
      seen.set(id, before + 1);
      return before === 1 ? [{ ...located(document, node), id: id.slice(0, VALUE) }] : [];
    })
    .slice(0, MOST);
};
