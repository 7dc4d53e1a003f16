import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import axe from 'axe-core';
import { serve } from '@hono/node-server';
import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { EDITION } from '../../storage/things.ts';
import { chromiumHere } from '../../fixtures/chromium-here.ts';
import { assign, openPlace, PAGE, type Place, questionPath } from './assessor-place.ts';

/** Markup as a portal might serve it if our own cleaning of archives failed altogether. */
const HOSTILE_PAGE = `<!doctype html><html><head><base href="/"><meta http-equiv="refresh" content="0;url=/stolen?by=refresh">
<link rel="stylesheet" href="/stolen?by=sheet"><script>top.hacked = 1; parent.location = '/stolen?by=script'; fetch('/stolen?by=fetch')</script></head>
<body onload="top.hacked=1"><main><ul><li>Apply for a building permit online</li></ul></main>
<svg onload="top.hacked=1"><script>top.hacked = 1; document.cookie = 'x=1'</script></svg><img src="/stolen?by=img" onerror="top.hacked=1">
<form id="f" action="/subjects/lindenau/questions/LOSI24-SP-259" method="post" target="_top"><input name="answer" value="no"><button id="send">Send</button></form>
<a id="js" href="javascript:top.hacked=1">script link</a><br><a id="up" href="/stolen?by=top" target="_top">top link</a><br><a id="blank" href="/stolen?by=blank" target="_blank">new window</a><br><a id="self" href="/stolen?by=self">own frame</a>
<iframe srcdoc="<script>top.hacked=1;parent.parent.hacked=1</script>"></iframe><iframe src="/stolen?by=frame"></iframe><object data="/stolen?by=object"></object><embed src="/stolen?by=embed"><video src="/stolen?by=video"></video></body></html>`;

const executablePath = await chromiumHere();
describe.skipIf(executablePath === null)('in a real browser', () => {
  let place: Place;
  let browser: Browser;
  let server: Server;
  let base: string;
  const asked: string[] = [];
  beforeAll(async () => {
    place = await openPlace({ archived: HOSTILE_PAGE, viewer: 'ada', now: () => new Date() });
    await assign(place, [
      ['ada', 'first', 'lindenau'],
      ['ben', 'second', 'lindenau'],
    ]);
    server = serve({
      fetch: (request) => {
        asked.push(`${request.method} ${new URL(request.url).pathname}${new URL(request.url).search}`);
        return place.app.fetch(request);
      },
      port: 0,
      hostname: '127.0.0.1',
    }) as Server;
    if (!server.listening) await new Promise((done) => server.once('listening', done));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
    await place?.close();
  });
  beforeEach(() => {
    asked.length = 0;
  });

  const open = async (path: string, options: Parameters<Browser['newPage']>[0] = {}): Promise<Page> => {
    const page = await browser.newPage({ viewport: { width: 1366, height: 860 }, ...options });
    page.setDefaultTimeout(15_000);
    await page.goto(base + path);
    return page;
  };

  test('archived markup can neither run, nor navigate, nor ask, nor read', async () => {
    const page = await open(questionPath('SP-259'));
    await page.context().addCookies([{ name: 'session', value: 'secret', url: base, httpOnly: true, sameSite: 'Lax' }]);
    await page.locator('.piece details summary').first().click();
    const shown = page.frameLocator('.piece iframe').first();
    await shown.getByText('Apply for a building permit online').waitFor();
    await page.waitForTimeout(1500); // a refresh would have come by now
    const here = page.url();
    for (const id of ['send', 'js', 'up', 'blank', 'self']) {
      await shown.locator(`#${id}`).click({ noWaitAfter: true, timeout: 5000 });
      await page.waitForTimeout(200);
    }
    expect(page.url()).toBe(here);
    expect(page.context().pages()).toHaveLength(1);
    expect(await page.evaluate(() => 'hacked' in globalThis)).toBe(false);
    expect(asked.filter((line) => line.includes('stolen'))).toEqual([]);
    expect(asked.filter((line) => line.startsWith('POST'))).toEqual([]);
    expect(await place.store.decisions.validations('lindenau', EDITION)).toEqual([]);
    await page.close();
  });

  test('opened by itself it can do no more', async () => {
    const page = await open(`/subjects/lindenau/archive/${place.archive}`);
    await page.waitForTimeout(1500);
    expect(page.url()).toContain(place.archive);
    expect(asked.filter((line) => line.includes('stolen'))).toEqual([]);
    await page.close();
  });

  test.each([1366, 360])('no axe violation at %i px, all opened', async (width) => {
    for (const path of ['/desk', questionPath('SP-259'), questionPath('CP-217'), questionPath('PE-250')]) {
      const page = await open(path, { viewport: { width, height: 860 }, bypassCSP: true });
      await page.evaluate(() => {
        for (const one of document.querySelectorAll('details')) one.open = !one.querySelector('iframe');
      });
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width);
      await page.evaluate(axe.source);
      expect(
        await page.evaluate(async () =>
          (await (globalThis as unknown as { axe: typeof axe }).axe.run()).violations.map(
            (one) =>
              `${one.id}: ${one.nodes
                .map((node) => node.html)
                .join(' | ')
                .slice(0, 300)}`,
          ),
        ),
        path,
      ).toEqual([]);
      await page.close();
    }
  });

  test('one key decides; keys are off while typing; overruling asks for a note; u takes back', async () => {
    const page = await open(questionPath('SP-259'));
    await page.keyboard.press('n');
    await page.getByText('The draft says yes').waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('note');
    await page.keyboard.type('yn only a leaflet');
    await page.keyboard.press('Escape');
    await page.keyboard.press('n');
    await page.getByText('Recorded: No').waitFor();
    expect(page.url()).toContain('SP-262');
    await page.keyboard.press('u');
    await page.getByText('Taken back').waitFor();
    expect(page.url()).toContain('SP-259');
    await page.keyboard.press('y');
    await page.getByText('Recorded: Yes').waitFor();
    await page.keyboard.press('k');
    await page.getByText('Answered: Yes').waitFor();
    await page.keyboard.press('j');
    await page.waitForURL(/SP-262/);
    await page.keyboard.press('?');
    expect(await page.locator('#keys').getAttribute('open')).not.toBeNull();
    const rows = await place.store.decisions.validations('lindenau', EDITION);
    expect(rows.map(({ answer, note, url }) => [answer, note, url])).toEqual([
      ['no', 'yn only a leaflet', null],
      [null, '', null],
      ['yes', '', PAGE],
    ]);
    await page.close();
  });

  test('without script the buttons do the same', async () => {
    const page = await open(questionPath('PE-240'), { javaScriptEnabled: false });
    await page.getByRole('button', { name: /^Not applicable/ }).click();
    await page.getByText('Recorded: Not applicable').waitFor();
    await page.getByRole('button', { name: /^Undo/ }).click();
    await page.getByText('Taken back').waitFor();
    await page.close();
  });
});
