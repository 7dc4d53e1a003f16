import { describe, expect, it } from 'vitest';
import type { NotFoundPart } from '../../crawler/artifact.ts';
import { extractParts } from '../../crawler/parts/extract.ts';
import { classify } from '../../crawler/response-state.ts';

const prose = `<p>${'The city council looks after roads, parks and schools and answers every letter. '.repeat(20)}</p>`;
const menu = Array.from({ length: 12 }, (_, at) => `<a href="/p${at}">Page ${at}</a>`).join(' ');
const state = (status: number, html: string, more: { headers?: [string, string][]; url?: string; requestedUrl?: string; notFound?: NotFoundPart | null; type?: string } = {}) => {
  const url = more.url ?? 'https://portal.example/page';
  const headers: [string, string][] = [['content-type', more.type ?? 'text/html'], ...(more.headers ?? [])];
  const parts = (more.type ?? 'text/html') === 'text/html' ? extractParts({ html: new TextEncoder().encode(html), response: { url, headers }, rendered: false }) : null;
  const phrases = (concept: string) => (concept === 'page-not-found' ? ['pagina non trovata', '=oops'] : concept === 'under-construction' ? ['coming soon'] : []);
  return classify({ status, headers, rendered: false, url, requestedUrl: more.requestedUrl ?? url, parts, notFound: more.notFound ?? null, phrases }).state;
};

describe('what kind of answer a page is', () => {
  it.each([
    ['ok', 200, `<title>Services</title>${menu}<main><h1>Services</h1>${prose}</main>`],
    ['ok', 200, `<title>News</title><main><h1>Access denied to polluting lorries from Monday on, says the mayor in his speech</h1>${prose}</main>`],
    ['not-found', 404, '<h1>Not here</h1>'],
    ['not-found', 410, ''],
    ['soft-404', 200, `<title>Page not found</title>${menu}<main><h1>Page not found</h1></main>`],
    ['soft-404', 200, `<title>Pagina non trovata - Comune</title>${menu}<main><p>Torna alla home</p></main>`],
    ['blocked', 403, '<h1>Forbidden</h1>'],
    ['blocked', 451, ''],
    ['blocked', 200, '<title>Access Denied</title><h1>Access Denied</h1><p>You have no permission</p>'],
    ['challenge', 403, '<title>Just a moment...</title><p>Enable JavaScript and cookies to continue</p><script src="/cdn-cgi/challenge-platform/x.js"></script>'],
    ['challenge', 200, '<title>Are you a robot?</title><p>Tick the box</p>'],
    ['login-wall', 401, '<form method="post"><input name="u"><input type="password" name="p"></form>'],
    ['throttled', 429, ''],
    ['error', 500, '<h1>Internal Server Error</h1>'],
    ['error', 503, ''],
    ['error', 200, '<title>Database error</title><h1>Error establishing a database connection</h1>'],
    ['parked', 200, '<title>Apache2 Ubuntu Default Page: It works</title><h1>It works!</h1>'],
    ['parked', 200, '<title>Coming soon</title><h1>Coming soon</h1>'],
    ['empty-shell', 200, '<title>Portal</title><div id="root"></div><script src="/app.js"></script><noscript>You need JavaScript</noscript>'],
  ] as const)('%s: %s %s', (expected, status, html) => expect(state(status, html)).toBe(expected));

  it('a service that answers 503 with Retry-After asks for patience', () => expect(state(503, '', { headers: [['retry-after', '60']] })).toBe('throttled'));
  it('a sign-in page instead of the page asked for is a wall; a sign-in page asked for is a page', () => {
    const html = '<title>Sign in</title><main><h1>Sign in</h1><form method="post"><input name="u"><input type="password" name="p"></form></main>';
    expect(state(200, html, { requestedUrl: 'https://portal.example/my/taxes', url: 'https://portal.example/login?next=x' })).toBe('login-wall');
    expect(state(200, html, { url: 'https://portal.example/login' })).toBe('ok');
  });
  it('what looks like the answer to a wrong address is one', () => {
    const html = `<title>Portal</title><body><main class="e"><h1>Hm</h1><p>We looked everywhere.</p></main></body>`;
    const { shape } = extractParts({ html: new TextEncoder().encode(html), response: { url: 'https://portal.example/x', headers: [] }, rendered: false });
    const notFound = { url: 'https://portal.example/none', status: 200, shapeHash: (shape as { hash: string }).hash, title: 'Portal' };
    expect(state(200, html, { notFound })).toBe('soft-404');
    expect(state(200, html, { notFound, url: 'https://portal.example/' })).not.toBe('soft-404');
  });
  it('a document is no page; an archive is a copy', () => {
    expect(state(200, '', { type: 'application/pdf' })).toBe('not-html');
    expect(state(200, prose, { url: 'https://web.archive.org/web/2020/https://portal.example/' })).toBe('archived-copy');
  });
});
