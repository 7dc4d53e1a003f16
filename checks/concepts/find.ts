import type { Rung } from '../../config/concepts.ts';
import { RUNGS } from '../../config/concepts.ts';
import type { Evidence, Result } from '../contract.ts';
import { hostAllowed, PASS, type ConceptReason, type Proof, type Query, type Weighed } from './proof.ts';
import { weighPresence } from './presence.ts';
import { serviceDetails } from './service-details.ts';
import { weighService } from './services.ts';
import { searchTrail, type Site } from './site.ts';

/** The best proof for each rung of a service, for the indicator to choose from. */
export type RungProofs = Partial<Record<Rung, { readonly strength: number; readonly reason: ConceptReason; readonly evidence: readonly string[]; readonly url: string; readonly clicks: number }>>;

const MIN_PAGES = 10; // the start page and its menu alone never prove absence
const MANY_EVIDENCE = 6;
const SHARE_WITHOUT_WORDS = 0.3;

/**
 * Looks for one concept on a subject's portals. Presence is proved or it is not; absence is only ever "searched for, not
 * found", and only where enough was read in languages whose words we have.
 */
export const findConcept = (query: Query, site: Site): Result<ConceptReason> => {
  const concept = site.words.concepts.get(query.concept);
  const kind = concept?.proof ?? 'page';
  const weighed = kind === 'service' ? weighService(query, site) : weighPresence(query, kind === 'words' ? 'page' : kind, site);
  const proofs = weighed.proofs.toSorted((a, b) => b.strength - a.strength || a.clicks - b.clicks || (a.url < b.url ? -1 : 1));
  const searched = searchTrail(site, query.concept, dedupe(weighed.candidates));
  const data = {
    ...(kind === 'service' && { rungs: rungsOf(proofs), service: serviceDetails(site, proofs) }),
    flags: [...new Set(proofs.flatMap((item) => item.flags ?? []))].sort(),
    strength: proofs[0]?.strength ?? 0,
  };
  const best = proofs[0];
  if (best && best.strength >= PASS) {
    return { outcome: 'pass', reason: best.reason, data, evidence: firstEvidence(proofs.filter((item) => item.strength >= PASS)), searched };
  }
  const [outcome, reason] = withoutProof(query, site, weighed, best);
  return { outcome, reason, data, evidence: best ? firstEvidence(proofs) : [], searched };
};

/** What may be said when nothing proves presence: from "we cannot know" to "we searched". */
const withoutProof = (query: Query, site: Site, weighed: Weighed, best: Proof | undefined): [Result['outcome'], ConceptReason] => {
  const readable = site.readings.filter((reading) => hostAllowed(reading.page.host, query.locus));
  if (!readable.length) return ['untested', 'nothing-read'];
  const wordless = readable.filter((reading) => site.words.phrases(query.concept, reading.language).length === 0).length;
  if (wordless / readable.length > SHARE_WITHOUT_WORDS) return ['untested', 'language-without-words'];
  if (weighed.unread) return ['unsure', 'candidate-not-read'];
  if (readable.length < MIN_PAGES && !site.coverage.reachedEnd) return ['untested', 'too-little-seen'];
  if (best && best.reason === 'weak-signs') return ['unsure', 'weak-signs'];
  if (query.window && weighed.candidates.some((candidate) => candidate.verdict === 'no date in the window')) return ['not-found', 'no-date-in-window'];
  return ['not-found', best || weighed.candidates.length ? 'only-mentioned' : 'nothing-found'];
};

const rungsOf = (proofs: readonly Proof[]): RungProofs => {
  const rungs: RungProofs = {};
  for (const rung of RUNGS) {
    const item = proofs.find((candidate) => candidate.rung === rung);
    if (item) rungs[rung] = { strength: item.strength, reason: item.reason, evidence: item.evidence.map((piece) => piece.id), url: item.url, clicks: item.clicks };
  }
  return rungs;
};

/** The best proofs' evidence; of each rung at least its own, so that a lower rung can also be checked. */
const firstEvidence = (proofs: readonly Proof[]): Evidence[] => {
  const chosen = new Map<string, Evidence>();
  for (const rung of [null, ...RUNGS]) for (const piece of proofs.find((item) => item.rung === rung)?.evidence ?? []) chosen.set(piece.id, piece);
  const said = new Set([...chosen.values()].map(wordsOf));
  for (const item of proofs) {
    if (chosen.size >= MANY_EVIDENCE) break;
    const fresh = item.evidence.filter((piece) => !said.has(wordsOf(piece)));
    for (const piece of fresh.length ? item.evidence : []) chosen.set(piece.id, piece);
    for (const piece of fresh) said.add(wordsOf(piece));
  }
  return [...chosen.values()];
};

/** The same words on many pages are one thing to look at. */
const wordsOf = (piece: Evidence): string => (piece.kind === 'text' ? piece.quote : piece.id);

const dedupe = (candidates: Weighed['candidates']): Weighed['candidates'] => [...new Map(candidates.map((candidate) => [candidate.url, candidate])).values()];
