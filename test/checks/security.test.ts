import { describe, expect, it } from 'vitest';
import { policiesIn } from '../../checks/content-policy.ts';
import { loadChecks } from '../../checks/load.ts';
import { runChecks } from '../../checks/run.ts';
import { prepareWords } from '../../checks/words.ts';
import type { CrossOriginPart, DnsPart, HttpsPart, RenderedPart, SecurityTxtPart, SiteParts, TlsPart } from '../../crawler/artifact.ts';
import { type FixtureOptions, type FixturePage, portalOf } from './portal-fixture.ts';

const all = await loadChecks();
const words = prepareWords(new Map(), new Map());
type Situation = readonly [expected: string, pages: Readonly<Record<string, FixturePage>>, options?: FixtureOptions];

const findingOf = (id: string, pages: Situation[1], options: FixtureOptions = {}) =>
  runChecks({ artifacts: portalOf(pages, options), level: 'municipal', asOf: '2026-11-23', words, checks: new Map([[id, all.get(id)!]]), queries: [] })[0]!;
const home = (headers: Record<string, string> = {}, html = '<title>City</title><p>Welcome</p>'): Situation[1] => ({ '/': { html, headers } });
const site = (parts: Partial<SiteParts>): FixtureOptions => ({ site: parts });
const BLOCKED: Situation[1] = { '/': { html: '', state: 'blocked', status: 403 } };
const PLAIN: FixtureOptions = { start: 'http://127.0.0.1:8080/' };

const hop = (from: string, to: string) => ({ from, to, status: 301 });
const https = (part: Partial<HttpsPart> = {}) => ({
  https: { httpUrl: 'http://portal.example/', httpStatus: 301, redirectsToHttps: true, chain: [hop('http://portal.example/', 'https://portal.example/')], httpsReachable: true, ...part },
});
const tls = (part: Partial<TlsPart> = {}) => ({
  tls: {
    host: 'portal.example',
    authorized: true,
    error: '',
    protocol: 'TLSv1.3',
    cipher: 'TLS_AES_128_GCM_SHA256',
    validFrom: '2026-10-01T00:00:00.000Z',
    validTo: '2027-02-01T00:00:00.000Z',
    subjectNames: ['portal.example'],
    issuer: 'Test CA',
    ...part,
  },
});
const crossOrigin = (part: Partial<CrossOriginPart> = {}) => ({
  crossOrigin: { url: 'https://portal.example/', origin: 'https://other.example', status: 200, allowOrigin: null, allowCredentials: null, ...part },
});
const dns = (part: Partial<DnsPart> = {}): FixtureOptions =>
  site({ dns: { host: 'www.city.example', domain: 'city.example', caa: { at: '', records: [] }, mx: [], spf: ['v=spf1 mx -all'], dmarc: ['v=DMARC1; p=reject'], ...part } });
const caa = (...records: readonly string[]) => dns({ caa: { at: 'city.example', records } });
const securityTxt = (body: string, part: Partial<SecurityTxtPart> = {}) =>
  site({ securityTxt: { url: 'https://portal.example/.well-known/security.txt', status: 200, contentType: 'text/plain', body, ...part } });
const rendered = (cookies: RenderedPart['cookies']): FixturePage => ({
  html: '<p>x</p>',
  parts: { rendered: { dom: '', archive: null, nodes: 1, words: 1, scriptErrors: [], requests: 1, bytes: 1, thirdPartyHosts: [], cookies, screenshot: null, clips: [] } },
});
const csp = (policy: string) => home({ 'content-security-policy': policy });
const hsts = (value: string) => home({ 'strict-transport-security': value });
const script = (attributes: string) => home({}, `<script ${attributes}></script>`);
const SEALED = {
  'content-security-policy': "default-src 'none'; script-src 'self'; style-src 'self'; form-action 'self'; frame-ancestors 'none'",
  'strict-transport-security': 'max-age=63072000',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
};

const SITUATIONS: Readonly<Record<string, readonly Situation[]>> = {
  https: [
    ['pass:secure', home(), site(https())],
    ['pass:secure', BLOCKED, site(https())],
    ['pass:https-only', home(), site(https({ httpStatus: null, redirectsToHttps: false, chain: [] }))],
    ['fail:no-redirect', home(), site(https({ httpStatus: 200, redirectsToHttps: false, chain: [] }))],
    ['fail:no-https', home(), { ...PLAIN, ...site(https({ httpStatus: 200, redirectsToHttps: false, chain: [], httpsReachable: false })) }],
    ['fail:served-over-http', home(), PLAIN],
    ['unsure:http-not-answered', home(), site(https({ httpStatus: 403, redirectsToHttps: false, chain: [] }))],
    ['untested:not-inspected', BLOCKED, site(https({ httpStatus: null, redirectsToHttps: false, chain: [] }))],
    ['untested:not-inspected', home()],
  ],
  hsts: [
    ['pass:set', hsts('max-age=31536000; includeSubDomains; preload')],
    ['pass:set', hsts('Max-Age="15552000"')],
    ['fail:too-short', hsts('max-age=86400')],
    ['fail:switched-off', hsts('max-age=0')],
    ['fail:unreadable', hsts('includeSubDomains')],
    ['fail:missing', home()],
    ['fail:untrusted', hsts('max-age=31536000'), site(tls({ authorized: false, error: 'DEPTH_ZERO_SELF_SIGNED_CERT' }))],
    ['fail:no-https', hsts('max-age=31536000'), PLAIN],
    ['untested:nothing-read', BLOCKED],
  ],
  csp: [
    ['pass:strict', csp("default-src 'self'")],
    ['pass:styles-loose', csp("default-src 'self'; style-src 'self' 'unsafe-inline'")],
    ['pass:strict', csp("script-src 'nonce-AbC' 'strict-dynamic' 'unsafe-inline' https:; object-src 'none'; style-src 'self'")],
    ['pass:strict', home({}, '<meta http-equiv="Content-Security-Policy" content="default-src \'self\'">')],
    ['fail:unsafe-scripts', csp("default-src 'self' 'unsafe-inline'")],
    ['fail:unsafe-scripts', csp("script-src *; object-src 'none'")],
    ['fail:unsafe-scripts', csp('upgrade-insecure-requests')],
    ['pass:strict', csp("default-src *, default-src 'self'")],
    ['fail:insecure-scheme', csp("default-src 'self'; frame-src http://maps.example")],
    ['fail:insecure-scheme', csp("default-src 'self'; script-src ftp://files.example")],
    ['fail:report-only', home({ 'content-security-policy-report-only': "default-src 'self'" })],
    ['fail:missing', home()],
    ['fail:missing', { ...csp("default-src 'self'"), '/a': '<p>x</p>' }],
    ['unsure:eval', csp("default-src 'self' 'unsafe-eval'")],
    ['unsure:insecure-media', csp("default-src 'self'; img-src http:")],
    ['untested:nothing-read', BLOCKED],
  ],
  'frame-options': [
    ['pass:by-policy', home({ 'content-security-policy': "frame-ancestors 'self'", 'x-frame-options': 'nonsense' })],
    ['pass:by-header', home({ 'x-frame-options': 'SAMEORIGIN, sameorigin' })],
    ['fail:any-site', csp('frame-ancestors *')],
    ['fail:unreadable', home({ 'x-frame-options': 'ALLOWALL' })],
    ['fail:missing', csp("default-src 'self'")],
    ['unsure:allow-from', home({ 'x-frame-options': 'ALLOW-FROM https://other.example' })],
    ['untested:nothing-read', BLOCKED],
  ],
  'content-type-options': [
    ['pass:nosniff', home({ 'x-content-type-options': 'NoSniff' })],
    ['fail:unreadable', home({ 'x-content-type-options': 'yes' })],
    ['fail:missing', home()],
    ['untested:nothing-read', BLOCKED],
  ],
  'referrer-policy': [
    ['pass:private', home({ 'referrer-policy': 'no-referrer, strict-origin-when-cross-origin, new-word' })],
    ['pass:private', home({}, '<meta name="referrer" content="same-origin">')],
    ['fail:leaking', home({ 'referrer-policy': 'unsafe-url' })],
    ['fail:unreadable', home({ 'referrer-policy': 'secret' })],
    ['unsure:browser-default', home()],
    ['untested:nothing-read', BLOCKED],
  ],
  'cross-origin-resource-sharing': [
    ['pass:not-shared', home()],
    ['pass:public', home({ 'access-control-allow-origin': '*' })],
    ['pass:restricted', home({ 'access-control-allow-origin': 'https://map.example', 'access-control-allow-credentials': 'true' })],
    ['fail:any-site-asking', home(), site(crossOrigin({ allowOrigin: 'https://other.example', allowCredentials: 'true' }))],
    ['pass:not-shared', home(), site(crossOrigin({ status: 405, allowOrigin: 'https://other.example', allowCredentials: 'true' }))],
    ['pass:not-shared', home(), site(crossOrigin({ allowOrigin: 'https://map.example', allowCredentials: 'true' }))],
    ['fail:credentials-for-all', home({ 'access-control-allow-origin': 'null', 'access-control-allow-credentials': 'true' })],
    ['unsure:credentials-refused', home({ 'access-control-allow-origin': '*', 'access-control-allow-credentials': 'true' })],
    ['unsure:policy-unreadable', home({ 'cross-origin-resource-policy': 'mine' })],
    ['untested:nothing-read', BLOCKED],
  ],
  cookies: [
    ['pass:protected', home({ 'set-cookie': 'PHPSESSID=1; Secure; HttpOnly; SameSite=Lax\nlang=en; Secure; SameSite=Strict' })],
    ['fail:session-not-secure', home({ 'set-cookie': 'PHPSESSID=1; HttpOnly; SameSite=Lax' })],
    ['fail:session-readable', home({ 'set-cookie': 'JSESSIONID=1; Secure; SameSite=Lax' })],
    ['fail:forgery-token-sent-anywhere', home({ 'set-cookie': 'XSRF-TOKEN=1; Secure' })],
    ['fail:not-secure', home({ 'set-cookie': 'lang=en' })],
    ['fail:not-secure', { '/': rendered([{ name: 'lang', domain: '.portal.example', secure: false, httpOnly: false, sameSite: 'Lax' }]) }],
    ['not-applicable:none-seen', { '/': rendered([{ name: 'lang', domain: 'tracker.example', secure: false, httpOnly: false, sameSite: 'None' }]) }],
    ['unsure:held-by-hsts', home({ 'set-cookie': 'lang=en', 'strict-transport-security': 'max-age=1' })],
    ['unsure:session-held-by-hsts', home({ 'set-cookie': 'sid=1; HttpOnly', 'strict-transport-security': 'max-age=1' })],
    ['unsure:no-same-site', home({ 'set-cookie': 'lang=en; Secure' })],
    ['unsure:no-same-site', home({ 'set-cookie': 'residents_author=1; Secure' })],
    ['fail:session-readable', home({ 'set-cookie': 'connect.sid=1; Secure; SameSite=Lax' })],
    ['unsure:no-same-site', home({ 'set-cookie': 'lang=en; Secure; SameSite=Sometimes' })],
    ['not-applicable:none-seen', home({ 'set-cookie': 'heroku-session-affinity=1' })],
    ['not-applicable:none-seen', home()],
    ['untested:nothing-read', BLOCKED],
  ],
  'subresource-integrity': [
    ['pass:pinned', script('src="https://cdn.other-site.com/a.js" integrity="sha384-x"')],
    ['pass:own-scripts', script('src="/a.js"')],
    ['fail:unpinned', script('src="//cdn.other-site.com/a.js"')],
    ['fail:unencrypted', script('src="http://cdn.other-site.com/a.js"')],
    ['not-applicable:no-scripts', home()],
    ['untested:nothing-read', BLOCKED],
  ],
  'mixed-content': [
    ['pass:all-secure', home({}, '<img src="/a.png"><a href="http://other.example">x</a>')],
    ['fail:insecure', home({}, '<img src="http://portal.example/a.png">')],
    ['unsure:upgraded', home({ 'content-security-policy': 'upgrade-insecure-requests' }, '<img src="http://portal.example/a.png">')],
    ['not-applicable:no-https', home(), PLAIN],
    ['untested:nothing-read', BLOCKED],
  ],
  'tls-version': [
    ['pass:current', home(), site(tls())],
    ['fail:old', home(), site(tls({ protocol: 'TLSv1.1' }))],
    ['unsure:unknown', home(), site(tls({ protocol: 'TLSv2' }))],
    ['untested:not-inspected', home()],
  ],
  certificate: [
    ['pass:valid', home(), site(tls({ subjectNames: ['*.example', 'other.example'] }))],
    ['pass:ends-soon', home(), site(tls({ validTo: '2026-11-30T00:00:00.000Z' }))],
    ['fail:expired', home(), site(tls({ validTo: '2026-11-22T00:00:00.000Z', authorized: false, error: 'CERT_HAS_EXPIRED' }))],
    ['fail:not-yet', home(), site(tls({ validFrom: '2026-12-01T00:00:00.000Z' }))],
    ['fail:other-name', home(), site(tls({ subjectNames: ['*.portal.example'] }))],
    ['fail:untrusted', home(), site(tls({ authorized: false, error: 'DEPTH_ZERO_SELF_SIGNED_CERT' }))],
    ['unsure:chain-incomplete', home(), site(tls({ authorized: false, error: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }))],
    ['untested:not-inspected', home()],
  ],
  'security-txt': [
    ['pass:complete', home(), securityTxt('# Hello\r\nContact: mailto:security@portal.example\r\nexpires: 2027-05-01T00:00:00Z\r\n')],
    ['fail:expired', home(), securityTxt('Contact: https://portal.example/report\nExpires: 2025-05-01T00:00:00Z')],
    ['fail:no-contact', home(), securityTxt('Expires: 2027-05-01T00:00:00Z')],
    ['fail:missing', home(), securityTxt('', { status: 404 })],
    ['fail:missing', home(), securityTxt('<!doctype html><p>Not found', { contentType: 'text/html' })],
    ['unsure:no-expires', home(), securityTxt('Contact: mailto:security@portal.example\nExpires:')],
    ['unsure:other-type', home(), securityTxt('', { contentType: 'application/octet-stream' })],
    ['unsure:refused', home(), securityTxt('', { status: 403 })],
    ['untested:not-asked', home()],
  ],
  'dns-caa': [
    ['pass:limited', home(), caa('iodef mailto:security@city.example', 'issue ca.example; account=1')],
    ['pass:forbidden', home(), caa('issue ;')],
    ['fail:names-nobody', home(), caa('iodef mailto:security@city.example', 'issuewild ca.example')],
    ['fail:missing', home(), caa()],
    ['untested:not-asked', home()],
  ],
  'mail-records': [
    ['pass:guarded', home(), dns()],
    ['pass:guarded', home(), dns({ spf: ['v=spf1 include:mail.example ~all'], dmarc: ['v=DMARC1; rua=mailto:x@city.example; p=Quarantine'] })],
    ['fail:no-dmarc', home(), dns({ dmarc: [] })],
    ['fail:dmarc-unreadable', home(), dns({ dmarc: ['v=DMARC1; p=reject', 'v=DMARC1; p=none'] })],
    ['fail:dmarc-unreadable', home(), dns({ dmarc: ['v=DMARC1; sp=reject'] })],
    ['fail:no-spf', home(), dns({ spf: [] })],
    ['fail:spf-unreadable', home(), dns({ spf: ['v=spf1 -all', 'v=spf1 mx -all'] })],
    ['fail:spf-open', home(), dns({ spf: ['v=spf1 mx +all'] })],
    ['unsure:watched-only', home(), dns({ dmarc: ['v=DMARC1;p=none'] })],
    ['unsure:sender-unsure', home(), dns({ spf: ['v=spf1 mx ?all'] })],
    ['untested:not-asked', home()],
  ],
  'server-leak': [
    ['pass:silent', home({ server: 'nginx' })],
    ['fail:version', home({ server: 'Apache/2.4.41 (Ubuntu)', 'x-powered-by': 'PHP/8.1.2' })],
    ['fail:version', home({}, '<meta name="generator" content="WordPress 6.4.2">')],
    ['unsure:maybe-version', home({}, '<meta name="generator" content="Drupal 10">')],
    ['untested:nothing-read', BLOCKED],
  ],
  'redirect-chain': [
    ['pass:direct', home(), site(https())],
    ['pass:not-needed', home(), site(https({ httpStatus: null, redirectsToHttps: false, chain: [] }))],
    ['fail:http-first', home(), site(https({ chain: [hop('http://portal.example/', 'http://www.portal.example/'), hop('http://www.portal.example/', 'https://www.portal.example/')] }))],
    ['fail:not-to-https', home(), site(https({ redirectsToHttps: false, chain: [hop('http://portal.example/', 'http://portal.example/home')] }))],
    ['fail:missing', home(), site(https({ httpStatus: 200, redirectsToHttps: false, chain: [] }))],
    ['unsure:other-host', home(), site(https({ chain: [hop('http://portal.example/', 'https://www.portal.example/')] }))],
    ['untested:not-inspected', BLOCKED, site(https({ httpStatus: null, redirectsToHttps: false, chain: [] }))],
    ['untested:not-inspected', home()],
  ],
  observatory: [
    ['pass:good', home(SEALED), site({ ...https(), ...crossOrigin() })],
    ['fail:poor', home({ 'set-cookie': 'sessid=1' }), site({ ...https({ httpStatus: 200, redirectsToHttps: false, chain: [] }), ...crossOrigin() })],
    ['unsure:middling', home({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' }), site({ ...https(), ...crossOrigin() })],
    ['untested:incomplete', home(SEALED), site(crossOrigin())],
    ['untested:incomplete', home(SEALED), site(https())],
    ['untested:nothing-read', BLOCKED],
  ],
};

describe.each(Object.entries(SITUATIONS))('security/%s', (name, situations) => {
  it.each(situations.map(([expected, pages, options]) => ({ expected, pages, options })))('$expected', ({ expected, pages, options }) => {
    const finding = findingOf(`security/${name}`, pages, options);
    expect(finding.data?.['message']).toBeUndefined(); // what a check that throws says
    expect(`${finding.outcome}:${finding.reason}`).toBe(expected);
    if (finding.outcome === 'fail') expect(finding.evidence.length).toBeGreaterThan(0);
  });
});

it('every security check has its table', () => {
  expect(Object.keys(SITUATIONS).sort()).toEqual(
    [...all.keys()]
      .filter((id) => id.startsWith('security/'))
      .map((id) => id.slice('security/'.length))
      .sort(),
  );
});

it('grades as the published scoring does: bonuses only above 90', () => {
  const asked = { ...https(), ...crossOrigin() };
  expect(findingOf('security/observatory', home(SEALED), site(asked)).data).toMatchObject({ score: 130, grade: 'A+' }); // 100 + policy 10 + frames 5 + referrer 5 + resource policy 10
  expect(findingOf('security/observatory', home({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer' }), site(asked)).data).toMatchObject({
    score: 55,
    grade: 'C',
  }); // no policy, no HSTS
});

it('what fails or is in doubt says what to do about it', () => {
  const silent = Object.entries(SITUATIONS).flatMap(([name, situations]) =>
    situations
      .map(([expected]) => expected.split(':') as [string, string])
      .filter(([outcome, reason]) => /fail|unsure/.test(outcome) && !all.get(`security/${name}`)!.remedy?.[reason])
      .map((expected) => `${name} ${expected.join(':')}`),
  );
  expect(silent).toEqual([]);
});

it('shows a cookie without its value', () => {
  expect(findingOf('security/cookies', home({ 'set-cookie': 'sid=secret; HttpOnly' })).evidence[0]).toMatchObject({ kind: 'header', value: 'sid=…; HttpOnly' });
});

it('the worst page is the evidence, and the share is told', () => {
  const finding = findingOf('security/content-type-options', { ...home({ 'x-content-type-options': 'nosniff' }), '/a': '<p>x</p>', '/b': '<p>x</p>' });
  expect(finding).toMatchObject({ outcome: 'fail', data: { pages: 3, affected: 2 }, evidence: [{ url: 'https://portal.example/a', name: 'x-content-type-options', value: '' }] });
});

it('a policy keeps nonces as they are and the first of a repeated directive', () => {
  expect([...policiesIn("Script-Src 'nonce-AbC' HTTPS:; script-src *")[0]!]).toEqual([['script-src', ["'nonce-AbC'", 'https:']]]);
});
