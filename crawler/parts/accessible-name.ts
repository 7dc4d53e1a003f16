import { fold, type PageDocument, type PageNode, inside, rawText, textOf } from './document.ts';

const LONGEST = 500; // characters

/** The name an author gives by attribute: `aria-labelledby`, then `aria-label`; '' if none. (Accessible Name and Description Computation 1.2, steps 2B and 2D.) */
export const givenName = (document: PageDocument, node: PageNode): string => {
  const references = node.attributes['aria-labelledby']?.trim().split(/\s+/) ?? [];
  const referenced = references
    .map((id) => document.byId.get(id))
    .filter((target) => target !== undefined)
    .map((target) => textOf(document, target, LONGEST, 2));
  return fold(referenced.join(' ')) || fold(node.attributes['aria-label'] ?? '');
};

/** The name of a link or button: given by attribute, else its text and the alternatives of its pictures, else its title. */
export const nameOf = (document: PageDocument, node: PageNode, text: string): string =>
  givenName(document, node) || text || pictureName(document, node) || fold(node.attributes['title'] ?? '') || iconName(document, node);

/** What an icon font draws, told by the class name that every such font uses (`fa-facebook`, `icon-search`): no accessible name, but what people see. */
const iconName = (document: PageDocument, node: PageNode): string => {
  for (const within of inside(document, node)) {
    const drawn = ICON.exec(within.attributes['class'] ?? '')?.[1];
    if (drawn) return drawn.toLowerCase();
  }
  return '';
};
const ICON =
  /(?:^|[\s_-])(?:fa|fab|fas|icon|icons|icofont|bi|ri|mdi|ti|glyphicon|social|i)[-_](facebook|twitter|x|instagram|youtube|linkedin|telegram|tiktok|whatsapp|search|phone|envelope|mail|rss|globe)(?=$|[\s_-])/i;

/** What the pictures inside an element are called: `alt`, a drawing's title or label. */
const pictureName = (document: PageDocument, node: PageNode): string => {
  const names: string[] = [];
  for (const within of inside(document, node)) {
    if (within.tag === 'img' || within.tag === 'area' || within.tag === 'input') names.push(within.attributes['alt'] ?? '');
    else if (within.tag === 'svg') names.push(givenName(document, within));
    else if (within.tag === 'title') names.push(rawText(within.element));
    else if (within.attributes['aria-label'] || within.attributes['title']) names.push(within.attributes['aria-label'] ?? within.attributes['title'] ?? '');
  }
  return fold(names.filter(Boolean).join(' ')).slice(0, LONGEST);
};
