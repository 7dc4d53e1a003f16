import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
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
import { type DemoPortals, startDemoPortals } from '../../reports/demo/serve.ts';
import { openStore, type Store } from '../../storage/store.ts';

/** The same portal read in another order must come to the same answers: order is our choice, not a fact about the portal. */

const AS_OF = '2026-11-23';
let portals: DemoPortals;
let store: Store;
let folder = '';
beforeAll(async () => {
  portals = await startDemoPortals({ asOf: AS_OF });
  folder = await mkdtemp(join(tmpdir(), 'egov-order-'));
  store = await openStore({ data: folder });
});
afterAll(async () => {
  await portals.close();
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

const randomFrom = (seed: number) => () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 2 ** 32;
};

/** Plans as the real planner would, but hands the frontier's pages out in random order. */
const shuffled = (seed: number): Planner => {
  const next = randomFrom(seed);
  return ({ frontier, remaining }) => {
    const keys = frontier
      .filter((entry) => entry.host === 'portal')
      .map((entry) => ({ key: entry.key, at: next() }))
      .sort((a, b) => a.at - b.at)
      .slice(0, Math.min(8, remaining.pages));
    return { requests: keys.map(({ key }) => ({ key, score: 0, why: 'shuffled' })), stop: keys.length ? null : 'whole portal read' };
  };
};

const answersWith = async (name: string, planner: Planner | null): Promise<ReadonlyMap<string, string>> => {
  const catalogue = await loadCatalogue('losi-2024');
  const words = prepareWords(await loadConcepts(), await loadLexicons());
  const portal: Portal = { url: portals.municipal.url, role: 'city', aliases: [] };
  const settings = readSettings();
  const options: CrawlOptions = {
    start: portal.url,
    aliases: [],
    portals: [],
    maxPages: 200,
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
    subject: 'order',
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
  await store.beginRun(run, { id: 'order', name: 'order', level: 'municipal' }, [portal]);
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
  return new Map(judge([artifacts], { level: 'municipal', asOf: AS_OF }, catalogue, await loadChecks(), words).drafts.map((draft) => [draft.indicator, draft.answer]));
};

it('with the crawl order shuffled at most 2 % of answers change, and none from yes to not-found', async () => {
  const usual = await answersWith('usual', null);
  for (const seed of [1, 2, 3]) {
    const other = await answersWith(`shuffled-${seed}`, shuffled(seed));
    const changed = [...usual].filter(([indicator, answer]) => other.get(indicator) !== answer).map(([indicator, answer]) => `${indicator}: ${answer} → ${other.get(indicator)}`);
    process.stderr.write(`order ${seed}: ${changed.length} of ${usual.size} answers differ ${changed.join(', ')}\n`);
    expect(changed.length / usual.size).toBeLessThanOrEqual(0.02);
    expect(changed.filter((line) => line.endsWith('yes → not-found'))).toEqual([]);
  }
});
