import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryStorage } from '@crawlee/memory-storage';
import { Configuration, log, PlaywrightCrawler } from 'crawlee';
import { chromium, type Page } from 'playwright';
import { runAxe } from '../../crawler/axe.ts';
import { openBrowser } from '../../crawler/browser.ts';
import { canSandbox, launchFlags } from '../../crawler/chromium.ts';
import { readSettings } from '../../config/settings.ts';
import { openBlobs } from '../../storage/blobs.ts';
import type { Contestant } from './measure.ts';

const AXE_MS = 30_000;
const settings = readSettings();
const axe = async (page: Page): Promise<void> => {
  await runAxe(page, 'whole', AXE_MS);
};
const launch = (executable: string) => ({ executablePath: executable, headless: true, chromiumSandbox: canSandbox(), args: [...launchFlags(null)] });

/** Our tier, with only axe or with everything an assessment measures. */
export const ours = (executable: string, urls: readonly string[], concurrency: number, all = false): Contestant => ({
  name: all ? `egov: axe + mobile + screenshot, ${concurrency} at a time` : `egov: visit() with axe, ${concurrency} at a time`,
  run: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'egov-bench-'));
    const browser = await openBrowser({
      executable,
      userAgent: settings.userAgent,
      acceptLanguage: 'en',
      allowPrivate: true,
      concurrency,
      timeoutMs: settings.timeoutMs,
      store: openBlobs(folder),
      signal: new AbortController().signal,
    });
    try {
      let done = 0;
      await browser.visit(
        urls.map((url) => ({ key: url, url, accessibility: true, mobile: all, screenshot: all, archive: false, marks: [] })),
        async (result) => {
          if ('failure' in result) throw new Error(`${result.key}: ${result.detail}`);
          if ('failure' in result.measured.accessibility) throw new Error(`${result.key}: ${result.measured.accessibility.detail}`);
          done++;
        },
      );
      return done;
    } finally {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
});

/** A fresh page for each visit, load, axe, close. Nothing waits for the page to hold still, nothing is kept. */
export const barePlaywright = (executable: string, urls: readonly string[], concurrency: number): Contestant => ({
  name: `bare Playwright: a fresh page, load, axe; ${concurrency} at a time`,
  run: async () => {
    const browser = await chromium.launch(launch(executable));
    try {
      const context = await browser.newContext();
      const waiting = urls.values();
      let done = 0;
      await Promise.all(
        Array.from({ length: concurrency }, async () => {
          for (const url of waiting) {
            const page = await context.newPage();
            await page.goto(url);
            await axe(page);
            await page.close();
            done++;
          }
        }),
      );
      return done;
    } finally {
      await browser.close();
    }
  },
});

const configuration = (folder?: string): Configuration =>
  new Configuration({ purgeOnStart: false, storageClient: new MemoryStorage(folder ? { localDataDirectory: folder } : { persistStorage: false, writeMetadata: false }) });

/** Crawlee's loop with its costly conveniences off. */
export const playwrightCrawler = (executable: string, urls: readonly string[], concurrency: number): Contestant => ({
  name: `crawlee: PlaywrightCrawler, sessions and fingerprints off; ${concurrency} at a time`,
  run: async () => {
    log.setLevel(log.LEVELS.OFF);
    const crawler = new PlaywrightCrawler(
      {
        launchContext: { launchOptions: launch(executable) },
        browserPoolOptions: { useFingerprints: false, retireBrowserAfterPageCount: 1000 },
        useSessionPool: false,
        retryOnBlocked: false,
        minConcurrency: concurrency,
        maxConcurrency: concurrency,
        requestHandler: async ({ page }) => axe(page as unknown as Page),
      },
      configuration(),
    );
    return (await crawler.run([...urls])).requestsFinished;
  },
});

/** As it comes: sessions, fingerprints, its own idea of concurrency, its queue on disk. */
export const playwrightCrawlerAsItComes = (executable: string, urls: readonly string[]): Contestant => ({
  name: '(information) crawlee: PlaywrightCrawler with its defaults',
  run: async () => {
    log.setLevel(log.LEVELS.OFF);
    const folder = await mkdtemp(join(tmpdir(), 'egov-bench-'));
    try {
      const crawler = new PlaywrightCrawler({ launchContext: { launchOptions: launch(executable) }, requestHandler: async ({ page }) => axe(page as unknown as Page) }, configuration(folder));
      return (await crawler.run([...urls])).requestsFinished;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
});
