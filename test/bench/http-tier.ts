import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryStorage } from '@crawlee/memory-storage';
import { load } from 'cheerio';
import { CheerioCrawler, Configuration, HttpCrawler, log } from 'crawlee';
import { readSettings } from '../../config/settings.ts';
import type { CrawlOptions, Planner } from '../../crawler/contract.ts';
import { crawl } from '../../crawler/crawl.ts';
import { localPace } from '../../crawler/pace.ts';
import { extractParts } from '../../crawler/parts/extract.ts';
import { openStore } from '../../storage/store.ts';
import type { Contestant } from './measure.ts';

const settings = readSettings();
const { concurrency } = settings;

const crawlOptions = (start: string, maxPages: number): CrawlOptions => ({
  start,
  aliases: [],
  portals: [],
  maxPages,
  browserPages: 0,
  maxMinutes: settings.maxMinutes,
  delayMs: 0,
  concurrency,
  maxBodyBytes: settings.maxBodyBytes,
  maxRedirects: settings.maxRedirects,
  timeoutMs: settings.timeoutMs,
  allowPrivate: true,
  userAgent: settings.userAgent,
  acceptLanguage: 'en',
  chromium: null,
  seed: 1,
  hops: 1,
});

const takeAll: Planner = ({ frontier, remaining }) => ({ requests: frontier.slice(0, remaining.pages).map(({ key }) => ({ key, score: 1, why: 'all' })), stop: null });

/** Our tier as an assessment uses it: robots.txt, site parts, discovery, states, captures and ledger on disk. */
const ours = (start: string, count: number): Contestant => ({
  name: `egov: crawl() with ledger and captures, concurrency ${concurrency}`,
  run: async () => {
    const data = await mkdtemp(join(tmpdir(), 'egov-bench-'));
    const store = await openStore({ data });
    try {
      const run = randomUUID();
      const portal = { url: start, role: 'city', aliases: [] } as const;
      await store.beginRun(
        {
          id: run,
          subject: 'bench',
          level: 'municipal',
          startedAt: '2026-01-01T00:00:00Z',
          finishedAt: null,
          status: 'running',
          reason: '',
          codeVersion: '',
          extractorVersion: '',
          catalogue: 'losi-2024',
          catalogueVersion: '',
          options: {},
          optionsKey: run,
          seed: 1,
          asOf: '2026-01-01',
          userAgent: '',
          vantage: '',
        },
        { id: 'bench', name: 'Bench', level: 'municipal' },
        [portal],
      );
      const { artifacts } = await crawl({
        portal,
        options: crawlOptions(start, count),
        store: store.blobs,
        ledger: store.ledger(run),
        planner: takeAll,
        pace: localPace({ delayMs: 0 }),
        phrases: () => [],
        browser: async () => null,
        onEvent: () => undefined,
        signal: new AbortController().signal,
        now: () => new Date(),
      });
      return artifacts.coverage.done;
    } finally {
      await store.close();
      await rm(data, { recursive: true, force: true });
    }
  },
});

const inMemory = (): Configuration => new Configuration({ persistStorage: false, purgeOnStart: false, storageClient: new MemoryStorage({ persistStorage: false, writeMetadata: false }) });
const SENSIBLE = { minConcurrency: concurrency, maxConcurrency: concurrency, useSessionPool: false, retryOnBlocked: false } as const;
type Answer = {
  readonly body: string | Buffer;
  readonly request: { readonly url: string; readonly loadedUrl?: string };
  readonly response: { readonly headers: Readonly<Record<string, string | string[] | undefined>> };
};

const read = ({ body, request, response }: Answer): void => {
  const headers = Object.entries(response.headers).flatMap(([name, value]): [string, string][] => (typeof value === 'string' ? [[name, value]] : []));
  extractParts({ html: typeof body === 'string' ? new TextEncoder().encode(body) : body, response: { url: request.loadedUrl ?? request.url, headers }, rendered: false });
};

const cheerioCrawler = (urls: readonly string[]): Contestant => ({
  name: `crawlee: CheerioCrawler over a list, same parsing, result discarded`,
  run: async () => {
    const crawler = new CheerioCrawler({ ...SENSIBLE, requestHandler: async (context) => read(context as unknown as Answer) }, inMemory());
    return (await crawler.run([...urls])).requestsFinished;
  },
});

const httpCrawler = (urls: readonly string[]): Contestant => ({
  name: `(information) crawlee: HttpCrawler, same, without a parse of its own`,
  run: async () => {
    const crawler = new HttpCrawler({ ...SENSIBLE, requestHandler: async (context) => read(context as unknown as Answer) }, inMemory());
    return (await crawler.run([...urls])).requestsFinished;
  },
});

const atOnce = async (urls: readonly string[], visit: (url: string) => Promise<void>): Promise<number> => {
  const waiting = urls.values();
  let done = 0;
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      for (const url of waiting) {
        await visit(url);
        done++;
      }
    }),
  );
  return done;
};

const bareCheerio = (urls: readonly string[]): Contestant => ({
  name: '(information) fetch + cheerio: title and links only',
  run: () =>
    atOnce(urls, async (url) => {
      const $ = load(await (await fetch(url)).text());
      $('title').text();
      $('a[href]')
        .map((_, link) => $(link).text())
        .get();
    }),
});

const bareParts = (urls: readonly string[]): Contestant => ({
  name: '(information) fetch + the same parsing: nothing but that',
  run: () => atOnce(urls, async (url) => read({ body: Buffer.from(await (await fetch(url)).arrayBuffer()), request: { url }, response: { headers: { 'content-type': 'text/html; charset=utf-8' } } })),
});

export const httpContestants = (origin: string, urls: readonly string[]) => {
  log.setLevel(log.LEVELS.OFF);
  return { ours: ours(`${origin}/`, urls.length), crawlee: cheerioCrawler(urls), others: [httpCrawler(urls), bareParts(urls), bareCheerio(urls)] };
};
