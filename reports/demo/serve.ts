import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ASSETS, FILES } from './assets.ts';
import { type DemoPage, type DemoPages, type PortalName, dayFrom, renderPage } from './layout.ts';
import { MUNICIPAL } from './pages-municipal.ts';
import { MUNICIPAL_ITALIAN } from './pages-municipal-italian.ts';
import { MUNICIPAL_SERVICES } from './pages-municipal-services.ts';
import { NATIONAL } from './pages-national.ts';
import { NATIONAL_ITALIAN } from './pages-national-italian.ts';
import { NATIONAL_PARTICIPATION } from './pages-national-participation.ts';
import { NATIONAL_SERVICES } from './pages-national-services.ts';
import { SECOND_NIGHT } from './second-night.ts';
import { searchPage } from './search.ts';

/** The portals as they stand on the first night, or a night later with the changes of second-night.ts. */
export type Night = 'first' | 'second';
export interface DemoResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
interface Served {
  readonly url: string;
  readonly port: number;
}
export interface DemoPortals {
  readonly national: Served;
  readonly municipal: Served;
  /** From now on both portals answer as on that night, at the same addresses. */
  turnTo(night: Night): void;
  close(): Promise<void>;
}

const FIRST_NIGHT: Readonly<Record<PortalName, DemoPages>> = {
  national: { ...NATIONAL, ...NATIONAL_SERVICES, ...NATIONAL_PARTICIPATION, ...NATIONAL_ITALIAN },
  municipal: { ...MUNICIPAL, ...MUNICIPAL_SERVICES, ...MUNICIPAL_ITALIAN },
};

const pagesOf = (portal: PortalName, night: Night): DemoPages => {
  const pages: Record<string, DemoPage> = { ...FIRST_NIGHT[portal] };
  if (night === 'first') return pages;
  for (const { path, edit } of SECOND_NIGHT.filter((change) => change.portal === portal)) {
    const page = pages[path];
    const changed = page ? edit(page) : null;
    if (changed) pages[path] = changed;
    else delete pages[path];
  }
  return pages;
};

const scriptHashes = Object.values(FIRST_NIGHT.national).flatMap((page) => (page.script ? [`'sha256-${createHash('sha256').update(page.script).digest('base64')}'`] : []));

// Planted: no Strict-Transport-Security on the national portal; on the municipal one no Content-Security-Policy,
// no X-Content-Type-Options until the second night, a cookie without attributes and a server that says its version.
// On the second night the national portal has lost its Referrer-Policy.
const headersOf = (portal: PortalName, night: Night): Record<string, string> => ({
  ...(portal === 'national' && night === 'second' ? {} : { 'referrer-policy': 'strict-origin-when-cross-origin' }),
  'x-frame-options': 'SAMEORIGIN',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  ...(portal === 'national'
    ? {
        'content-security-policy': `default-src 'self'; script-src 'self' ${scriptHashes.join(' ')}; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'`,
        'x-content-type-options': 'nosniff',
      }
    : {
        'strict-transport-security': 'max-age=31536000; includeSubDomains',
        server: 'Apache/2.4.1',
        'set-cookie': 'session=4f1c2a90; Path=/',
        ...(night === 'second' ? { 'x-content-type-options': 'nosniff' } : {}),
      }),
});

const CHALLENGE = `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta name="robots" content="noindex,nofollow"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Just a moment...</title></head>
<body class="no-js">
<div id="cf-wrapper"><div class="main-wrapper" role="main"><div class="main-content">
<h1 class="zone-name-title">tax.gov.av</h1>
<h2 id="challenge-running">Checking your browser before accessing tax.gov.av</h2>
<noscript><div id="challenge-error-title">Enable JavaScript and cookies to continue</div></noscript>
<p>This process is automatic. Please enable JavaScript and cookies. Your browser will redirect to the requested content shortly.</p>
<form id="challenge-form" class="challenge-form" action="/tax/online?__cf_chl_f_tk=demo" method="POST"><input type="hidden" name="md" value="demo"></form>
<div id="cf-footer">Ray ID: <code>8a1b2c3d4e5f6071</code></div>
</div></div></div>
</body>
</html>
`;

const notFound = (portal: PortalName): DemoPage => ({
  lang: 'en',
  title: 'Page not found',
  body:
    portal === 'national'
      ? '<p>Error 404: there is no page at this address. It may have been moved or removed. Please use the <a href="/sitemap">site map</a> or the search.</p>'
      : '<p>Sorry, the page you are looking for does not exist or has been moved. Go back to the <a href="/">home page</a> or use the search.</p>',
});

const securityTxt = (origin: string, asOf: string): string =>
  `Contact: mailto:security@gov.av\nExpires: ${dayFrom(asOf, 300)}T00:00:00.000Z\nPreferred-Languages: en, it\nCanonical: ${origin}/.well-known/security.txt\n`;

const HTML = 'text/html; charset=utf-8';
const PLAIN = 'text/plain; charset=utf-8';

/** What a demo portal answers to a GET. `address` is a path with its query, or a whole address, whose origin robots.txt and the like then name. */
export const respond = (portal: PortalName, address: string, asOf: string, night: Night = 'first'): DemoResponse => {
  const url = URL.parse(address, 'http://127.0.0.1');
  const answer = (status: number, type: string, body: string, more: Readonly<Record<string, string>> = {}): DemoResponse => ({
    status,
    headers: { ...headersOf(portal, night), 'content-type': type, ...more },
    body,
  });
  if (!url) return answer(400, PLAIN, 'Bad request\n');
  const path = url.pathname;
  const pages = pagesOf(portal, night);
  const page = pages[path];
  if (page) return answer(200, HTML, renderPage(portal, path, page, asOf, pages));
  if (pages[`${path}/`]) return answer(301, PLAIN, 'Moved\n', { location: `${path}/` });
  const file = ASSETS[path] ?? FILES[portal][path];
  if (file) return answer(200, file[0], file[1]);
  if (path === '/search') return answer(200, HTML, renderPage(portal, path, searchPage(pages, url.searchParams, portal === 'national'), asOf, pages));
  if (path === '/robots.txt') return answer(200, PLAIN, `User-agent: *\nDisallow: /private/\n\nSitemap: ${url.origin}/sitemap.xml\n`);
  if (path === '/sitemap.xml') {
    const entries = Object.keys(pages)
      .map((known) => `<url><loc>${url.origin}${known}</loc></url>`)
      .join('\n');
    return answer(200, 'application/xml; charset=utf-8', `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries}\n</urlset>\n`);
  }
  if (path.startsWith('/private/'))
    return answer(200, HTML, renderPage(portal, path, { lang: 'en', title: 'Staff notices', body: '<p>For the staff only. robots.txt asks crawlers to stay away from here.</p>' }, asOf, pages));
  if (portal === 'national' && path === '/.well-known/security.txt') return answer(200, PLAIN, securityTxt(url.origin, asOf));
  if (portal === 'national' && path === '/tax/online') return answer(403, HTML, CHALLENGE, { 'cf-mitigated': 'challenge', 'cache-control': 'no-store' });
  return answer(portal === 'national' ? 404 : 200, HTML, renderPage(portal, path, notFound(portal), asOf, pages));
};

const listen = async (portal: PortalName, asOf: string, now: { night: Night }): Promise<{ server: Server; served: Served }> => {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD', 'content-type': PLAIN }).end('The forms of this demo are not meant to be sent.\n');
      return;
    }
    const { port } = server.address() as AddressInfo;
    const { status, headers, body } = respond(portal, `http://127.0.0.1:${port}${request.url ?? '/'}`, asOf, now.night);
    response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(request.method === 'HEAD' ? undefined : body);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { server, served: { url: `http://127.0.0.1:${port}/`, port } };
};

/** Serves both portals on free ports of this machine until `close`. Dates in the pages are relative to `asOf` (yyyy-mm-dd). */
export const startDemoPortals = async (options: { asOf: string; night?: Night }): Promise<DemoPortals> => {
  const now = { night: options.night ?? 'first' };
  const national = await listen('national', options.asOf, now);
  const municipal = await listen('municipal', options.asOf, now);
  const close = async (): Promise<void> => {
    await Promise.all(
      [national, municipal].map(
        ({ server }) =>
          new Promise<void>((resolve) => {
            server.close(() => resolve());
            server.closeAllConnections();
          }),
      ),
    );
  };
  const turnTo = (night: Night): void => {
    now.night = night;
  };
  return { national: national.served, municipal: municipal.served, turnTo, close };
};
