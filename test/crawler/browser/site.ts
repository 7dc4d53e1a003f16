import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { openBrowser, type BrowserOptions } from '../../../crawler/browser.ts';
import type { Browser, VisitFailure, VisitRequest, VisitResult } from '../../../crawler/browser-contract.ts';
import { findChromium } from '../../../crawler/chromium.ts';
import type { CaptureStore } from '../../../crawler/contract.ts';

/** The browser of this machine for the suites that need one; null skips them. */
export const executable = findChromium(null);
if (executable === null) process.stderr.write('skipped: no Chromium on this machine (egov doctor says how to get one)\n');

type Answer = string | ((request: IncomingMessage, response: ServerResponse) => void);
export interface Site {
  readonly origin: string;
  readonly asked: string[];
  close(): Promise<void>;
}

/** Pages on loopback, by path. */
export const serve = async (pages: Readonly<Record<string, Answer>>): Promise<Site> => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    asked.push(path);
    const answer = pages[path];
    if (answer === undefined) response.writeHead(404, { 'content-type': 'text/html' }).end('<!doctype html><title>Not here</title>');
    else if (typeof answer === 'function') answer(request, response);
    else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(answer);
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
};

export const memoryStore = (): CaptureStore & { readonly blobs: Map<string, Uint8Array> } => {
  const blobs = new Map<string, Uint8Array>();
  return {
    blobs,
    put: async (bytes) => {
      const ref = createHash('sha256').update(bytes).digest('hex');
      blobs.set(ref, Uint8Array.from(bytes));
      return ref;
    },
    get: async (ref) => {
      const bytes = blobs.get(ref);
      if (!bytes) throw new Error(`no blob ${ref}`);
      return bytes;
    },
  };
};

export const open = (options: Partial<BrowserOptions> & Pick<BrowserOptions, 'store'>): Promise<Browser> =>
  openBrowser({
    executable: executable ?? '',
    userAgent: 'egov-test/1.0 (+https://example.org/)',
    acceptLanguage: 'en',
    allowPrivate: true,
    concurrency: 2,
    timeoutMs: 5000,
    signal: new AbortController().signal,
    ...options,
  });

export const ask = (url: string, wanted: Partial<VisitRequest> = {}): VisitRequest => ({ key: url, url, accessibility: false, mobile: false, screenshot: false, archive: false, marks: [], ...wanted });

export const visitAll = async (browser: Browser, requests: readonly VisitRequest[]): Promise<Map<string, VisitResult | VisitFailure>> => {
  const results = new Map<string, VisitResult | VisitFailure>();
  await browser.visit(requests, async (result) => {
    if (results.has(result.key)) throw new Error(`${result.key} was told twice`);
    results.set(result.key, result);
  });
  return results;
};

/** The result of a visit that must have worked. */
export const visited = (result: VisitResult | VisitFailure | undefined): VisitResult => {
  if (!result || 'failure' in result) throw new Error(`not visited: ${JSON.stringify(result)}`);
  return result;
};

export const page = (body: string, head = ''): string =>
  `<!doctype html><html lang="en"><head><title>A town</title><meta name="viewport" content="width=device-width, initial-scale=1">${head}</head><body>${body}</body></html>`;
