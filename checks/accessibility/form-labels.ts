import { isFailure } from '../../crawler/artifact.ts';
import { defineCheck, type Evidence } from '../contract.ts';
import { elementEvidence } from '../evidence.ts';
import { axePages } from './violations.ts';

const FEW = 0.2; // share of nameless fields up to which they may be fields a stylesheet hides (traps for robots)
/** axe-core's rules for fields without a name. */
const RULES = new Set(['label', 'select-name', 'aria-input-field-name', 'input-image-alt', 'aria-toggle-field-name']);

export const check = defineCheck({
  title: 'Labels of form fields',
  why: 'A field must say what belongs in it, to eyes and to screen readers (WCAG 2.2 SC 3.3.2 and 4.1.2, failure F68; EN 301 549 clauses 9.3.3.2 and 9.4.1.2).',
  needs: ['forms', 'accessibility'] as const,
  messages: {
    named: 'All {fields} different fields have a label or a name.',
    'nameless-seen': '{rendered} fields of the sampled pages have no name in the browser.',
    'many-nameless': '{nameless} of {fields} different fields have neither label nor name.',
    'some-nameless': '{nameless} of {fields} different fields have neither label nor name in the HTML; they may be hidden or named by a script.',
    'no-fields': 'There are no form fields in the pages read.',
    'nothing-read': 'The forms of no page could be read.',
  },
  remedy: { 'nameless-seen': 'Tie a label to each field.', 'many-nameless': 'Tie a label to each field; a placeholder is no label.', 'some-nameless': 'Tie a label to each field.' },
  run: (view) => {
    const fields = new Map<string, { readonly named: boolean; readonly seen: Evidence }>();
    let read = 0;
    for (const page of view.pages) {
      if (page.host !== 'portal' || isFailure(page.parts.forms)) continue;
      read += 1;
      for (const form of page.parts.forms)
        for (const field of form.fields) {
          const key = [form.purpose, form.action ?? page.url, field.type, field.name].join('\u0000'); // the search box on every page is one field
          if (!fields.has(key))
            fields.set(key, {
              named: field.label.trim() !== '',
              seen: elementEvidence(page, field.selector, `<${/^(select|textarea)$/.test(field.type) ? field.type : `input type="${field.type}"`} name="${field.name}">`),
            });
        }
    }
    if (!read) return { outcome: 'untested', reason: 'nothing-read' };
    const rendered = axePages(view.pages).flatMap(({ page, part }) => part.violations.filter(({ rule }) => RULES.has(rule)).map((finding) => ({ page, finding })));
    const nameless = [...fields.values()].filter(({ named }) => !named);
    const data = { fields: fields.size, nameless: nameless.length, rendered: rendered.reduce((sum, { finding }) => sum + finding.count, 0) };
    if (rendered.length)
      return {
        outcome: 'fail',
        reason: 'nameless-seen',
        data,
        evidence: rendered.flatMap(({ page, finding }) => finding.nodes.slice(0, 2).map((node) => elementEvidence(page, node.target, node.html))).slice(0, 5),
      };
    if (!fields.size) return { outcome: 'not-applicable', reason: 'no-fields' };
    if (!nameless.length) return { outcome: 'pass', reason: 'named', data };
    const evidence = nameless.slice(0, 5).map(({ seen }) => seen);
    return nameless.length / fields.size > FEW ? { outcome: 'fail', reason: 'many-nameless', data, evidence } : { outcome: 'unsure', reason: 'some-nameless', data, evidence };
  },
});
