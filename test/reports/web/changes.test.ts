import { randomUUID } from 'node:crypto';
import { load } from 'cheerio';
import { beforeAll, describe, expect, test } from 'vitest';
import { hashOf, newSecret } from '../../../reports/web/auth/secrets.ts';
import { HOSTILE } from '../../fixtures/assessment.ts';
import { CITY, seedSurvey } from './survey-things.ts';
import { ORIGIN, signedIn, startApp, type Started } from './web-app.ts';

describe('changes', () => {
  let started: Started;
  beforeAll(async () => {
    started = await startApp();
    await seedSurvey(started.deps);
  });
  const shown = async (account: string, query = ''): Promise<string[]> =>
    [...(await (await signedIn(started, account)).get(`/changes${query}`)).text.matchAll(/id="change-([^"]+)"/g)].map(([, id]) => id!).sort();

  test('are shown as far as they tell no draft', async () => {
    expect(await shown('olga')).toEqual(['ch-answer', 'ch-fault', 'ch-page']);
    expect(await shown('ben')).toEqual(['ch-page']);
    expect(await shown('rita')).toEqual(['ch-fault', 'ch-page']);
    expect(await shown('zoe')).toEqual([]);
  });

  test('are narrowed down', async () => {
    expect(await shown('olga', '?cause=they')).toEqual(['ch-page']);
    expect(await shown('olga', '?kind=answer&worse=yes')).toEqual(['ch-answer']);
    expect(await shown('olga', '?country=fra')).toEqual([]);
    expect(await shown('olga', `?subject=${CITY}&since=2026-03-03`)).toEqual([]);
    expect(await shown('olga', '?cause=nonsense&since=yesterday')).toHaveLength(3);
  });

  test('what a portal wrote is text', async () => {
    const { text } = await (await signedIn(started, 'olga')).get('/changes');
    expect(text).not.toContain(HOSTILE);
    expect(text).not.toMatch(/href="javascript:/i);
  });

  test('are told in words, not in keys', async () => {
    const browser = await signedIn(started, 'olga');
    const row = load((await browser.get('/changes')).text)('#change-ch-fault');
    expect(row.find('th').text()).toContain('Browsers are told to stay on HTTPS');
    expect(row.find('.soft').last().text()).toBe('Too short.');
    expect(row.text()).not.toMatch(/security\/hsts|too-short/);
    const fed = load((await browser.get('/changes.atom')).text, { xml: true })('entry').text();
    expect(fed).toContain('Browsers are told to stay on HTTPS');
    expect(fed).not.toMatch(/security\/hsts|too-short/);
  });

  test('the feed is Atom, marked DRAFT, and carries hostile text as text', async () => {
    const sent = await (await signedIn(started, 'olga')).get('/changes.atom');
    expect(sent.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    const $ = load(sent.text, { xml: true });
    expect($('feed > entry')).toHaveLength(3);
    expect($('feed > author > name').text()).toBe('egov');
    for (const entry of $('entry').toArray())
      for (const part of ['title', 'content']) {
        expect($(entry).children(part).attr('type')).toBe('html');
        expect($(entry).children(part).text()).not.toContain('<'); // escaped once more: a reader takes it for HTML
      }
    expect($('content').text()).toContain('DRAFT.');
  });

  test('a personal token is taken in the header and refused in the address', async () => {
    const secret = newSecret();
    await started.deps.store.people.addToken({
      id: randomUUID(),
      account: 'olga',
      name: 'feed',
      createdAt: started.deps.now().toISOString(),
      lastUsedAt: null,
      revokedAt: null,
      secretHash: hashOf(secret),
    });
    const ask = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> => Promise.resolve(started.app.request(ORIGIN + path, { headers }));
    expect((await ask('/changes.atom', { authorization: `Bearer ${secret}` })).status).toBe(200);
    expect((await ask(`/changes.atom?token=${secret}`)).status).toBe(401);
    expect((await ask(`/changes.atom?token=${secret}`, { authorization: `Bearer ${secret}` })).status).toBe(400);
  });
});
