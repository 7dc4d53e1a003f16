import { createHash } from 'node:crypto';
import type { ShapePart } from '../artifact.ts';
import type { PageDocument, PageNode } from './document.ts';

const MAX_DEPTH = 12;
const MAX_REPEATS = 2; // lists of three or thirty are the same template
/** Elements that vary with the text, not with the template. */
const INLINE = new Set(['a', 'b', 'i', 'em', 'strong', 'span', 'br', 'small', 'sup', 'sub', 'abbr', 'time', 'wbr', 'u', 'mark', 'code']);
const SKIPPED = new Set(['script', 'style', 'link', 'meta', 'noscript', 'template', 'svg', 'path', 'head']);

/** Hash of the page's tree of elements and class names, repeats folded: pages of one template share it (WCAG-EM step 3). */
export const shapeOf = (document: PageDocument): ShapePart => {
  const hash = createHash('sha1');
  const repeats = new Map<PageNode | null, { last: string; count: number }>();
  const left = new Set<PageNode>();
  for (const node of document.nodes) {
    const { parent, tag } = node;
    if ((parent && left.has(parent)) || SKIPPED.has(tag) || INLINE.has(tag)) {
      left.add(node);
      continue;
    }
    const depth = depthOf(node);
    if (depth > MAX_DEPTH) {
      left.add(node);
      continue;
    }
    const sign = `${tag}.${stableClass(node.attributes['class'] ?? '')}`;
    const before = repeats.get(parent);
    const count = before?.last === sign ? before.count + 1 : 1;
    repeats.set(parent, { last: sign, count });
    if (count > MAX_REPEATS) {
      left.add(node);
      continue;
    }
    hash.update(`${depth}${sign};`);
  }
  return { hash: hash.digest('hex').slice(0, 16), nodes: document.nodes.length };
};

const depths = new WeakMap<PageNode, number>();
const depthOf = (node: PageNode): number => {
  const known = depths.get(node);
  if (known !== undefined) return known;
  const depth = node.parent ? (depths.get(node.parent) ?? 0) + 1 : 0;
  depths.set(node, depth);
  return depth;
};

/** The first class name without digits: generated names and states differ from page to page. */
const stableClass = (names: string): string => names.split(/\s+/).find((name) => name !== '' && !/\d|active|current|selected|open/.test(name)) ?? '';
