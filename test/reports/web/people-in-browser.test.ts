import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type ServerType, serve } from '@hono/node-server';
import axe from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { firstLink } from '../../../reports/web/auth/first-start.ts';
import { chromiumHere } from '../../fixtures/chromium-here.ts';
import { validation } from '../../storage/things.ts';
import { addAccount, addSubjects, startApp, type Started } from './web-app.ts';

const PASSWORD = 'quiet river under the bridge';
const chromiumPath = await chromiumHere();
const pictures = process.env.EGOV_TEST_PICTURES ?? '';

describe.skipIf(chromiumPath === null)('the pages of people in a real browser', () => {
  let [browser, server, address]: [Browser, ServerType, string] = [] as unknown as [Browser, ServerType, string];
  let started: Started;
  let page: Page;
  const refusals: string[] = [];
  beforeAll(async () => {
    started = await startApp();
    await addSubjects(started.deps);
    browser = await chromium.launch({ executablePath: chromiumPath ?? '', args: ['--no-sandbox'] });
    address = await new Promise((resolve) => {
      server = serve({ fetch: started.app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => resolve(`http://127.0.0.1:${port}`));
    });
    page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
    page.setDefaultTimeout(20_000);
    page.on('console', (message) => {
      if (/Content.Security.Policy/i.test(message.text())) refusals.push(message.text());
    });
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  /** No axe violation, no sideways scrolling, wide and narrow. */
  const look = async (name: string): Promise<void> => {
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(async () => (window as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ['violations'] }));
      expect(violations.map(({ id, nodes }) => `${name} ${id}: ${nodes[0]?.html}`)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), `${name} at ${width}`).toBeLessThanOrEqual(0);
      if (pictures) {
        await mkdir(pictures, { recursive: true });
        await page.screenshot({ path: join(pictures, `${name}-${width}.png`), fullPage: true });
      }
    }
  };
  const say = (role: 'alert' | 'status'): Promise<string> => page.getByRole(role).innerText();

  test('from the first link to an assigned assessor', async () => {
    await page.goto((await firstLink(started.deps.store, address, started.deps.now())) ?? '');
    await look('accept-invitation');
    await page.getByLabel('E-mail').fill('ada@un.example');
    await page.getByLabel('Name, as others').fill('Ada Okafor');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByLabel('Password again').fill('other words than these');
    await page.getByRole('button', { name: 'Create my account' }).click();
    expect(await say('alert')).toBe('The two passwords differ.');
    await page.getByLabel('E-mail').fill('ada@un.example');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByLabel('Password again').fill(PASSWORD);
    await page.getByRole('button', { name: 'Create my account' }).click();
    await page.waitForURL(`${address}/`);

    await page.goto(`${address}/people/invite`);
    await look('invite');
    await page.getByLabel('Lines of').fill('email,name,role,languages\namina@un.example,Amina Diallo,assessor,fr ar\nbad address,Bo,assessor,\namina@un.example,Amina,boss,');
    await page.getByRole('button', { name: 'Look at it first' }).click();
    expect(await say('alert')).toContain('2 of 3 lines cannot be taken');
    await look('invite-wrong');
    await page.getByLabel('Lines of').fill('amina@un.example,Amina Diallo,assessor,fr ar\nbo@un.example,Bo Lind,assessor,en');
    await page.getByRole('button', { name: 'Look again' }).click();
    await look('invite-preview');
    await page.getByRole('button', { name: 'Invite 2 people' }).click();
    expect(await say('status')).toContain('2 invited');
    await look('invited');
    const link = await page.locator('code.secret').first().innerText();
    const guest = await (await browser.newContext()).newPage();
    await guest.goto(link);
    await guest.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await guest.getByLabel('Password again').fill(PASSWORD);
    await guest.getByRole('button', { name: 'Create my account' }).click();
    await guest.waitForURL(`${address}/`);

    await page.goto(`${address}/people/assign`);
    await look('assign');
    const one = page.getByRole('region', { name: 'One subject' });
    await one.getByLabel('Person').selectOption('amina@un.example');
    await one.getByLabel('Subject').fill('KEN-city');
    await one.getByRole('button', { name: 'Assign' }).click();
    await page.waitForURL(`${address}/people/assignments`);
    await look('assignments');
    await page.goto(`${address}/people/assign`);
    await one.getByLabel('Person').selectOption('amina@un.example');
    await one.getByLabel('Subject').fill('KEN-city');
    await one.getByLabel('Round').selectOption('second');
    await one.getByRole('button', { name: 'Assign' }).click();
    expect(await say('alert')).toContain('nobody answers the same subject in two rounds');
    await page.goto(`${address}/people/assign`);
    const many = page.getByRole('region', { name: 'Many, from a CSV file' });
    await many.getByLabel('Lines of').fill('amina@un.example,FRA-city,first,2026-02-01\namina@un.example,KEN,first,2026-04-01\nnobody@un.example,KEN,second,\namina@un.example,KEN-city,second,');
    await many.getByRole('button', { name: 'Look at it first' }).click();
    await look('assign-wrong');
    await page.getByLabel('Lines of').fill('amina@un.example,FRA-city,first,2026-02-01\namina@un.example,KEN,first,2026-04-01');
    await page.getByRole('button', { name: 'Look again' }).click();
    await look('assign-preview');
    await page.getByRole('button', { name: 'Assign 2' }).click();
    await page.waitForURL(`${address}/people/assignments`);
  }, 180_000);

  test('people, one person, own account, change of an assignment, sign-in', async () => {
    const { deps } = started;
    await addAccount(deps, 'rae', 'reader');
    await deps.store.people.setDisabled('rae', true);
    const amina = (await deps.store.people.credentials('amina@un.example'))?.account;
    for (const indicator of (await deps.catalogue('losi-2024')).indicators.slice(0, 30))
      await deps.store.decisions.decide(validation({ id: indicator.id, subject: 'KEN-city', indicator: indicator.id, by: amina?.id ?? '' }), null);
    for (const [path, name] of [
      ['/people', 'people'],
      [`/people/${amina?.id}`, 'person'],
      ['/people/assignments', 'assignments-many'],
      ['/people/assignments/change?subject=KEN-city&edition=losi-2024&round=first', 'reassign'],
      ['/account', 'account'],
    ] as const) {
      await page.goto(address + path);
      await look(name);
    }
    await page.getByLabel('What is it for?').fill('nightly export');
    await page.getByRole('button', { name: 'Make a token' }).click();
    await look('account-token');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(`${address}/sign-in`);
    await page.getByLabel('E-mail').fill('ada@un.example');
    await page.getByLabel('Password').fill('something wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    expect(await say('alert')).toContain('do not belong together');
    await look('sign-in');
    await page.goto(`${address}/people`);
    await page.getByLabel('E-mail').fill('ada@un.example');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${address}/people`);
    expect(refusals).toEqual([]);
  }, 180_000);
});
