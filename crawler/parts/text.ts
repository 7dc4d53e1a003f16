import type { TextBlock, TextPart } from '../artifact.ts';
import { countWords } from './count-words.ts';
import { fold, type PageDocument, type PageNode, rawText, textOf } from './document.ts';
import { sameString } from './same-string.ts';

const MOST_BLOCKS = 4000;
const MOST_CHARACTERS = 500_000;

/** A block with the element it comes from. */
export interface OwnedBlock {
  readonly text: string;
  readonly owner: PageNode;
}

/**
 * The visible text in blocks, in document order. No text stands in two blocks, and no block joins what the page keeps
 * apart, so that each can be found again in the page's own text.
 */
export const blocksOf = (document: PageDocument): readonly OwnedBlock[] => {
  const blocks: OwnedBlock[] = [];
  let characters = 0;
  let text = '';
  let owner: PageNode | null = null;
  const close = (): void => {
    const folded = fold(text).slice(0, MOST_CHARACTERS - characters);
    if (owner && folded) {
      blocks.push({ text: folded, owner });
      characters += folded.length;
    }
    text = '';
  };
  for (const piece of document.pieces) {
    if (blocks.length >= MOST_BLOCKS || characters >= MOST_CHARACTERS) return blocks;
    if (piece.breaks || piece.veil > 0) close();
    if (piece.veil > 0) continue;
    owner = piece.node.owner;
    text += piece.text;
  }
  if (blocks.length < MOST_BLOCKS) close();
  return blocks;
};

/** Title and text blocks with their place, selector and the heading they stand under. */
export const textPart = (document: PageDocument, blocks: readonly OwnedBlock[]): TextPart => {
  const headings = new Map<PageNode, string>();
  const headingText = (node: PageNode | null): string => {
    if (!node) return '';
    const known = headings.get(node);
    if (known !== undefined) return known;
    const text = sameString(textOf(document, node, 300));
    headings.set(node, text);
    return text;
  };
  const hasMain = document.nodes.some((node) => node.place === 'main');
  let words = 0;
  let mainWords = 0;
  const out: TextBlock[] = [];
  for (const { text, owner } of blocks) {
    const count = countWords(text);
    words += count;
    if (owner.place === (hasMain ? 'main' : 'unknown')) mainWords += count;
    out.push({ text: sameString(text), tag: owner.tag, place: owner.place, selector: document.selector(owner), heading: headingText(owner.heading) });
  }
  return { title: titleOf(document), blocks: out, words, mainWords };
};

/** The document's title, folded; a drawing's title is none. */
const titleOf = (document: PageDocument): string => {
  const node = document.tagged('title').find((title) => !isInDrawing(title));
  return node ? fold(rawText(node.element)) : '';
};

const isInDrawing = (node: PageNode): boolean => node.parent?.veil === 1 || (node.parent !== null && !['head', 'body', 'html'].includes(node.parent.tag));
