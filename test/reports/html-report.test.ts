import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import axe from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Finding } from '../../checks/contract.ts';
import type { Wording } from '../../reports/html/context.ts';
import { renderReport } from '../../reports/html/report.ts';
import { ASSESSMENT, CATALOGUE, HOSTILE, PICTURES, WORDING } from '../fixtures/assessment.ts';
import { chromiumHere } from '../fixtures/chromium-here.ts';

const report = renderReport({ assessment: ASSESSMENT, catalogue: CATALOGUE, wording: WORDING, pictures: PICTURES });

describe('what the report says', () => {
  test.each([
    ['draft mark', 'DRAFT'],
    ['a “not found” is no “no”', 'A “not found” is not a “no”'],
    ['interval, not a number', '33 – 89 %'],
    ['quote', 'sign in, fill in the form, pay the fee'],
    ['guidance', 'A link with the right name that leads nowhere.'],
    ['query tried', 'bürgerhaushalt'],
    ['candidate verdict', 'named, but leads nowhere'],
    ['remedy', 'max-age=31536000'],
    ['gap', 'bot challenge'],
    ['failure', 'no answer in 20 s'],
  ])('%s', (_, words) => expect(report).toContain(words));

  test('what the sample covers stands above what rests on it', () => {
    const covers: Finding = { check: 'accessibility/sample', portal: ASSESSMENT.portals[0]!.url, outcome: 'pass', reason: 'quick', data: { depth: 'quick' }, evidence: [] };
    const wording: Wording = { ...WORDING, message: (finding) => (finding.reason === 'quick' ? 'A quick sample: 3 of 9 pages.' : WORDING.message(finding)) };
    const told = renderReport({ assessment: { ...ASSESSMENT, findings: [...ASSESSMENT.findings, covers] }, catalogue: CATALOGUE, wording, pictures: PICTURES });
    expect(told).toContain('not the same as accessible. A quick sample: 3 of 9 pages.');
    expect(told).toContain('as wide as a phone. A quick sample: 3 of 9 pages.');
  });

  test('crawled text is escaped wherever it stands', () => {
    expect(report).not.toContain(HOSTILE);
    expect(report).not.toContain('<script>window.hacked');
    expect(report).not.toMatch(/href="javascript:/i);
  });

  test('a picture used twice is carried once', () => {
    expect(report.match(/data:image\/png/g)).toHaveLength(PICTURES.size);
  });
});

const chromiumPath = await chromiumHere();
describe.skipIf(chromiumPath === null)('in a real browser', () => {
  let browser: Browser;
  let server: Server;
  let address: string;
  const asked: string[] = [];
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: chromiumPath ?? '', args: ['--no-sandbox'] });
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.setHeader('content-type', 'text/html; charset=utf-8').end(report);
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });
  const open = async (width: number): Promise<Page> => {
    const page = await browser.newPage({ viewport: { width, height: 900 }, bypassCSP: false });
    page.setDefaultTimeout(10_000);
    await page.goto(address);
    return page;
  };
  const openAll = (page: Page): Promise<void> =>
    page.evaluate(() => {
      for (const one of document.querySelectorAll('details')) one.open = true;
    });

  test.each([1280, 360])('no axe violation and no sideways scrolling at %i px, all opened', async (width) => {
    const page = await browser.newPage({ viewport: { width, height: 900 }, bypassCSP: true });
    await page.goto(address);
    await openAll(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.evaluate(axe.source);
    const violations = await page.evaluate(async () => {
      const { violations: found } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
      return found.map(
        (one) =>
          `${one.id}: ${one.nodes
            .map((node) => node.html)
            .join(' | ')
            .slice(0, 400)}`,
      );
    });
    expect(violations).toEqual([]);
    await page.close();
  });

  test('asks the network for nothing and runs nothing that came from a portal', async () => {
    const page = await open(1280);
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.reload();
    await openAll(page);
    await page.waitForTimeout(200);
    expect(requests.filter((url) => !url.startsWith('data:'))).toEqual([address]);
    expect(await page.evaluate(() => 'hacked' in globalThis)).toBe(false);
    expect(await page.evaluate(() => [...document.querySelectorAll('svg.clip')].every((one) => one.getBoundingClientRect().width > 100))).toBe(true);
    await page.close();
  });

  test('filters work by keyboard, without the script', async () => {
    const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    await page.goto(address);
    await page.getByRole('radio', { name: /^All 9/ }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('details.answer:visible').count()).toBe(1);
    expect(await page.locator('details.answer:visible').getAttribute('id')).toBe('LOSI24-TC-208');
    await page.close();
  });

  test('a link to an answer opens it', async () => {
    const page = await open(1280);
    await page.getByRole('link', { name: '#201' }).click();
    await page.waitForFunction(() => (document.getElementById('LOSI24-TC-201') as HTMLDetailsElement).open);
    await page.close();
  });

  test('print shows closed answers', async () => {
    const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    await page.goto(address);
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByText('sign in, fill in the form, pay the fee').isVisible()).toBe(true);
    await page.close();
  });
});
