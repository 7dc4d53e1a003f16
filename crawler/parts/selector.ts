import type { Element } from 'domhandler';

/**
 * CSS paths that find an element again. A path starts at the nearest ancestor with an id of its own in the page and
 * goes down by `tag:nth-of-type(n)`; the position is left out where there is one such child only. Each step is worked
 * out once for all children of a parent, so that a page's selectors cost one pass over its elements.
 */

const LONGEST_PATH = 60; // steps; deeper than this only machines nest, and a query engine would recurse too far
const PLAIN_TAG = /^[a-z][a-z0-9-]*$/;
const PLAIN_ID = /^[A-Za-z_][\w-]*$/;

/** Makes selectors for one document. `idCount` says how many elements carry an id. */
export const selectors = (idCount: ReadonlyMap<string, number>): ((element: Element) => string) => {
  const steps = new Map<Element, string>();
  const paths = new Map<Element, string>();

  const byId = (element: Element): string | null => {
    const id = element.attribs['id'];
    if (!id || idCount.get(id) !== 1 || /[\s\p{Cc}]/u.test(id)) return null;
    return PLAIN_ID.test(id) ? `#${id}` : `[id="${id.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"]`;
  };

  const stepOf = (element: Element): string => {
    const known = steps.get(element);
    if (known) return known;
    const siblings = (element.parent?.children ?? [element]).filter((node): node is Element => 'attribs' in node);
    const total = new Map<string, number>();
    for (const sibling of siblings) total.set(sibling.name, (total.get(sibling.name) ?? 0) + 1);
    const seen = new Map<string, number>();
    for (const [index, sibling] of siblings.entries()) {
      const nth = (seen.get(sibling.name) ?? 0) + 1;
      seen.set(sibling.name, nth);
      steps.set(sibling, !PLAIN_TAG.test(sibling.name) ? `:nth-child(${index + 1})` : total.get(sibling.name) === 1 ? sibling.name : `${sibling.name}:nth-of-type(${nth})`);
    }
    return steps.get(element) ?? element.name;
  };

  return (element) => {
    const below: Element[] = [];
    let path = '';
    for (let at: Element | null = element; at; at = parentElement(at)) {
      const known = paths.get(at) ?? byId(at) ?? (at.name === 'html' || at.name === 'body' ? at.name : null);
      if (known) {
        path = known;
        break;
      }
      below.push(at);
      if (below.length === LONGEST_PATH) break;
    }
    for (const at of below.toReversed()) {
      path = path ? `${path} > ${stepOf(at)}` : stepOf(at);
      if (below.length < LONGEST_PATH) paths.set(at, path); // a path cut short is no start for others
    }
    return path;
  };
};

const parentElement = (element: Element): Element | null => {
  const parent = element.parent;
  return parent && 'attribs' in parent ? parent : null;
};
