import type { Form, Link } from '../../crawler/artifact.ts';
import type { Evidence, SearchTrail } from '../contract.ts';
import { elementEvidence, textEvidence } from '../evidence.ts';
import { about, alsoNames, hostAllowed, names, proof, quotesOf, type Proof, type Query, type Weighed } from './proof.ts';
import { labelConcepts, type Hit, type Reading } from './reading.ts';
import { isServiceForm, serviceForm } from './service-form.ts';
import type { Site } from './site.ts';

/**
 * Rungs of a service: mention · information · download-form · online-form · completed-online (design §4). A transaction
 * needs an action and a destination: a form, a sign-in in front of it, or an outside service it hands over to.
 */

const MIN_INFORMATION_WORDS = 40;
const MIN_SECTION_WORDS = 15;
const MIN_TEASER_WORDS = 60; // below a heading that is a link
const SECTION_SHARE = 0.4;
const MAX_STEPS = 3; // clicks followed from the service page towards its form
const ACTIONS = ['apply', 'register', 'pay', 'submit', 'start-now', 'online-marker', 'log-in', 'sign-in', 'digital-id'] as const;
const START_ACTIONS = new Set<string>(['apply', 'register', 'pay', 'submit', 'start-now', 'online-marker']);
const FLAGS: Readonly<Record<string, string>> = {
  'sign-in': 'sign-in',
  'log-in': 'sign-in',
  'digital-id': 'e-id',
  pay: 'payment',
  'book-appointment': 'booking',
  'appointment-booking': 'booking',
  track: 'tracking',
  'save-and-resume': 'save-and-resume',
};

export const weighService = (query: Query, site: Site): Weighed => {
  const proofs: Proof[] = [];
  const candidates: SearchTrail['pages'][number][] = [];
  let unread = false;
  for (const { reading, hits } of site.naming(query.concept)) {
    if (!hostAllowed(reading.page.host, query.locus)) continue;
    const top = about(reading, query.concept);
    if (top && alsoNames(reading, site, top.unit, query.with)) {
      const found = rungsOfPage(query, site, reading, top);
      proofs.push(...found);
      if (!found.length) candidates.push({ url: reading.page.url, why: top.unit.text, verdict: 'too little text and no form' });
    }
    for (const hit of hits) {
      if (!alsoNames(reading, site, hit.unit, query.with)) continue;
      if (hit.unit.kind === 'link') {
        const found = fromLabel(query, site, reading, hit);
        if (found === 'unread') {
          unread = true;
          candidates.push({ url: hit.unit.link?.url ?? '', why: hit.unit.text, verdict: 'linked but could not be read' });
        } else if (found) proofs.push(found);
      } else if (hit.unit.kind === 'heading' && hit.unit.place !== 'nav' && hit.unit.place !== 'footer') {
        const prose = reading.proseUnder(hit.unit.text);
        const named = names(hit, SECTION_SHARE);
        const form = named ? reading.forms.find((candidate) => candidate.heading === hit.unit.text && isServiceForm(candidate, query.concept, site, reading)) : undefined;
        if (form) proofs.push(proof(reading, 'form-found', [textEvidence(reading.page, hit.unit.text, hit.unit.selector), formEvidence(reading, form)], 'online-form'));
        if (named && prose.words >= (reading.isTeaser(hit.unit) ? MIN_TEASER_WORDS : MIN_SECTION_WORDS) && prose.first)
          proofs.push(
            proof(reading, 'section-about', [textEvidence(reading.page, hit.unit.text, hit.unit.selector), textEvidence(reading.page, prose.first.text, prose.first.selector)], 'information'),
          );
      }
      if (hit.unit.kind !== 'title') proofs.push(proof(reading, 'only-mentioned', [textEvidence(reading.page, hit.unit.text, hit.unit.selector)], 'mention'));
    }
    if (!top && candidates.length < 8 && hits[0]) candidates.push({ url: reading.page.url, why: hits[0].unit.text.slice(0, 120), verdict: 'mentioned only' });
  }
  return { proofs, candidates, unread };
};

const rungsOfPage = (query: Query, site: Site, reading: Reading, top: Hit): Proof[] => {
  const found: Proof[] = [];
  const quotes = quotesOf(reading, top.unit);
  const flags = flagsOf(reading);
  const add = (item: Proof): void => {
    found.push({ ...item, flags });
  };
  const described = [...reading.hits.keys()].filter((concept) => concept.startsWith('part-')).length;
  if (reading.mainWords >= MIN_INFORMATION_WORDS || described >= 2) add(proof(reading, 'page-about', quotes, 'information'));
  const download = reading.links.find((link) => link.kind === 'document' && isForm(link, site, reading));
  if (download) add(proof(reading, 'form-to-download', [...quotes, textEvidence(reading.page, download.text || download.name, download.selector)], 'download-form'));
  const form = serviceForm(query.concept, site, reading);
  if (form) add(proof(reading, 'form-found', [...quotes, formEvidence(reading, form)], 'online-form'));
  for (const step of stepsFrom(query, site, reading, MAX_STEPS, new Set([reading.page.url]))) add({ ...step, evidence: [...quotes, ...step.evidence] });
  return found;
};

/** Follows action links from a service page until a form, a sign-in, a payment or an outside service is reached. */
const stepsFrom = (query: Query, site: Site, reading: Reading, left: number, seen: Set<string>): Proof[] => {
  const found: Proof[] = [];
  for (const link of reading.links) {
    if (link.kind !== 'page' || !link.url || !inBody(link) || seen.has(link.url)) continue;
    const actions = actionsOf(site, reading, link);
    if (!actions.length) continue;
    seen.add(link.url);
    const quote = textEvidence(reading.page, link.text || link.name, link.selector);
    const there = site.at(link.url);
    if (!there) {
      const host = site.hostOf(link.url);
      if (host !== 'portal' && hostAllowed(host, query.locus)) found.push({ ...proof(reading, 'action-leads-elsewhere', [quote], 'online-form'), host, url: link.url });
      continue;
    }
    if (there.state === 'login-wall') {
      found.push(proof(reading, 'action-leads-to-sign-in', [quote], 'online-form'));
      continue;
    }
    const next = there.reading;
    if (!next || !hostAllowed(next.page.host, query.locus) || next.page.order === 0) continue;
    const form = serviceForm(query.concept, site, next);
    if (form) {
      found.push(
        proof(next, form.purpose === 'payment' ? 'payment-reached' : 'action-leads-to-form', [quote, formEvidence(next, form)], form.purpose === 'payment' ? 'completed-online' : 'online-form'),
      );
    } else if (isSignIn(next) && (START_ACTIONS.has(actions[0]!) || actions.includes('log-in') || actions.includes('digital-id'))) {
      found.push({ ...proof(reading, 'action-leads-to-sign-in', [quote, textEvidence(next.page, next.headings[0]?.text ?? next.blocks[0]?.text ?? '')], 'online-form'), flags: ['sign-in'] });
    }
    if (left > 1 && !isSignIn(next)) found.push(...stepsFrom(query, site, next, left - 1, seen));
  }
  return found;
};

/** A label that names the service together with an action, anywhere on the portal: "Pay a parking fine". */
const fromLabel = (query: Query, site: Site, reading: Reading, { unit, match }: Hit): Proof | 'unread' | null => {
  const link = unit.link!;
  if (link.kind !== 'page' || !link.url || match.share < 0.34) return null;
  const there = site.at(link.url);
  const starts = labelConcepts(site.words, reading.language, unit.text).some((found) => START_ACTIONS.has(found.concept));
  const quote = textEvidence(reading.page, unit.text, unit.selector);
  if (!there) {
    const host = site.hostOf(link.url);
    if (host === 'portal') return match.share >= 0.5 ? 'unread' : null;
    if (!hostAllowed(host, query.locus)) return null;
    return { ...proof(reading, starts ? 'action-leads-elsewhere' : 'linked-elsewhere', [quote], starts ? 'online-form' : 'information'), host, url: link.url };
  }
  if (!there.reading) return ['not-found', 'soft-404', 'error'].includes(there.state) ? null : 'unread';
  if (!starts || !hostAllowed(there.reading.page.host, query.locus) || there.reading.page.order === 0) return null;
  const form = serviceForm(query.concept, site, there.reading);
  if (form) return proof(there.reading, 'action-leads-to-form', [quote, formEvidence(there.reading, form)], 'online-form');
  return there.state === 'login-wall' || isSignIn(there.reading) ? { ...proof(reading, 'action-leads-to-sign-in', [quote], 'online-form'), flags: ['sign-in'] } : null;
};

const inBody = (link: Link): boolean => link.place !== 'nav' && link.place !== 'footer' && link.place !== 'header';

const actionsOf = (site: Site, reading: Reading, link: Link): string[] => {
  const named = new Set(labelConcepts(site.words, reading.language, link.text || link.name).map((match) => match.concept));
  return ACTIONS.filter((action) => named.has(action));
};

const isForm = (link: Link, site: Site, reading: Reading): boolean => {
  const label = `${link.text} ${decodeSlug(link.url ?? '')}`;
  return labelConcepts(site.words, reading.language, label).some((match) => match.concept === 'download-form' || match.concept === 'role-form');
};
const decodeSlug = (url: string): string => {
  try {
    return decodeURIComponent(url.slice(url.lastIndexOf('/') + 1)).replace(/[-_.]+/g, ' ');
  } catch {
    return '';
  }
};

const isSignIn = (reading: Reading): boolean =>
  reading.forms.some((form) => form.purpose === 'login') || about(reading, 'sign-in') !== null || about(reading, 'log-in') !== null || about(reading, 'digital-id') !== null;

const formEvidence = (reading: Reading, form: Form): Evidence => {
  const fields = form.fields
    .slice(0, 6)
    .map((field) => field.label || field.name || field.type)
    .join(', ');
  return elementEvidence(reading.page, form.selector, `<form method="${form.method}"> ${form.fields.length} fields: ${fields}; ${form.submits.join(', ')}`);
};

const flagsOf = (reading: Reading): string[] =>
  [
    ...new Set(
      [...reading.hits]
        .filter(([concept, hits]) => FLAGS[concept] && hits.some((hit) => hit.unit.place !== 'nav' && hit.unit.place !== 'footer' && hit.unit.place !== 'header'))
        .map(([concept]) => FLAGS[concept]!),
    ),
  ].sort();
