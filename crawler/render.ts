import type { PageArtifact, PortalArtifacts } from './artifact.ts';
import { isFailure } from './artifact.ts';
import type { Browser, MeasuredParts, VisitRequest } from './browser-contract.ts';
import type { CaptureStore, Ledger, OnEvent } from './contract.ts';
import { failed } from './failure-kinds.ts';
import { encode } from './gather-page.ts';

export interface RenderDeps {
  readonly ledger: Ledger;
  readonly store: CaptureStore;
  readonly browser: () => Promise<Browser | null>;
  readonly onEvent: OnEvent;
  readonly signal: AbortSignal;
}

/**
 * Opens pages that were read over HTTP in the browser and keeps what only it can measure, beside the capture they were
 * read from. Visits already in the ledger (of a process that was killed) are not made again. Returns the artifacts with
 * the measurements in place.
 */
export const render = async (artifacts: PortalArtifacts, visits: readonly VisitRequest[], deps: RenderDeps): Promise<PortalArtifacts> => {
  const seen = new Map<string, MeasuredParts>();
  const measuredBefore = new Set(artifacts.pages.filter((page) => page.fetchedBy === 'http' && !isNotRendered(page)).map((page) => page.requestedUrl));
  const due = visits.filter((visit) => !measuredBefore.has(visit.key));
  if (!due.length) return artifacts;
  const browser = await deps.browser();
  if (!browser) return artifacts;
  let done = visits.length - due.length;
  await browser.visit(due, async (result) => {
    const measured = 'failure' in result ? gone(result.failure, result.detail) : result.measured;
    await deps.ledger.measure(result.key, await deps.store.put(encode(measured)), null);
    seen.set(result.key, measured);
    done++;
    deps.onEvent(
      'failure' in result
        ? { kind: 'failed', url: result.key, failure: result.failure, detail: result.detail }
        : { kind: 'page', url: result.url, by: 'browser', state: 'ok', done, known: visits.length },
    );
  });
  deps.signal.throwIfAborted();
  return withMeasured(artifacts, seen);
};

const isNotRendered = (page: PageArtifact): boolean => isFailure(page.parts.rendered) && page.parts.rendered.failure === 'not-rendered';

const gone = (...why: Parameters<typeof failed>): MeasuredParts => {
  const gap = failed(...why);
  return { accessibility: gap, mobile: gap, presentation: gap, keyboard: gap, rendered: gap };
};

const withMeasured = (artifacts: PortalArtifacts, seen: ReadonlyMap<string, MeasuredParts>): PortalArtifacts => {
  const pages = artifacts.pages.map((page) => {
    const measured = seen.get(page.requestedUrl);
    return measured ? { ...page, parts: { ...page.parts, ...measured } } : page;
  });
  return { ...artifacts, pages, coverage: { ...artifacts.coverage, rendered: pages.filter((page) => !isFailure(page.parts.rendered)).length } };
};
