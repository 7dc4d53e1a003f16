import { expect, it } from 'vitest';
import type { AppLinks, GatherFailure, Gathered, ManifestPart, MobilePart, OrientationFacts, RenderedPart, SiteParts } from '../../crawler/artifact.ts';
import { check as manifest } from '../../checks/mobile/manifest.ts';
import { check as orientation } from '../../checks/mobile/orientation.ts';
import { check as storeApps } from '../../checks/mobile/store-apps.ts';
import { check as weight } from '../../checks/mobile/weight.ts';
import { type FixturePage, portalOf } from './portal-fixture.ts';
import { judge, type Pages, table } from './situations.ts';

const HTML = '<!doctype html><html lang="en"><head><title>Town</title></head><body><main><h1>Town</h1></main></body></html>';
const many = (page: FixturePage, count = 9): Pages => Object.fromEntries(Array.from({ length: count }, (_, number) => [`/p${number}`, page]));
const UNSEEN: Pages = { '/': HTML };

const KIB = 1024;
const weighing = (kib: number, requests = 20): FixturePage => {
  const rendered: RenderedPart = { dom: '', archive: null, nodes: 1, words: 1, scriptErrors: [], requests, bytes: kib * KIB, thirdPartyHosts: [], cookies: [], screenshot: null, clips: [] };
  return { html: HTML, parts: { rendered } };
};
table('weight', weight, [
  ['light', { '/': weighing(800), '/a': weighing(300) }, 'pass: light'],
  ['exactly the bound', { '/': weighing(2667) }, 'pass: light'],
  ['the home page is heavy', { '/': weighing(6000), ...many(weighing(300)) }, 'fail: heavy'],
  ['many are heavy', { '/': weighing(500), '/a': weighing(6000), '/b': weighing(300) }, 'fail: heavy'],
  ['one of many is heavy', { '/': weighing(500), ...many(weighing(300)), '/map': weighing(6000) }, 'unsure: middling'],
  ['between light and heavy', { '/': weighing(3000) }, 'unsure: middling'],
  ['the home page was not opened', { '/': HTML, '/a': weighing(300) }, 'unsure: home-not-weighed'],
  ['nothing was received', { '/': weighing(0) }, 'untested: not-rendered'],
  ['not rendered', UNSEEN, 'untested: not-rendered'],
]);
it('seconds: four round trips of 150 ms, then 1,600 KiB at 1,638.4 kbit/s', () =>
  expect(judge(weight, { '/': weighing(1600, 42) }).data).toMatchObject({ seconds: 8.6, kilobytes: 1600, requests: 42 }));

const held = (facts: Partial<OrientationFacts> | MobilePart['orientation'], words = 200): FixturePage => ({
  html: HTML,
  parts: {
    mobile: {
      viewport: null,
      zoomBlocked: false,
      views: [],
      desktopWords: words,
      ...(facts && { orientation: 'failure' in facts ? facts : { portrait: { words, turned: null }, landscape: { words, turned: null }, ...facts } }),
    },
  },
});
const turned = { words: 200, turned: { selector: 'body', html: '<body>' } };
const both = held({});
table('orientation', orientation, [
  ['free', { '/': both, '/a': both }, 'pass: free'],
  ['turned in landscape', { '/': held({ landscape: turned }) }, 'fail: locked'],
  ['turned in portrait', { '/': held({ portrait: turned }) }, 'fail: locked'],
  ['turned both ways: no lock, a design', { '/': held({ portrait: turned, landscape: turned }) }, 'pass: free'],
  ['one page of many', { '/': both, ...many(both), '/game': held({ landscape: turned }) }, 'unsure: some-locked'],
  ['a page that asks to turn the phone', { '/': held({ landscape: { words: 6, turned: null } }) }, 'unsure: words-missing'],
  ['menus folded away', { '/': held({ portrait: { words: 140, turned: null } }) }, 'pass: free'],
  ['hardly a word', { '/': held({}, 10) }, 'untested: too-short'],
  ['not looked at turned', { '/': held({ failure: 'timeout', detail: 'x' }) }, 'untested: not-rendered'],
  ['a run before it was looked at', { '/': held(undefined) }, 'untested: not-rendered'],
  ['not rendered', UNSEEN, 'untested: not-rendered'],
]);
it('orientation names what is turned', () => expect(judge(orientation, { '/': held({ landscape: turned }) }).evidence).toMatchObject([{ kind: 'element', selector: 'body' }]));

type Site = Partial<Gathered<SiteParts>>;
const outcomeOf = (check: unknown, pages: Pages, site: Site): string => {
  const { outcome, reason } = judge(check, pages, portalOf(pages, { site }));
  return `${outcome}: ${reason}`;
};
const gap = (failure: GatherFailure['failure']): GatherFailure => ({ failure, detail: 'why' });

const LINKING: Pages = { '/': HTML.replace('</title>', '</title><link rel="manifest" href="/m.json">') };
const good: ManifestPart = { url: 'https://portal.example/m.json', name: 'Town', startUrl: '/', display: 'standalone', icons: [48, 192], apps: [] };
it.each<[string, ManifestPart | GatherFailure, string]>([
  ['complete', good, 'pass: installable'],
  ['an icon of any size', { ...good, icons: [0] }, 'pass: installable'],
  ['small icons only', { ...good, icons: [48] }, 'unsure: incomplete'],
  ['opens as a page', { ...good, display: 'browser' }, 'unsure: incomplete'],
  ['no name', { ...good, name: '' }, 'unsure: incomplete'],
  ['no start', { ...good, startUrl: '' }, 'unsure: incomplete'],
  ['gone', gap('http-error'), 'fail: broken'],
  ['no JSON', gap('parse-error'), 'fail: broken'],
  ['not answered in time', gap('timeout'), 'pass: linked'],
  ['not opened, as in runs before it was', gap('not-tried'), 'pass: linked'],
])('manifest: %s', (_name, part, expected) => expect(outcomeOf(manifest, LINKING, { manifest: part })).toBe(expected));

const GOOGLE = '<a href="https://play.google.com/store/apps/details?id=gov.town.app">Android</a>';
const APPLE = '<a href="https://apps.apple.com/xx/app/town/id123456">iPhone</a>';
const linking = (...apps: readonly string[]): Pages => ({ '/': HTML.replace('</main>', `${apps.join(' ')}</main>`) });
const named = (url: string, apps: readonly string[]): AppLinks => ({ url, status: 200, apps, readable: true });
const NONE: Site = { appLinks: { android: named('a', []), apple: named('b', []) } };
it.each<[string, Pages, Site, string]>([
  ['both, the Android one named', linking(GOOGLE, APPLE), { appLinks: { android: named('a', ['gov.town.app']), apple: named('b', []) } }, 'pass: both-official'],
  ['both, one named by the manifest', linking(GOOGLE, APPLE), { ...NONE, manifest: { ...good, apps: [{ platform: 'itunes', id: 'https://apps.apple.com/app/id123456' }] } }, 'pass: both-official'],
  ['both, one named by the banner', { '/': String(linking(GOOGLE, APPLE)['/']).replace('</title>', '</title><meta name="apple-itunes-app" content="app-id=123456">') }, NONE, 'pass: both-official'],
  ['both, another app named', linking(GOOGLE, APPLE), { appLinks: { android: named('a', ['gov.other']), apple: named('b', []) } }, 'pass: both-stores'],
  ['both, nothing could be asked', linking(GOOGLE, APPLE), { appLinks: { android: gap('timeout'), apple: named('b', []) } }, 'pass: both-unnamed'],
  ['both, a run before it was asked', linking(GOOGLE, APPLE), {}, 'pass: both-unnamed'],
  ['Android only', linking(GOOGLE), NONE, 'unsure: one-store'],
  ['another store', linking('<a href="https://appgallery.huawei.com/app/C1">App</a>'), NONE, 'unsure: other-store'],
  ['none, all read', linking('<a href="/about">About us</a>'), NONE, 'not-found: nothing-found'],
  ['nothing read', { '/': { html: HTML, state: 'blocked' } }, {}, 'untested: nothing-read'],
])('store-apps: %s', (_name, pages, site, expected) => expect(outcomeOf(storeApps, pages, site)).toBe(expected));
it('store-apps says which phones are left out', () => expect(judge(storeApps, linking(APPLE)).data).toMatchObject({ kind: 'Apple', google: 0, apple: 1 }));
