import type { BrowserContext, Page, Request, Response } from 'playwright';
import type { AccessibilityPart, GatherFailure, RenderedPart, Screenshot } from './artifact.ts';
import { isFailure } from './artifact.ts';
import { archiveOf } from './archive.ts';
import type { Resource } from './archive.ts';
import { LARGE_PAGE_NODES, runAxe, withContrast } from './axe.ts';
import type { MeasuredParts, VisitRequest, VisitResult } from './browser-contract.ts';
import { failureOfBrowser } from './browser-failure.ts';
import { takeClips } from './clips.ts';
import type { CaptureStore } from './contract.ts';
import { within } from './deadline.ts';
import { failed } from './failure-kinds.ts';
import { daysUntil, readFirstVisit, watchHosts } from './first-visit.ts';
import { measureKeyboard } from './keyboard.ts';
import { measureMobile } from './mobile.ts';
import { countWords } from './parts/count-words.ts';
import { measurePresentation } from './presentation.ts';
import { settle, watchPending } from './settle.ts';

export const DESKTOP = { width: 1280, height: 800 } as const; // also the width WCAG 2.2 SC 1.4.10 starts from
const TALLEST_PICTURE = 6000; // CSS px, of a page that carries evidence
const FIRST_SCREENS = 3 * DESKTOP.height; // of any other: a long picture costs as much as a third of axe-core
const JPEG_QUALITY = 60;
const SHOT_MS = 10_000;
const READ_MS = 10_000;
const AXE_MS = 30_000;
const CONTRAST_MS = 20_000;
const MOST_ERRORS = 20;
const LONGEST_ERROR = 300; // characters
const MOST_RESOURCE_BYTES = 1_000_000;

export interface VisitOptions {
  readonly timeoutMs: number;
  readonly store: CaptureStore;
  /** Told once the server has answered, or not: for the host's pace. */
  readonly answered: (status: number | null, retryAfterSeconds: string | null) => void;
}

/** Loads one page once and takes everything asked for from that load. Throws when the page cannot be read; a part that fails is a failure of its own. */
export const visitPage = async (context: BrowserContext, page: Page, asked: VisitRequest, options: VisitOptions): Promise<VisitResult> => {
  const started = performance.now();
  const traffic = watchTraffic(page, asked.archive);
  const pending = watchPending(page);
  const hosts = watchHosts(page);
  const first = await page.goto(asked.url, { waitUntil: 'domcontentloaded', timeout: options.timeoutMs }).catch((error: unknown) => {
    options.answered(null, null);
    throw error;
  });
  options.answered(first?.status() ?? null, first ? await first.headerValue('retry-after').catch(() => null) : null);
  await settle(page, pending);
  const response = traffic.documents.findLast((document) => sameAddress(document.url(), page.url())) ?? traffic.documents.at(-1) ?? first;
  if (!response) throw new Error(`${asked.url} gave no response`);

  const dom = await within(READ_MS, 'reading the page', page.evaluate(readInPage));
  const html = new TextEncoder().encode(dom.html);
  const headers = (await response.headersArray()).map(({ name, value }): [string, string] => [name.toLowerCase(), value]);
  const ms = Math.round(performance.now() - started);

  const rendered = await part(
    async (): Promise<RenderedPart> => ({
      dom: await options.store.put(html),
      archive: asked.archive ? await options.store.put(new TextEncoder().encode(archiveOf(dom.html, page.url(), await traffic.received(), dom.sheets))) : null,
      nodes: dom.nodes,
      words: countWords(dom.text),
      scriptErrors: traffic.errors,
      requests: traffic.requests(),
      bytes: await traffic.bytes(),
      thirdPartyHosts: hosts.strangers(page.url()).map(({ host }) => host),
      cookies: (await context.cookies()).map(({ name, domain, secure, httpOnly, sameSite, expires }) => ({ name, domain, secure, httpOnly, sameSite, days: daysUntil(expires) })),
      firstVisit: await part(() => readFirstVisit(page, hosts)),
      screenshot: asked.screenshot ? await takePicture(page, asked.marks.length ? TALLEST_PICTURE : FIRST_SCREENS, options.store).catch(() => null) : null,
      clips: asked.marks.length ? await takeClips(page, asked.marks, options.store) : [],
    }),
  );
  const measures = await measure(context, page, asked, dom.nodes);
  return { key: asked.key, url: page.url(), status: response.status(), headers, redirects: await redirectsOf(traffic.documents, page.url()), html, ms, measured: { ...measures, rendered } };
};

const NOT_ASKED = failed('not-tried', 'this was not asked for on this page');

/** The measures that resize or block the page come after everything that must not be lost; contrast on a large page is last of all. */
const measure = async (context: BrowserContext, page: Page, asked: VisitRequest, nodes: number): Promise<Omit<MeasuredParts, 'rendered'>> => {
  const large = nodes > LARGE_PAGE_NODES;
  let accessibility: AccessibilityPart | GatherFailure = NOT_ASKED;
  if (asked.accessibility) {
    await page.evaluate(() => scrollTo(0, 0));
    accessibility = await part(() => runAxe(page, large ? 'without-contrast' : 'whole', AXE_MS));
  }
  if (asked.accessibility && isFailure(accessibility) && accessibility.failure === 'timeout') {
    const held = asked.mobile ? failed('timeout', 'axe-core still held the page') : NOT_ASKED;
    return { accessibility, presentation: held, mobile: held, keyboard: held };
  }
  const wanted = <T>(gather: () => Promise<T>): Promise<T | GatherFailure> => (asked.mobile ? part(gather) : Promise.resolve(NOT_ASKED));
  const contrastIsDue = large && !isFailure(accessibility);
  const presentation = await wanted(() => measurePresentation(page));
  const keyboard = await wanted(() => measureKeyboard(context, page));
  const mobile = await wanted(() => measureMobile(page, { last: !contrastIsDue }));
  if (large && !isFailure(accessibility)) accessibility = withContrast(accessibility, await part(() => runAxe(page, 'contrast', CONTRAST_MS)));
  return { accessibility, presentation, mobile, keyboard };
};

const part = <T>(gather: () => Promise<T>): Promise<T | GatherFailure> =>
  gather().catch((error: unknown) => {
    const failure = failureOfBrowser(error);
    if (failure.failure === 'browser-crash') throw error; // the page is gone: so are all parts
    return failure;
  });

const takePicture = async (page: Page, tallest: number, store: CaptureStore): Promise<Screenshot> => {
  const height = Math.max(
    1,
    Math.min(
      tallest,
      await within(
        READ_MS,
        'measuring the page',
        page.evaluate(() => Math.max(document.documentElement.scrollHeight, innerHeight)),
      ),
    ),
  );
  const bytes = await within(
    SHOT_MS,
    'a picture of the page',
    page.screenshot({ type: 'jpeg', quality: JPEG_QUALITY, fullPage: true, clip: { x: 0, y: 0, width: DESKTOP.width, height }, animations: 'disabled', timeout: SHOT_MS }),
  );
  return { blob: await store.put(bytes), width: DESKTOP.width, height, type: 'image/jpeg' };
};

/** Runs in the page: the document after scripts, and the rules scripts put into stylesheets without writing them down. */
const readInPage = (): { html: string; nodes: number; text: string; sheets: string[] } => {
  const unwritten: CSSStyleSheet[] = [
    ...document.adoptedStyleSheets,
    ...[...document.querySelectorAll('style')].filter((style) => !style.textContent?.trim() && style.sheet).map((style) => style.sheet!),
  ];
  const sheets = unwritten
    .map((sheet) => {
      try {
        return [...sheet.cssRules]
          .map((rule) => rule.cssText)
          .join('\n')
          .slice(0, 500_000);
      } catch {
        return '';
      }
    })
    .filter(Boolean);
  const doctype = document.doctype ? new XMLSerializer().serializeToString(document.doctype) : '';
  return { html: `${doctype}${document.documentElement.outerHTML}`, nodes: document.getElementsByTagName('*').length, text: (document.body?.innerText ?? '').slice(0, 1_000_000), sheets };
};

interface Traffic {
  /** Responses of the main document, each page it went to. */
  readonly documents: Response[];
  readonly errors: string[];
  requests(): number;
  bytes(): Promise<number>;
  received(): Promise<Resource[]>;
}

/** Listens to what the page loads. Nothing is routed: interception would switch off the cache and change what is measured. */
const watchTraffic = (page: Page, keepBodies: boolean): Traffic => {
  const documents: Response[] = [];
  const errors: string[] = [];
  const sizes: Promise<number>[] = [];
  const bodies: Promise<Resource | null>[] = [];
  let requests = 0;
  page.on('pageerror', (error) => {
    if (errors.length < MOST_ERRORS) errors.push(String(error.message ?? error).slice(0, LONGEST_ERROR));
  });
  page.on('request', () => {
    requests++;
  });
  page.on('response', (response) => {
    const request = response.request();
    if (request.isNavigationRequest() && request.frame() === page.mainFrame() && !isRedirect(response.status())) documents.push(response);
  });
  page.on('requestfinished', (request) => {
    sizes.push(
      request.sizes().then(
        ({ responseBodySize, responseHeadersSize }) => responseBodySize + responseHeadersSize,
        () => 0,
      ),
    );
    if (keepBodies && /^(stylesheet|image|font)$/.test(request.resourceType())) bodies.push(bodyOf(request));
  });
  return {
    documents,
    errors,
    requests: () => requests,
    bytes: async () => (await within(READ_MS, 'counting bytes', Promise.all(sizes)).catch(() => [])).reduce((sum, size) => sum + size, 0),
    received: async () => {
      const kept = await within(READ_MS, 'keeping sub-resources', Promise.all(bodies)).catch((): (Resource | null)[] => []);
      return kept.filter((resource) => resource !== null);
    },
  };
};

const sameAddress = (one: string, other: string): boolean => one.split('#')[0] === other.split('#')[0];
const isRedirect = (status: number): boolean => status >= 300 && status < 400 && status !== 304;

const bodyOf = async (request: Request): Promise<Resource | null> => {
  try {
    const response = await request.response();
    if (!response?.ok() || Number((await response.headerValue('content-length')) ?? 0) > MOST_RESOURCE_BYTES) return null;
    const type = ((await response.headerValue('content-type')) ?? '').split(';')[0]!.trim().toLowerCase();
    return { url: response.url(), type, bytes: await response.body() };
  } catch {
    return null;
  } // gone from the browser's memory: the archive does without
};

/** Redirects by the server, then those by page or script, which carry the status of the page that sent on. */
const redirectsOf = async (documents: readonly Response[], finalUrl: string): Promise<VisitResult['redirects']> => {
  const steps: { from: string; to: string; status: number }[] = [];
  for (const [index, document] of documents.entries()) {
    const chain: Request[] = [];
    for (let at: Request | null = document.request(); at; at = at.redirectedFrom()) chain.unshift(at);
    for (const [place, request] of chain.slice(0, -1).entries()) steps.push({ from: request.url(), to: chain[place + 1]!.url(), status: (await request.response().catch(() => null))?.status() ?? 0 });
    const next = documents[index + 1]?.request();
    let start = next ?? null;
    while (start?.redirectedFrom()) start = start.redirectedFrom();
    const to = start?.url() ?? finalUrl;
    if (start && to !== document.url()) steps.push({ from: document.url(), to, status: document.status() });
  }
  return steps;
};
