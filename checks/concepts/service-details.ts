import type { Rung } from '../../config/concepts.ts';
import type { Proof } from './proof.ts';
import { labelConcepts, type Reading } from './reading.ts';
import type { Site } from './site.ts';

/** The eight parts of a good service description (UN DESA's list for service pages). */
const PARTS = ['audience', 'how', 'needed', 'obtain', 'cost', 'deadline', 'access', 'contact'] as const;
const GROUPS = ['older-people', 'disability', 'migrants', 'women', 'youth', 'children', 'poverty', 'indigenous-people', 'rural-people', 'homeless-people'] as const;
const ACTIONS = new Set(['apply', 'register', 'pay', 'submit', 'start-now', 'book-appointment']);
const PHONE = /(?:\+|00)?\d(?:[\s().‑-]?\d){6,}/u;

/** How complete and how easy to reach a service is: beyond its mere presence (2021 expert meeting). */
export interface ServiceDetails {
  /** Its official page. */
  readonly page: string;
  /** Which of the eight parts of its description are there. */
  readonly parts: Readonly<Record<(typeof PARTS)[number], boolean>>;
  readonly channels: readonly ('web' | 'app' | 'office' | 'phone')[];
  /** Groups of people it addresses. */
  readonly audience: readonly string[];
  /** Can it be finished online, as far as can be seen without sending anything? */
  readonly finishes: 'yes' | 'as far as the form' | 'behind a sign-in' | 'no';
  /** The way from the start page: labels followed, and what stands in it. */
  readonly journey: { readonly clicks: number; readonly steps: readonly string[]; readonly deadEnds: number; readonly signIn: boolean };
}

/** Details of the page that proves most of a service; null when nothing but mentions was found. */
export const serviceDetails = (site: Site, proofs: readonly Proof[]): ServiceDetails | null => {
  const best = ORDER.flatMap((rung) => proofs.filter((proof) => proof.rung === rung)).find((proof) => site.at(proof.url)?.reading);
  const reading = best ? site.at(best.url)?.reading : null;
  if (!best || !reading) return null;
  const rungs = new Set(proofs.map((proof) => proof.rung));
  const flags = new Set(proofs.flatMap((proof) => proof.flags ?? []));
  const signIn = flags.has('sign-in') || flags.has('e-id') || proofs.some((proof) => proof.reason === 'action-leads-to-sign-in');
  return {
    page: reading.page.url,
    parts: Object.fromEntries(PARTS.map((part) => [part, reading.hits.has(`part-${part}`)])) as ServiceDetails['parts'],
    channels: channelsOf(reading, rungs),
    audience: GROUPS.filter((group) => (reading.hits.get(group) ?? []).some((hit) => hit.unit.place !== 'nav' && hit.unit.place !== 'footer' && hit.unit.place !== 'header')),
    finishes: rungs.has('completed-online') ? 'yes' : signIn ? 'behind a sign-in' : rungs.has('online-form') ? 'as far as the form' : 'no',
    journey: { clicks: reading.page.depth, steps: reading.page.via.map((step) => step.text), deadEnds: deadEndsOf(reading, site), signIn },
  };
};

const ORDER: readonly Rung[] = ['completed-online', 'online-form', 'download-form', 'information'];

const channelsOf = (reading: Reading, rungs: ReadonlySet<Rung | null>): ServiceDetails['channels'] => {
  const own = reading.blocks.filter((block) => block.place !== 'footer' && block.place !== 'header' && block.place !== 'nav');
  return [
    ...(rungs.has('online-form') || rungs.has('completed-online') ? ['web' as const] : []),
    ...((reading.hits.get('mobile-app') ?? []).some((hit) => hit.unit.place !== 'footer' && hit.unit.place !== 'header') ? ['app' as const] : []),
    ...(reading.hits.has('part-access') || reading.hits.has('book-appointment') || reading.hits.has('appointment-booking') ? ['office' as const] : []),
    ...(own.some((block) => block.text.length < 300 && PHONE.test(block.text)) || reading.links.some((link) => link.kind === 'tel' && link.place !== 'footer' && link.place !== 'header')
      ? ['phone' as const]
      : []),
  ];
};

/** Links that call to act and lead nowhere. */
const deadEndsOf = (reading: Reading, site: Site): number =>
  reading.links.filter((link) => {
    if (link.place === 'nav' || link.place === 'header' || link.place === 'footer') return false;
    const nowhere = link.kind === 'none' || (link.kind === 'fragment' && link.href === '#') || (link.url !== null && ['not-found', 'soft-404', 'error'].includes(site.at(link.url)?.state ?? ''));
    return nowhere && labelConcepts(site.words, reading.language, link.text || link.name).some((match) => ACTIONS.has(match.concept));
  }).length;
