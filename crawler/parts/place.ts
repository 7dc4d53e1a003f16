import { landmarkHints } from '../../config/landmark-hints.ts';
import type { Place } from '../artifact.ts';

/** Where an element stands, and whether an element or role says so (`sure`) or only an id or class name. */
export interface Standing {
  readonly place: Place;
  readonly sure: boolean;
}

export const NOWHERE: Standing = { place: 'unknown', sure: false };

// WAI-ARIA landmark roles and the elements that carry them (HTML-AAM).
const BY_ROLE: Readonly<Record<string, Place>> = { banner: 'header', navigation: 'nav', main: 'main', complementary: 'aside', contentinfo: 'footer', dialog: 'dialog', alertdialog: 'dialog' };
const BY_TAG: Readonly<Record<string, Place>> = { header: 'header', nav: 'nav', main: 'main', aside: 'aside', footer: 'footer', dialog: 'dialog' };
const NAMED_CONTAINERS = new Set(['div', 'section', 'ul', 'ol', 'td', 'table', 'tr', 'form', 'center', 'article']);

/** The standing of an element inside a place: its own landmark where it has one that counts there, else its parent's. */
export const standingOf = (tag: string, attributes: Readonly<Record<string, string>>, parent: Standing, inArticle: boolean): Standing => {
  const byRole = BY_ROLE[(attributes['role'] ?? '').trim().toLowerCase()];
  if (byRole) return settle(parent, byRole, true, true);
  const byTag = BY_TAG[tag];
  if (byTag && inArticle && (byTag === 'header' || byTag === 'footer')) return parent;
  if (byTag) return settle(parent, byTag, true, byTag !== 'header' && byTag !== 'footer');
  if (!NAMED_CONTAINERS.has(tag)) return parent;
  const byId = attributes['id'] ? namedPlace(attributes['id']) : null;
  if (byId) return settle(parent, byId, false, true);
  for (const name of (attributes['class'] ?? '').split(/\s+/)) {
    const place = name ? namedPlace(name) : null;
    if (place) return settle(parent, place, false, false);
  }
  return parent;
};

/** The nearest landmark wins, except where the outer one says more: a menu in the footer is footer, a card's header is no page header. */
const settle = (parent: Standing, place: Place, sure: boolean, strong: boolean): Standing => {
  const here = { place, sure };
  const outer = parent.place;
  if (outer === 'unknown') return here;
  const keeps = ((): boolean => {
    switch (place) {
      case 'dialog':
        return false;
      case 'nav':
        return outer === 'footer';
      case 'main':
        return !sure; // class "content" is everywhere
      case 'aside':
        return outer === 'footer' || outer === 'header' || outer === 'nav';
      case 'header':
      case 'footer':
        return !(strong && sure) && (parent.sure || !(sure || strong)); // header and footer elements belong to what they stand in
      default:
        return true;
    }
  })();
  return keeps ? parent : here;
};

const placeNames = new Map<string, Place | null>();
const itemNames = new Map<string, boolean>();
let patterns: { readonly places: readonly (readonly [Place, RegExp])[]; readonly items: RegExp } | undefined;

const MOST_NAMES = 20_000; // names remembered; pages with generated class names would fill the memory
const remember = <Value>(map: Map<string, Value>, name: string, value: Value): Value => {
  if (map.size < MOST_NAMES) map.set(name, value);
  return value;
};

const compiled = () => {
  if (patterns) return patterns;
  const { places, prefixes, suffixes, items } = landmarkHints();
  const whole = (names: readonly string[]): RegExp => new RegExp(`^(?:(?:${prefixes.join('|')})[-_]*)?(?:${names.join('|')})(?:[-_]*(?:${suffixes.join('|')}))?$`);
  return (patterns = { places: Object.entries(places).map(([place, names]) => [place as Place, whole(names)] as const), items: whole(items) });
};

const namedPlace = (name: string): Place | null => {
  const known = placeNames.get(name);
  if (known !== undefined) return known;
  const lower = name.toLowerCase();
  return remember(placeNames, name, compiled().places.find(([, pattern]) => pattern.test(lower))?.[0] ?? null);
};

/** Whether a class name marks a box that holds one thing, such as a card. */
export const marksItem = (className: string): boolean =>
  className.split(/\s+/).some((name) => {
    const known = itemNames.get(name);
    return known ?? remember(itemNames, name, name !== '' && compiled().items.test(name.toLowerCase()));
  });
