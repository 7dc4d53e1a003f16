import type { BlobRef, Capture, Coverage, FailureKind, FetchedBy, Gathered, HostKind, LinkTrail, PageArtifact, SiteParts } from './artifact.ts';

/**
 * What a crawl needs from outside. `queue/` wires the real ones; the crawler itself knows neither SQL nor lexicon rules.
 */

/** Content-addressed bytes. Writing the same bytes twice stores them once; a half-written blob is never visible. */
export interface CaptureStore {
  put(bytes: Uint8Array): Promise<BlobRef>;
  get(ref: BlobRef): Promise<Uint8Array>;
}

/** One URL of one run. `key` is the normalised URL; it is unique in a run. */
export interface LedgerEntry {
  readonly key: string;
  readonly url: string;
  readonly host: HostKind;
  readonly depth: number;
  readonly via: LinkTrail;
  readonly order: number; // fixed when discovered: same portal, same order
  readonly state: 'discovered' | 'planned' | 'done' | 'failed' | 'skipped';
  readonly round: number | null; // the round that planned it
  readonly by: FetchedBy | null;
  readonly reason: string; // failure kind or skip reason
  readonly attempts: number;
}

/** All that one visit of one page leaves behind; committed once, in one transaction. */
export interface PageCommit {
  readonly key: string;
  readonly finalUrl: string;
  readonly capture: Capture;
  readonly redirects: PageArtifact['parts']['response'];
  /** JSON blob of the parts that only a browser can measure (accessibility, mobile, rendered); null from HTTP. */
  readonly measured: BlobRef | null;
  /** Blob of the HTML the parts are derived from: the raw body, or the rendered DOM for script-built pages. */
  readonly source: BlobRef;
  readonly fetchedBy: FetchedBy;
  readonly ms: number;
}

/** The truth about a run's pages. All writes are idempotent: repeating one changes nothing. */
export interface Ledger {
  /** Adds URLs not seen before, in the given order; a known one only gains its way from the start page where it had none (it was in the sitemap). */
  discover(entries: readonly Omit<LedgerEntry, 'order' | 'state' | 'round' | 'by' | 'reason' | 'attempts'>[]): Promise<void>;
  plan(round: number, by: FetchedBy, keys: readonly string[]): Promise<void>;
  commit(page: PageCommit): Promise<void>;
  /** Replaces the browser-measured parts of a page already done (rendering a page that HTTP had read). */
  measure(key: string, measured: BlobRef, source: BlobRef | null): Promise<void>;
  fail(key: string, kind: FailureKind, detail: string): Promise<void>;
  skip(keys: readonly string[], reason: string): Promise<void>;
  entries(): Promise<readonly LedgerEntry[]>;
  commits(): Promise<readonly PageCommit[]>;
  site(): Promise<Partial<Gathered<SiteParts>>>;
  saveSite(parts: Partial<Gathered<SiteParts>>): Promise<void>;
}

/** What the planner may look at: everything gathered so far. */
export interface PlanInput {
  readonly round: number;
  readonly pages: readonly PageArtifact[];
  readonly frontier: readonly LedgerEntry[]; // discovered, not yet planned
  readonly remaining: { readonly pages: number; readonly browserPages: number };
}
export interface PlannedRequest {
  readonly key: string;
  readonly score: number;
  readonly why: string;
}
/** Pure: same input, same plan. An empty list ends the crawl. */
export type Planner = (input: PlanInput) => { readonly requests: readonly PlannedRequest[]; readonly stop: string | null };

/** Asked before every request to a host; resolves when it may go out. Shared by workers in the scaled deployment. */
export interface Pace {
  wait(host: string, signal: AbortSignal): Promise<void>;
  /** Tells how it went, so that a struggling host is asked more slowly (halve on 429/503, obey Retry-After). */
  report(host: string, outcome: 'ok' | 'throttled' | 'failed', retryAfterMs?: number): void;
  setDelay(host: string, ms: number): void; // robots.txt Crawl-delay
}

/** What the crawl is allowed to do. Every bound has a unit in its name. */
export interface CrawlOptions {
  readonly start: string;
  readonly aliases: readonly string[]; // hosts that are this same portal; links to them are followed on the start's origin
  readonly portals: readonly string[]; // other portals of the same subject: in scope as 'portal'
  readonly maxPages: number;
  readonly browserPages: number;
  readonly maxMinutes: number;
  readonly delayMs: number;
  readonly concurrency: number;
  readonly maxBodyBytes: number;
  readonly maxRedirects: number;
  readonly timeoutMs: number;
  readonly allowPrivate: boolean;
  readonly userAgent: string;
  readonly acceptLanguage: string;
  readonly chromium: string | null; // path of the browser, null = none here
  readonly seed: number;
  readonly hops: number; // clicks off the portal to official or linked hosts
}

/** Progress for people; never used for decisions. */
export type CrawlEvent =
  | { readonly kind: 'round'; readonly round: number; readonly planned: number }
  | { readonly kind: 'page'; readonly url: string; readonly by: FetchedBy; readonly state: string; readonly done: number; readonly known: number }
  | { readonly kind: 'failed'; readonly url: string; readonly failure: FailureKind; readonly detail: string }
  | { readonly kind: 'note'; readonly text: string };
export type OnEvent = (event: CrawlEvent) => void;

export interface CrawlOutcome {
  readonly coverage: Coverage;
  readonly stopped: string;
}
