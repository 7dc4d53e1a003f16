import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type ServerType, serve } from '@hono/node-server';
import axe from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumHere } from '../../fixtures/chromium-here.ts';
import { CITY, NAME, seedSurvey } from './survey-things.ts';
import { signedIn, startApp, type Started } from './web-app.ts';

const chromiumPath = await chromiumHere();
const pictures = process.env.EGOV_TEST_PICTURES ?? '';

describe.skipIf(chromiumPath === null)('the pages of the survey in a real browser', () => {
  let [browser, server, address]: [Browser, ServerType, string] = [] as unknown as [Browser, ServerType, string];
  let started: Started;
  let page: Page;
  const wrong: string[] = [];
  beforeAll(async () => {
    started = await startApp();
    await seedSurvey(started.deps);
    browser = await chromium.launch({ executablePath: chromiumPath ?? '', args: ['--no-sandbox'] });
    address = await new Promise((resolve) => {
      server = serve({ fetch: started.app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => resolve(`http://127.0.0.1:${port}`));
    });
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const [name = '', value = ''] = (await signedIn(started, 'olga')).cookie().split('=');
    await context.addCookies([{ name, value, url: address, httpOnly: true, sameSite: 'Lax' }]);
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on('console', (message) => {
      if (message.type() === 'error') wrong.push(message.text());
    });
    page.on('pageerror', (error) => wrong.push(String(error)));
  });
  afterAll(async () => {
    await browser?.close();
    if (server && 'closeAllConnections' in server) server.closeAllConnections();
    server?.close();
  });

  test.each([
    ['countries', '/'],
    ['subject', `/subjects/${CITY}`],
    ['changes', '/changes'],
    ['api', '/api'],
  ])('%s: no axe violation, no sideways scrolling, nothing hostile ran', async (name, path) => {
    await page.goto(address + path);
    await page.evaluate(() => {
      for (const one of document.querySelectorAll('details')) one.open = true;
    });
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(async () => (window as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ['violations'] }));
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), `at ${width}`).toBeLessThanOrEqual(0);
      if (pictures) {
        await mkdir(pictures, { recursive: true });
        await page.screenshot({ path: join(pictures, `${name}-${width}.png`), fullPage: true });
      }
    }
    expect(await page.evaluate(() => 'hacked' in globalThis)).toBe(false);
    expect(wrong).toEqual([]);
  });

  test('a launched visit is followed live, and the row is read again when it has ended', async () => {
    await page.goto(address);
    await page.getByRole('button', { name: `Crawl ${NAME}`, exact: true }).click();
    await page.getByText('Visits: 1 launched.').waitFor();
    expect(new URL(page.url()).search).toBe(''); // a reload does not tell it again
    const row = page.locator(`tr[data-subject="${CITY}"]`);
    await row.getByText('waiting').waitFor();
    const { survey } = started.deps.store;
    const note = (kind: string, text: string): Promise<void> => survey.note({ subject: CITY, run: null, kind, text, at: started.deps.now().toISOString() });
    await note('crawl-page', 'reading: 3 of 9 pages <b>bold</b>');
    await row.getByText('reading: 3 of 9 pages <b>bold</b>').waitFor();
    const [job] = await started.deps.queue.jobs({ state: 'waiting' });
    await started.deps.queue.cancel(job!.id);
    await page.locator('h1').click();
    await note('crawl-stopped', 'stopped; it can go on where it was');
    await page.getByRole('status').getByText('stopped; it can go on where it was').waitFor();
    await row.getByRole('button', { name: /^Crawl/ }).waitFor();
    expect(wrong).toEqual([]);
  });
});
