import { randomUUID } from 'node:crypto';
import axe from 'axe-core';
import { type Browser, type Page, chromium } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DemoPortals, startDemoPortals } from '../../reports/demo/serve.ts';
import { portalsOfDemo } from '../../reports/demo/subjects.ts';
import type { SurveyExport } from '../../reports/export/export-schema.ts';
import { hashPassword } from '../../reports/web/auth/passwords.ts';
import { hashOf } from '../../reports/web/auth/secrets.ts';
import { openStore } from '../../storage/store.ts';
import { chromiumHere } from '../fixtures/chromium-here.ts';
import { AS_OF, ownPlace, type Place, type Running, run, start } from './command.ts';

const chromiumPath = await chromiumHere();
const PASSWORD = 'quiet river under the bridge';
const SMALL = { EGOV_MAX_PAGES: '12', EGOV_BROWSER_PAGES: '2', EGOV_DELAY_MS: '0', EGOV_HIDDEN_SHARE: '0', EGOV_SETUP: '0' };
const ROUNDS = ['first', 'second', 'adjudication'] as const;
const OTHERS = 49;
const NOTE = 'The page only announces it.';
const [ADA, BEN, CARLA] = ['ada@un.example', 'person1@un.example', 'person2@un.example'] as const;

/** The whole way of a survey as its people go it: only what needs no person (the portal, the registry) is prepared from outside. */
describe.skipIf(chromiumPath === null)('a survey, from the administrator’s link to the export', () => {
  let [portals, place, served, browser, address]: [DemoPortals, Place, Running, Browser, string] = [] as unknown as [DemoPortals, Place, Running, Browser, string];
  const pages: Record<string, Page> = {};
  const looked = new Set<string>();
  const given = new Map<string, 'yes' | 'no'>(); // Ada's answers by indicator
  let [firstLink, overruled, disputed, agreed] = ['', '', '', ''];

  beforeAll(async () => {
    [portals, place] = await Promise.all([startDemoPortals({ asOf: AS_OF }), ownPlace()]);
    const store = await openStore({ data: place.data });
    await store.survey.addSubjects(portalsOfDemo(portals).filter(({ subject }) => subject.level === 'national'));
    await store.close();
    // only a command may send a survey to private addresses; visits launched in the web app then go there, too
    const first = await run(['crawl', 'XAV', '--allow-private', '--max-pages', '2', '--browser-pages', '0', '--as-of', AS_OF], place, SMALL);
    expect(first.code, first.told).toBe(0);
    served = start(['serve', '--port', '0'], place, SMALL);
    firstLink = (await served.heard(/http\S+accept-invitation\?token=\S+\s/)).trim();
    address = new URL(firstLink).origin;
    browser = await chromium.launch({ executablePath: chromiumPath ?? '', args: ['--no-sandbox'] });
  });

  afterAll(async () => {
    await browser?.close();
    served?.process.kill('SIGTERM');
    await served?.ended;
    await portals?.close();
  });

  const person = async (name: string): Promise<Page> => {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
    page.setDefaultTimeout(60_000);
    pages[name] = page;
    return page;
  };
  const pageOf = (name: string): Page => pages[name] ?? expect.unreachable(`${name} is not here`);

  /** No axe violation on the page as it stands. */
  const look = async (page: Page, name: string): Promise<void> => {
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(async () => (globalThis as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ['violations'] }));
    expect(violations.map(({ id, nodes }) => `${name}, ${id}: ${nodes[0]?.html}`)).toEqual([]);
    looked.add(name);
  };

  const choosePassword = async (page: Page): Promise<void> => {
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByLabel('Password again').fill(PASSWORD);
    await page.getByRole('button', { name: 'Create my account' }).click();
    await page.waitForURL(`${address}/`);
  };
  const accept = async (name: string, invitation: string): Promise<void> => {
    const page = await person(name);
    await page.goto(invitation);
    await choosePassword(page);
  };

  /** Those invited who play no part afterwards: as if they had followed their links. One hash serves all, as hashing is slow on purpose. */
  const acceptElsewhere = async (links: readonly (readonly [string, string])[]): Promise<void> => {
    const [store, hash, at] = [await openStore({ data: place.data }), await hashPassword(PASSWORD), new Date().toISOString()];
    for (const [email, invitation] of links) {
      const { id, name, role, languages } = (await store.people.invitationBySecret(hashOf(new URL(invitation).searchParams.get('token') ?? ''))) ?? expect.unreachable(`no invitation of ${email}`);
      expect(await store.people.acceptInvitation(id, { id: randomUUID(), email, name, role, languages, createdAt: at }, hash, at)).toBe(true);
    }
    await store.close();
  };

  const indicatorAt = (page: Page): string => decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1) ?? '');

  /** Presses the key of an answer and waits until the server has it and the next question is there. */
  const answer = async (page: Page, key: 'y' | 'n'): Promise<void> => {
    const before = indicatorAt(page);
    await page.keyboard.press(key);
    await page.waitForURL((url) => url.searchParams.get('did') === before);
    await page
      .getByRole('status')
      .filter({ hasText: `Recorded: ${key === 'y' ? 'Yes' : 'No'}` })
      .waitFor();
  };

  test('the administrator’s link makes an account; an assessor is invited and accepts', async () => {
    const admin = await person('admin');
    await admin.goto(firstLink);
    await look(admin, 'first link');
    await admin.getByLabel('E-mail').fill('admin@un.example');
    await admin.getByLabel('Name, as others').fill('Officer');
    await choosePassword(admin);
    await look(admin, 'countries');

    await admin.getByRole('link', { name: 'People' }).click();
    await look(admin, 'people');
    await admin.getByRole('link', { name: 'Invite people' }).click();
    await look(admin, 'invite');
    const one = admin.getByRole('region', { name: 'One person' });
    await one.getByLabel('E-mail').fill(ADA);
    await one.getByLabel('Name').fill('Ada Okafor');
    await one.getByLabel('Languages they read').fill('en it');
    await one.getByRole('button', { name: 'Invite' }).click();
    await admin.getByRole('status').filter({ hasText: '1 invited' }).waitFor();
    await look(admin, 'invited');
    await accept('ada', await admin.locator('code.secret').innerText());
  });

  test('fifty people are assigned from a CSV file', async () => {
    const admin = pageOf('admin');
    await admin.goto(`${address}/people/invite`);
    const people = Array.from({ length: OTHERS }, (_, place) => `person${place + 1}@un.example`);
    await admin.getByLabel('Lines of').fill(['email,name,role,languages', ...people.map((email, place) => `${email},Person ${place + 1},assessor,en`)].join('\n'));
    await admin.getByRole('button', { name: 'Look at it first' }).click();
    await look(admin, 'invite, looked at first');
    await admin.getByRole('button', { name: `Invite ${OTHERS} people` }).click();
    await admin
      .getByRole('status')
      .filter({ hasText: `${OTHERS} invited` })
      .waitFor();
    await look(admin, 'many invited');
    const links = new Map(
      (await admin.getByLabel('All of them').inputValue())
        .trim()
        .split(/\r?\n/)
        .slice(1)
        .map((line) => line.split(',') as [string, string]),
    );
    expect([...links.keys()]).toEqual(people);
    await accept('ben', links.get(BEN) ?? '');
    await accept('carla', links.get(CARLA) ?? '');
    await acceptElsewhere([...links].filter(([email]) => email !== BEN && email !== CARLA));

    const assessors = [ADA, ...people];
    const subjects = ['XAV', 'KEN', 'KEN-city', 'FRA', 'FRA-city', 'ITA', 'ITA-city', 'JPN', 'JPN-city', 'BRA', 'BRA-city', 'IND', 'IND-city', 'EGY', 'EGY-city', 'CHL', 'CHL-city'];
    const lines = assessors.map((email, place) => `${email},${subjects[Math.floor(place / ROUNDS.length)]},${ROUNDS[place % ROUNDS.length]},2099-05-31`);
    await admin.goto(`${address}/people/assign`);
    await look(admin, 'assign');
    await admin
      .getByRole('region', { name: 'Many, from a CSV file' })
      .getByLabel('or a file')
      .setInputFiles({ name: 'assignments.csv', mimeType: 'text/csv', buffer: Buffer.from(['email,subject,round,due', ...lines].join('\n')) });
    await admin.getByRole('region', { name: 'Many, from a CSV file' }).getByRole('button', { name: 'Look at it first' }).click();
    await look(admin, 'assign, looked at first');
    await admin.getByRole('button', { name: `Assign ${assessors.length}` }).click();
    await admin.waitForURL(`${address}/people/assignments`);
    await admin.getByText(`${assessors.length} assignments`).waitFor();
    await look(admin, 'assignments');
    await admin.getByRole('link', { name: 'Ada Okafor' }).click();
    await look(admin, 'a person');
  });

  test('a visit is launched and watched until it has ended', async () => {
    const admin = pageOf('admin');
    await admin.goto(address);
    await admin.getByRole('button', { name: 'Crawl Republic of Avelia' }).click();
    await admin.getByRole('status').filter({ hasText: '1 launched' }).waitFor();
    const row = admin.getByRole('row', { name: /Republic of Avelia/ });
    await row.getByRole('button', { name: 'Cancel the visit' }).waitFor();
    await look(admin, 'countries, a visit running');
    await row.getByRole('button', { name: 'Crawl' }).waitFor(); // told by the server: nobody loads the page again
    expect(await admin.locator('#live').innerText()).toMatch(/^Republic of Avelia: /);
    expect(await row.innerText()).toContain('\t12\t');
    await row.getByRole('link', { name: 'Republic of Avelia' }).click();
    await look(admin, 'subject');
    await admin.getByRole('link', { name: 'Changes', exact: true }).first().click();
    await look(admin, 'changes');
  });

  test('five answers validated by keyboard, one overruled with a note', async () => {
    const ada = pageOf('ada');
    await ada.getByRole('link', { name: 'Desk' }).click();
    await look(ada, 'desk');
    await ada.getByRole('link', { name: 'Next question' }).click();
    while (given.size < 5) {
      const isYes = (await ada.locator('.draftline .yes').count()) > 0;
      if (given.size === 0) await look(ada, 'question');
      given.set(indicatorAt(ada), isYes ? 'yes' : 'no');
      await answer(ada, isYes ? 'y' : 'n');
    }
    while ((await ada.locator('.draftline .yes').count()) === 0) {
      const here = ada.url();
      await ada.keyboard.press('j');
      await ada.waitForURL((url) => url.href !== here);
    }
    overruled = indicatorAt(ada);
    await ada.keyboard.press('n');
    await ada.getByRole('alert').filter({ hasText: 'write in the note why you say no' }).waitFor();
    await look(ada, 'question, a note is needed');
    await ada.keyboard.type(NOTE); // the note has the focus
    await ada.keyboard.press('Escape');
    await answer(ada, 'n');
    expect(given.size).toBe(5);
  });

  test('a second person answers without seeing draft or first answer, and disagrees once', async () => {
    const ben = pageOf('ben');
    await ben.getByRole('link', { name: 'Desk' }).click();
    await ben.getByRole('link', { name: 'Next question' }).click();
    expect(await ben.locator('main').innerText()).not.toMatch(/Draft\s|Recorded/);
    await ben.getByText('The draft is hidden for this answer').waitFor();
    await look(ben, 'question, blind');
    disputed = indicatorAt(ben);
    if (given.get(disputed) === 'no') {
      await ben.getByLabel('Address that shows it').fill(portals.national.url);
      await ben.keyboard.press('Escape');
    }
    await answer(ben, given.get(disputed) === 'no' ? 'y' : 'n');
    agreed = indicatorAt(ben);
    if (given.get(agreed) === 'yes') {
      await ben.getByLabel('Address that shows it').fill(portals.national.url);
      await ben.keyboard.press('Escape');
    }
    await answer(ben, given.get(agreed) === 'yes' ? 'y' : 'n');
  });

  test('a third adjudicates', async () => {
    const carla = pageOf('carla');
    await carla.getByRole('link', { name: 'Desk' }).click();
    await look(carla, 'desk of an adjudicator');
    await carla.locator('.open-list a').first().click();
    const card = carla.locator(`article[id="${disputed}"]`);
    await card.waitFor();
    expect(await carla.locator('article').count()).toBe(1);
    await look(carla, 'disagreements');
    await card.getByLabel('Note').fill('Neither page lets one do it.');
    await card.getByRole('button', { name: 'No', exact: true }).click();
    await carla.getByText('No two answers differ').waitFor();
    await look(carla, 'disagreements, all settled');
  });

  test('the export says what people decided, and nothing more', async () => {
    const { code, out, told } = await run(['export', 'XAV', '--format', 'json', '--out', '-'], place, SMALL);
    expect(code, told).toBe(0);
    const { answers } = JSON.parse(out) as SurveyExport;
    const of = (indicator: string) => answers.find((row) => row.indicator === indicator);
    expect(of(disputed)).toMatchObject({ answer: 'no', standing: 'final' });
    expect(of(disputed)?.decisions.map(({ round }) => round)).toEqual([...ROUNDS]);
    expect(new Set(of(disputed)?.decisions.map(({ assessor }) => assessor)).size).toBe(3);
    expect(of(agreed)).toMatchObject({ answer: given.get(agreed), standing: 'final' });
    expect(of(overruled)).toMatchObject({ answer: null, standing: 'half', draft: null });
    expect(answers.filter(({ answer }) => answer !== null)).toHaveLength(2);
    expect(out).not.toMatch(/Ada Okafor|@un\.example/);
  });

  test('the pages left over: own account, signing out and in', async () => {
    const admin = pageOf('admin');
    await admin.goto(`${address}/account`);
    await look(admin, 'account');
    await admin.getByRole('button', { name: 'Sign out' }).click();
    await admin.waitForURL(`${address}/sign-in`);
    await look(admin, 'sign-in');
    expect(looked.size).toBeGreaterThan(20);
  });
});
