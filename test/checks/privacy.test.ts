import { expect, it } from 'vitest';
import { check as consentDialogue } from '../../checks/privacy/consent-dialogue.ts';
import { check as cookiesBeforeConsent } from '../../checks/privacy/cookies-before-consent.ts';
import { check as officialDomain } from '../../checks/privacy/official-domain.ts';
import { check as thirdParties } from '../../checks/privacy/third-parties.ts';
import { check as trackers } from '../../checks/privacy/trackers.ts';
import type { FirstVisitPart, GatherFailure, Overlay, RenderedPart } from '../../crawler/artifact.ts';
import { isQuality } from '../../reports/quality.ts';
import { type FixturePage, portalOf } from './portal-fixture.ts';
import { judge, type Pages, table } from './situations.ts';

const WORDS: Readonly<Record<string, string>> = {
  en: 'The town council meets on the first Monday of the month in the town hall, and everybody may come and listen to what is said there.',
  de: 'Der Rat der Stadt tagt am ersten Montag des Monats im Rathaus, und alle dürfen kommen und hören, was dort gesagt wird.',
  hu: 'A városi tanács minden hónap első hétfőjén ülésezik a városházán, és mindenki eljöhet és meghallgathatja, amit ott mondanak.',
};
const html = (language = 'en', head = ''): string =>
  `<!doctype html><html lang="${language}"><head><title>Town</title>${head}</head><body><main><h1>Town</h1><p>${WORDS[language]}</p></main></body></html>`;
const UNOPENED: Pages = { '/': html() };
const GONE: GatherFailure = { failure: 'timeout', detail: 'took too long' };

interface Seen {
  readonly hosts?: readonly string[];
  readonly cookies?: RenderedPart['cookies'];
  readonly sent?: Readonly<Record<string, FirstVisitPart['thirdParties'][number]['cookies']>>;
  readonly overlays?: readonly Overlay[];
  readonly first?: GatherFailure | null; // a gap, or a run that is older
  readonly language?: string;
}
const opened = ({ hosts = [], cookies = [], sent = {}, overlays = [], first, language }: Seen = {}): FixturePage => {
  const thirdParties = hosts.map((host) => ({ host, requests: 1, kinds: ['script'], cookies: sent[host] ?? [] }));
  const firstVisit = first === null ? {} : { firstVisit: first ?? { thirdParties, stored: [], overlays } };
  return {
    html: html(language),
    parts: { rendered: { dom: '', archive: null, nodes: 1, words: 1, scriptErrors: [], requests: 1, bytes: 1, thirdPartyHosts: hosts, cookies, screenshot: null, clips: [], ...firstVisit } },
  };
};
const failed: FixturePage = { html: html(), parts: { rendered: GONE } };

it('findings of privacy are shown without telling drafts', () => expect(isQuality('privacy/trackers')).toBe(true));

table('third parties', thirdParties, [
  ['none', { '/': opened() }, 'pass: none'],
  ['another official body only', { '/': opened({ hosts: ['static.service.gov.uk'] }) }, 'pass: none'],
  ['a host of the portal’s own', { '/': opened({ hosts: ['static.portal.example'] }) }, 'pass: none'],
  ['fonts', { '/': opened({ hosts: ['fonts.googleapis.com'] }) }, 'unsure: parts-delivered'],
  ['a host that nobody knows', { '/': opened({ hosts: ['cdn.town-pictures.example'] }) }, 'unsure: parts-delivered'],
  ['films on a second page', { '/': opened(), '/a': opened({ hosts: ['www.youtube.com', 'fonts.gstatic.com'] }) }, 'fail: told'],
  ['a run of before the part was gathered', { '/': opened({ hosts: ['www.youtube.com'], first: null }) }, 'fail: told'],
  ['not opened', UNOPENED, 'untested: not-opened'],
  ['could not be opened', { '/': failed }, 'untested: not-opened'],
  ['nothing read', { '/': { html: '', state: 'blocked' } }, 'untested: not-opened'],
]);
it('third parties are named with what was asked of them', () => {
  const { data, evidence } = judge(thirdParties, { '/': opened({ hosts: ['www.youtube.com', 'fonts.gstatic.com'] }) });
  expect(data).toMatchObject({ hosts: 2, names: 'YouTube' });
  expect(evidence).toMatchObject([{ kind: 'connection', fact: 'request to www.youtube.com', value: 'YouTube · video · script' }]);
});

const GTM = '<script src="https://www.googletagmanager.com/gtm.js?id=1"></script>';
table('trackers', trackers, [
  ['none', { '/': opened() }, 'pass: none-known'],
  ['fonts are none', { '/': opened({ hosts: ['fonts.googleapis.com'] }) }, 'pass: none-known'],
  ['written in the page, but not loaded', { '/': { ...(opened() as object), html: html('en', GTM) } }, 'pass: none-known'],
  ['audience measurement on the second page', { '/': opened(), '/a': opened({ hosts: ['www.google-analytics.com'] }) }, 'fail: found'],
  ['a host of our own list', { '/': opened({ hosts: ['www.clarity.ms'] }) }, 'fail: found'],
  ['written in a page that was not opened', { '/': html('en', GTM) }, 'unsure: written-in-page'],
  ['a frame without its protocol', { '/': html('en').replace('</main>', '<iframe src="//connect.facebook.net/x"></iframe></main>') }, 'unsure: written-in-page'],
  ['not opened, nothing written', UNOPENED, 'untested: not-opened'],
]);
it('a tracker is named once', () => expect(judge(trackers, { '/': opened({ hosts: ['www.google-analytics.com', 'ssl.google-analytics.com'] }) }).data).toMatchObject({ names: 'Google Analytics' }));

const cookie = (name: string, days?: number | null, domain = 'portal.example'): RenderedPart['cookies'][number] => ({
  name,
  domain,
  secure: true,
  httpOnly: true,
  sameSite: 'Lax',
  ...(days === undefined ? {} : { days }),
});
const YEAR = [{ name: 'id', days: 365 }];
table('cookies before consent', cookiesBeforeConsent, [
  ['none', { '/': opened() }, 'pass: none'],
  ['a session', { '/': opened({ cookies: [cookie('PHPSESSID', null)] }) }, 'pass: visit-only'],
  ['one that counts visitors for Google', { '/': opened({ cookies: [cookie('PHPSESSID', null), cookie('_ga_ABC', 400, '.portal.example')] }) }, 'fail: following'],
  ['the same in an old run', { '/': opened({ cookies: [cookie('_ga')], first: null }) }, 'fail: following'],
  ['sent by a tracker, refused by the browser', { '/': opened({ hosts: ['mc.yandex.ru'], sent: { 'mc.yandex.ru': YEAR } }) }, 'fail: following'],
  ['sent by another third party', { '/': opened({ hosts: ['www.youtube.com'], sent: { 'www.youtube.com': YEAR } }) }, 'unsure: of-others'],
  ['sent by another official body', { '/': opened({ hosts: ['login.gov.uk'], sent: { 'login.gov.uk': [{ name: 'id', days: null }] } }) }, 'pass: visit-only'],
  ['one that counts visits', { '/': opened({ cookies: [cookie('_pk_id.1.1f', 393)] }) }, 'unsure: counting'],
  ['one that lives for a year', { '/': opened({ cookies: [cookie('lang', 365)] }) }, 'unsure: long-lived'],
  ['one that lives for a day', { '/': opened({ cookies: [cookie('lang', 1)] }) }, 'pass: visit-only'],
  ['an old run does not say how long', { '/': opened({ cookies: [cookie('lang')], first: null }) }, 'untested: not-looked'],
  ['what third parties send could not be gathered', { '/': opened({ first: GONE }) }, 'untested: not-looked'],
  ['not opened', UNOPENED, 'untested: not-opened'],
]);
it('cookies are shown with who sets them and for how long', () => {
  const { data, evidence } = judge(cookiesBeforeConsent, { '/': opened({ cookies: [cookie('_ga', 400)] }), '/a': opened({ cookies: [cookie('_ga', 400)] }) });
  expect(data).toMatchObject({ pages: 2, cookies: 1, names: '_ga (Google)', days: 400 });
  expect(evidence).toMatchObject([{ fact: 'cookie _ga of portal.example', value: 'Google · 400 days' }]);
});

const button = (text: string, kind: 'button' | 'link' = 'button', width = 200): Overlay['buttons'][number] => ({ selector: `#${kind}`, html: `<${kind}>`, text, kind, width, height: 40 });
const asks = (buttons: Overlay['buttons'], text = 'We use cookies to count visits.', language = 'en'): FixturePage =>
  opened({ language, overlays: [{ selector: '#ask', html: '<div id="ask">', text: `${text} ${buttons.map((one) => one.text).join(' ')}`, buttons }] });
const GERMAN = 'Wir verwenden Cookies, um Besuche zu zählen.';
table('the consent dialogue', consentDialogue, [
  ['both buttons, the same size', { '/': asks([button('Accept all'), button('Reject all')]) }, 'pass: refusal-beside'],
  ['German, only what is necessary', { '/': asks([button('Alle akzeptieren'), button('Nur notwendige Cookies')], GERMAN, 'de') }, 'pass: refusal-beside'],
  ['not accepting is no accepting', { '/': asks([button('Accept'), button('Continue without accepting')]) }, 'pass: refusal-beside'],
  ['only the refusal has words we know', { '/': asks([button('Sounds good'), button('Reject all')]) }, 'pass: refusal-beside'],
  ['English on a German page', { '/': asks([button('Accept all'), button('Reject all')], 'We value your privacy.', 'de') }, 'pass: refusal-beside'],
  ['the refusal is a small link', { '/': asks([button('Accept all'), button('Reject all', 'link', 60)]) }, 'unsure: refusal-smaller'],
  ['only accepting, and settings', { '/': asks([button('Accept all'), button('Cookie settings'), button('Privacy policy', 'link'), button('×')]) }, 'fail: no-refusal'],
  ['one page of two without', { '/': asks([button('Accept all'), button('Reject all')]), '/a': asks([button('Accept all')]) }, 'fail: no-refusal'],
  ['a button we do not know', { '/': asks([button('Accept all'), button('Nah')]) }, 'unsure: refusal-unclear'],
  ['a notice', { '/': asks([button('OK')]) }, 'unsure: notice-only'],
  ['a button to change settings is no dialogue', { '/': asks([button('Cookie settings')], '') }, 'not-applicable: nothing-to-agree-to'],
  ['something else lies over the page', { '/': asks([button('Accept'), button('Send')], 'Sign up for news of the town.') }, 'not-applicable: nothing-to-agree-to'],
  ['nothing to agree to', { '/': opened({ cookies: [cookie('PHPSESSID', null)] }) }, 'not-applicable: nothing-to-agree-to'],
  ['a consent service that showed nothing', { '/': opened({ hosts: ['cdn.cookielaw.org', 'www.google-analytics.com'] }) }, 'unsure: provider-only'],
  ['a tracker and no dialogue', { '/': opened({ hosts: ['www.google-analytics.com'] }) }, 'not-found: none-though-followed'],
  ['a cookie that follows and no dialogue', { '/': opened({ cookies: [cookie('_ga', 400)] }) }, 'not-found: none-though-followed'],
  ['a language without words', { '/': opened({ language: 'hu' }) }, 'untested: language-without-words'],
  ['an old run', { '/': opened({ first: null }) }, 'untested: not-looked'],
  ['could not be gathered', { '/': opened({ first: GONE }) }, 'untested: not-looked'],
  ['not opened', UNOPENED, 'untested: not-opened'],
]);

const at = (start: string) => ({ start }) as const;
it.each([
  ['https://www.town.gov.uk/', 'pass: government-name'],
  ['https://comune.town.it/', 'pass: government-name'],
  ['https://town.github.io/', 'fail: hosters-name'],
  ['https://town.example/', 'unsure: not-known-by-name'],
  ['http://127.0.0.1:8080/', 'unsure: not-known-by-name'],
])('official domain: %s', (start, expected) => {
  const { outcome, reason } = judge(officialDomain, UNOPENED, portalOf(UNOPENED, at(start)));
  expect(`${outcome}: ${reason}`).toBe(expected);
});
table('official domain', officialDomain, [['nothing read', { '/': { html: '', state: 'blocked' } }, 'untested: nothing-read']]);
