import { beforeAll, describe, expect, test } from 'vitest';
import { HOSTILE } from '../../fixtures/assessment.ts';
import { answerAlike, CITY, seedSurvey } from './survey-things.ts';
import { signedIn, startApp, type Browser, type Started } from './web-app.ts';

const rowOf = (text: string, subject: string): string => new RegExp(`<tr id="row-${subject}".*?</tr>`, 's').exec(text)?.[0] ?? '';

describe('the countries', () => {
  let started: Started;
  const as = (account: string): Promise<Browser> => signedIn(started, account);
  const row = async (account: string): Promise<string> => rowOf((await (await as(account)).get('/')).text, CITY);
  beforeAll(async () => {
    started = await startApp();
    await seedSurvey(started.deps);
  });

  test('the last attempt and the last known good are kept apart', async () => {
    const shown = await row('olga');
    expect(shown).toContain('nothing assessed');
    expect(shown).toContain('2026-03-01 09:01'); // when it ended
    expect(shown).toContain('2026-03-02 10:00'); // the good one, as finishedRun ends it
    expect(rowOf((await (await as('olga')).get('/')).text, 'FRA')).toContain('none yet');
  });

  test('a name that a portal wrote is text', async () => {
    const { text } = await (await as('olga')).get('/');
    expect(text).not.toContain(HOSTILE);
    expect(text).not.toContain('<script>window.hacked');
    expect(text).toContain('&lt;script&gt;window.hacked');
  });

  test.each([
    ['olga', true],
    ['anna', true],
    ['ben', false],
    ['zoe', false],
    ['rita', false],
  ])('%s sees a draft interval: %s, marked, and no tier', async (account, sees) => {
    const shown = await row(account);
    expect(/DRAFT<\/span> 33–89 %/.test(shown)).toBe(sees);
    expect(shown.includes('no result yet')).toBe(!sees);
    expect(shown).not.toMatch(/very high|middle|>low</);
  });

  test('filters by text, level, region and how visits went', async () => {
    const olga = await as('olga');
    const shown = async (query: string): Promise<string[]> => [...(await olga.get(`/?${query}`)).text.matchAll(/id="row-([^"]+)"/g)].map(([, id]) => id!).sort();
    expect(await shown('text=fran')).toEqual(['FRA']);
    expect(await shown('level=national')).toEqual(['FRA', 'TUV']);
    expect(await shown('region=Oceania')).toEqual(['TUV']);
    expect(await shown('state=failed')).toEqual([CITY]);
    expect(await shown('state=never')).toEqual(['FRA', 'TUV']);
    expect(await shown('text=%22%3E%3Cscript%3E')).toEqual([CITY]);
  });

  test('an officer launches a crawl once, and cancels it', async () => {
    const olga = await as('olga');
    await olga.get('/');
    expect((await olga.post('/crawls', { only: CITY, back: '/?level=municipal', fresh: 'yes' })).location).toBe('/?level=municipal&launched=1');
    expect((await olga.post('/crawls', { only: CITY, back: 'https://evil.example/' })).location).toBe('/?already=1');
    const [job, ...others] = await started.deps.queue.jobs({ state: 'waiting' });
    expect(others).toEqual([]);
    expect(job).toMatchObject({ name: 'crawl-portal', key: `crawl:${CITY}`, payload: { subject: CITY, fresh: true, previous: null, options: { allowPrivate: false } } });
    expect(await row('olga')).toContain('Cancel');
    expect((await olga.post('/crawls/cancel', { only: CITY })).location).toBe('/?cancelled=1');
    expect((await olga.post('/crawls/cancel', { only: CITY })).status).toBe(409);
    expect(await started.deps.queue.jobs({ state: 'waiting' })).toEqual([]);
  });

  test('what cannot be crawled is said', async () => {
    const olga = await as('olga');
    const sent = await olga.post('/crawls', { only: 'TUV' });
    expect([sent.status, sent.text.includes('TUV (it has no portal yet)')]).toEqual([409, true]);
    expect((await olga.post('/crawls', {})).status).toBe(400);
    expect((await olga.post('/crawls', { only: HOSTILE })).text).not.toContain(HOSTILE);
  });

  test.each(['anna', 'rita'])('%s has no button and may not launch', async (account) => {
    const browser = await as(account);
    expect((await browser.get('/')).text).not.toContain('action="/crawls"');
    expect((await browser.post('/crawls', { only: CITY })).status).toBe(403);
  });

  test('events are delivered as they are noted, and again from where a browser left', async () => {
    const rita = await as('rita');
    const { survey } = started.deps.store;
    const note = (text: string): Promise<void> => survey.note({ subject: CITY, run: null, kind: 'crawl-page', text, at: '2026-03-02T09:00:00.000Z' });
    const listen = async (headers: Readonly<Record<string, string>>, until: string, after?: () => Promise<void>): Promise<string> => {
      const stop = new AbortController();
      const response = await started.app.request('http://egov.test/events', { headers: { cookie: rita.cookie(), ...headers }, signal: stop.signal });
      expect(response.headers.get('content-type')).toContain('text/event-stream');
      const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
      let read = '';
      while (!read.includes(until)) {
        const { value, done } = await reader.read();
        if (done) break;
        if (read === '') await after?.();
        read += value;
      }
      await reader.cancel();
      stop.abort();
      return read;
    };
    await note('before');
    const live = await listen({}, 'two', async () => {
      await note(`one ${HOSTILE}\n\ndata: forged`);
      await note('two');
    });
    expect(live).not.toContain('before');
    expect(live.match(/^event: progress$/gm)).toHaveLength(2);
    expect(live.match(/^data: /gm)).toHaveLength(2);
    const first = /^id: (\d+)$/m.exec(live)?.[1] ?? '';
    expect(await listen({ 'last-event-id': first }, 'two')).not.toContain('forged');
  });

  test('a result and a tier only when enough is validated', async () => {
    await answerAlike(started.deps, 0.5);
    expect(await row('rita')).toContain('no result yet');
    const fresh = await startApp({ resultShare: 0.5 });
    await seedSurvey(fresh.deps);
    await answerAlike(fresh.deps, 0.8);
    const shown = rowOf((await (await signedIn(fresh, 'rita')).get('/')).text, CITY);
    expect(shown).toMatch(/<b>80–100 %<\/b> validated/);
    expect(shown).toContain('<b>very high</b>');
    expect(shown).not.toContain('DRAFT');
  });
});
