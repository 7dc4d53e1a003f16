import { expect, it } from 'vitest';
import type { MobilePart, OrientationFacts, RenderedPart } from '../../crawler/artifact.ts';
import { check as orientation } from '../../checks/mobile/orientation.ts';
import { check as weight } from '../../checks/mobile/weight.ts';
import type { FixturePage } from './portal-fixture.ts';
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
