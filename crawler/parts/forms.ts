import type { Form, FormField } from '../artifact.ts';
import { givenName } from './accessible-name.ts';
import { type PageDocument, type PageNode, fold, inside, resolve, textOf } from './document.ts';
import { purposeOf } from './form-purpose.ts';

const MOST_FORMS = 60;
const MOST_FIELDS = 200;
const ORPHANS = 3; // fields outside any form element that together count as a form built by script
const CONTROLS = ['input', 'select', 'textarea'] as const;
const NOT_FIELDS = new Set(['hidden', 'submit', 'button', 'image', 'reset']);

/** Every form of the page with its visible fields; fields that scripts use without a form element count too. */
export const formsOf = (document: PageDocument): readonly Form[] => {
  const labels = labelsFor(document);
  const controls = document.tagged(...CONTROLS);
  const byForm = new Map<PageNode, PageNode[]>();
  const add = (form: PageNode | null, control: PageNode): void => {
    if (!form) return;
    const list = byForm.get(form);
    if (list) list.push(control);
    else byForm.set(form, [control]);
  };
  for (const form of document.tagged('form')) byForm.set(form, []);
  for (const control of controls) add(formOf(document, control) ?? searchAround(control), control);
  const orphans = controls.filter(
    (control) => !formOf(document, control) && !searchAround(control) && isField(control) && control.place !== 'nav' && control.place !== 'header' && control.place !== 'footer',
  );
  if (orphans.length >= ORPHANS) for (const control of orphans) add(commonParent(orphans), control);
  return [...byForm]
    .sort(([a], [b]) => a.index - b.index)
    .slice(0, MOST_FORMS)
    .filter(([form, inner]) => form.veil < 2 || inner.length > 0)
    .map(([form, inner]) => formPart(document, form, inner, labels));
};

const isField = (control: PageNode): boolean => !NOT_FIELDS.has(typeOf(control)) && control.attributes['aria-hidden'] !== 'true';
const typeOf = (control: PageNode): string => (control.tag === 'input' ? (control.attributes['type'] ?? 'text').trim().toLowerCase() || 'text' : control.tag);

const formOf = (document: PageDocument, control: PageNode): PageNode | null => {
  const owner = control.attributes['form'];
  return (owner ? document.byId.get(owner) : undefined) ?? control.form;
};

/** The nearest `role="search"` or `<search>` around a control that no form holds. */
const searchAround = (control: PageNode): PageNode | null => {
  for (let at = control.parent; at; at = at.parent) if (at.attributes['role'] === 'search' || at.tag === 'search') return at;
  return typeOf(control) === 'search' || looksLikeSearch(control) ? control.parent : null;
};

/** A lone box that scripts search with: its own name, id, class or label says search, as developers write it. */
const looksLikeSearch = ({ tag, attributes, form }: PageNode): boolean =>
  tag === 'input' &&
  form === null &&
  (attributes['type'] ?? 'text') === 'text' &&
  [attributes['id'], attributes['name'], attributes['class'], attributes['placeholder'], attributes['aria-label']].some((mark) => /(^|[^a-z])search/i.test(mark ?? ''));

const commonParent = (nodes: readonly PageNode[]): PageNode | null => {
  const first = nodes[0]!;
  const last = nodes.at(-1)!;
  let at: PageNode | null = first.parent;
  while (at && at.end <= last.index) at = at.parent;
  return at;
};

const formPart = (document: PageDocument, form: PageNode, controls: readonly PageNode[], labels: ReadonlyMap<string, PageNode>): Form => {
  const { attributes } = form;
  const isForm = form.tag === 'form';
  const fields = fieldsOf(document, controls.filter(isField), labels);
  const submits = document.nodes
    .slice(form.index + 1, form.end)
    .flatMap((node) => submitText(document, node))
    .slice(0, 10);
  const method = methodOf(attributes['method']);
  const action = isForm && attributes['action'] !== '#' && !/^javascript:/i.test(attributes['action'] ?? '') ? resolve(attributes['action'] || document.url, document.base) : null;
  const legend = inside(document, form).find((node) => node.tag === 'legend');
  return {
    action,
    method,
    fields,
    hidden: controls.filter((control) => typeOf(control) === 'hidden').length,
    submits,
    purpose: purposeOf({
      fields,
      method,
      passwords: controls.filter((control) => typeOf(control) === 'password').length,
      searchRole:
        attributes['role'] === 'search' || form.tag === 'search' || (!isForm && controls.length === 1 && looksLikeSearch(controls[0]!)) || (form.parent !== null && searchAround(form) !== null),
      marks: [attributes['id'], attributes['class'], attributes['name'], attributes['action']].filter(Boolean).join(' ').toLowerCase(),
    }),
    place: form.place,
    selector: document.selector(form),
    heading: form.heading ? textOf(document, form.heading, 200) : headingIn(document, form),
    name: givenName(document, form) || (legend ? textOf(document, legend, 200) : ''),
  };
};

const headingIn = (document: PageDocument, form: PageNode): string => {
  const found = inside(document, form).find((node) => /^h[1-6]$/.test(node.tag));
  return found ? textOf(document, found, 200) : '';
};

/** One entry per field; the radio buttons and checkboxes of one name are one field with options. */
const fieldsOf = (document: PageDocument, controls: readonly PageNode[], labels: ReadonlyMap<string, PageNode>): FormField[] => {
  const fields: FormField[] = [];
  const groups = new Map<string, number>();
  for (const control of controls) {
    if (fields.length >= MOST_FIELDS) break;
    const { attributes } = control;
    const type = typeOf(control);
    const name = attributes['name'] ?? attributes['id'] ?? '';
    const group = (type === 'radio' || type === 'checkbox') && attributes['name'] ? `${type} ${attributes['name']}` : null;
    const at = group === null ? undefined : groups.get(group);
    if (at !== undefined) {
      fields[at] = { ...fields[at]!, options: fields[at]!.options + 1 };
      continue;
    }
    if (group !== null) groups.set(group, fields.length);
    fields.push({
      name,
      type,
      label: labelOf(document, control, labels),
      required: 'required' in attributes || attributes['aria-required'] === 'true',
      autocomplete: (attributes['autocomplete'] ?? '').toLowerCase(),
      selector: document.selector(control),
      options: type === 'select' ? inside(document, control).filter((node) => node.tag === 'option').length : group === null ? 0 : 1,
    });
  }
  return fields;
};

const labelsFor = (document: PageDocument): Map<string, PageNode> => {
  const labels = new Map<string, PageNode>();
  for (const label of document.tagged('label')) {
    const id = label.attributes['for'];
    if (id && !labels.has(id)) labels.set(id, label);
  }
  return labels;
};

const labelOf = (document: PageDocument, control: PageNode, labels: ReadonlyMap<string, PageNode>): string => {
  const given = givenName(document, control);
  if (given) return given;
  const label = labels.get(control.attributes['id'] ?? '') ?? around(control, 'label');
  const text = label ? textOf(document, label, 200, 2) : '';
  return text || fold(control.attributes['title'] ?? control.attributes['placeholder'] ?? '');
};

const around = (node: PageNode, tag: string): PageNode | null => {
  for (let at = node.parent; at; at = at.parent) if (at.tag === tag) return at;
  return null;
};

const submitText = (document: PageDocument, node: PageNode): string[] => {
  const { tag, attributes } = node;
  const type = (attributes['type'] ?? '').toLowerCase();
  if (tag === 'button' && type !== 'reset' && (type !== 'button' || attributes['onclick'] !== undefined))
    return [givenName(document, node) || textOf(document, node, 100) || fold(attributes['title'] ?? '')].filter(Boolean);
  if (tag === 'input' && (type === 'submit' || type === 'image')) return [fold(attributes['value'] ?? attributes['alt'] ?? '')].filter(Boolean);
  return [];
};

const methodOf = (method: string | undefined): Form['method'] => {
  const lower = (method ?? '').toLowerCase();
  return lower === 'post' || lower === 'dialog' ? lower : 'get';
};
