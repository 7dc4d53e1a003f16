import type { Level, LinkTrail, PageArtifact, PageParts, PagePart, PortalArtifacts, SiteParts, SitePart, Gathered, ResponseState } from '../crawler/artifact.ts';
import type { Concept, Rung } from '../config/concepts.ts';
import type { Lexicon } from '../config/lexicon.ts';
import type { SampleDepth } from './pages/sample.ts';

/** Doubt is a value: only `pass` is true and only `fail` (the opposite was observed) is false. */
export type Outcome = 'pass' | 'fail' | 'not-found' | 'unsure' | 'not-applicable' | 'untested' | 'error';

/** Something a person can check in one click. `id` is a hash of what it points to, so equal evidence has equal ids. */
export type Evidence = EvidenceBase &
  (
    | { readonly kind: 'text'; readonly quote: string; readonly selector?: string } // verbatim in the capture, as text or attribute value (white space folded)
    | { readonly kind: 'element'; readonly selector: string; readonly html: string }
    | { readonly kind: 'header'; readonly name: string; readonly value: string }
    | { readonly kind: 'measurement'; readonly tool: string; readonly toolVersion: string; readonly name: string; readonly value: string }
    | { readonly kind: 'connection'; readonly fact: string; readonly value: string }
  );
export interface EvidenceBase {
  readonly id: string;
  readonly url: string;
  readonly capture: string;
  readonly observedAt: string;
  readonly linkTrail: LinkTrail;
}

/** Where we looked before we say that nothing was found. */
export interface SearchTrail {
  readonly pages: readonly { readonly url: string; readonly why: string; readonly verdict: string }[]; // candidate pages, best first
  readonly pagesRead: number;
  readonly siteSearch: 'tried' | 'no-search' | 'not-tried' | 'unjudged';
  readonly queries: readonly string[];
  readonly sitemap: boolean;
  readonly languages: readonly string[]; // languages of the pages read
  readonly languagesWithoutWords: readonly string[];
  readonly wordsUnmeasured: readonly string[];
  readonly budgetHit: string | null;
}

export interface Result<Reason extends string = string> {
  readonly outcome: Outcome;
  readonly reason: Reason; // a key, not a sentence
  readonly data?: Readonly<Record<string, unknown>>;
  readonly evidence?: readonly Evidence[];
  readonly searched?: SearchTrail;
}

/** What one check concluded about one portal in one run. */
export interface Finding extends Result {
  readonly check: string;
  readonly portal: string;
  readonly evidence: readonly Evidence[];
}

/** A page as a check sees it: only the parts it asked for. */
export type ViewPage<P extends PagePart> = Omit<PageArtifact, 'parts'> & { readonly parts: Pick<Gathered<PageParts>, P> };

/** All that a check may look at. `pages` holds readable pages only (state ok); `all` also the blocked and broken ones. */
export interface View<P extends PagePart = PagePart, S extends SitePart = SitePart> {
  readonly level: Level;
  readonly portal: PortalArtifacts['portal'];
  readonly pages: readonly ViewPage<P>[];
  readonly all: readonly ViewPage<P>[];
  readonly home: ViewPage<P> | undefined;
  readonly site: Pick<Gathered<SiteParts>, S>;
  readonly coverage: PortalArtifacts['coverage'];
  /** The day against which time windows are judged, ISO date. The only clock a check has. */
  readonly asOf: string;
  readonly words: Words;
  /** How many kinds of pages the browser's sample was to cover. */
  readonly depth: SampleDepth;
}

/** The lexicons, ready to look phrases up in. */
export interface Words {
  readonly concepts: ReadonlyMap<string, Concept>;
  /** Languages we have words for, as BCP 47 tags. */
  readonly languages: readonly string[];
  /** The lexicon for a BCP 47 tag, undefined when we have none. */
  lexicon(language: string): Lexicon | undefined;
  /** Phrases of a concept in the given language; empty when the lexicon misses it. */
  phrases(concept: string, language: string): readonly string[];
  /** Every phrase of every concept that stands in the text. */
  find(language: string, text: string): readonly Match[];
  /** Does the text name the concept beside another one: "Ministry of Health", "health policy"? Words that are too short to stand alone count here. */
  qualifies(concept: string, language: string, text: string): boolean;
  /** The first phrase of the concept that stands in the text, as it stands there (verbatim), or null. */
  match(concept: string, language: string, text: string): string | null;
}

/** A phrase found in a text. `share`: part of the text's words that the phrase makes up, 0..1 (1 = the whole label). */
export interface Match {
  readonly concept: string;
  readonly phrase: string;
  readonly start: number;
  readonly end: number;
  readonly share: number;
  readonly words: number;
  /** Found only because one word is the whole label ("=building"): as such it can mean many things. */
  readonly lone: boolean;
}

export interface Check<P extends PagePart = PagePart, S extends SitePart = SitePart, Reason extends string = string> {
  readonly title: string;
  /** Why it matters, with its source: RFC, WCAG criterion, UN item. */
  readonly why: string;
  readonly needs: readonly P[];
  readonly site?: readonly S[];
  /** One message per reason key; {name} is filled from `data`. */
  readonly messages: Record<Reason, string>;
  /** What the portal's owner can do, per reason key where there is something to do. */
  readonly remedy?: Partial<Record<Reason, string>>;
  run(view: View<P, S>): Result<NoInfer<Reason>>;
}

/** Declares a check. A check file exports exactly one as `check`; its path below `checks/` without `.ts` is its id. */
export const defineCheck = <const P extends PagePart, const S extends SitePart, const Reason extends string>(check: Check<P, S, Reason>): Check<P, S, Reason> => check;

export type { Level, ResponseState };

// ───────────────────────── drafts and scores ─────────────────────────

export type Answer = 'yes' | 'no' | 'not-found' | 'cannot-assess' | 'needs-human';

/** A machine's suggestion for one indicator of one subject. Never an answer: a person decides. */
export interface DraftAnswer {
  readonly indicator: string;
  readonly indicatorVersion: number;
  readonly edition: string;
  readonly answer: Answer;
  readonly rung: Rung | null;
  /** 0..1, the chance that a person would agree with this draft, from the rule's strength. */
  readonly confidence: number;
  /** Reason keys, most telling first; messages in `checks/reasons.ts`. */
  readonly reasons: readonly string[];
  readonly because: readonly { readonly check: string; readonly portal: string }[];
  readonly evidence: readonly Evidence[];
  readonly searched: SearchTrail;
}

/** Low and high bound of a score, 0..1: what is supported, and that plus everything undecided. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}
export interface Score {
  readonly draft: Interval;
  readonly validated: Interval & { readonly share: number };
  readonly outOf: number;
  readonly byCriterion: Readonly<Record<string, { readonly draft: Interval; readonly outOf: number; readonly counts: Readonly<Record<Answer, number>> }>>;
}

export type FeatureKey =
  | 'site-search'
  | 'sitemap-link'
  | 'other-language'
  | 'contact'
  | 'privacy'
  | 'accessibility-statement'
  | 'social-media'
  | 'help-faq'
  | 'feedback'
  | 'login-eid'
  | 'online-service'
  | 'online-payment'
  | 'gov-links'
  | 'news'
  | 'events'
  | 'open-data'
  | 'procurement'
  | 'vacancies'
  | 'mobile-app'
  | 'alerts'
  | 'chat'
  | 'consultation'
  | 'foi'
  | 'skip-link'
  | 'viewport'
  | 'lang-correct';
/** What one page shows or links to; null where it cannot be decided. */
export interface PageFeature {
  readonly present: boolean | null;
  readonly quote?: string;
  readonly selector?: string;
}
export type PageFeatures = Readonly<Record<FeatureKey, PageFeature>>;
