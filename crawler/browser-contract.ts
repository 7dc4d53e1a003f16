import type { AccessibilityPart, FailureKind, GatherFailure, KeyboardPart, LighthousePart, MobilePart, PresentationPart, RenderedPart, ValidatorPart } from './artifact.ts';

/** One page to open in the browser, and what is wanted of it. One load serves everything at one width. */
export interface VisitRequest {
  readonly key: string;
  readonly url: string;
  readonly accessibility: boolean;
  /** Phone widths, how text looks, and what the keyboard reaches. */
  readonly mobile: boolean;
  readonly screenshot: boolean;
  /** Keep the rendered DOM with its sub-resources inlined (pages that carry evidence). */
  readonly archive: boolean;
  /** Elements to cut out of the page as small pictures, outlined: CSS selectors, or a text to find when the selector fails. */
  readonly marks: readonly { readonly selector: string; readonly quote: string }[];
}

/** What the browser saw. A part that failed says why; the others stay. */
export interface VisitResult {
  readonly key: string;
  readonly url: string; // final URL
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly redirects: readonly { readonly from: string; readonly to: string; readonly status: number }[];
  readonly html: Uint8Array; // serialised DOM after scripts, UTF-8
  readonly ms: number;
  readonly measured: MeasuredParts;
}
/** Stored as one JSON blob beside the page's capture. */
export interface MeasuredParts {
  readonly accessibility: AccessibilityPart | GatherFailure;
  readonly mobile: MobilePart | GatherFailure;
  readonly presentation: PresentationPart | GatherFailure;
  readonly keyboard: KeyboardPart | GatherFailure;
  readonly rendered: RenderedPart | GatherFailure;
  /** From programs of their own, after the visit; missing where they were not run. */
  readonly lighthouse?: LighthousePart | GatherFailure;
  readonly validator?: ValidatorPart | GatherFailure;
}
export interface VisitFailure {
  readonly key: string;
  readonly failure: FailureKind;
  readonly detail: string;
}

/** A Chromium that visits pages, several at a time, and never outlives `close`. */
export interface Browser {
  readonly version: string;
  /** Visits all requests; calls `done` once for each, as they finish. Never throws for a page. */
  visit(requests: readonly VisitRequest[], done: (result: VisitResult | VisitFailure) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}
