import type { Browser as Chromium, BrowserContext, Page } from 'playwright';
import type { GatherFailure } from './artifact.ts';
import { isFailure } from './artifact.ts';
import type { Browser, VisitFailure, VisitRequest, VisitResult } from './browser-contract.ts';
import { failureOfBrowser } from './browser-failure.ts';
import { canSandbox, launchFlags, playwrightChromium } from './chromium.ts';
import type { CaptureStore, Pace } from './contract.ts';
import { within } from './deadline.ts';
import { failed } from './failure-kinds.ts';
import { openGuardProxy } from './guard-proxy.ts';
import type { GuardProxy } from './guard-proxy.ts';
import { isThrottled } from './http.ts';
import { DESKTOP, visitPage } from './visit-page.ts';
import { ownYielding, yieldToOthers } from './yielding.ts';

const PAGES_PER_CONTEXT = 25; // contexts grow while they live and are the unit of cleaning (playwright #6319)
const LAUNCH_MS = 30_000;
const OPEN_MS = 15_000; // a context, a page
const CLOSE_PAGE_MS = 5000;
const CLOSE_MS = 10_000;
const MEASURE_MS = 100_000; // for everything after the page has answered

export interface BrowserOptions {
  readonly executable: string;
  readonly userAgent: string;
  readonly acceptLanguage: string;
  readonly allowPrivate: boolean;
  readonly concurrency: number;
  /** For a page to answer. Measuring it has limits of its own. */
  readonly timeoutMs: number;
  readonly store: CaptureStore;
  /** The same politeness as over HTTP: asked before a page is opened, told when it has answered. */
  readonly pace?: Pace;
  readonly signal: AbortSignal;
}

/** One running Chromium. `pid` leads its process group. */
interface Instance {
  readonly chromium: Chromium;
  readonly pid: number | null;
  alive: boolean;
}

/**
 * Starts a Chromium and lets it visit pages. Playwright directly, not Crawlee's PlaywrightCrawler: the queue, sessions,
 * fingerprints and browser retirement of its pool are of no use here and take half the pages per second (test/bench).
 */
export const openBrowser = async (options: BrowserOptions): Promise<Browser> => {
  const proxy = options.allowPrivate ? null : await openGuardProxy();
  let closed = false;
  let running: Promise<Instance>;
  try {
    running = Promise.resolve(await launch(options.executable, proxy));
  } catch (error) {
    await proxy?.close();
    throw error;
  }
  const version = (await running).chromium.version();

  /** The running browser, or a new one when the last has died. */
  const instance = async (): Promise<Instance> => {
    const seen = running;
    const last = await seen.catch(() => null);
    if (last?.alive) return last;
    if (closed) throw new Error('the browser was closed');
    if (running === seen) running = launch(options.executable, proxy); // several workers come here at once: one launches
    return running;
  };

  const visit: Browser['visit'] = async (requests, done) => {
    const waiting = requests.map((request) => ({ request, tries: 0 }));
    const worker = async (): Promise<void> => {
      const seat = seatIn(instance, options);
      try {
        for (let next = waiting.shift(); next && !options.signal.aborted && !closed; next = waiting.shift()) {
          const { result, browserDied } = await visitOne(next.request, seat, options, proxy);
          if (options.signal.aborted || closed) return;
          // The browser went down under it, perhaps another page's fault: once more, then it counts as its own.
          if (browserDied && isFailure(result) && next.tries++ === 0) {
            waiting.push(next);
            continue;
          }
          await done(result);
        }
      } finally {
        await seat.leave();
      }
    };
    await Promise.all(Array.from({ length: Math.max(1, Math.min(options.concurrency, requests.length)) }, worker));
    options.signal.throwIfAborted();
  };

  const close = async (): Promise<void> => {
    if (closed) return;
    closed = true;
    const last = await within(CLOSE_MS, 'starting the browser', running).catch(() => null);
    if (last) await shut(last);
    await proxy?.close();
  };
  return { version, visit, close };
};

const launch = async (executable: string, proxy: GuardProxy | null): Promise<Instance> => {
  const started = await playwrightChromium().launch({
    executablePath: executable,
    headless: true,
    chromiumSandbox: canSandbox(),
    args: [...launchFlags(proxy?.url ?? null)],
    timeout: LAUNCH_MS,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false, // the command line decides what a signal means
  });
  const instance: Instance = { chromium: started, pid: await pidOf(started), alive: true };
  if (instance.pid !== null && ownYielding() > 0) yieldToOthers(instance.pid, ownYielding()); // it leads a session of its own
  started.on('disconnected', () => {
    instance.alive = false;
  });
  return instance;
};

/** The browser's own process id: Playwright does not tell, the browser does. */
const pidOf = async (started: Chromium): Promise<number | null> => {
  try {
    const session = await within(OPEN_MS, 'asking for the process', started.newBrowserCDPSession());
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    await session.detach();
    return processInfo.find(({ type }) => type === 'browser')?.id ?? null;
  } catch {
    return null;
  }
};

const shut = async (instance: Instance): Promise<void> => {
  await within(CLOSE_MS, 'closing the browser', instance.chromium.close()).catch(() => undefined);
  if (instance.alive) kill(instance);
};

/** Ends a browser that no longer listens, with its renderers. */
const kill = (instance: Instance): void => {
  instance.alive = false;
  if (instance.pid === null) return;
  for (const target of [-instance.pid, instance.pid]) {
    // the whole group where there is one (not on Windows)
    try {
      process.kill(target, 'SIGKILL');
      return;
    } catch {
      /* already gone, or no group leader */
    }
  }
};

/** A worker's place in the browser: a context of its own, renewed every 25 pages and when the browser was. */
interface Seat {
  page(): Promise<{ readonly context: BrowserContext; readonly page: Page; readonly instance: Instance }>;
  leave(): Promise<void>;
}

const seatIn = (current: () => Promise<Instance>, options: BrowserOptions): Seat => {
  let held: { instance: Instance; context: BrowserContext; pages: number } | null = null;
  const leave = async (): Promise<void> => {
    const old = held;
    held = null;
    if (old?.instance.alive) await within(CLOSE_PAGE_MS, 'closing a context', old.context.close()).catch(() => undefined);
  };
  const page: Seat['page'] = async () => {
    const instance = await current();
    if (held && (held.instance !== instance || held.pages >= PAGES_PER_CONTEXT)) await leave();
    try {
      held ??= { instance, context: await within(OPEN_MS, 'opening a context', openContext(instance.chromium, options)), pages: 0 };
      held.pages++;
      const { context } = held;
      await within(OPEN_MS, 'forgetting cookies', context.clearCookies()); // each page as to a first visitor, whatever was opened before
      return { context, instance, page: await within(OPEN_MS, 'opening a page', context.newPage()) };
    } catch (error) {
      held = null;
      kill(instance); // a browser that opens no page is of no use to anybody
      throw error;
    }
  };
  return { page, leave };
};

const openContext = async (browser: Chromium, { userAgent, acceptLanguage }: BrowserOptions): Promise<BrowserContext> => {
  const locale = /[a-z]{2,3}(-[a-z0-9]+)*/i.exec(acceptLanguage)?.[0];
  const context = await browser.newContext({
    userAgent,
    viewport: DESKTOP,
    deviceScaleFactor: 1,
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
    acceptDownloads: false,
    bypassCSP: true,
    extraHTTPHeaders: acceptLanguage ? { 'accept-language': acceptLanguage } : {},
    ...(locale ? { locale } : {}),
  });
  context.on('page', (page) => {
    page.on('popup', (popup) => void popup.close().catch(() => undefined)); // dialogs Playwright dismisses itself while nobody listens
  });
  // An empty page that stays: without one each page starts a process of its own, which must compile axe-core anew (a third of the time of a visit).
  await context.newPage();
  return context;
};

/** One page from opening to closing, within a hard deadline. `browserDied`: not only this page was lost. */
const visitOne = async (request: VisitRequest, seat: Seat, options: BrowserOptions, proxy: GuardProxy | null): Promise<{ result: VisitResult | VisitFailure; browserDied: boolean }> => {
  const refuse = ({ failure, detail }: GatherFailure): VisitFailure => ({ key: request.key, failure, detail });
  if (!URL.canParse(request.url) || !/^https?:$/.test(new URL(request.url).protocol)) return { result: refuse(failed('bad-url', `${request.url} is not an http(s) URL`)), browserDied: false };
  const { host } = new URL(request.url);
  try {
    await options.pace?.wait(host, options.signal);
  } catch (error) {
    return { result: refuse(isFailure(error) ? error : failureOfBrowser(error)), browserDied: false };
  }
  let told = false;
  const answered = (status: number | null, retryAfter: string | null): void => {
    if (told) return;
    told = true;
    options.pace?.report(host, status === null ? 'failed' : isThrottled(status) ? 'throttled' : 'ok', Number(retryAfter) * 1000 || 0);
  };
  const over = new AbortController();
  let instance: Instance | null = null;
  let page: Page | null = null;
  try {
    const opened = await seat.page();
    ({ instance, page } = opened);
    const work = visitPage(opened.context, opened.page, request, { timeoutMs: options.timeoutMs, store: options.store, answered });
    const result = await within(options.timeoutMs + MEASURE_MS, 'this page', Promise.race([work, crashOf(opened.page), abortOf(options.signal, over.signal)]));
    return { result, browserDied: false };
  } catch (error) {
    const failure = failureOfBrowser(error);
    return { result: refuse((proxy && behindProxy(failure, request.url, proxy)) || failure), browserDied: instance === null || !instance.alive };
  } finally {
    over.abort();
    answered(0, null); // never asked: nothing against the host
    if (page && instance?.alive)
      await within(CLOSE_PAGE_MS, 'closing the page', page.close()).catch(() => {
        if (instance) kill(instance);
      });
  }
};

/** Through a proxy Chromium only says that the connection failed; the proxy knows why. */
const behindProxy = ({ failure }: GatherFailure, url: string, proxy: GuardProxy): GatherFailure | null => {
  if (failure !== 'refused' && failure !== 'reset') return null;
  const { hostname, port, protocol } = new URL(url);
  return proxy.failureOf(`${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`);
};

const crashOf = (page: Page): Promise<never> =>
  new Promise((_, reject) => {
    page.once('crash', () => reject(new Error('the page crashed')));
    page.once('close', () => reject(new Error('the page was closed')));
  });

const abortOf = (signal: AbortSignal, over: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true, signal: over });
  });
