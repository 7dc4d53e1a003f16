import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gatherAppLinks, gatherManifest } from '../../crawler/apps.ts';
import type { FileDeps } from '../../crawler/documents.ts';
import { type Http, openHttp } from '../../crawler/http.ts';
import { localPace } from '../../crawler/pace.ts';
import { portalOf } from '../checks/portal-fixture.ts';
import { type Answer, page, serve, type Served } from '../serve-folder.ts';

const json = (value: unknown): Answer => ({ headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) });
const ANDROID = '/.well-known/assetlinks.json';
const APPLE = '/.well-known/apple-app-site-association';

describe('apps of a host and its manifest', () => {
  let site: Served;
  let http: Http;
  let answers: Readonly<Record<string, Answer>> = {};
  beforeAll(async () => {
    site = await serve(({ path }) => answers[path]);
    http = openHttp({ userAgent: 'egov-test', acceptLanguage: 'en', allowPrivate: true, timeoutMs: 5000, maxBodyBytes: 1_000_000, maxRedirects: 3, concurrency: 1 }, localPace({ delayMs: 0 }));
  });
  afterAll(async () => {
    await http.close();
    await site.close();
  });
  const deps = (): FileDeps => ({ http, guard: async () => null, resolve: (url) => url, isOutside: () => false, signal: new AbortController().signal });
  const apps = (given: typeof answers) => {
    answers = given;
    return gatherAppLinks(`${site.url}start`, deps());
  };
  const manifest = (given: typeof answers, head = '<link rel="manifest" href="/app.webmanifest">') => {
    answers = given;
    const html = page('Town', '<p>Hello</p>').replace('</title>', `</title>${head}`);
    return gatherManifest(portalOf({ '/': html }, { start: site.url }).pages, deps());
  };

  test('are named by package and by identifier, old and new ways of writing', async () => {
    const android = [
      { relation: ['delegate_permission/common.handle_all_urls'], target: { namespace: 'android_app', package_name: 'gov.town.app', sha256_cert_fingerprints: [] } },
      { relation: [], target: { namespace: 'web', site: 'https://town.example' } },
    ];
    const apple = { applinks: { apps: [], details: [{ appID: 'TEAM.old' }, { appIDs: ['TEAM.new', 'TEAM.old'] }] }, webcredentials: { apps: ['TEAM.pass'] } };
    const found = await apps({ [ANDROID]: json(android), [APPLE]: json(apple) });
    expect(found.android).toMatchObject({ status: 200, readable: true, apps: ['gov.town.app'] });
    expect(found.apple).toMatchObject({ readable: true, apps: ['TEAM.old', 'TEAM.new', 'TEAM.pass'] });
  });
  test('are none where there is no such file, or a page stands in its place', async () => {
    const found = await apps({ [APPLE]: page('Not found', '<p>Sorry</p>') });
    expect(found.android).toMatchObject({ status: 404, readable: false, apps: [] });
    expect(found.apple).toMatchObject({ status: 200, readable: false, apps: [] });
  });
  test('hostile shapes are read as nothing', async () => {
    const found = await apps({
      [ANDROID]: json([null, 7, { target: { namespace: 'android_app', package_name: { a: 1 } } }]),
      [APPLE]: json({ applinks: { details: [null, { appIDs: 'x' }] }, webcredentials: 3 }),
    });
    expect([found.android, found.apple]).toMatchObject([{ apps: [] }, { apps: [] }]);
  });
  test('no more than 64 KB is read', async () => expect((await apps({ [ANDROID]: json(['x'.repeat(70_000)]) })).android).toMatchObject({ failure: 'too-large' }));

  test('a manifest is opened and read', async () => {
    const content = {
      short_name: 'Town',
      start_url: '/?home',
      display: 'standalone',
      icons: [
        { src: 'a.png', sizes: '48x48 192x192' },
        { src: 'b.svg', sizes: 'any' },
        { src: 'c.png', sizes: '10x20' },
      ],
      related_applications: [{ platform: 'play', id: 'gov.town.app' }, { id: 'no platform' }],
    };
    expect(await manifest({ '/app.webmanifest': json(content) })).toEqual({
      url: `${site.url}app.webmanifest`,
      name: 'Town',
      startUrl: '/?home',
      display: 'standalone',
      icons: [48, 192, 0],
      apps: [{ platform: 'play', id: 'gov.town.app' }],
    });
  });
  test.each([
    ['missing', {}, 'http-error'],
    ['a page', { '/app.webmanifest': page('Town', '') }, 'parse-error'],
    ['a list', { '/app.webmanifest': json([]) }, 'parse-error'],
  ])('a manifest that is %s', async (_name, given, failure) => expect(await manifest(given)).toMatchObject({ failure }));
  test('a portal without a manifest is not asked for one', async () => {
    site.asked.length = 0;
    expect(await manifest({}, '')).toMatchObject({ failure: 'not-tried' });
    expect(site.asked).toEqual([]);
  });
});
