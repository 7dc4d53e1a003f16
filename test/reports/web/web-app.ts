import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll } from 'vitest';
import { readSettings, type Settings } from '../../../config/settings.ts';
import { openQueue } from '../../../queue/open-queue.ts';
import { createApp } from '../../../reports/web/app.ts';
import { hashOf, newSecret } from '../../../reports/web/auth/secrets.ts';
import type { WebApp, WebDeps } from '../../../reports/web/context.ts';
import { partsOf, webDeps } from '../../../reports/web/serve.ts';
import { openStore } from '../../../storage/store.ts';
import type { Account, Role } from '../../../storage/survey-contract.ts';
import { subject } from '../../storage/things.ts';

export const ORIGIN = 'http://egov.test';
export interface Started {
  readonly app: WebApp;
  readonly deps: WebDeps /** Lets time pass. */;
  readonly wait: (ms: number) => void;
}

/** The whole app on an empty SQLite, with a clock that stands still until told otherwise. */
export const startApp = async (more: Partial<Settings> = {}): Promise<Started> => {
  const data = await mkdtemp(join(tmpdir(), 'egov-web-'));
  const settings: Settings = { ...readSettings({ EGOV_DATA: data }), ...more };
  const store = await openStore(settings);
  const queue = await openQueue(settings, store);
  afterAll(async () => {
    await queue.close();
    await store.close();
    await rm(data, { recursive: true, force: true });
  });
  let now = Date.parse('2026-03-02T09:00:00.000Z');
  const deps: WebDeps = { ...webDeps(store, queue, settings), now: () => new Date(now) };
  return {
    app: createApp(deps, partsOf(queue, pino({ level: 'silent' }))),
    deps,
    wait: (ms) => {
      now += ms;
    },
  };
};

const SUBJECTS = [
  subject('KEN-city', { name: 'Nairobi', iso3: 'KEN', languages: ['en', 'sw'] }),
  subject('KEN', { name: 'Kenya', level: 'national', iso3: 'KEN', languages: ['en', 'sw'] }),
  subject('FRA-city', { name: 'Paris', iso3: 'FRA', languages: ['fr'] }),
];
export const addSubjects = ({ store }: WebDeps): Promise<void> =>
  store.survey.addSubjects(SUBJECTS.map((one) => ({ subject: one, portals: [{ url: `https://${one.id.toLowerCase()}.example/`, role: 'city', aliases: [] }] })));

export const addAccount = async ({ store, now }: WebDeps, id: string, role: Role, more: { readonly languages?: readonly string[]; readonly hash?: string } = {}): Promise<Account> => {
  await store.people.addAccount(
    { id, email: `${id}@un.example`, name: id.slice(0, 1).toUpperCase() + id.slice(1), role, languages: more.languages ?? [], createdAt: now().toISOString() },
    more.hash ?? 'no password',
  );
  return (await store.people.account(id)) as Account;
};

export interface Sent {
  readonly status: number;
  readonly text: string;
  readonly location: string | null;
  readonly headers: Headers;
}
type Fields = Readonly<Record<string, string>>;

/** A browser without scripts: keeps its cookie, sends the CSRF token of the last page it saw, says where a form comes from. */
export interface Browser {
  get(path: string, headers?: Fields): Promise<Sent>;
  post(path: string, fields: Fields, headers?: Fields): Promise<Sent>;
  cookie(): string;
  setCookie(value: string): void;
}
export const browse = ({ app }: Pick<Started, 'app'>, cookie = '', csrf = '', origin = ORIGIN): Browser => {
  let [jar, token] = [cookie, csrf];
  const take = async (response: Response): Promise<Sent> => {
    for (const set of response.headers.getSetCookie()) jar = set.split(';')[0] ?? '';
    const endless = response.headers.get('content-type')?.startsWith('text/event-stream');
    const text = endless ? '' : await response.text();
    if (endless) await response.body?.cancel();
    token = /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? token;
    return { status: response.status, text, location: response.headers.get('location'), headers: response.headers };
  };
  return {
    get: async (path, headers = {}) => take(await app.request(origin + path, { headers: { cookie: jar, ...headers } })),
    post: async (path, fields, headers = {}) =>
      take(
        await app.request(origin + path, {
          method: 'POST',
          body: new URLSearchParams({ csrf: token, ...fields }),
          headers: { cookie: jar, origin, 'content-type': 'application/x-www-form-urlencoded', ...headers },
        }),
      ),
    cookie: () => jar,
    setCookie: (value) => {
      jar = value;
    },
  };
};

/** A browser that is signed in already, without the slow password. */
export const signedIn = async (started: Started, account: string): Promise<Browser> => {
  const { deps } = started;
  const secret = newSecret();
  await deps.store.people.openSession({
    id: randomUUID(),
    secretHash: hashOf(secret),
    account,
    createdAt: deps.now().toISOString(),
    expiresAt: new Date(deps.now().getTime() + 86_400_000).toISOString(),
    agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  });
  const browser = browse(started, `egov=${secret}`);
  await browser.get('/account');
  return browser;
};
