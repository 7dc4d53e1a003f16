import type { Heading } from '../artifact.ts';
import { type PageDocument, type PageNode, textOf } from './document.ts';

const MOST_HEADINGS = 1000;
const LONGEST = 500; // characters

/** Headings that are not hidden and say something, in document order; `role="heading"` included (WAI-ARIA `aria-level`, 2 when missing). */
export const headingsOf = (document: PageDocument): readonly Heading[] => {
  const headings: Heading[] = [];
  for (const node of document.nodes) {
    const level = levelOf(node);
    if (level === null || node.veil > 0 || headings.length >= MOST_HEADINGS) continue;
    const text = textOf(document, node, LONGEST) || imageText(document, node);
    if (text) headings.push({ level, text, selector: document.selector(node), place: node.place });
  }
  return headings;
};

const levelOf = (node: PageNode): number | null => {
  if (/^h[1-6]$/.test(node.tag)) return Number(node.attributes['aria-level'] ?? node.tag.slice(1)) || Number(node.tag.slice(1));
  return node.attributes['role'] === 'heading' ? Number(node.attributes['aria-level']) || 2 : null;
};

const imageText = (document: PageDocument, heading: PageNode): string =>
  document.nodes
    .slice(heading.index + 1, heading.end)
    .find((node) => node.tag === 'img' && node.attributes['alt'])
    ?.attributes['alt']?.trim() ?? '';
