import { beforeAll, describe, expect, test } from 'vitest';
import { nextPath } from '../../../reports/web/auth/guard.ts';
import { hashPassword, isPassword, passwordProblem } from '../../../reports/web/auth/passwords.ts';
import { signInLink } from '../../../reports/web/auth/sign-in-links.ts';
import { addAccount, browse, ORIGIN, signedIn, startApp, type Started } from './web-app.ts';

const PASSWORD = 'quiet river under the bridge';
const HOUR = 3_600_000;
let hash = '';
beforeAll(async () => {
  hash = await hashPassword(PASSWORD);
});

const withAda = async (more: Parameters<typeof startApp>[0] = {}): Promise<Started> => {
  const started = await startApp(more);
  await addAccount(started.deps, 'ada', 'administrator', { hash });
  return started;
};
const enter = (browser: ReturnType<typeof browse>, password = PASSWORD, email = 'ada@un.example') => browser.post('/sign-in', { email, password });

describe('passwords', () => {
  test('memory-hard, salted, and right or wrong', async () => {
    expect(hash).toMatch(/^\$scrypt\$ln=(1[6-9]|2\d),r=8,p=[1-9]\$/);
    expect(await hashPassword(PASSWORD)).not.toBe(hash);
    expect(await isPassword(PASSWORD, hash)).toBe(true);
    expect(await isPassword(`${PASSWORD} `, hash)).toBe(false);
    expect(await isPassword(PASSWORD, 'no hash')).toBe(false);
  });

  test('the same letters typed in another way are the same password', async () => {
    expect(await isPassword('cafe\u0301 on the corner', await hashPassword('caf\u00e9 on the corner'))).toBe(true);
  });

  test('of an unknown account the same work is done', async () => {
    const timed = async (of: string | null): Promise<number> => {
      const begun = performance.now();
      expect(await isPassword('something wrong here', of)).toBe(false);
      return performance.now() - begun;
    };
    const [known, unknown] = [await timed(hash), await timed(null)];
    expect(unknown).toBeGreaterThan(known / 4);
  });

  test.each([
    ['short', 'at least 12'],
    ['aaaaaaaaaaaaaaaa', 'easy to guess'],
    ['qwertyuiop asdfghjkl', 'easy to guess'],
    ['florence rides a bike', 'name in your e-mail'],
    ['x'.repeat(300), 'at most'],
  ])('%s is refused', (password, why) => {
    expect(passwordProblem(password, 'florence@un.example')).toContain(why);
  });
});

describe('sign-in links', () => {
  test('one request signs the person in at the desk; the same link again does not', async () => {
    const started = await withAda();
    await addAccount(started.deps, 'rosa', 'reader');
    const linkOf = async (account: string): Promise<string> => (await signInLink(started.deps.store, account, { base: ORIGIN, now: started.deps.now() })).slice(ORIGIN.length);
    const link = await linkOf('ada');
    const browser = browse(started);
    expect(await browser.get(link)).toMatchObject({ status: 303, location: '/desk' });
    expect((await browser.get('/account')).text).toContain('ada@un.example');
    const again = await browse(started).get(link);
    expect(again).toMatchObject({ status: 403 });
    expect(again.headers.get('set-cookie')).toBeNull();
    expect((await browse(started).get('/sign-in/link')).status).toBe(403);
    expect((await browse(started).get(await linkOf('rosa'))).location).toBe('/');
    const old = await linkOf('ada');
    started.wait(25 * HOUR);
    expect((await browse(started).get(old)).status).toBe(403);
  });
});

describe('sign-in', () => {
  test('a session cookie that scripts and other sites do not get; a new one each time', async () => {
    const started = await withAda();
    const browser = browse(started);
    const first = await enter(browser);
    expect(first).toMatchObject({ status: 303, location: '/' });
    expect(first.headers.get('set-cookie')).toMatch(/^egov=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/);
    const before = browser.cookie();
    await enter(browser, PASSWORD).then((sent) => expect(sent.status).toBe(403)); // its own forms carry the session's token
    await browser.get('/account');
    expect((await enter(browser)).status).toBe(303);
    expect(browser.cookie()).not.toBe(before);
    expect((await browse(started, before).get('/account')).location).toBe('/sign-in?next=%2Faccount');
  });

  test('over https the cookie is bound to this host', async () => {
    const started = await withAda({ publicUrl: 'https://egov.example' });
    const browser = browse(started, '', '', 'https://egov.example');
    const sent = await enter(browser);
    expect(sent.headers.get('set-cookie')).toMatch(/^__Host-egov=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect((await browser.get('/account')).status).toBe(200);
  });

  test('only the hash of the secret is kept', async () => {
    const started = await withAda();
    const browser = browse(started);
    await enter(browser);
    const [, secret = ''] = browser.cookie().split('=');
    expect(await started.deps.store.people.sessionBySecret(secret, started.deps.now().toISOString())).toBeNull();
    expect(await started.deps.store.people.sessionsOf('ada')).toHaveLength(1);
  });

  test('the same words for a wrong password, an unknown and a disabled account', async () => {
    const started = await withAda();
    await addAccount(started.deps, 'bob', 'assessor', { hash });
    await started.deps.store.people.setDisabled('bob', true);
    for (const [email, password] of [
      ['ada@un.example', 'something wrong'],
      ['nobody@un.example', PASSWORD],
      ['bob@un.example', PASSWORD],
    ] as const) {
      const sent = await enter(browse(started), password, email);
      expect(sent.status).toBe(403);
      expect(sent.text).toContain('E-mail and password do not belong together.');
      expect(sent.headers.getSetCookie()).toEqual([]);
    }
  });

  test('failures are slowed down per e-mail, more each time, also many at once; the right password waits too', async () => {
    const started = await withAda();
    const many = await Promise.all(Array.from({ length: 8 }, () => enter(browse(started), 'something wrong')));
    expect(many.map(({ status }) => status).toSorted()).toEqual([403, 403, 403, 403, 403, 429, 429, 429]);
    const slowed = await enter(browse(started));
    expect(slowed.status).toBe(429);
    expect(slowed.headers.get('retry-after')).toBe('30');
    started.wait(31_000);
    expect((await enter(browse(started), 'something wrong')).status).toBe(403);
    expect((await enter(browse(started))).headers.get('retry-after')).toBe('60');
    started.wait(61_000);
    expect((await enter(browse(started))).status).toBe(303);
  });

  test('failures are slowed down per address, whatever e-mail is tried', async () => {
    const started = await withAda();
    for (let at = 0; at < 30; at++) await started.deps.store.people.noteFailedSignIn('address:unknown', started.deps.now().toISOString());
    expect((await enter(browse(started))).status).toBe(429);
  });

  test.each([
    ['/people?x=1', '/people?x=1'],
    ['//evil.example', '/'],
    ['https://evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/\t/evil.example', '/'],
    ['', '/'],
  ])('goes on at %j: %j', (asked, went) => expect(nextPath(asked)).toBe(went));
});

describe('sessions', () => {
  test('end after 12 hours without a request, and after a day in any case', async () => {
    const started = await withAda();
    const [idle, busy] = [await signedIn(started, 'ada'), await signedIn(started, 'ada')];
    started.wait(11 * HOUR);
    expect((await busy.get('/account')).status).toBe(200);
    started.wait(12 * HOUR);
    expect((await busy.get('/account')).status).toBe(200);
    started.wait(2 * HOUR);
    expect((await busy.get('/account')).status).toBe(303);
    const other = await signedIn(started, 'ada');
    started.wait(12 * HOUR + 1);
    expect((await other.get('/account')).status).toBe(303);
    expect((await idle.get('/account')).status).toBe(303);
  });

  test('can be revoked one by one; nobody revokes another’s', async () => {
    const started = await withAda();
    await addAccount(started.deps, 'bob', 'assessor');
    const [ada, lost, bob] = [await signedIn(started, 'ada'), await signedIn(started, 'ada'), await signedIn(started, 'bob')];
    const ids = (await started.deps.store.people.sessionsOf('ada')).map(({ id }) => id);
    for (const id of ids) expect((await bob.post(`/account/sessions/${id}/end`, {})).status).toBe(404);
    expect((await lost.get('/account')).status).toBe(200);
    const own = /\/account\/sessions\/([\w-]+)\/end/.exec((await ada.get('/account')).text.split('this browser')[1] ?? '')?.[1];
    for (const id of ids.filter((one) => one !== own)) expect((await ada.post(`/account/sessions/${id}/end`, {})).location).toBe('/account');
    expect((await lost.get('/account')).location).toBe('/sign-in?next=%2Faccount');
    expect((await ada.get('/account')).status).toBe(200);
  });

  test('signing out ends the session on the server', async () => {
    const started = await withAda();
    const browser = await signedIn(started, 'ada');
    const before = browser.cookie();
    expect((await browser.post('/sign-out', {})).location).toBe('/sign-in');
    browser.setCookie(before);
    expect((await browser.get('/account')).status).toBe(303);
  });

  test('changing the password needs the old one and ends all other sessions', async () => {
    const started = await withAda();
    const [ada, other] = [await signedIn(started, 'ada'), await signedIn(started, 'ada')];
    const chosen = 'seven lamps along the quay';
    expect((await ada.post('/account/password', { current: 'something wrong', password: chosen, again: chosen })).status).toBe(403);
    expect((await ada.post('/account/password', { current: PASSWORD, password: chosen, again: 'other' })).status).toBe(400);
    expect((await ada.post('/account/password', { current: PASSWORD, password: chosen, again: chosen })).location).toBe('/account?done=password');
    expect((await ada.get('/account')).status).toBe(200);
    expect((await other.get('/account')).status).toBe(303);
    expect((await enter(browse(started), chosen)).status).toBe(303);
    expect((await enter(browse(started))).status).toBe(403);
  });
});

describe('forged requests', () => {
  test.each([
    ['without a token', { csrf: '' }, {}],
    ['with another session’s token', { csrf: 'x'.repeat(43) }, {}],
    ['from another site', {}, { origin: 'https://evil.example' }],
    ['from a sandboxed frame', {}, { origin: 'null' }],
    ['from another site, as the browser says', {}, { 'sec-fetch-site': 'cross-site' }],
    ['from a sister host', {}, { 'sec-fetch-site': 'same-site' }],
  ])('%s are refused', async (_, fields, headers) => {
    const started = await withAda();
    const browser = await signedIn(started, 'ada');
    expect((await browser.post('/account/tokens', { name: 'x', ...fields }, headers)).status).toBe(403);
    expect(await started.deps.store.people.tokensOf('ada')).toEqual([]);
  });

  test('a request that says nothing of where it comes from is refused', async () => {
    const { app } = await withAda();
    const sent = await app.request(`${ORIGIN}/sign-in`, { method: 'POST', body: new URLSearchParams({ email: 'ada@un.example', password: PASSWORD }) });
    expect(sent.status).toBe(403);
  });

  test('the sign-in form cannot be sent from another site', async () => {
    const sent = await browse(await withAda()).post('/sign-in', { email: 'ada@un.example', password: PASSWORD }, { origin: 'https://evil.example' });
    expect(sent.status).toBe(403);
    expect(sent.headers.getSetCookie()).toEqual([]);
  });
});

describe('tokens', () => {
  test('shown once, work until revoked, and cannot make more of themselves', async () => {
    const started = await withAda();
    const ada = await signedIn(started, 'ada');
    const made = await ada.post('/account/tokens', { name: 'nightly script' });
    const token = /egov_[\w-]{43}/.exec(made.text)?.[0] ?? '';
    expect((await ada.get('/account')).text).not.toContain(token);
    const program = browse(started);
    const bearer = { authorization: `Bearer ${token}` };
    expect((await program.get('/people', bearer)).status).toBe(200);
    expect((await program.get('/account', bearer)).status).toBe(403);
    expect((await program.post('/account/tokens', { name: 'another' }, bearer)).status).toBe(403);
    expect((await program.post('/people/invite', { email: 'x@un.example', name: 'X', role: 'administrator' }, bearer)).status).toBe(403);
    const [kept] = await started.deps.store.people.tokensOf('ada');
    await ada.post(`/account/tokens/${kept?.id}/revoke`, {});
    const refused = await program.get('/people', bearer);
    expect(refused).toMatchObject({ status: 401 });
    expect(JSON.parse(refused.text)).toHaveProperty('error');
  });

  test('without one, a program gets 401 as JSON and a person the sign-in page', async () => {
    const browser = browse(await withAda());
    expect((await browser.get('/api/subjects')).status).toBe(401);
    expect((await browser.get('/api/subjects', { authorization: 'Bearer nonsense' })).status).toBe(401);
    expect(await browser.get('/people')).toMatchObject({ status: 303, location: '/sign-in?next=%2Fpeople' });
  });
});
