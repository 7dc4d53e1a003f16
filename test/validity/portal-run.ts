import { loadCatalogue } from '../../config/catalogue.ts';
import { loadConcepts } from '../../config/concepts.ts';
import { loadLexicons } from '../../config/lexicon.ts';
import { readSettings } from '../../config/settings.ts';
import { loadChecks } from '../../checks/load.ts';
import { makePlanner } from '../../checks/planner.ts';
import { queriesOf } from '../../checks/run.ts';
import { prepareWords } from '../../checks/words.ts';
import type { Portal } from '../../crawler/artifact.ts';
import type { CrawlOptions, Planner } from '../../crawler/contract.ts';
import { crawl } from '../../crawler/crawl.ts';
import { EXTRACTOR_VERSION } from '../../crawler/extractor-version.ts';
import { localPace } from '../../crawler/pace.ts';
import { judge } from '../../queue/judge.ts';
import type { Store } from '../../storage/store.ts';

export const AS_OF = '2026-11-23';

interface Visit {
  readonly store: Store;
  readonly url: string;
  readonly name: string;
  readonly maxPages: number;
  readonly planner?: Planner;
}

/** Reads a city's portal over HTTP alone and drafts all answers: with the usual planner or another, within a budget. */
export const answersOf = async ({ store, url, name, maxPages, planner }: Visit): Promise<{ readonly answers: ReadonlyMap<string, string>; readonly pages: number }> => {
  const catalogue = await loadCatalogue('losi-2024');
  const words = prepareWords(await loadConcepts(), await loadLexicons());
  const portal: Portal = { url, role: 'city', aliases: [] };
  const settings = readSettings();
  const options: CrawlOptions = {
    start: portal.url,
    aliases: [],
    portals: [],
    maxPages,
    browserPages: 0,
    maxMinutes: 5,
    delayMs: 0,
    concurrency: 4,
    maxBodyBytes: settings.maxBodyBytes,
    maxRedirects: 5,
    timeoutMs: 10_000,
    allowPrivate: true,
    userAgent: settings.userAgent,
    acceptLanguage: 'en',
    chromium: null,
    seed: 1,
    hops: 1,
  };
  const run = {
    id: name,
    subject: name,
    level: 'municipal' as const,
    startedAt: AS_OF,
    finishedAt: null,
    status: 'running' as const,
    reason: '',
    codeVersion: 'test',
    extractorVersion: EXTRACTOR_VERSION,
    catalogue: 'losi-2024',
    catalogueVersion: 'test',
    options: {},
    optionsKey: name,
    seed: 1,
    asOf: AS_OF,
    userAgent: '',
    vantage: '',
  };
  await store.beginRun(run, { id: name, name, level: 'municipal' }, [portal]);
  const { artifacts } = await crawl({
    portal,
    options,
    store: store.blobs,
    ledger: store.ledger(name),
    planner: planner ?? makePlanner({ portal, level: 'municipal', asOf: AS_OF, words, queries: queriesOf(catalogue) }),
    pace: localPace({ delayMs: 0 }),
    phrases: () => [],
    browser: async () => null,
    onEvent: () => undefined,
    signal: new AbortController().signal,
    now: () => new Date(AS_OF),
  });
  const { drafts } = judge([artifacts], { level: 'municipal', asOf: AS_OF }, catalogue, await loadChecks(), words);
  return { answers: new Map(drafts.map((draft) => [draft.indicator, draft.answer])), pages: artifacts.pages.length };
};
