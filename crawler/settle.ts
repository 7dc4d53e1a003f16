import type { Page, Request } from 'playwright';
import { pause, within } from './deadline.ts';

const QUIET_MS = 500;
const MOST_MS = 8000;
const FONTS_MS = 2000;
const PENDING_MS = 4000; // a request older than this is a stream or a slow picture: nothing waits for it
const RETRY_MS = 100;
const SLACK_MS = 1000;

/** Requests under way that may still change the page. Long-lived ones (server-sent events, sockets) do not count. */
export const watchPending = (page: Page): (() => number) => {
  const started = new Map<Request, number>();
  page.on('request', (request) => {
    if (/^(document|stylesheet|image|font|script|xhr|fetch)$/.test(request.resourceType())) started.set(request, performance.now());
  });
  page.on('requestfinished', (request) => started.delete(request));
  page.on('requestfailed', (request) => started.delete(request));
  return () => [...started.values()].filter((at) => performance.now() - at < PENDING_MS).length;
};

/**
 * Waits until the page holds still: no elements or texts change for 500 ms and nothing it asked for is under way, at most
 * 8 s; then fonts; then animations are brought to their end. Never `networkidle`, which does not come with server-sent events.
 */
export const settle = async (page: Page, pending: () => number): Promise<void> => {
  const end = performance.now() + MOST_MS;
  for (;;) {
    const left = end - performance.now();
    if (left <= 0) break;
    try {
      await within(left + SLACK_MS, 'waiting for the page to hold still', page.evaluate(quietInPage, { quiet: QUIET_MS, most: left }));
      if (pending() === 0) break;
    } catch (error) {
      if (!wentElsewhere(error)) throw error; // it went to another page: wait for that one
      await page.waitForLoadState('domcontentloaded', { timeout: Math.max(1, end - performance.now()) });
    }
    await pause(RETRY_MS);
  }
  await within(FONTS_MS + SLACK_MS, 'waiting for fonts', page.evaluate(fontsAndAnimationsInPage, FONTS_MS)).catch((error: unknown) => {
    if (!wentElsewhere(error)) throw error;
  });
};

const wentElsewhere = (error: unknown): boolean => /context was destroyed|Cannot find context|navigation/i.test(String(error));

/** Runs in the page. Attributes are not watched: a carousel changes them for ever. */
const quietInPage = ({ quiet, most }: { quiet: number; most: number }): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      observer.disconnect();
      clearTimeout(timer);
      clearTimeout(last);
      resolve();
    };
    const observer = new MutationObserver(() => {
      clearTimeout(timer);
      timer = setTimeout(done, quiet);
    });
    let timer = setTimeout(done, quiet);
    const last = setTimeout(done, most);
    observer.observe(document, { childList: true, characterData: true, subtree: true });
  });

/** Runs in the page: what fades in is there, what moves for ever stands still. */
const fontsAndAnimationsInPage = async (most: number): Promise<void> => {
  await Promise.race([
    document.fonts.ready,
    new Promise((resolve) => {
      setTimeout(resolve, most);
    }),
  ]);
  for (const animation of document.getAnimations()) {
    try {
      animation.finish();
    } catch {
      animation.cancel();
    } // an endless one cannot be finished
  }
};
