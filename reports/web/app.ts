import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import type { Register, WebApp, WebDeps, WebEnv } from './context.ts';
import { page } from './layout.ts';
import { html } from 'hono/html';

/** The whole web app: sign-in first, then pages and API in the given order. */
export const createApp = (deps: WebDeps, parts: readonly Register[]): WebApp => {
  const app: WebApp = new Hono<WebEnv>();
  app.use('*', async (context, next) => {
    const nonce = randomBytes(16).toString('base64');
    context.set('nonce', nonce);
    context.set('viewer', null);
    await next();
    const { headers } = context.res;
    // the archive of a crawled page sets its own, far stricter policy
    if (!headers.has('content-security-policy'))
      headers.set(
        'content-security-policy',
        `default-src 'none'; img-src 'self' data:; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
      );
    headers.set('x-content-type-options', 'nosniff');
    // not no-referrer: with that, browsers send `Origin: null` with our own forms, which the check against forgery needs
    headers.set('referrer-policy', 'same-origin');
    headers.set('cross-origin-opener-policy', 'same-origin');
    headers.set('cross-origin-resource-policy', 'same-origin');
    if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  });
  for (const register of parts) register(app, deps);
  app.notFound((context) => page(context, { title: 'Not found', status: 404, body: html`<p>There is nothing at this address. <a href="/">Back to the countries</a></p>` }));
  app.onError((error, context) => {
    const id = randomBytes(4).toString('hex');
    process.stderr.write(`egov: ${id} ${context.req.method} ${context.req.path}: ${error.stack ?? error.message}\n`);
    if (context.req.path.startsWith('/api/')) return context.json({ error: 'An error on our side; nothing was changed.', id }, 500);
    return page(context, { title: 'Something went wrong', status: 500, body: html`<p>The error is on our side and nothing was changed. It is kept in the log as <code>${id}</code>.</p>` });
  });
  return app;
};
