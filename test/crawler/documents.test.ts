import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isFailure, type DocumentsPart } from '../../crawler/artifact.ts';
import { gatherDocuments, readPdf } from '../../crawler/documents.ts';
import { failed } from '../../crawler/failure-kinds.ts';
import { type Http, openHttp } from '../../crawler/http.ts';
import { localPace } from '../../crawler/pace.ts';
import { portalOf } from '../checks/portal-fixture.ts';
import { pdfOf } from '../fixtures/pdf.ts';
import { links, page, serve, type Served } from '../serve-folder.ts';

const GOOD = { tagged: true, language: 'en-GB', title: 'Budget 2026', text: 'Hello' };
const PDF = { headers: { 'content-type': 'application/pdf' } };
const signal = new AbortController().signal;

describe('linked documents', () => {
  let site: Served;
  let http: Http;
  beforeAll(async () => {
    site = await serve({
      '/budget.pdf': { ...PDF, body: pdfOf(GOOD) },
      '/scan.pdf': { ...PDF, body: pdfOf({}) },
      '/broken.pdf': { ...PDF, body: '%PDF-1.7 and then nothing of use' },
      '/large.pdf': { ...PDF, body: new Uint8Array(3 * 1024 * 1024 + 1) },
      '/page.pdf': page('No document', '<p>Please sign in</p>'),
    });
    http = openHttp({ userAgent: 'egov-test', acceptLanguage: 'en', allowPrivate: true, timeoutMs: 5000, maxBodyBytes: 50_000_000, maxRedirects: 3, concurrency: 1 }, localPace({ delayMs: 0 }));
  });
  afterAll(async () => {
    await http.close();
    await site.close();
  });
  const gather = async (...pages: readonly (readonly string[])[]): Promise<DocumentsPart> => {
    site.asked.length = 0;
    const html = pages.map((paths, at) => [at ? `/p${at}` : '/', page('A page', links(Object.fromEntries(paths.map((path) => [path, path]))))]);
    const part = await gatherDocuments(portalOf(Object.fromEntries(html), { start: site.url }).pages, {
      http,
      guard: async (url) => (url.includes('/closed') ? failed('robots-denied', url) : null),
      resolve: (url) => url,
      isOutside: (url) => !url.startsWith(site.url),
      signal,
    });
    if (isFailure(part)) throw new Error(part.detail);
    return part;
  };

  test('are read for tags, language, title, pages and text', async () => {
    const { sample, linked, version } = await gather(['/budget.pdf', '/scan.pdf', '/about']);
    expect({ linked, version: version !== '' }).toEqual({ linked: 2, version: true });
    expect(sample.map(({ facts }) => facts)).toEqual([
      { tagged: true, language: 'en-GB', title: 'Budget 2026', pages: 1, hasText: true },
      { tagged: false, language: '', title: '', pages: 1, hasText: false },
    ]);
  });
  test('are failures where they are broken, too large, missing, refused or no document, and each is asked once', async () => {
    const one = async (path: string) => (await gather([path])).sample[0]!.facts;
    expect(await one('/broken.pdf')).toMatchObject({ failure: 'parse-error' });
    expect(await one('/large.pdf')).toMatchObject({ failure: 'too-large' });
    expect(await one('/gone.pdf')).toMatchObject({ failure: 'http-error', detail: 'the document answers 404' });
    expect(await one('/page.pdf')).toMatchObject({ failure: 'unsupported-type' });
    expect(site.asked).toHaveLength(1);
    expect(await one('/closed.pdf')).toMatchObject({ failure: 'robots-denied' });
    expect(site.asked).toHaveLength(0);
  });
  test('are at most three, the first of each page before the second of any, and none of other sites', async () => {
    await gather(['https://elsewhere.example/x.pdf', '/a.pdf', '/b.pdf'], ['/a.pdf', '/c.pdf'], ['/d.pdf', '/e.pdf']);
    expect(site.asked.map(({ path }) => path)).toEqual(['/a.pdf', '/c.pdf', '/d.pdf']);
  });
  test('are a gap where none is linked', async () => {
    const { pages } = portalOf({ '/': page('A page', links({ '/about': 'About' })) }, { start: site.url });
    expect(await gatherDocuments(pages, { http, guard: async () => null, resolve: (url) => url, isOutside: () => false, signal })).toMatchObject({ failure: 'not-tried' });
  });
});

test('scripts and actions of a document do not run, and its forms are not opened', async () => {
  const catalog = '/OpenAction << /S /JavaScript /JS (app.alert\\(1\\); while \\(true\\) {}) >> /AA << /WC << /S /JavaScript /JS (while \\(true\\) {}) >> >>';
  const started = performance.now();
  expect(await readPdf(pdfOf({ ...GOOD, catalog }), signal)).toMatchObject({ facts: { title: 'Budget 2026' } });
  expect(performance.now() - started).toBeLessThan(15_000);
});

test('a small document that unpacks to far more is given up', async () => {
  const bomb = pdfOf({ ...GOOD, unpacksTo: 500_000_000 });
  expect(bomb.byteLength).toBeLessThan(3 * 1024 * 1024);
  expect(await readPdf(bomb, signal)).toMatchObject({ facts: { failure: 'parse-error', detail: expect.stringContaining('more than 512 MiB of memory') } });
});
test('a visit that is stopped does not wait for a document', async () => {
  const stop = new AbortController();
  setTimeout(() => stop.abort(new Error('stopped')), 20);
  await expect(readPdf(pdfOf(GOOD), stop.signal)).rejects.toThrow('stopped');
});
