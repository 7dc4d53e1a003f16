import type { Link, LinkKind } from '../artifact.ts';
import { nameOf } from './accessible-name.ts';
import { fold, type PageDocument, type PageNode, resolve, textOf } from './document.ts';
import { sameString } from './same-string.ts';

const MOST_LINKS = 3000;
const LONGEST_TEXT = 500; // characters
const LONGEST_CONTEXT = 200; // characters

/** File name endings of documents and data, the same in every language; the rest of the files are `other`. */
const DOCUMENT = /\.(pdf|docx?|dotx?|odt|ott|rtf|xlsx?|xlsm|ods|pptx?|ppsx?|odp|csv|tsv|json|geojson|jsonld|xml|rdf|ttl|txt|zip|rar|7z|gz|kmz?|gpkg|shp|gml|parquet|epub|p7m|ics)$/i;
const FILE = /\.(jpe?g|png|gif|svg|webp|bmp|tiff?|ico|mp[34]|m4[av]|avi|mov|wmv|webm|og[gv]|wav|css|js|mjs|woff2?|exe|msi|apk|dmg|iso)$/i;
const ONCLICK_ADDRESS = /(?:location(?:\.href)?\s*=|location\.(?:assign|replace)\(|window\.open\()\s*['"]([^'"]+)['"]/;

/** Every link a person can follow, in document order: `a`, `area`, `role="link"` and elements whose click sets the location. */
export const linksOf = (document: PageDocument): readonly Link[] => {
  const links: Link[] = [];
  const page = withoutFragment(document.url);
  for (const node of document.nodes) {
    if (node.veil === 2) continue;
    const href = hrefOf(node);
    if (href === null) continue;
    const { kind, url } = destination(href, document.base, page, node);
    const text = textOf(document, node, LONGEST_TEXT, node.veil);
    const name = nameOf(document, node, text) || textOf(document, node, LONGEST_TEXT, 2) || fold(node.attributes['alt'] ?? '');
    links.push({
      href: sameString(href),
      url: url && sameString(url),
      kind,
      text: sameString(text),
      name: sameString(name),
      place: node.place,
      rel: sameString(node.attributes['rel'] ?? ''),
      lang: sameString(langOf(node)),
      selector: document.selector(node),
      context: sameString(contextOf(document, node, text || name)),
    });
    if (links.length >= MOST_LINKS) break;
  }
  return links;
};

/** The address as written; null when the element is no link. */
const hrefOf = (node: PageNode): string | null => {
  const { attributes, tag } = node;
  if (tag === 'a' || tag === 'area') {
    const href = attributes['href'] ?? attributes['xlink:href'];
    if (href !== undefined) return href.trim();
  }
  const clicked = attributes['onclick'] ? ONCLICK_ADDRESS.exec(attributes['onclick'])?.[1] : undefined;
  if (clicked !== undefined) return clicked;
  return attributes['role'] === 'link' ? (attributes['data-href'] ?? '') : null;
};

const withoutFragment = (url: string): string => url.split('#', 1)[0] ?? url;

/** What a link leads to, decided by scheme, file name ending and type. */
const destination = (href: string, base: string, page: string, node: PageNode): { readonly kind: LinkKind; readonly url: string | null } => {
  if (href === '') return { kind: 'none', url: null };
  if (href.startsWith('#')) return { kind: 'fragment', url: null };
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(href)?.[1]?.toLowerCase();
  if (scheme === 'javascript') return { kind: 'script', url: null };
  if (scheme === 'mailto') return { kind: 'mail', url: href };
  if (scheme === 'tel' || scheme === 'sms' || scheme === 'callto') return { kind: 'tel', url: href };
  const absolute = resolve(href, base);
  if (absolute === null) return { kind: 'none', url: null };
  if (!absolute.startsWith('http:') && !absolute.startsWith('https:')) return { kind: 'other', url: absolute };
  const url = withoutFragment(absolute);
  if (url === page && absolute.includes('#')) return { kind: 'fragment', url: null };
  return { kind: fileKind(url, node), url };
};

const fileKind = (url: string, node: PageNode): LinkKind => {
  const type = node.attributes['type'] ?? '';
  if (/^application\/(?!xhtml)/.test(type) || /^text\/(csv|plain|xml)/.test(type)) return 'document';
  const [path = '', query = ''] = url.split('?', 2);
  if (DOCUMENT.test(path) || DOCUMENT.test(query) || DOCUMENT.test(node.attributes['download'] ?? '')) return 'document';
  return FILE.test(path) ? 'other' : 'page';
};

/** Language of the page behind the link, or of its text; '' if not said on the link, its only child or its list item. */
const langOf = (node: PageNode): string => {
  const child = node.element.children.find((within) => 'attribs' in within);
  const childLang = child && 'attribs' in child ? child.attribs['lang'] : undefined;
  return node.attributes['hreflang'] ?? node.attributes['lang'] ?? childLang ?? (node.parent?.tag === 'li' ? node.parent.attributes['lang'] : undefined) ?? '';
};

/** The words around the link: the card or list item when it says more than the link, else the heading. */
const contextOf = (document: PageDocument, node: PageNode, own: string): string => {
  const item = node.item && node.item !== node ? textOf(document, node.item, LONGEST_CONTEXT + 50) : '';
  const text = item.length > own.length ? item : node.heading ? textOf(document, node.heading, LONGEST_CONTEXT + 50) : item;
  return text.slice(0, LONGEST_CONTEXT);
};
