/**
 * What a visit leaves behind. Everything here is plain data (JSON-safe), so that it can be stored,
 * replayed and read by checks that never touch the network. A gap is data, never a missing key.
 */

import type { FirstVisitPart } from './first-visit-artifact.ts';
import type { AppLinksPart, DocumentsPart, ManifestPart } from './linked-artifact.ts';
import type { LighthousePart, ValidatorPart } from './quality-artifact.ts';
import type { KeyboardPart, Located, PresentationPart, StructurePart } from './use-artifact.ts';

/** Why something could not be gathered. One table (`crawler/failure-kinds.ts`) says which are permanent. */
export type FailureKind =
  | 'bad-url'
  | 'private-address'
  | 'dns'
  | 'refused'
  | 'reset'
  | 'timeout'
  | 'tls'
  | 'too-many-redirects'
  | 'robots-denied'
  | 'too-large'
  | 'decompression-bomb'
  | 'unsupported-type'
  | 'http-error'
  | 'throttled'
  | 'off-scope'
  | 'budget'
  | 'browser-crash'
  | 'engine-missing'
  | 'not-rendered'
  | 'parse-error'
  | 'not-tried'
  | 'bug';

/** A part that could not be gathered, and why. */
export interface GatherFailure {
  readonly failure: FailureKind;
  readonly detail: string;
}

/** Each part is either there or a failure that says why not. */
export type Gathered<Parts> = { readonly [P in keyof Parts]: Parts[P] | GatherFailure };

export const isFailure = (part: unknown): part is GatherFailure => typeof part === 'object' && part !== null && 'failure' in part && 'detail' in part;

/** SHA-256 in hex of the uncompressed bytes: the blob's name in the capture store. */
export type BlobRef = string;

/** What kind of answer the server gave, decided before any check may read the page. */
export type ResponseState =
  | 'ok' // content that may be read
  | 'empty-shell' // script-built page whose static HTML says nothing
  | 'blocked' // refused to us (401/403/451 without a sign-in form)
  | 'challenge' // bot challenge or captcha page
  | 'login-wall' // a sign-in page instead of the content asked for
  | 'not-found' // 404/410
  | 'soft-404' // 200 that says "not found"
  | 'error' // 5xx, other 4xx, or a 200 error page
  | 'throttled' // 429/503 with Retry-After
  | 'parked' // domain parking, hosting default page, "under construction"
  | 'archived-copy' // another administration's or an archive's copy
  | 'not-html'; // a document or other type; no HTML parts

export type FetchedBy = 'http' | 'browser';

/** Where on the page something stands. */
export type Place = 'header' | 'nav' | 'main' | 'aside' | 'footer' | 'dialog' | 'unknown';

/** One step of the way from the start page: the link that was followed. */
export interface TrailStep {
  readonly url: string;
  readonly text: string;
  readonly place: Place;
}
/** The links followed from the start page to this page, nearest to home first. Its length is the click distance. */
export type LinkTrail = readonly TrailStep[];

/** Raw bytes and headers of one response: immutable, stored once for each distinct content. */
export interface Capture {
  /** Identity: SHA-256 over url, status, headers that matter and the body's hash. */
  readonly hash: string;
  readonly url: string; // final URL, as fetched
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[]; // lower-case names, repeated names kept
  readonly bytes: BlobRef;
  readonly size: number; // bytes, uncompressed
  readonly fetchedAt: string; // ISO 8601
  readonly by: FetchedBy;
  readonly state: ResponseState;
}

export type * from './first-visit-artifact.ts';
export type * from './linked-artifact.ts';
export type * from './quality-artifact.ts';
export type * from './use-artifact.ts';

// ───────────────────────── page parts ─────────────────────────

export interface ResponsePart {
  readonly requestedUrl: string;
  readonly url: string;
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly redirects: readonly { readonly from: string; readonly to: string; readonly status: number }[];
  readonly contentType: string; // lower-case media type without parameters
  readonly bytes: number;
  readonly ms: number; // time to the last byte
}

/** A run of visible text that belongs together (paragraph, list item, cell, heading, button, label). */
export interface TextBlock {
  readonly text: string; // white space folded
  readonly tag: string;
  readonly place: Place;
  readonly selector: string; // CSS path that finds it in the static DOM
  readonly heading: string; // nearest heading before it, '' if none
}
export interface TextPart {
  readonly title: string;
  readonly blocks: readonly TextBlock[];
  readonly words: number;
  readonly mainWords: number;
}

export interface Heading {
  readonly level: number;
  readonly text: string;
  readonly selector: string;
  readonly place: Place;
}

export type LinkKind = 'page' | 'document' | 'mail' | 'tel' | 'script' | 'fragment' | 'none' | 'other';
export interface Link {
  readonly href: string; // as written
  readonly url: string | null; // absolute, fragment removed; null when it leads nowhere (#, javascript:, empty)
  readonly kind: LinkKind; // 'none'/'fragment'/'script' lead to no page
  readonly text: string; // visible text
  readonly name: string; // accessible name (aria-label, title, img alt) or the text
  readonly place: Place;
  readonly rel: string;
  readonly lang: string; // hreflang or lang attribute, '' if none
  readonly selector: string;
  readonly context: string; // heading or list item it stands under, ≤ 200 characters
}

export type FormPurpose = 'search' | 'login' | 'contact' | 'feedback' | 'subscribe' | 'language' | 'filter' | 'payment' | 'application' | 'unknown';
export interface FormField {
  readonly name: string;
  readonly type: string;
  readonly label: string;
  readonly required: boolean;
  readonly autocomplete: string;
  readonly options: number;
  readonly selector: string;
}
export interface Form {
  readonly action: string | null; // absolute; null = script only or none
  readonly method: 'get' | 'post' | 'dialog';
  readonly fields: readonly FormField[]; // visible ones; hidden counted only
  readonly hidden: number;
  readonly submits: readonly string[]; // texts of the submit buttons
  readonly purpose: FormPurpose; // structural hint, language-free where possible
  readonly place: Place;
  readonly selector: string;
  readonly heading: string;
  readonly name: string; // accessible name, legend or role
}

export interface LanguagePart {
  readonly declared: string; // html lang as written, '' if none
  readonly detected: string; // BCP 47 primary tag (zh-Hans / zh-Hant told apart), 'und' if unsure
  readonly confidence: number; // 0..1
  readonly alternates: readonly { readonly lang: string; readonly url: string }[]; // hreflang
  readonly direction: 'ltr' | 'rtl';
}

export interface StructuredPart {
  readonly jsonLd: readonly unknown[];
  readonly types: readonly string[]; // schema.org type names found (JSON-LD, microdata, RDFa)
  readonly openGraph: Readonly<Record<string, string>>;
}

export interface MetaPart {
  readonly viewport: string | null;
  readonly description: string;
  readonly generator: string;
  readonly canonical: string | null;
  readonly robots: string;
  readonly refresh: string;
  readonly manifest: string | null; // absolute URL
  readonly feeds: readonly string[]; // absolute URLs of RSS/Atom
  readonly named: Readonly<Record<string, string>>; // every <meta name=…>/<meta property=…>/http-equiv (prefix "http-equiv:")
  readonly contentPolicies: readonly string[]; // every http-equiv content security policy, in order (CSP3 §3.3)
  readonly referrer: string; // the last <meta name=referrer>, '' if none (HTML §4.2.5.1)
}

/** Facts about the markup that several checks read. */
export interface MarkupPart {
  readonly doctype: string;
  readonly scripts: readonly { readonly src: string | null; readonly integrity: string; readonly crossorigin: string; readonly inline: string }[]; // inline text ≤ 400 characters
  readonly scriptSources: readonly { readonly src: string; readonly integrity: string }[]; // every script element; src absolute only where it is written so, '' for inline
  readonly stylesheets: readonly string[];
  readonly iframes: readonly { readonly src: string; readonly title: string; readonly selector: string }[];
  readonly images: readonly { readonly src: string; readonly alt: string | null; readonly selector: string; readonly linked: boolean }[];
  readonly media: readonly { readonly kind: 'video' | 'audio' | 'embed'; readonly src: string; readonly tracks: number; readonly selector: string }[];
  readonly skipLinks: readonly { readonly text: string; readonly target: string; readonly selector: string }[];
  readonly times: readonly { readonly datetime: string; readonly text: string; readonly selector: string }[];
  readonly tables: number;
  readonly nodes: number;
  readonly ids: readonly string[]; // ≤ 300 element ids and custom element names, for widget signatures
  readonly classes?: readonly string[]; // ≤ 300 joined class names ("usa-banner"), by which design systems are told; absent in older runs
  readonly insecure: readonly string[]; // http: sub-resource URLs
}

export interface ShapePart {
  readonly hash: string;
  readonly nodes: number;
}

export interface AxeNode {
  readonly target: string;
  readonly html: string;
  readonly summary: string;
}
export interface AxeFinding {
  readonly rule: string;
  readonly impact: string;
  readonly tags: readonly string[];
  readonly help: string;
  readonly helpUrl: string;
  readonly count: number;
  readonly nodes: readonly AxeNode[];
}
export interface AccessibilityPart {
  readonly engine: 'axe-core';
  readonly version: string;
  readonly width: number;
  readonly violations: readonly AxeFinding[];
  readonly incomplete: readonly AxeFinding[]; // needs review: axe could not decide
  readonly passes: readonly string[]; // rule ids only
  readonly inapplicable: readonly string[];
  readonly notRun: readonly string[]; // rules cut off by the deadline: a partial is never a pass
}

export interface MobileView {
  readonly width: number; // CSS px asked for
  readonly scrollWidth: number; // CSS px the page takes: > width + 1 means sideways scrolling
  readonly overflowing: readonly { readonly selector: string; readonly right: number }[];
  readonly textChars: number;
  readonly smallTextChars: number; // characters below the legible size (12 px)
  readonly targets: number;
  readonly smallTargets: readonly { readonly selector: string; readonly width: number; readonly height: number }[]; // below 24 × 24 (WCAG 2.2 SC 2.5.8, spacing and inline exceptions applied)
  readonly visibleWords: number;
}
/** The page on a phone held upright and across: words shown, and the element with most of the text where that is turned by a quarter. */
export interface OrientationFacts {
  readonly portrait: { readonly words: number; readonly turned: Located | null };
  readonly landscape: { readonly words: number; readonly turned: Located | null };
}
export interface MobilePart {
  readonly viewport: string | null;
  readonly zoomBlocked: boolean;
  readonly views: readonly MobileView[];
  readonly desktopWords: number;
  readonly orientation?: OrientationFacts | GatherFailure; // missing in runs before it was looked at
}

export interface Screenshot {
  readonly blob: BlobRef;
  readonly width: number;
  readonly height: number;
  readonly type: 'image/jpeg' | 'image/png';
}
/** A cut of the page around one piece of evidence, the element outlined. */
export interface Clip extends Screenshot {
  readonly selector: string;
  readonly found: boolean;
}

export interface RenderedPart {
  readonly dom: BlobRef; // serialised DOM after scripts
  readonly archive: BlobRef | null; // the same with sub-resources inlined: opens offline
  readonly nodes: number;
  readonly words: number;
  readonly scriptErrors: readonly string[];
  readonly requests: number;
  readonly bytes: number;
  readonly thirdPartyHosts: readonly string[];
  readonly cookies: readonly {
    readonly name: string;
    readonly domain: string;
    readonly secure: boolean;
    readonly httpOnly: boolean;
    readonly sameSite: string;
    readonly days?: number | null; // until it expires; null: gone with the visit; runs before extractor version 5 do not say
  }[];
  readonly firstVisit?: FirstVisitPart | GatherFailure; // missing in runs before extractor version 5
  readonly screenshot: Screenshot | null;
  readonly clips: readonly Clip[];
}

/** Every part of a page, by name. A check names the parts it needs and sees no others. */
export interface PageParts {
  response: ResponsePart;
  text: TextPart;
  headings: readonly Heading[];
  links: readonly Link[];
  forms: readonly Form[];
  language: LanguagePart;
  structured: StructuredPart;
  meta: MetaPart;
  markup: MarkupPart;
  shape: ShapePart;
  structure: StructurePart;
  accessibility: AccessibilityPart;
  mobile: MobilePart;
  presentation: PresentationPart;
  keyboard: KeyboardPart;
  rendered: RenderedPart;
  lighthouse: LighthousePart;
  validator: ValidatorPart;
}
export type PagePart = keyof PageParts;

/** What the page is for, by structure and by words of the lexicon; the first that fits. */
export type PageRole =
  | 'home'
  | 'search'
  | 'contact'
  | 'sign-in'
  | 'service-list'
  | 'service'
  | 'form'
  | 'accessibility-statement'
  | 'privacy'
  | 'sitemap'
  | 'news'
  | 'events'
  | 'article'
  | 'list'
  | 'document'
  | 'other';

export interface PageArtifact {
  readonly url: string; // final URL, the page's key in a run
  readonly requestedUrl: string;
  readonly host: HostKind;
  readonly capture: Capture;
  readonly state: ResponseState;
  readonly depth: number; // clicks from the start page
  readonly order: number; // place in the run's fixed order; pages[0] is the start page
  readonly via: LinkTrail;
  readonly fetchedBy: FetchedBy; // 'browser' when the parts below come from the rendered DOM
  readonly parts: Gathered<PageParts>;
}

/** Whose host it is: the subject's own portal, another official body, or an outside service the portal links to. */
export type HostKind = 'portal' | 'government' | 'external';

// ───────────────────────── site parts ─────────────────────────

export interface RobotsPart {
  readonly url: string;
  readonly status: number;
  readonly rules: 'obeyed' | 'absent' | 'disallow-all';
  readonly crawlDelayMs: number | null;
  readonly sitemaps: readonly string[];
  readonly note: string;
}
export interface SitemapPart {
  readonly urls: number;
  readonly files: readonly string[];
  readonly truncated: boolean;
  readonly newest: string | null;
}
export interface TlsPart {
  readonly host: string;
  readonly authorized: boolean;
  readonly error: string;
  readonly protocol: string;
  readonly cipher: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly subjectNames: readonly string[];
  readonly issuer: string;
}
export interface HttpsPart {
  readonly httpUrl: string;
  readonly httpStatus: number | null;
  readonly redirectsToHttps: boolean;
  readonly chain: readonly { readonly from: string; readonly to: string; readonly status: number }[];
  readonly httpsReachable: boolean;
  readonly failure?: FailureKind; // why plain HTTP led nowhere, where httpStatus is null
}
/** A page asked for that cannot exist: what the portal does for a wrong address. */
export interface NotFoundPart {
  readonly url: string;
  readonly status: number;
  readonly shapeHash: string;
  readonly title: string;
}
/** The one harmless search: what was asked and how the portal reacted. */
export interface SearchTryPart {
  readonly formSelector: string;
  readonly action: string;
  readonly query: string;
  readonly resultUrl: string;
  readonly status: number;
  readonly reacts: true | false | null; // null: could not be judged (static copy, script only)
  readonly quote: string;
  readonly note: string;
  readonly links?: readonly { readonly text: string; readonly url: string }[]; // new ones on the result page that name the word, bounded; missing in runs before they were looked at
}
export interface SecurityTxtPart {
  readonly url: string;
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** What the start page answers to a script of another site (Fetch Standard §3.3). */
export interface CrossOriginPart {
  readonly url: string;
  readonly origin: string; // the other site we claimed to be
  readonly status: number;
  readonly allowOrigin: string | null;
  readonly allowCredentials: string | null;
}

/** What the domain name system says of the portal's host and of the domain it belongs to; an empty list was answered so. */
export interface DnsPart {
  readonly host: string;
  readonly domain: string; // the registered one
  readonly caa: { readonly at: string; readonly records: readonly string[] }; // the nearest name that has any (RFC 8659 §3), '' if none
  readonly mx: readonly string[]; // hosts that take mail
  readonly spf: readonly string[]; // RFC 7208
  readonly dmarc: readonly string[]; // RFC 7489
}

export interface SiteParts {
  robots: RobotsPart;
  sitemap: SitemapPart;
  tls: TlsPart;
  https: HttpsPart;
  notFound: NotFoundPart;
  searchTry: SearchTryPart;
  securityTxt: SecurityTxtPart;
  crossOrigin: CrossOriginPart;
  dns: DnsPart;
  documents: DocumentsPart;
  appLinks: AppLinksPart;
  manifest: ManifestPart;
}
export type SitePart = keyof SiteParts;

// ───────────────────────── portal and run ─────────────────────────

export type Level = 'municipal' | 'national';
export interface Portal {
  readonly url: string;
  readonly role: 'national' | 'e-services' | 'participation' | 'open-data' | 'ministry' | 'city' | 'other';
  readonly aliases: readonly string[];
}

/** Counts that must add up: discovered = done + failed + skipped. */
export interface Coverage {
  readonly discovered: number;
  readonly done: number;
  readonly failed: number;
  readonly skipped: number;
  readonly rendered: number;
  readonly blocked: number;
  readonly budgetHit: string | null;
  readonly reachedEnd: boolean;
}

export interface PortalArtifacts {
  readonly portal: Portal;
  readonly pages: readonly PageArtifact[]; // by `order`
  readonly site: Gathered<SiteParts>;
  readonly coverage: Coverage;
  readonly failures: readonly { readonly url: string; readonly kind: FailureKind; readonly detail: string }[];
}
