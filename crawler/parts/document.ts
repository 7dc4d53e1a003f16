import type { AnyNode, Document, Element } from 'domhandler';
import { load } from 'cheerio';
import type { Place } from '../artifact.ts';
import { marksItem, NOWHERE, standingOf, type Standing } from './place.ts';
import { sameString } from './same-string.ts';
import { selectors } from './selector.ts';

/** How far something is from being seen: 0 shown · 1 marked as decoration (aria-hidden, drawing) · 2 hidden. */
export type Veil = 0 | 1 | 2;

/** An element with what it inherits from where it stands. `index`..`end` is its subtree in `PageDocument.nodes`. */
export interface PageNode {
  readonly element: Element;
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly index: number;
  readonly end: number;
  readonly parent: PageNode | null;
  readonly standing: Standing;
  readonly place: Place;
  readonly veil: Veil;
  readonly lang: string;
  /** Nearest heading before it in the same landmark, itself excluded. */
  readonly heading: PageNode | null;
  /** Nearest list item, row or card around it. */
  readonly item: PageNode | null;
  readonly form: PageNode | null;
  /** The element whose text block its own text belongs to. */
  readonly owner: PageNode | null;
  readonly textFrom: number;
  readonly textTo: number;
}

type Draft = { -readonly [Field in keyof PageNode]: PageNode[Field] };

/** A run of text. `breaks`: what stands before it is separate for the eye, so the two are never joined in one block. */
export interface TextPiece {
  readonly text: string;
  readonly node: PageNode;
  readonly veil: Veil;
  readonly breaks: boolean;
}

/** One parsed page, read once; every part is a pass over its flat lists. */
export interface PageDocument {
  readonly url: string;
  readonly base: string;
  readonly doctype: string;
  readonly nodes: readonly PageNode[];
  readonly pieces: readonly TextPiece[];
  readonly byId: ReadonlyMap<string, PageNode>;
  readonly tagged: (...tags: readonly string[]) => readonly PageNode[];
  readonly selector: (node: PageNode) => string;
}

const INLINE = new Set([
  'a',
  'abbr',
  'acronym',
  'b',
  'bdi',
  'bdo',
  'big',
  'cite',
  'code',
  'data',
  'del',
  'dfn',
  'em',
  'font',
  'i',
  'ins',
  'kbd',
  'mark',
  'nobr',
  'q',
  'ruby',
  'rb',
  'rp',
  'rt',
  's',
  'samp',
  'small',
  'span',
  'strike',
  'strong',
  'sub',
  'sup',
  'time',
  'tt',
  'u',
  'var',
  'wbr',
  'br',
  'img',
  'svg',
  'input',
  'picture',
  'source',
]);
/** Blocks of text: a link inside is part of them, elsewhere it is a block of its own. */
const TEXTUAL = new Set(['p', 'li', 'td', 'th', 'dt', 'dd', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'button', 'label', 'legend', 'figcaption', 'summary', 'caption', 'blockquote', 'pre', 'address']);
/** Their content is no text of the page; noscript and the like are raw text to a browser that runs scripts. */
const WORDLESS = new Set(['script', 'style', 'template', 'noscript', 'iframe', 'noframes', 'noembed', 'textarea', 'select', 'datalist', 'canvas', 'video', 'audio', 'title', 'head']);
const ITEMS = new Set(['li', 'tr', 'article', 'dd', 'figure', 'details']);
const HEADING = /^h[1-6]$/;
const HIDING_STYLE = /(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)/i;

const isHeading = (node: { readonly tag: string; readonly attributes: Readonly<Record<string, string>> }): boolean => HEADING.test(node.tag) || node.attributes['role'] === 'heading';

/** White space folded to single blanks, as a person reads it. */
export const fold = (text: string): string => text.replace(/\s+/gu, ' ').trim();

const veilOf = (tag: string, attributes: Readonly<Record<string, string>>, parent: Veil): Veil => {
  if (parent === 2 || ('hidden' in attributes && attributes['hidden'] !== 'until-found') || HIDING_STYLE.test(attributes['style'] ?? '')) return 2;
  return parent === 1 || attributes['aria-hidden'] === 'true' || tag === 'svg' ? 1 : 0;
};

/** Parses and walks a page once, without recursion, so that no depth of nesting can overflow the stack. */
export const readDocument = (html: string, url: string): PageDocument => {
  const root = load(html).root()[0] as unknown as Document;
  const nodes: PageNode[] = [];
  const pieces: TextPiece[] = [];
  const byId = new Map<string, PageNode>();
  const idCount = new Map<string, number>();
  const byTag = new Map<string, PageNode[]>();
  const outerHeadings: (PageNode | null)[] = [];
  let doctype = '';
  let heading: PageNode | null = null;
  let parent: Draft | null = null;
  let wordless = 0;
  let breaks = true;
  let blank = false; // white space was seen since the last piece
  let line = false; // a <br> was seen since the last piece
  let leftLink = false; // a link ended and nothing but a tag stands between

  const enter = (element: Element): void => {
    const tag = element.name;
    const attributes = element.attribs;
    const standing = standingOf(tag, attributes, parent?.standing ?? NOWHERE, parent?.item?.tag === 'article');
    if (parent && standing !== parent.standing) {
      outerHeadings.push(heading);
      heading = null;
    }
    const inline = INLINE.has(tag);
    const ownBlock = !inline || (tag === 'a' && parent?.owner != null && !TEXTUAL.has(parent.owner.tag));
    const node: Draft = {
      element,
      tag,
      attributes,
      index: nodes.length,
      end: 0,
      parent,
      standing,
      place: standing.place,
      veil: veilOf(tag, attributes, parent?.veil ?? 0),
      lang: attributes['lang'] ?? attributes['xml:lang'] ?? parent?.lang ?? '',
      heading,
      item: parent?.item ?? null,
      form: parent?.form ?? null,
      owner: parent?.owner ?? null,
      textFrom: pieces.length,
      textTo: 0,
    };
    if (ITEMS.has(tag) || (!inline && attributes['class'] !== undefined && marksItem(attributes['class']))) node.item = node;
    if (tag === 'form') node.form = node;
    if (ownBlock || !parent) node.owner = node;
    nodes.push(node);
    const same = byTag.get(tag);
    if (same) same.push(node);
    else byTag.set(tag, [node]);
    const id = attributes['id'];
    if (id) {
      idCount.set(id, (idCount.get(id) ?? 0) + 1);
      if (!byId.has(id)) byId.set(id, node);
    }
    if (WORDLESS.has(tag)) wordless++;
    if (ownBlock) breaks = true;
    else if (tag === 'a' && leftLink && !blank) breaks = true; // two links side by side are two things, even without a blank
    if (tag === 'br') line = true;
    if (isHeading(node) && node.veil < 2) heading = node;
    parent = node;
  };

  const leave = (node: Draft): void => {
    node.end = nodes.length;
    node.textTo = pieces.length;
    if (WORDLESS.has(node.tag)) wordless--;
    if (node.owner === node) breaks = true;
    leftLink = node.tag === 'a' || (leftLink && !blank);
    if (node.parent && node.standing !== node.parent.standing) heading = outerHeadings.pop() ?? null;
    parent = node.parent as Draft | null;
  };

  const say = (data: string): void => {
    if (!parent || wordless > 0) {
      if (data.trim()) breaks = true;
      return;
    }
    const text = data.replace(/\s+/gu, ' ');
    if (text === ' ' || text === '') {
      blank ||= text === ' ';
      return;
    }
    const previous = pieces.at(-1);
    const veilChanged = previous !== undefined && previous.veil !== parent.veil;
    const otherOwner = previous?.node.owner !== parent.owner;
    const spaced = blank || text.startsWith(' ') || previous?.text.endsWith(' ') === true;
    pieces.push({ text: blank && !text.startsWith(' ') ? ` ${text}` : text, node: parent, veil: parent.veil, breaks: breaks || veilChanged || otherOwner || (line && !spaced) });
    breaks = false;
    blank = false;
    line = false;
    leftLink = false;
  };

  let at: AnyNode | null = root.children[0] ?? null;
  while (at) {
    let child: AnyNode | null = null;
    if (at.type === 'directive') doctype = doctype || (at.name === '!doctype' ? at.data : '');
    else if (at.type === 'text') say(at.data);
    else if ('attribs' in at) {
      enter(at);
      child = at.name === 'template' ? null : (at.children[0] ?? null);
      if (!child) leave(parent as unknown as Draft);
    }
    if (child) {
      at = child;
      continue;
    }
    while (at && !at.next) {
      at = at.parent;
      if (at && 'attribs' in at) leave(parent as unknown as Draft);
      else if (at?.type === 'root') at = null;
    }
    at = at?.next ?? null;
  }

  const selectorOf = selectors(idCount);
  return {
    url,
    base: baseOf(byTag.get('base') ?? [], url),
    doctype,
    nodes,
    pieces,
    byId,
    tagged: (...tags) => (tags.length === 1 ? (byTag.get(tags[0] ?? '') ?? []) : tags.flatMap((tag) => byTag.get(tag) ?? []).sort((a, b) => a.index - b.index)),
    selector: (node) => sameString(selectorOf(node.element)),
  };
};

const baseOf = (bases: readonly PageNode[], url: string): string => resolve(bases.find((node) => node.attributes['href'])?.attributes['href'] ?? '', url) ?? url;

/** An address made absolute; null when it is none. */
export const resolve = (href: string, base: string): string | null => URL.parse(href.trim(), base)?.href ?? null;

/** The text a person reads in an element, folded. What is veiled more than the element itself is left out. */
export const textOf = (document: PageDocument, node: PageNode, limit = Number.POSITIVE_INFINITY, veil: Veil = node.veil): string => {
  let text = '';
  for (let at = node.textFrom; at < node.textTo && text.length < limit; at++) {
    const piece = document.pieces[at]!;
    if (piece.veil <= veil) text += (piece.breaks ? ' ' : '') + piece.text;
  }
  return fold(text);
};

/** The elements inside a node, in document order. */
export const inside = (document: PageDocument, node: PageNode): readonly PageNode[] => document.nodes.slice(node.index + 1, node.end);

/** The text written directly in an element that the walk leaves out (title, option, script), not folded. */
export const rawText = (element: Element): string => {
  let text = '';
  for (const child of element.children) if (child.type === 'text') text += child.data;
  return text;
};
