import { MARK_KINDS, type Mark, type MarkKind, type Technology, type TechnologyKind, anyOf, readMark, technologiesOf } from '../config/technologies.ts';
import { isFailure, type PagePart } from '../crawler/artifact.ts';
import { hostKind } from '../crawler/host-kind.ts';
import { SITE_PARTS } from './concepts/for-check.ts';
import type { Evidence, View } from './contract.ts';
import { cookieIn } from './cookie.ts';
import { connectionEvidence, elementEvidence, headerEvidence, textEvidence } from './evidence.ts';

/** Recognising technologies by their marks: each distinct text of a portal is compared once, however many pages carry it. */

export const TECHNOLOGY_PARTS = [...SITE_PARTS, 'response', 'meta', 'markup', 'rendered'] as const satisfies readonly PagePart[];
type TechnologyView = Omit<View<(typeof TECHNOLOGY_PARTS)[number]>, 'site'>;
type Page = TechnologyView['pages'][number];

/** `weak`: only a name, or a link to the technology's own website; that it is used here is not shown. */
export interface Recognised {
  readonly technology: Technology;
  readonly version: string;
  readonly by: MarkKind;
  readonly weak: boolean;
  readonly evidence: Evidence;
}
/** The portal's own pages alone, or also those of other official hosts that were visited. */
type Where = 'portal' | 'government';
/** What was read, by the sort of mark it may be: text and how to show it. */
type Signs = ReadonlyMap<MarkKind, Iterable<readonly [string, () => Evidence]>>;
type Sign = readonly [by: MarkKind, text: string, show: () => Evidence];

const LABEL = 60; // characters: a longer link text is a sentence about something
const READ: ReadonlySet<string> = new Set(['ok', 'login-wall', 'not-html']);

technologiesOf('identity'); // a mistake in the files stops the start, not each check

/** The technologies of a kind whose marks are seen, in the order of their file; what another of them is built on is left out. */
export const recognise = (view: TechnologyView, kind: TechnologyKind, where: Where = 'portal'): Recognised[] => {
  const all = signsOf(view, where);
  const signs = new Map(MARK_KINDS.map((by) => [by, [...(all.get(by) ?? [])].filter(([text]) => anyOf(kind, by).test(text))] as const));
  const recognised = technologiesOf(kind).flatMap((technology) => {
    const found = technology.marks.flatMap((mark) => seen(technology, mark, signs) ?? []);
    const [best] = found.toSorted((one, other) => Number(one.weak) - Number(other.weak) || Number(!one.version) - Number(!other.version));
    return best ?? [];
  });
  const bases = new Set(recognised.map(({ technology }) => technology.builtOn));
  return recognised.filter(({ technology }) => !bases.has(technology.name));
};

/** What programs may ask the portal with: descriptions and gateways, and the addresses at which data platforms answer. */
export const interfaces = (view: TechnologyView): Recognised[] => [
  ...recognise(view, 'developer-portal', 'government'),
  ...recognise(view, 'data-platform', 'government').filter(({ by }) => by === 'link' || by === 'host'),
];

/** What a finding says of them: names, versions where one is shown, and the best evidence for each. */
export const named = (found: readonly Recognised[]) => ({
  data: {
    names: found.map(({ technology }) => technology.name),
    versions: Object.fromEntries(found.flatMap(({ technology, version }) => (version ? [[technology.name, version]] : []))),
  },
  evidence: found.map(({ evidence }) => evidence),
});

/** Can anything be said at all: was any page of the portal read? */
export const wasRead = (view: TechnologyView): boolean => view.pages.some((page) => page.host === 'portal' && !isFailure(page.parts.markup));

/** The first text with the mark; one that proves use comes before one that only names. */
const seen = (technology: Technology, mark: Mark, signs: Signs): Recognised | null => {
  let weak: Recognised | null = null;
  for (const [text, show] of signs.get(mark.by) ?? []) {
    const version = readMark(mark, text);
    if (version === null) continue;
    const isWeak = mark.by === 'named' || (mark.by === 'host' && isWebsite(text, technology));
    if (isWeak && weak) continue;
    const found = { technology, version, by: mark.by, weak: isWeak, evidence: show() };
    if (!isWeak) return found;
    weak = found;
  }
  return weak;
};

/** A link without parameters to the website that tells about it. */
const isWebsite = (url: string, { website }: Technology): boolean => bare(url) === bare(website) && !url.includes('?');
const bare = (url: string): string => (URL.parse(url)?.hostname ?? '').replace(/^www\./, '');

const kept = new WeakMap<View['coverage'], { readonly pages: number; readonly signs: Map<Where, Signs> }>();

/** Views of one judgement share what was gathered from their pages (they share the coverage object). */
const signsOf = (view: TechnologyView, where: Where): Signs => {
  let known = kept.get(view.coverage);
  if (!known || known.pages !== view.all.length) kept.set(view.coverage, (known = { pages: view.all.length, signs: new Map() }));
  const before = known.signs.get(where);
  if (before) return before;
  const signs = new Map<MarkKind, Map<string, () => Evidence>>();
  for (const page of view.all)
    for (const [by, text, show] of signsOn(page, where, view.portal)) {
      let texts = signs.get(by);
      if (!texts) signs.set(by, (texts = new Map()));
      if (!texts.has(text)) texts.set(text, show);
    }
  known.signs.set(where, signs);
  return signs;
};

const signsOn = function* (page: Page, where: Where, { url: start, aliases }: View['portal']): Generator<Sign> {
  const asked = hostKind(page.requestedUrl, { start, aliases, portals: [] });
  if (asked === 'portal' || asked === where) yield* redirectSigns(page);
  if (!READ.has(page.state) || (page.host !== 'portal' && page.host !== where)) return;
  yield* headerSigns(page);
  yield* metaSigns(page);
  yield* markupSigns(page);
  yield* linkSigns(page);
};

/** A way from the portal that ends elsewhere, at a gateway to sign in or to pay. */
const redirectSigns = function* (page: Page): Generator<Sign> {
  const { response } = page.parts;
  if (isFailure(response)) return;
  for (const { from, to } of response.redirects) yield* address(to, () => connectionEvidence({ url: from, capture: page.capture.hash, observedAt: page.capture.fetchedAt }, 'redirect', to));
};

const headerSigns = function* (page: Page): Generator<Sign> {
  const { response, rendered } = page.parts;
  if (!isFailure(response))
    for (const [name, value] of response.headers)
      if (name === 'set-cookie') {
        const cookie = cookieIn(value).name;
        if (cookie) yield ['cookie', cookie, () => headerEvidence(page, name, cookie)];
      } else yield ['header', `${name}: ${value}`, () => headerEvidence(page, name, value)];
  if (!isFailure(rendered))
    for (const { name } of rendered.cookies)
      yield ['cookie', name, () => connectionEvidence({ url: page.url, capture: page.capture.hash, observedAt: page.capture.fetchedAt }, 'cookie in the browser', name)];
};

const metaSigns = function* (page: Page): Generator<Sign> {
  const { meta } = page.parts;
  if (isFailure(meta)) return;
  if (meta.generator) yield ['generator', meta.generator, () => textEvidence(page, meta.generator, 'meta[name=generator]')];
  for (const [name, content] of Object.entries(meta.named)) if (content) yield ['meta', `${name}: ${content}`, () => textEvidence(page, content, `meta[name=${quoted(name)}]`)];
};

const markupSigns = function* (page: Page): Generator<Sign> {
  const { markup } = page.parts;
  if (isFailure(markup)) return;
  const loads = (tag: string, attribute: string, url: string): Sign => [
    'loads',
    url,
    () => elementEvidence(page, `${tag}[${attribute}$=${quoted(url.slice(url.lastIndexOf('/') + 1))}]`, written(page, url)),
  ];
  for (const { src, inline } of markup.scripts)
    if (src) yield loads('script', 'src', src);
    else if (inline) {
      yield ['inline', inline, () => elementEvidence(page, 'script:not([src])', inline)];
      yield ['loads', inline, () => elementEvidence(page, 'script:not([src])', inline)]; // a snippet that fetches the script itself
    }
  for (const url of markup.stylesheets) yield loads('link', 'href', url);
  for (const { src, selector } of markup.iframes) {
    yield ['loads', src, () => elementEvidence(page, selector, written(page, src))];
    yield* address(src, () => elementEvidence(page, selector, written(page, src)));
  }
  for (const { src, selector } of markup.images) if (!src.startsWith('data:')) yield ['loads', pictured(page, src), () => elementEvidence(page, selector, written(page, src))];
  for (const id of markup.ids) yield ['element', id, () => elementEvidence(page, /^[a-z][a-z0-9]*-[a-z0-9-]*$/.test(id) ? `${id}, [id=${quoted(id)}]` : `[id=${quoted(id)}]`, id)];
  for (const name of markup.classes ?? []) yield ['class', name, () => elementEvidence(page, `[class~=${quoted(name)}]`, name)];
};

const linkSigns = function* (page: Page): Generator<Sign> {
  const { links, forms } = page.parts;
  if (!isFailure(links))
    for (const link of links) {
      if (!link.url || link.kind === 'mail' || link.kind === 'tel') continue;
      yield* address(link.url, () => textEvidence(page, link.href, link.selector));
      const label = link.text || link.name;
      if (label && label.length <= LABEL) yield ['named', label, () => textEvidence(page, label, link.selector)];
    }
  if (!isFailure(forms))
    for (const { action, submits, selector } of forms) {
      if (action) yield* address(action, () => textEvidence(page, written(page, action), selector));
      for (const label of submits) yield ['named', label, () => textEvidence(page, label, selector)];
    }
};

const address = function* (url: string, show: () => Evidence): Generator<Sign> {
  yield ['host', url, show];
  yield ['link', url, show];
};

/** The part of an absolute address that stands in the page however it was written there. */
const written = (page: Page, url: string): string => {
  const origin = `${URL.parse(page.url)?.origin ?? ''}/`;
  return url.startsWith(origin) ? url.slice(origin.length) : url.replace(/^https?:/, '');
};
/** Of a picture from another host only the host tells: its path may show what that site is made with. */
const pictured = (page: Page, url: string): string => {
  const at = URL.parse(url);
  return !at || at.host === URL.parse(page.url)?.host ? url : `${at.origin}/`;
};
const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
