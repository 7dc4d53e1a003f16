import type { GatherFailure } from './artifact.ts';

/** What a few files that pages link to, or that stand at well-known addresses, say of themselves. */

/** What a PDF says of itself, as PDF.js reads it. */
export interface PdfFacts {
  readonly tagged: boolean; // MarkInfo /Marked (ISO 32000-1 §14.8.1)
  readonly language: string; // of the document (§14.9.2), '' if none
  readonly title: string; // from the document information or XMP, '' if none
  readonly pages: number;
  readonly hasText: boolean; // on its first page; without it is a picture of a page
}
export interface LinkedDocument {
  readonly url: string;
  readonly from: string; // URL of the page that links it first
  readonly bytes: number; // 0 where it was not received
  readonly facts: PdfFacts | GatherFailure;
}
export interface DocumentsPart {
  readonly reader: string; // name of the program that read them
  readonly version: string;
  readonly linked: number; // different PDF documents linked from the pages read
  readonly sample: readonly LinkedDocument[];
}

/** Apps that a host names as its own: packages of Android (Digital Asset Links) or application identifiers of Apple (associated domains). */
export interface AppLinks {
  readonly url: string;
  readonly status: number;
  readonly apps: readonly string[];
  readonly readable: boolean; // answered 200 with JSON of the expected shape
}
export interface AppLinksPart {
  readonly android: AppLinks | GatherFailure;
  readonly apple: AppLinks | GatherFailure;
}

/** A web app manifest, opened (W3C Web Application Manifest). */
export interface ManifestPart {
  readonly url: string;
  readonly name: string; // name or short_name, '' if none
  readonly startUrl: string;
  readonly display: string;
  readonly icons: readonly number[]; // edge of the square icons in px, 0 for "any"
  readonly apps: readonly { readonly platform: string; readonly id: string }[]; // related_applications
}
