import { readFile, stat } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

/** What is answered: a page's HTML, or status, headers and body. */
export type Answer = string | { readonly status?: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string | Uint8Array };
/** What is asked: `path` without, `address` with the query. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly address: string;
  readonly headers: IncomingHttpHeaders;
  readonly origin: string /** Milliseconds of `performance.now`. */;
  readonly at: number;
}
/** A folder, a map of path → answer, or a function; undefined is answered with 404. */
export type Content = string | Readonly<Record<string, Answer | ((asked: Asked) => Answer)>> | ((asked: Asked) => Answer | undefined | Promise<Answer | undefined>);

export interface Served {
  /** With port and closing slash. */
  readonly url: string;
  readonly asked: Asked[];
  /** Most requests that were under way at one time. */
  mostAtOnce(): number;
  /** Calls back at each request; one listener at a time. */
  onAsked: (asked: Asked) => void;
  close(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.htm': 'text/html; charset=utf-8',
  '.xhtml': 'application/xhtml+xml; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.xml': 'application/xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.pdf': 'application/pdf',
  '.csv': 'text/csv; charset=utf-8',
};

/** Serves content on a free loopback port, `delayMs` after each request, and keeps what was asked. */
export async function serve(content: Content, { delayMs = 0 }: { readonly delayMs?: number } = {}): Promise<Served> {
  const answerTo = typeof content === 'string' ? fromFolder(content) : typeof content === 'function' ? content : fromMap(content);
  const asked: Asked[] = [];
  let underWay = 0;
  let most = 0;
  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo;
    const address = request.url ?? '/';
    const origin = `http://127.0.0.1:${port}`;
    const one: Asked = { method: request.method ?? '', path: new URL(address, origin).pathname, address, headers: request.headers, origin, at: performance.now() };
    asked.push(one);
    most = Math.max(most, ++underWay);
    response.once('close', () => {
      underWay--;
    });
    served.onAsked(one);
    const answer = async (): Promise<void> => {
      const given = (await answerTo(one)) ?? { status: 404, body: '<!doctype html><html lang="en"><title>Not found</title><h1>Not found</h1>' };
      const { status = 200, headers = {}, body = '' } = typeof given === 'string' ? { body: given } : given;
      response.writeHead(status, { 'content-type': TYPES['.html'], 'content-length': Buffer.byteLength(body), ...headers }).end(one.method === 'HEAD' ? undefined : body);
    };
    setTimeout(() => answer().catch((error) => response.destroy(error as Error)), delayMs);
  });
  const served: Served = {
    url: '',
    asked,
    mostAtOnce: () => most,
    onAsked: () => undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return Object.assign(served, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` });
}

const fromMap =
  (pages: Readonly<Record<string, Answer | ((asked: Asked) => Answer)>>) =>
  (asked: Asked): Answer | undefined => {
    const answer = pages[asked.address] ?? pages[asked.path];
    return typeof answer === 'function' ? answer(asked) : answer;
  };

const fromFolder =
  (folder: string) =>
  async ({ path }: Asked): Promise<Answer | undefined> => {
    const file = join(folder, normalize(decodeURIComponent(path)));
    const found = await stat(file).catch(() => null);
    if (found?.isDirectory() && !path.endsWith('/')) return { status: 301, headers: { location: `${path}/` } };
    const target = found?.isDirectory() ? join(file, 'index.html') : file;
    const body = await readFile(target).catch(() => null);
    return body === null ? undefined : { headers: { 'content-type': TYPES[extname(target).toLowerCase()] ?? 'application/octet-stream' }, body };
  };

/** A page with a title, a heading and enough words to be read as one. */
export const page = (title: string, body = '', head = ''): string => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>${head}</head><body><main><h1>${title}</h1>
<p>This page of the town of Millbrook is about ${title.toLowerCase()}: what the council does, whom it concerns and where more can be read about it.</p>${body}</main></body></html>`;

/** A list of links, address → words. */
export const links = (to: Readonly<Record<string, string>>): string =>
  `<ul>${Object.entries(to)
    .map(([href, text]) => `<li><a href="${href}">${text}</a></li>`)
    .join('')}</ul>`;
