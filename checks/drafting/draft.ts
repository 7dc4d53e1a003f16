import type { Binding, Catalogue, Indicator, Term } from '../../config/catalogue.ts';
import { RUNGS, type Rung } from '../../config/concepts.ts';
import type { RungProofs } from '../concepts/find.ts';
import { PASS } from '../concepts/proof.ts';
import type { Answer, DraftAnswer, Evidence, Finding, Outcome, SearchTrail } from '../contract.ts';
import { queryKey, queryOf } from '../run.ts';
import { all, any, none, type Truth } from './logic.ts';

/**
 * From findings to drafts (design §4). Only a `pass` is true and only a `fail` false; everything else is unknown, and
 * the draft says which kind of unknown. A draft is never an answer.
 */

const DEFAULT_STRENGTH = 0.85; // a check that states no strength of its own
const NO_STRENGTH = 0.95; // the opposite was observed
const NOT_FOUND_WHOLE = 0.75; // the whole reachable portal was read
const NOT_FOUND_PART = 0.6;
const UNMEASURED_CAP = 0.5; // the language's words were never measured on labels

interface Leaf {
  readonly check: string;
  readonly portal: string;
  readonly outcome: Outcome;
  readonly reason: string;
  readonly truth: Truth;
  readonly strength: number;
  readonly rung: Rung | null;
  readonly evidence: readonly Evidence[];
  readonly searched: SearchTrail | null;
}
interface Verdict {
  readonly truth: Truth;
  readonly strength: number;
  readonly leaves: readonly Leaf[];
  readonly applies: boolean;
}

/** Drafts every indicator of a catalogue from the findings of a subject's portals, the main portal's first. */
export const draftAnswers = (catalogue: Catalogue, findings: readonly Finding[]): DraftAnswer[] => {
  const byCheck = new Map<string, Finding[]>();
  for (const finding of findings) byCheck.set(finding.check, [...(byCheck.get(finding.check) ?? []), finding]);
  return catalogue.indicators.map((indicator) => draftOne(indicator, byCheck));
};

const draftOne = (indicator: Indicator, byCheck: ReadonlyMap<string, readonly Finding[]>): DraftAnswer => {
  const base = { indicator: indicator.id, indicatorVersion: indicator.version, edition: indicator.edition };
  if (!indicator.binding) {
    return { ...base, answer: 'needs-human', rung: null, confidence: 1, reasons: [`needs-human:${indicator.needsHuman ?? 'judge'}`], because: [], evidence: [], searched: NOTHING_SEARCHED };
  }
  const verdict = weigh(indicator.binding, indicator, byCheck);
  const answer = answerOf(verdict);
  const telling = verdict.leaves.filter((leaf) => leaf.truth === (answer === 'yes' ? true : answer === 'no' ? false : null));
  const searched = mergeTrails(telling.flatMap((leaf) => leaf.searched ?? []));
  return {
    ...base,
    answer,
    rung: answer === 'yes' ? highest(telling.flatMap((leaf) => leaf.rung ?? [])) : null,
    confidence: round(confidenceOf(answer, verdict, searched)),
    reasons: [...new Set([...telling.map((leaf) => `${leaf.check}:${leaf.reason}`), ...(answer === 'not-found' && searched.wordsUnmeasured.length ? ['draft:words-unmeasured'] : [])])],
    because: telling.map(({ check, portal }) => ({ check, portal })),
    evidence: [...new Map(telling.flatMap((leaf) => leaf.evidence).map((piece) => [piece.id, piece])).values()],
    searched,
  };
};

const weigh = (binding: Binding, indicator: Indicator, byCheck: ReadonlyMap<string, readonly Finding[]>): Verdict => {
  const terms = ('all' in binding ? binding.all : 'any' in binding ? binding.any : binding.none).map((term) => weighTerm(term, indicator, byCheck)).filter((term) => term.applies);
  const truths = terms.map((term) => term.truth);
  const truth = 'all' in binding ? all(truths) : 'any' in binding ? any(truths) : none(truths);
  const deciding = terms.filter((term) => term.truth === ('none' in binding && truth !== null ? !truth : truth));
  const strengths = deciding.map((term) => term.strength);
  const strength = strengths.length === 0 ? 0 : 'all' in binding ? Math.min(...strengths) : Math.max(...strengths);
  return { truth, strength, leaves: deciding.flatMap((term) => term.leaves), applies: terms.length > 0 };
};

const weighTerm = (term: Term, indicator: Indicator, byCheck: ReadonlyMap<string, readonly Finding[]>): Verdict => {
  if (!('check' in term || 'concept' in term)) return weigh(term, indicator, byCheck);
  const id = 'check' in term ? term.check : queryKey(queryOf(term, indicator.locus));
  const accepted = 'concept' in term ? (term.rungs ?? indicator.rungs) : [];
  const leaves = (byCheck.get(id) ?? []).map((finding) => leafOf(finding, accepted));
  if (!leaves.length) leaves.push({ check: id, portal: '', outcome: 'untested', reason: 'not-run', truth: null, strength: 0, rung: null, evidence: [], searched: null });
  const chosen = 'check' in term ? leaves[0]! : bestOf(leaves); // a check judges the main portal; a concept may stand on any of them
  return { truth: chosen.truth, strength: chosen.strength, leaves: [chosen], applies: chosen.outcome !== 'not-applicable' };
};

const ORDER: readonly Outcome[] = ['pass', 'unsure', 'fail', 'not-found', 'untested', 'error', 'not-applicable'];
const bestOf = (leaves: readonly Leaf[]): Leaf => leaves.toSorted((a, b) => ORDER.indexOf(a.outcome) - ORDER.indexOf(b.outcome) || b.strength - a.strength)[0]!;

const leafOf = (finding: Finding, accepted: readonly Rung[]): Leaf => {
  const strength = typeof finding.data?.strength === 'number' ? finding.data.strength : DEFAULT_STRENGTH;
  const leaf = { check: finding.check, portal: finding.portal, searched: finding.searched ?? null };
  const proofs = finding.data?.rungs as RungProofs | undefined;
  if (!accepted.length || !proofs) {
    const truth = finding.outcome === 'pass' ? true : finding.outcome === 'fail' ? false : null;
    return { ...leaf, outcome: finding.outcome, reason: finding.reason, truth, strength, rung: null, evidence: finding.evidence };
  }
  const reached = RUNGS.filter((rung) => accepted.includes(rung) && (proofs[rung]?.strength ?? 0) >= PASS).toSorted((a, b) => proofs[b]!.strength - proofs[a]!.strength)[0];
  if (reached) {
    const ids = new Set(proofs[reached]!.evidence);
    return {
      ...leaf,
      outcome: 'pass',
      reason: proofs[reached]!.reason,
      truth: true,
      strength: proofs[reached]!.strength,
      rung: reached,
      evidence: finding.evidence.filter((piece) => ids.has(piece.id)),
    };
  }
  if (finding.outcome === 'pass') return { ...leaf, outcome: 'not-found', reason: 'lower-rung-only', truth: null, strength, rung: null, evidence: finding.evidence };
  return { ...leaf, outcome: finding.outcome, reason: finding.reason, truth: null, strength, rung: null, evidence: finding.evidence };
};

const answerOf = (verdict: Verdict): Answer => {
  if (!verdict.applies) return 'cannot-assess';
  if (verdict.truth === true) return 'yes';
  if (verdict.truth === false) return 'no';
  return verdict.leaves.length > 0 && verdict.leaves.every((leaf) => leaf.outcome === 'not-found') ? 'not-found' : 'cannot-assess';
};

const confidenceOf = (answer: Answer, verdict: Verdict, searched: SearchTrail): number => {
  if (answer === 'yes') return verdict.strength;
  if (answer === 'no') return NO_STRENGTH;
  if (answer !== 'not-found') return 0;
  const searchedWell = searched.budgetHit === null ? NOT_FOUND_WHOLE : NOT_FOUND_PART;
  return searched.wordsUnmeasured.length ? Math.min(searchedWell, UNMEASURED_CAP) : searchedWell;
};

export const NOTHING_SEARCHED: SearchTrail = {
  pages: [],
  pagesRead: 0,
  siteSearch: 'not-tried',
  queries: [],
  sitemap: false,
  languages: [],
  languagesWithoutWords: [],
  wordsUnmeasured: [],
  budgetHit: null,
};

const mergeTrails = (trails: readonly SearchTrail[]): SearchTrail => {
  const first = trails[0];
  if (!first) return NOTHING_SEARCHED;
  const union = (pick: (trail: SearchTrail) => readonly string[]): string[] => [...new Set(trails.flatMap(pick))].sort();
  return {
    ...first,
    pages: [...new Map(trails.flatMap((trail) => trail.pages).map((page) => [page.url, page])).values()].slice(0, 12),
    queries: union((trail) => trail.queries),
    languages: union((trail) => trail.languages),
    languagesWithoutWords: union((trail) => trail.languagesWithoutWords),
    wordsUnmeasured: union((trail) => trail.wordsUnmeasured),
  };
};

const highest = (rungs: readonly Rung[]): Rung | null => RUNGS.findLast((rung) => rungs.includes(rung)) ?? null;
const round = (value: number): number => Math.round(value * 100) / 100;
