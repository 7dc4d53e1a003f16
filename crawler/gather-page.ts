import type { GatherFailure, NotFoundPart, PageArtifact, ResponsePart } from './artifact.ts';
import type { MeasuredParts, VisitResult } from './browser-contract.ts';
import type { CaptureStore, LedgerEntry, PageCommit } from './contract.ts';
import type { Scope } from './host-kind.ts';
import type { Fetched } from './http.ts';
import { captureOf, pageArtifact, staticParts } from './page.ts';
import { classify } from './response-state.ts';

export interface GatherDeps {
  readonly store: CaptureStore;
  readonly phrases: (concept: string) => readonly string[];
  readonly notFound: NotFoundPart | GatherFailure | null;
  readonly scope: Scope;
  readonly now: () => Date;
}
/** A page read and understood, its blobs stored, not yet in the ledger. */
export interface Gathered {
  readonly commit: PageCommit;
  readonly page: PageArtifact;
}

/** From a response over HTTP to a page ready to be committed. */
export const fromHttp = (entry: LedgerEntry, { raw, redirects }: Fetched, deps: GatherDeps): Promise<Gathered> => {
  const response: ResponsePart = { requestedUrl: entry.url, url: raw.url, status: raw.status, headers: raw.headers, redirects, contentType: raw.mediaType, bytes: raw.body.byteLength, ms: raw.ms };
  return assemble(entry, response, raw.body, null, deps);
};

/** The same from a browser visit: parts come from the DOM after scripts, and that DOM is the capture. */
export const fromBrowser = (entry: LedgerEntry, visit: VisitResult, deps: GatherDeps): Promise<Gathered> => {
  const contentType =
    visit.headers
      .find(([name]) => name === 'content-type')?.[1]
      .split(';')[0]!
      .trim()
      .toLowerCase() ?? '';
  const response: ResponsePart = {
    requestedUrl: entry.url,
    url: visit.url,
    status: visit.status,
    headers: visit.headers,
    redirects: visit.redirects,
    contentType,
    bytes: visit.html.byteLength,
    ms: visit.ms,
  };
  return assemble(entry, response, visit.html, visit.measured, deps);
};

const assemble = async (entry: LedgerEntry, response: ResponsePart, bytes: Uint8Array, measured: MeasuredParts | null, deps: GatherDeps): Promise<Gathered> => {
  const fetchedBy = measured ? 'browser' : 'http';
  const parts = staticParts(response, bytes, fetchedBy);
  const { state } = classify({
    status: response.status,
    headers: response.headers,
    requestedUrl: entry.url,
    url: response.url,
    parts,
    rendered: fetchedBy === 'browser',
    notFound: deps.notFound,
    phrases: deps.phrases,
  });
  const source = await deps.store.put(bytes);
  const commit: PageCommit = {
    key: entry.key,
    finalUrl: response.url,
    capture: captureOf(response, source, bytes.byteLength, fetchedBy, state, deps.now()),
    redirects: response,
    measured: measured && (await deps.store.put(encode(measured))),
    source,
    fetchedBy,
    ms: response.ms,
  };
  return { commit, page: pageArtifact(entry, commit, parts, measured, deps.scope) };
};

/** The blob of what a browser measured. */
export const encode = (measured: MeasuredParts): Uint8Array => new TextEncoder().encode(JSON.stringify(measured));
export const decode = (bytes: Uint8Array): MeasuredParts => JSON.parse(new TextDecoder().decode(bytes)) as MeasuredParts;
