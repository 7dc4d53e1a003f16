import { beforeAll, describe, expect, test } from 'vitest';
import { ASSESSMENT, HOSTILE } from '../../fixtures/assessment.ts';
import { answerAlike, CITY, EDITION, seedSurvey } from './survey-things.ts';
import { signedIn, startApp, type Browser, type Sent, type Started } from './web-app.ts';

/** Findings have signs of their own: only the answers are counted. */
const draftsShown = (text: string): number =>
  (text.slice(text.indexOf('<h2 id="answers"'), text.indexOf('<h2 id="findings"')).match(/<span aria-hidden="true">[✓✕○⊘◇]<\/span> (Yes|No|Not found|Cannot assess|Needs a person)(?! <b>)/g) ?? [])
    .length;

describe('a subject', () => {
  let started: Started;
  const as = (account: string): Promise<Browser> => signedIn(started, account);
  const see = async (account: string): Promise<Sent> => (await as(account)).get(`/subjects/${CITY}`);
  beforeAll(async () => {
    started = await startApp({ hiddenShare: 0 });
    await seedSurvey(started.deps);
  });

  test('an officer sees drafts, marked, with findings, pages, runs and changes', async () => {
    const { status, text } = await see('olga');
    expect(status).toBe(200);
    expect(text).toMatch(/<th scope="col"><span class="badge open">DRAFT<\/span> suggestion/);
    expect(draftsShown(text)).toBe(ASSESSMENT.answers.length);
    for (const words of ['run-2', 'run-3', 'Building permit', 'nothing answered twice yet', 'Cron pattern']) expect(text).toContain(words);
    expect(text).toContain('Could be read on <b>1 of 2 days</b> visited since 2026-02-20');
  });

  test('nothing a portal wrote becomes markup or a script address', async () => {
    const { text } = await see('olga');
    expect(text).not.toContain(HOSTILE);
    expect(text).not.toContain('<script>window.hacked');
    expect(text).not.toMatch(/href="javascript:/i);
  });

  test('an assessor without an assignment gets 403', async () => {
    const { status, text } = await see('zoe');
    expect(status).toBe(403);
    expect(text).not.toContain('class="answers"');
  });

  test('a reader sees no draft, nothing that rests on one, and no form', async () => {
    const { status, text } = await see('rita');
    expect(status).toBe(200);
    expect(draftsShown(text)).toBe(0);
    expect(text).not.toContain('</span> suggestion');
    for (const words of ['ch-answer', 'action="/crawls"', 'Cron pattern', '/archive/', 'kappa']) expect(text).not.toContain(words);
    expect(text).toContain('ch-page');
    expect(text).toContain('Answers are shown here once enough of them are validated.');
  });

  test('the second assessor sees no draft and no finding that a draft rests on', async () => {
    const { status, text } = await see('ben');
    expect(status).toBe(200);
    expect(text).toContain('You give the second answer here');
    expect(draftsShown(text)).toBe(0);
    expect(text).not.toContain('ch-answer');
    const telling = ASSESSMENT.answers.flatMap(({ because }) => because.map(({ check }) => check));
    expect(telling.filter((check) => !/^(accessibility|mobile|security)\//.test(check)).some((check) => text.includes(`>${check}<`))).toBe(false);
  });

  test('the first assessor sees drafts but for those that are hidden', async () => {
    expect((await see('anna')).text).not.toContain('hidden: answer without it');
    const hiding = await startApp({ hiddenShare: 1 });
    await seedSurvey(hiding.deps);
    const { text } = await (await signedIn(hiding, 'anna')).get(`/subjects/${CITY}`);
    expect(text.match(/hidden: answer without it/g)?.length).toBe((await hiding.deps.catalogue(EDITION)).indicators.length);
    expect(draftsShown(text)).toBe(0);
  });

  test('who answers is not told whether the other one agrees; an officer is, with kappa', async () => {
    await answerAlike(started.deps, 0.1);
    expect((await see('anna')).text).toContain('>answered<');
    expect((await see('anna')).text).not.toContain('>final<');
    const { text } = await see('olga');
    expect(text).toContain('>final<');
    expect(text).toMatch(/10 of 10 questions alike, kappa not defined/);
  });

  test('nights are set with a pattern and a zone that exist', async () => {
    const olga = await as('olga');
    await olga.get('/');
    const path = `/subjects/${CITY}/schedule`;
    expect((await olga.post(path, { cron: '30 2 * * *', timeZone: 'Africa/Nairobi', enabled: 'yes' })).status).toBe(303);
    expect(await started.deps.store.survey.schedules()).toMatchObject([{ subject: CITY, cron: '30 2 * * *', timeZone: 'Africa/Nairobi', enabled: true }]);
    expect((await see('olga')).text).toContain('2026-03-02 23:30'); // half past two in Nairobi
    for (const wrong of [
      { cron: '99 2 * * *', timeZone: 'UTC' },
      { cron: '* * * * * *', timeZone: 'UTC' },
      { cron: '30 2 * * *', timeZone: HOSTILE },
    ]) {
      const sent = await olga.post(path, wrong);
      expect([sent.status, sent.text.includes(HOSTILE)]).toEqual([400, false]);
    }
    expect((await olga.post('/subjects/nowhere/schedule', { cron: '30 2 * * *', timeZone: 'UTC' })).status).toBe(404);
    expect((await olga.post(path, { cron: '30 2 * * *', timeZone: 'UTC' })).status).toBe(303);
    expect(await started.deps.store.survey.schedules()).toMatchObject([{ enabled: false }]);
    expect((await (await as('anna')).post(path, { cron: '30 2 * * *', timeZone: 'UTC' })).status).toBe(403);
  });
});
