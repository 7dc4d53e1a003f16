import type { Gathered, PortalArtifacts, SiteParts } from '../../../crawler/artifact.ts';
import { type FixturePage, portalOf } from '../portal-fixture.ts';

/**
 * A small English portal around what one item is about: a start page, that which the fixture adds, and a dozen pages of
 * neutral prose, so that enough was read for absence to be said.
 */

/** What a fixture adds to the neutral portal. */
export interface Fixture {
  /** Pages by path. A page whose path is in `unlinked` is not named in the start page's menu. */
  readonly pages?: Readonly<Record<string, FixturePage>>;
  readonly unlinked?: readonly string[];
  /** Further HTML in the menu, the main part and the footer of the start page. */
  readonly menu?: string;
  readonly main?: string;
  readonly footer?: string;
  /** The start page's head, title and further parts where these are what is judged. */
  readonly head?: string;
  readonly title?: string;
  readonly parts?: Exclude<FixturePage, string>['parts'];
  readonly site?: Partial<Gathered<SiteParts>>;
  readonly start?: string;
}

/** The day on which all fixtures are judged. */
export const AS_OF = '2026-11-23';

const TOPICS = [
  'The old mill',
  'A walk along the river',
  'Bells of the tower',
  'The stone bridge',
  'Lamps on the square',
  'The clock maker',
  'Gardens on the hill',
  'A winter evening',
  'The long wall',
  'Painted doors',
  'The baker and his oven',
  'The orchard',
] as const;
const PROSE = [
  'The path begins beside the mill and follows the water for an hour before it turns towards the hills.',
  'Stones from the quarry lie on both sides, and in spring the meadow behind them is full of yellow flowers.',
  'Whoever comes early hears nothing except birds and the wheel, which still turns slowly in the stream.',
  'An oak stands where the path divides, and below it a bench that somebody carved from a single trunk.',
  'From there the roofs can be seen, the tower in the middle, and far behind it the grey line of the sea.',
] as const;

/** About ninety words of prose that name nothing an indicator asks about. */
export const NEUTRAL = PROSE.map((sentence) => `<p>${sentence}</p>`).join('');

/** A whole page. `extra` may hold further HTML before the prose. */
export const page = (title: string, body: string, head = ''): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>${head}</head><body><header><a href="/">Exampleton</a></header><main><h1>${title}</h1>${body}</main><footer><p>Exampleton</p></footer></body></html>`;

const FILLERS: Readonly<Record<string, string>> = Object.fromEntries(TOPICS.map((topic, at) => [`/story-${at + 1}`, page(topic, NEUTRAL)]));
const FILLER_ORDER = 1000; // fixture pages come first, and a page keeps its number so that its reading is shared
const fillers = new Map<string, PortalArtifacts['pages']>();

const fillersAt = (start: string): PortalArtifacts['pages'] => {
  let known = fillers.get(start);
  if (!known)
    fillers.set(
      start,
      (known = portalOf({ '/': page('Exampleton', NEUTRAL), ...FILLERS }, { start })
        .pages.slice(1)
        .map((filler, at) => ({ ...filler, order: FILLER_ORDER + at }))),
    );
  return known;
};

const titleOf = (fixture: FixturePage): string => /<h1>(.*?)<\/h1>/.exec(typeof fixture === 'string' ? fixture : fixture.html)?.[1] ?? 'More';

/** The artifacts of the portal, as a finished crawl would have left them. */
export const portalWith = ({
  pages = {},
  unlinked = [],
  menu = '',
  main = '',
  footer = '',
  head = '',
  title = 'Exampleton',
  parts,
  site,
  start = 'https://portal.example/',
}: Fixture): PortalArtifacts => {
  const links = [
    ...Object.entries(pages)
      .filter(([path]) => !unlinked.includes(path))
      .map(([path, fixture]) => [path, titleOf(fixture)]),
    ...TOPICS.map((topic, at) => [`/story-${at + 1}`, topic]),
  ];
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>${head}</head><body><nav><ul>${links.map(([path, label]) => `<li><a href="${path}">${label}</a></li>`).join('')}${menu}</ul></nav><main><h1>Exampleton</h1>${NEUTRAL}${main}</main><footer><p>Exampleton</p>${footer}</footer></body></html>`;
  const own = portalOf({ '/': { html, ...(parts && { parts }) }, ...pages }, { start, ...(site && { site }) });
  const all = [...own.pages, ...fillersAt(start)];
  return { ...own, pages: all, coverage: { ...own.coverage, discovered: all.length, done: all.length } };
};

const joined = <Key extends 'menu' | 'main' | 'footer' | 'head'>(key: Key, fixtures: readonly Fixture[]): string => fixtures.map((fixture) => fixture[key] ?? '').join('');

/** Several fixtures on one portal. Pages of the same path must be the same. */
export const together = (...fixtures: readonly Fixture[]): Fixture => ({
  pages: Object.assign({}, ...fixtures.map((fixture) => fixture.pages ?? {})) as Record<string, FixturePage>,
  unlinked: fixtures.flatMap((fixture) => fixture.unlinked ?? []),
  menu: joined('menu', fixtures),
  main: joined('main', fixtures),
  footer: joined('footer', fixtures),
  head: joined('head', fixtures),
  ...(Object.assign(
    {},
    ...fixtures.map(({ title, parts, site, start }) => ({ ...(title !== undefined && { title }), ...(parts && { parts }), ...(site && { site }), ...(start !== undefined && { start }) })),
  ) as Pick<Fixture, 'title' | 'parts' | 'site' | 'start'>),
});
