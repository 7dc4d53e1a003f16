/** What named tools say of a page: plain data like the rest of `artifact.ts`. */

export type LighthouseCategory = 'performance' | 'best-practices' | 'seo';
/** One Lighthouse run with its mobile profile. Scores 0..100, null where Lighthouse could not say. */
export interface LighthousePart {
  readonly engine: 'lighthouse';
  readonly version: string;
  readonly benchmark: number; // Lighthouse's own measure of this machine's speed: below 500 its timings tell more of the machine than of the page
  readonly scores: Readonly<Record<LighthouseCategory, number | null>>;
  readonly metrics: { readonly lcpMs: number | null; readonly tbtMs: number | null; readonly cls: number | null; readonly bytes: number | null };
  readonly failed: readonly { readonly category: LighthouseCategory; readonly audit: string; readonly title: string }[]; // audits that took points
}

export interface MarkupMessage {
  readonly line: number;
  readonly text: string;
}
/** What the Nu Html Checker, the engine of validator.w3.org/nu, says of the bytes the server sent. */
export interface ValidatorPart {
  readonly engine: 'vnu';
  readonly version: string;
  readonly errors: number;
  readonly warnings: number;
  readonly first: readonly MarkupMessage[]; // the first errors, bounded
}
