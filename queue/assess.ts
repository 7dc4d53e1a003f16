import { join } from 'node:path';
import type { Catalogue, CatalogueId } from '../config/catalogue.ts';
import { loadCatalogue } from '../config/catalogue.ts';
import { loadConcepts } from '../config/concepts.ts';
import { loadLexicons } from '../config/lexicon.ts';
import type { Settings } from '../config/settings.ts';
import type { Check, Words } from '../checks/contract.ts';
import { loadChecks } from '../checks/load.ts';
import { makePlanner } from '../checks/planner.ts';
import type { SampleDepth } from '../checks/pages/sample.ts';
import { planVisits } from '../checks/pages/visits.ts';
import { queriesOf } from '../checks/run.ts';
import { prepareWords } from '../checks/words.ts';
import { isFailure, type Level, type Portal, type PortalArtifacts } from '../crawler/artifact.ts';
import type { Browser } from '../crawler/browser-contract.ts';
import { openBrowser } from '../crawler/browser.ts';
import { findChromium } from '../crawler/chromium.ts';
import type { CrawlEvent, CrawlOptions, Pace } from '../crawler/contract.ts';
import { crawl } from '../crawler/crawl.ts';
import { EXTRACTOR_VERSION } from '../crawler/extractor-version.ts';
import { localPace } from '../crawler/pace.ts';
import { loadArtifacts } from '../crawler/replay.ts';
import { render } from '../crawler/render.ts';
import type { Run } from '../storage/contract.ts';
import type { Conclusions, Store } from '../storage/store.ts';
import { beginRun, type TakeUp } from './begin-run.ts';
import { depthOf, judge, type Judged, withoutMeasurements } from './judge.ts';
import { browserWithMemory, measuredBefore } from './measured-before.ts';
import { measureWithTools } from './measure-with-tools.ts';
import { mayPass, whyNothing } from './nothing.ts';
import { codeVersion } from './versions.ts';

/** How one subject is to be visited and judged. Times in milliseconds, days as ISO dates. */
export interface AssessOptions {
  readonly maxPages: number;
  readonly browserPages: number;
  readonly delayMs: number;
  readonly allowPrivate: boolean;
  readonly aliases: readonly string[];
  readonly asOf: string;
  readonly seed: number;
  readonly fresh: boolean;
  readonly concurrency: number;
  /** Pages to measure with Lighthouse; none when missing. */
  readonly lighthouse?: number;
  /** How deep the browser's sample is to be; full when missing. */
  readonly sample?: SampleDepth;
}
export interface AssessRequest {
  readonly subject: { readonly id: string; readonly name: string; readonly level: Level };
  readonly portals: readonly [Portal, ...Portal[]];
  readonly catalogue: Catalogue;
  readonly options: AssessOptions;
}
export type AssessEvent =
  | CrawlEvent
  | { readonly kind: 'phase'; readonly phase: 'reading' | 'rendering' | 'measuring' | 'judging'; readonly portal: string }
  | { readonly kind: 'resumed'; readonly runId: string; readonly pages: number };
export interface AssessDeps {
  readonly store: Store;
  readonly settings: Settings;
  readonly onEvent: (event: AssessEvent) => void;
  readonly signal: AbortSignal;
  /** Politeness; within this process when not given. */
  readonly pace?: Pace;
  /** An earlier run whose browser measurements are taken over for pages with an unchanged body. */
  readonly previous?: Run | null;
  readonly takeUp?: TakeUp;
  /** Told the run as soon as it is known. */
  readonly onRun?: (run: string) => void;
}
/** `nothing`: no page could be read; `reason` says why in words a person can act on, `passing` whether another try may help. */
export interface AssessOutcome {
  readonly runId: string;
  readonly status: 'done' | 'nothing';
  readonly reason: string;
  readonly passing: boolean;
}

const HOPS = 1; // clicks off the portal, to official hosts and services it links to (design §4, locus)
const LEAST_WORDS = 5; // a start page with fewer is empty

/**
 * Visits a subject's portals and drafts its answers: crawl in rounds, judge once to learn which pages carry evidence,
 * let the browser open those and the sample, judge again, store. An unfinished run with the same options is taken up.
 */
export const assess = async (request: AssessRequest, deps: AssessDeps): Promise<AssessOutcome> => {
  const { store, settings, onEvent } = deps;
  const now = () => new Date();
  const { run, resumed } = await beginRun(request, { store, settings, now, ...deps.takeUp });
  deps.onRun?.(run.id);
  const ledger = store.ledger(run.id);
  if (resumed) onEvent({ kind: 'resumed', runId: run.id, pages: (await ledger.commits()).length });
  const { words, checks } = await knowledge(join(settings.data, 'cache'));
  const [portal, ...others] = request.portals;
  const options = await crawlOptions(request, others, settings);
  const pace = deps.pace ?? localPace({ delayMs: options.delayMs });
  const browser = browserOnDemand(options, pace, deps);
  const shared = { ledger, store: store.blobs, browser: browser.open, onEvent, signal: deps.signal };
  try {
    onEvent({ kind: 'phase', phase: 'reading', portal: portal.url });
    const planner = makePlanner({ portal, level: request.subject.level, asOf: run.asOf, words, queries: queriesOf(request.catalogue) });
    const visited = await crawl({ ...shared, portal, options, planner, pace, phrases: phrasesOf(words), now });
    if (!visited.artifacts.pages.some(isReadable)) {
      const reason = whyNothing(visited.artifacts);
      await store.finishRun(run.id, 'nothing', reason, now().toISOString());
      return { runId: run.id, status: 'nothing', reason, passing: mayPass(visited.artifacts) };
    }
    const early = judge([withoutMeasurements(visited.artifacts)], run, request.catalogue, checks, words);
    const { visits } = planVisits({
      pages: visited.artifacts.pages,
      drafts: early.drafts,
      roles: early.roles,
      budget: options.chromium === null ? 0 : options.browserPages,
      seed: run.seed,
      depth: depthOf(run),
    });
    if (visits.length) onEvent({ kind: 'phase', phase: 'rendering', portal: portal.url });
    const unchanged = await measuredBefore(deps.previous ?? null, visited.artifacts, store);
    const artifacts = await render(visited.artifacts, visits, { ...shared, browser: browserWithMemory(unchanged, browser.open, options.chromium !== null) });
    if (unchanged.taken.size) onEvent({ kind: 'note', text: `${unchanged.taken.size} of ${visits.length} pages are unchanged since run ${deps.previous?.id}: what the browser measured then holds.` });
    const measured = await measureWithTools(artifacts, visits, request.options.lighthouse ?? 0, { ...shared, settings, crawl: options, pace });
    onEvent({ kind: 'phase', phase: 'judging', portal: portal.url });
    await conclude(run, request.subject, measured, { store, catalogue: request.catalogue, checks, words });
    await store.finishRun(run.id, 'done', visited.stopped, now().toISOString());
    return { runId: run.id, status: 'done', reason: visited.stopped, passing: false };
  } catch (error) {
    if (!deps.signal.aborted) await store.noteFailure(run.id, error instanceof Error ? error.message : String(error)).catch(() => undefined);
    throw error;
  } finally {
    await browser.close();
  }
};

/** Judges a stored visit again with today's checks, words and catalogue, and stores what it concludes. Makes no request. */
export const replay = async (runId: string, { store, settings, onEvent }: AssessDeps): Promise<AssessOutcome> => {
  const { run, artifacts } = await storedVisit(runId, store);
  onEvent({ kind: 'phase', phase: 'judging', portal: artifacts.portal.url });
  const { words, checks } = await knowledge(join(settings.data, 'cache'));
  await conclude(run, await store.subjectOf(runId), artifacts, { store, catalogue: await loadCatalogue(run.catalogue as CatalogueId), checks, words });
  return { runId, status: 'done', reason: run.reason, passing: false };
};

/** What today's checks, words and catalogue make of a stored visit. Stores nothing: what the run concluded then stays. */
export const rejudge = async (runId: string, store: Store): Promise<Judged> => {
  const { run, artifacts } = await storedVisit(runId, store);
  const { words, checks } = await knowledge();
  return judge([artifacts], run, await loadCatalogue(run.catalogue as CatalogueId), checks, words);
};

const storedVisit = async (runId: string, store: Store): Promise<{ readonly run: Run; readonly artifacts: PortalArtifacts }> => {
  const run = await store.run(runId);
  if (!run) throw Object.assign(new Error(`There is no run "${runId}" in this data folder.`), { name: 'ConfigError' });
  if (run.status !== 'done') throw Object.assign(new Error(`The run ${runId} is not finished (${run.status}), so there is nothing to judge again.`), { name: 'ConfigError' });
  const [portal] = await store.portalsOf(runId);
  return { run, artifacts: await loadArtifacts({ ledger: store.ledger(runId), store: store.blobs, portal: portal!, options: { start: portal!.url, aliases: portal!.aliases } }) };
};

const knowledge = async (cache: string | null = null): Promise<{ readonly words: Words; readonly checks: ReadonlyMap<string, Check> }> => ({
  words: prepareWords(await loadConcepts(), await loadLexicons(undefined, cache)),
  checks: await loadChecks(),
});

const isReadable = (page: PortalArtifacts['pages'][number]): boolean => page.state === 'ok' && !isFailure(page.parts.text) && page.parts.text.words >= LEAST_WORDS;

const conclude = async (
  run: Run,
  subject: AssessRequest['subject'],
  artifacts: PortalArtifacts,
  { store, catalogue, checks, words }: { readonly store: Store; readonly catalogue: Catalogue; readonly checks: ReadonlyMap<string, Check>; readonly words: Words },
): Promise<void> => {
  const judged = judge([artifacts], run, catalogue, checks, words);
  const languages = Object.entries(judged.languages)
    .sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
    .map(([language]) => language);
  const conclusions: Conclusions = {
    subject,
    portals: [{ ...artifacts.portal, languages }],
    coverage: { ...artifacts.coverage, languages: judged.languages },
    answers: judged.drafts,
    findings: judged.findings,
    score: judged.score,
    pages: judged.pages,
    failures: artifacts.failures,
  };
  await store.saveConclusions(run.id, conclusions, { codeVersion: codeVersion(), extractorVersion: EXTRACTOR_VERSION, catalogueVersion: catalogue.version });
};

const crawlOptions = async ({ portals: [portal], options }: AssessRequest, others: readonly Portal[], settings: Settings): Promise<CrawlOptions> => ({
  start: portal.url,
  aliases: portal.aliases,
  portals: others.map(({ url }) => url),
  maxPages: options.maxPages,
  browserPages: options.browserPages,
  maxMinutes: settings.maxMinutes,
  delayMs: options.delayMs,
  concurrency: options.concurrency,
  maxBodyBytes: settings.maxBodyBytes,
  maxRedirects: settings.maxRedirects,
  timeoutMs: settings.timeoutMs,
  allowPrivate: options.allowPrivate,
  userAgent: settings.userAgent,
  acceptLanguage: 'en;q=0.5, *;q=0.3',
  chromium: options.browserPages > 0 ? await findChromium(settings.chromium) : null,
  seed: options.seed,
  hops: HOPS,
});

/** One browser for the whole run, started when first needed. */
const browserOnDemand = (options: CrawlOptions, pace: Pace, { store, onEvent, signal }: AssessDeps): { readonly open: () => Promise<Browser | null>; readonly close: () => Promise<void> } => {
  let opened: Promise<Browser | null> | undefined;
  const open = async (): Promise<Browser | null> => {
    if (options.chromium === null) {
      if (options.browserPages > 0) onEvent({ kind: 'note', text: 'No Chromium here, so nothing is rendered: accessibility and mobile use stay open. egov doctor says how to get one.' });
      return null;
    }
    return openBrowser({
      executable: options.chromium,
      userAgent: options.userAgent,
      acceptLanguage: options.acceptLanguage,
      allowPrivate: options.allowPrivate,
      concurrency: options.concurrency > 1 ? Math.min(options.concurrency + 1, 4) : 1,
      timeoutMs: options.timeoutMs,
      store: store.blobs,
      pace,
      signal,
    });
  };
  return {
    open: () => (opened ??= open()),
    close: async () => {
      await (await opened?.catch(() => null))?.close();
    },
  };
};

const phrasesOf = (words: Words): ((concept: string) => readonly string[]) => {
  const all = new Map<string, readonly string[]>();
  return (concept) => {
    if (!all.has(concept))
      all.set(
        concept,
        words.languages.flatMap(
          (language) =>
            words
              .lexicon(language)
              ?.concepts.get(concept)
              ?.map((phrase) => phrase.text) ?? [],
        ),
      );
    return all.get(concept)!;
  };
};
