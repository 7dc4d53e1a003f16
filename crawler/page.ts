import { createHash } from 'node:crypto';
import type { BlobRef, Capture, FetchedBy, GatherFailure, PageArtifact, PageParts, ResponsePart, ResponseState } from './artifact.ts';
import { isFailure } from './artifact.ts';
import type { MeasuredParts } from './browser-contract.ts';
import type { LedgerEntry, PageCommit } from './contract.ts';
import { failed } from './failure-kinds.ts';
import { hostKind, type Scope } from './host-kind.ts';
import { isPageType } from './http.ts';
import { extractParts } from './parts/extract.ts';
import type { StaticParts } from './parts/extract.ts';

/** Headers that make two captures different; dates, cookies and request numbers do not. */
const TELLING_HEADERS = new Set([
  'content-type',
  'content-language',
  'content-security-policy',
  'content-security-policy-report-only',
  'strict-transport-security',
  'x-frame-options',
  'x-content-type-options',
  'referrer-policy',
  'permissions-policy',
  'cross-origin-opener-policy',
  'cross-origin-embedder-policy',
  'cross-origin-resource-policy',
  'access-control-allow-origin',
  'link',
  'location',
  'server',
  'x-powered-by',
  'www-authenticate',
]);

export const captureOf = (response: ResponsePart, bytes: BlobRef, size: number, by: FetchedBy, state: ResponseState, now: Date): Capture => {
  const telling = response.headers.filter(([name]) => TELLING_HEADERS.has(name));
  const hash = createHash('sha256')
    .update(JSON.stringify([response.url, response.status, telling, bytes]))
    .digest('hex');
  return { hash, url: response.url, status: response.status, headers: response.headers, bytes, size, fetchedAt: now.toISOString(), by, state };
};

/** The static parts of a response, or null when it is not a page (a PDF, an image). */
export const staticParts = (response: ResponsePart, html: Uint8Array, by: FetchedBy): StaticParts | null =>
  isPageType(response.contentType) ? extractParts({ html, response, rendered: by === 'browser' }) : null;

/** Puts a page together from what the ledger and the capture store hold; a live crawl and a replay both end here. */
export const pageArtifact = (entry: LedgerEntry, commit: PageCommit, parts: StaticParts | null, measured: MeasuredParts | null, scope: Scope): PageArtifact => ({
  url: commit.finalUrl,
  requestedUrl: entry.url,
  // a redirect may have led to another host than the link named
  host: hostKind(commit.finalUrl, scope),
  capture: commit.capture,
  state: commit.capture.state,
  depth: entry.depth,
  order: entry.order,
  via: entry.via,
  fetchedBy: commit.fetchedBy,
  parts: { response: commit.redirects, ...(parts ?? unreadable(commit.redirects)), ...NOT_RENDERED, ...measured },
});

const NOT_OPENED = failed('not-rendered', 'the page was not opened in a browser');
const NOT_RUN = failed('not-tried', 'this tool was not run on this page');
const NOT_RENDERED: Required<MeasuredParts> = {
  accessibility: NOT_OPENED,
  mobile: NOT_OPENED,
  presentation: NOT_OPENED,
  keyboard: NOT_OPENED,
  rendered: NOT_OPENED,
  lighthouse: NOT_RUN,
  validator: NOT_RUN,
};

type NoParts = Record<keyof Omit<PageParts, 'response' | keyof MeasuredParts>, GatherFailure>;
const unreadable = (response: ResponsePart | GatherFailure): NoParts => {
  const gap = failed('unsupported-type', isFailure(response) ? response.detail : `${response.contentType} is not a page`);
  return { text: gap, headings: gap, links: gap, forms: gap, language: gap, structured: gap, meta: gap, markup: gap, shape: gap, structure: gap };
};
