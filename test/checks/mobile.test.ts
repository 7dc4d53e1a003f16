import { expect, it } from 'vitest';
import type { MobilePart, MobileView } from '../../crawler/artifact.ts';
import { check as contentParity } from '../../checks/mobile/content-parity.ts';
import { check as legibleText } from '../../checks/mobile/legible-text.ts';
import { check as manifest } from '../../checks/mobile/manifest.ts';
import { check as ready, fitsDevice } from '../../checks/mobile/ready.ts';
import { check as reflow } from '../../checks/mobile/reflow.ts';
import { check as targetSize } from '../../checks/mobile/target-size.ts';
import { check as telLinks } from '../../checks/mobile/tel-links.ts';
import { check as viewportMeta } from '../../checks/mobile/viewport-meta.ts';
import { check as zoom } from '../../checks/mobile/zoom.ts';
import type { FixturePage } from './portal-fixture.ts';
import { judge, type Pages, table } from './situations.ts';

const VIEWPORT = 'width=device-width, initial-scale=1';
const html = (head: string, body = '<main><h1>Town</h1></main>'): string => `<!doctype html><html lang="en"><head><title>Town</title>${head}</head><body>${body}</body></html>`;
const at = (width: number, view: Partial<MobileView> = {}): MobileView => ({
  width,
  scrollWidth: width,
  overflowing: [],
  textChars: 1000,
  smallTextChars: 0,
  targets: 40,
  smallTargets: [],
  visibleWords: 180,
  ...view,
});
const seen = (part: Partial<MobilePart> = {}): FixturePage => ({
  html: html(''),
  parts: { mobile: { viewport: VIEWPORT, zoomBlocked: false, views: [at(390), at(320)], desktopWords: 200, ...part } },
});
const phone = (view: Partial<MobileView>, part: Partial<MobilePart> = {}): FixturePage => seen({ views: [at(390, view), at(320)], ...part });
const wide = seen({ views: [at(390, { scrollWidth: 512 }), at(320, { scrollWidth: 512, overflowing: [{ selector: '#map', right: 512 }] })] });
const narrow = seen({ views: [at(390), at(320, { scrollWidth: 380, overflowing: [{ selector: 'table', right: 380 }] })] });
const many = (page: FixturePage, count = 9): Pages => Object.fromEntries(Array.from({ length: count }, (_, number) => [`/p${number}`, page]));
const UNSEEN: Pages = { '/': html('') };
const UNREAD: Pages = { '/': { html: html(''), state: 'blocked' } };

table('ready', ready, [
  ['all fit', { '/': seen(), '/a': seen() }, 'pass: fits'],
  ['one of ten is wide', { '/': seen(), ...many(seen(), 8), '/map': wide }, 'pass: fits'],
  ['a pixel of rounding', { '/': phone({ scrollWidth: 391 }) }, 'pass: fits'],
  ['the home page scrolls sideways', { '/': wide, ...many(seen()) }, 'fail: home-sideways'],
  ['the home page has no viewport setting', { '/': seen({ viewport: null }), ...many(seen()) }, 'fail: home-no-viewport'],
  ['the home page scrolls at 320 only', { '/': narrow }, 'unsure: some-pages'],
  ['other pages are wide', { '/': seen(), '/a': wide, '/b': wide }, 'unsure: some-pages'],
  ['zooming is locked', { '/': seen({ zoomBlocked: true }) }, 'unsure: some-pages'],
  ['not rendered', UNSEEN, 'untested: not-rendered'],
]);
it('ready shows what was measured', () => expect(judge(ready, { '/': wide }).evidence).toMatchObject([{ kind: 'measurement', value: '512' }]));
it.each([
  [VIEWPORT, true],
  ['initial-scale=1.0', true],
  ['initial-scale=1.5', false],
  ['width=1024', false],
  ['initial-scale=10', false],
  [null, false],
])('viewport %s fits the device: %s', (content, fits) => expect(fitsDevice(content)).toBe(fits));

table('reflow', reflow, [
  ['none scrolls sideways', { '/': seen() }, 'pass: reflows'],
  ['the home page does', { '/': narrow, ...many(seen()) }, 'fail: sideways'],
  ['one page of many does', { '/': seen(), ...many(seen()), '/table': narrow }, 'unsure: some-sideways'],
  ['not rendered', UNSEEN, 'untested: not-rendered'],
]);

const LOCKED = 'width=device-width, user-scalable=no';
table('zoom', zoom, [
  ['free', { '/': html(`<meta name="viewport" content="${VIEWPORT}">`) }, 'pass: free'],
  ['locked in the HTML', { '/': html(`<meta name="viewport" content="${LOCKED}">`) }, 'fail: locked'],
  ['locked by a script', { '/': seen({ viewport: LOCKED, zoomBlocked: true }) }, 'fail: locked'],
  ['one page of many', { '/': seen(), ...many(seen()), '/map': seen({ zoomBlocked: true }) }, 'unsure: some-locked'],
  ['nothing read', UNREAD, 'untested: nothing-read'],
]);

const small = (count: number): MobileView['smallTargets'] => Array.from({ length: count }, (_, number) => ({ selector: `#t${number}`, width: 16, height: 16 }));
table('target-size', targetSize, [
  ['large enough', { '/': seen() }, 'pass: large-enough'],
  ['many small', { '/': phone({ smallTargets: small(10) }) }, 'fail: many-small'],
  ['some small', { '/': phone({ smallTargets: small(2) }) }, 'unsure: some-small'],
  ['nothing to tap', { '/': phone({ targets: 0 }) }, 'not-applicable: no-targets'],
  ['not rendered', UNSEEN, 'untested: not-rendered'],
]);

table('legible-text', legibleText, [
  ['legible', { '/': phone({ smallTextChars: 50 }) }, 'pass: legible'],
  ['small', { '/': phone({ smallTextChars: 700 }) }, 'fail: small'],
  ['partly small', { '/': phone({ smallTextChars: 200 }) }, 'unsure: partly-small'],
  ['no text', { '/': phone({ textChars: 0 }) }, 'untested: no-text'],
  ['not rendered', UNSEEN, 'untested: not-rendered'],
]);

table('content-parity', contentParity, [
  ['the same', { '/': phone({ visibleWords: 150 }) }, 'pass: same'],
  ['nearly nothing', { '/': phone({ visibleWords: 5 }) }, 'fail: nearly-nothing'],
  ['less', { '/': phone({ visibleWords: 80 }) }, 'unsure: less'],
  ['too few words', { '/': phone({ visibleWords: 3 }, { desktopWords: 10 }) }, 'untested: too-short'],
  ['not rendered', UNSEEN, 'untested: not-rendered'],
]);

const withMeta = html(`<meta name="viewport" content="${VIEWPORT}">`);
table('viewport-meta', viewportMeta, [
  ['set', { '/': withMeta, '/a': withMeta }, 'pass: set'],
  ['missing on the home page', { '/': html(''), ...many(withMeta) }, 'fail: missing'],
  ['a fixed width', { '/': html('<meta name="viewport" content="width=1024">') }, 'fail: missing'],
  ['missing on some', { '/': withMeta, '/a': withMeta, '/b': html('') }, 'unsure: some-missing'],
  ['nothing read', UNREAD, 'untested: nothing-read'],
]);

const footer = (...lines: readonly string[]): Pages => ({ '/': html('', `<main><h1>Town</h1></main><footer>${lines.map((line) => `<p>${line}</p>`).join('')}</footer>`) });
table('tel-links', telLinks, [
  ['linked, the fax not', footer('<a href="tel:+390123456789">0123 456789</a>', 'Fax +39 0123 456780'), 'pass: linked'],
  ['the same number once more in text', footer('<a href="tel:0123456789">0123 456789</a>', 'Call +39 0123 456789'), 'pass: linked'],
  ['not linked', footer('Call +39 0123 456789'), 'fail: not-linked'],
  ['some linked', footer('<a href="tel:112">112</a>', 'Call +39 0123 456789', 'Call +39 0123 456700'), 'unsure: some-linked'],
  ['other numbers', footer('VAT 01234567890', '2026-03-12'), 'not-applicable: no-numbers'],
  ['nothing read', UNREAD, 'untested: nothing-read'],
]);

table('manifest', manifest, [
  ['linked', { '/': html('<link rel="manifest" href="/site.webmanifest">') }, 'pass: linked'],
  ['not linked', { '/': html('') }, 'not-found: nothing-found'],
  ['home not read', { '/': { html: html(''), state: 'blocked' }, '/a': html('') }, 'unsure: home-not-read'],
  ['nothing read', UNREAD, 'untested: nothing-read'],
]);
it('manifest says where it looked', () => expect(judge(manifest, { '/': html('') }).searched).toMatchObject({ pagesRead: 1 }));
