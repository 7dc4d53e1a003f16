import type { MarkupPart } from '../artifact.ts';
import { nameOf } from './accessible-name.ts';
import { type PageDocument, type PageNode, fold, rawText, resolve, textOf } from './document.ts';

const MOST = 400;
const INLINE_CHARACTERS = 400;
const MOST_NAMES = 300;
const LONGEST_NAME = 100; // characters
const FIRST_LINKS = 6; // skip links stand at the very start
const SUBRESOURCES: Readonly<Record<string, string>> = { script: 'src', img: 'src', iframe: 'src', audio: 'src', video: 'src', source: 'src', embed: 'src', object: 'data', track: 'src' };

/** Facts about the markup that several checks read. */
export const markupPart = (document: PageDocument): MarkupPart => {
  const absolute = (address: string): string => resolve(address, document.base) ?? address;
  const seen = (nodes: readonly PageNode[]): readonly PageNode[] => nodes.filter((node) => node.veil < 2).slice(0, MOST);
  return {
    doctype: document.doctype,
    scripts: document
      .tagged('script')
      .filter((node) => !/json/i.test(node.attributes['type'] ?? ''))
      .slice(0, MOST)
      .map(({ attributes, element }) => ({
        src: attributes['src'] ? absolute(attributes['src']) : null,
        integrity: attributes['integrity'] ?? '',
        crossorigin: attributes['crossorigin'] ?? '',
        inline: attributes['src'] ? '' : fold(rawText(element)).slice(0, INLINE_CHARACTERS),
      })),
    scriptSources: scriptSources(document),
    stylesheets: document
      .tagged('link')
      .filter(({ attributes }) => /(^|\s)stylesheet(\s|$)/i.test(attributes['rel'] ?? '') && attributes['href'])
      .map(({ attributes }) => absolute(attributes['href']!)),
    iframes: seen(document.tagged('iframe')).map((node) => ({
      src: absolute(node.attributes['src'] ?? ''),
      title: node.attributes['title'] ?? node.attributes['aria-label'] ?? '',
      selector: document.selector(node),
    })),
    images: seen(document.tagged('img')).map((node) => ({
      src: absolute(node.attributes['src'] ?? ''),
      alt: node.attributes['alt'] ?? null,
      selector: document.selector(node),
      linked: isLinked(node),
    })),
    media: seen(document.tagged('video', 'audio', 'embed')).map((node) => ({
      kind: node.tag as 'video' | 'audio' | 'embed',
      src: absolute(node.attributes['src'] ?? sourceIn(document, node)),
      tracks: document.nodes.slice(node.index + 1, node.end).filter((inner) => inner.tag === 'track').length,
      selector: document.selector(node),
    })),
    skipLinks: skipLinks(document),
    times: seen(document.tagged('time')).map((node) => ({ datetime: node.attributes['datetime'] ?? '', text: textOf(document, node, 100), selector: document.selector(node) })),
    tables: document.tagged('table').length,
    nodes: document.nodes.length,
    ids: idsOf(document),
    classes: classesOf(document),
    insecure: document.url.startsWith('https:') ? insecureOf(document) : [],
  };
};

/** Where a script is said to lie, as the page has it when its own address is not known: only `base` makes an address absolute. */
const scriptSources = (document: PageDocument): MarkupPart['scriptSources'] => {
  const written = document.tagged('base').find(({ attributes }) => attributes['href'] !== undefined)?.attributes['href'];
  const base = (written && URL.parse(written)?.href) || 'about:blank';
  return document
    .tagged('script')
    .slice(0, MOST)
    .map(({ attributes: { src = '', integrity = '' } }) => ({ src: src && (URL.parse(src, base)?.href ?? src), integrity }));
};

const isLinked = (node: PageNode): boolean => {
  for (let at = node.parent; at; at = at.parent) if (at.tag === 'a') return true;
  return false;
};

const sourceIn = (document: PageDocument, node: PageNode): string => document.nodes.slice(node.index + 1, node.end).find((inner) => inner.tag === 'source')?.attributes['src'] ?? '';

/** Links to a place on the same page, before anything else (WCAG 2.2 SC 2.4.1); hidden until focused counts. */
const skipLinks = (document: PageDocument): MarkupPart['skipLinks'] =>
  document
    .tagged('a')
    .filter((node) => node.attributes['href'] !== undefined)
    .slice(0, FIRST_LINKS)
    .flatMap((node) => {
      const target = /^#(.+)$/.exec(node.attributes['href']!.trim())?.[1];
      if (!target) return [];
      let id = target;
      try {
        id = decodeURIComponent(target);
      } catch {
        /* as written */
      }
      const found = document.byId.has(id) || document.tagged('a').some((anchor) => anchor.attributes['name'] === id);
      const text = nameOf(document, node, textOf(document, node, 200, 2));
      return found && text ? [{ text, target, selector: document.selector(node) }] : [];
    });

const idsOf = (document: PageDocument): string[] => {
  const ids = new Set<string>();
  for (const { attributes, tag } of document.nodes) {
    if (ids.size >= MOST_NAMES) break;
    if (attributes['id']) ids.add(attributes['id'].slice(0, LONGEST_NAME));
    if (tag.includes('-')) ids.add(tag);
  }
  return [...ids];
};

/** Names such as "govuk-header" or "qld__header": one word alone names no design system. */
const classesOf = (document: PageDocument): string[] => {
  const classes = new Set<string>();
  for (const { attributes } of document.nodes)
    for (const name of attributes['class']?.split(/\s+/) ?? []) {
      if (classes.size >= MOST_NAMES) return [...classes];
      if (/[a-z][-_]+[a-z]/i.test(name)) classes.add(name.slice(0, LONGEST_NAME));
    }
  return [...classes];
};

/** Sub-resources asked for without encryption from a page that has it (mixed content, W3C). */
const insecureOf = (document: PageDocument): string[] => {
  const found = new Set<string>();
  for (const { tag, attributes } of document.nodes) {
    const address = tag === 'link' ? (/stylesheet|icon|preload/i.test(attributes['rel'] ?? '') ? attributes['href'] : undefined) : attributes[SUBRESOURCES[tag] ?? ''];
    const url = address && resolve(address, document.base);
    if (url && url.startsWith('http:')) found.add(url);
    if (found.size >= 50) break;
  }
  return [...found];
};
