import type { PagePart, PortalArtifacts, SitePart } from '../../crawler/artifact.ts';
import type { Evidence, Outcome, View } from '../contract.ts';
import { textEvidence } from '../evidence.ts';
import { findConcept } from './find.ts';
import type { ConceptReason, Query } from './proof.ts';
import type { Hit, Reading, UnitKind } from './reading.ts';
import { readSite, searchTrail, type Site } from './site.ts';

/** The bridge from check files to the concept mechanism: the parts it needs, and the site read once for all checks. */

export const SITE_PARTS = ['text', 'headings', 'links', 'forms', 'language'] as const satisfies readonly PagePart[];
export const SEARCH_PARTS = ['searchTry', 'sitemap'] as const satisfies readonly SitePart[];
type SiteView = View<(typeof SITE_PARTS)[number], (typeof SEARCH_PARTS)[number]>;

const sites = new WeakMap<PortalArtifacts['coverage'], { readonly pages: number; readonly site: Site }>();

/** Reads the site of a view; views of one judgement share it (they share the coverage object). */
export const siteFor = (view: SiteView): Site => {
  const known = sites.get(view.coverage);
  if (known && known.pages === view.all.length) return known.site;
  const site = readSite(view);
  sites.set(view.coverage, { pages: view.all.length, site });
  return site;
};

/** Places where a label, heading or button names one of the concepts, in page order. */
export const labelled = (
  site: Site,
  concepts: readonly string[],
  options: { readonly share?: number; readonly kinds?: readonly UnitKind[] } = {},
): { readonly reading: Reading; readonly hit: Hit }[] => {
  const kinds = options.kinds ?? ['h1', 'heading', 'link', 'button'];
  return concepts.flatMap((concept) =>
    site.naming(concept).flatMap(({ reading, hits }) => hits.filter((hit) => kinds.includes(hit.unit.kind) && hit.match.share >= (options.share ?? 0.4)).map((hit) => ({ reading, hit }))),
  );
};

export const hitEvidence = ({ reading, hit }: { readonly reading: Reading; readonly hit: Hit }): Evidence => textEvidence(reading.page, hit.unit.text, hit.unit.selector);

/** Messages for the reasons every search for something shares. */
export const ABSENT_MESSAGES = {
  'nothing-found': 'Searched, nothing found.',
  'only-mentioned': 'Only mentioned; nothing to open behind the words.',
  'nothing-read': 'No page of the portal could be read.',
  'language-without-words': 'The portal is in a language whose words we do not have.',
  'too-little-seen': 'Too little of the portal was read to say anything about absence.',
  'candidate-not-read': 'A link that may lead there could not be read.',
  'weak-signs': 'There are signs, too weak to suggest a yes.',
  'no-date-in-window': 'Found, but without a date inside the time window.',
} as const;

type Absent = { readonly outcome: Outcome; readonly reason: keyof typeof ABSENT_MESSAGES };

/** What may be said where a check's own method found nothing: the concept search decides between not-found and not known. */
export const absent = (view: SiteView, query: Query): Absent & { readonly searched: ReturnType<typeof searchTrail> } => {
  const site = siteFor(view);
  const { outcome, reason, searched } = findConcept(query, site);
  const known = reason in ABSENT_MESSAGES ? (reason as Absent['reason']) : null;
  const trail = searched ?? searchTrail(site, query.concept);
  return outcome === 'pass' ? { outcome: 'unsure', reason: 'weak-signs', searched: trail } : { outcome, reason: known ?? 'nothing-found', searched: trail };
};

/** A concept's finding as a check's result, its reasons folded into `found`. */
export const asked = (view: SiteView, query: Query) => {
  const result = findConcept(query, siteFor(view));
  return result.outcome === 'pass'
    ? { ...result, reason: 'found' as const, data: { ...result.data, how: result.reason as ConceptReason } }
    : { ...result, reason: (result.reason in ABSENT_MESSAGES ? result.reason : 'nothing-found') as Absent['reason'] };
};
