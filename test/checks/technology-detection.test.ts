import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { check as channels } from '../../checks/technology/channels.ts';
import { check as components } from '../../checks/technology/components.ts';
import { check as contentManagement } from '../../checks/technology/content-management.ts';
import { check as dataPlatform } from '../../checks/technology/data-platform.ts';
import { check as designSystem } from '../../checks/technology/design-system.ts';
import { check as identityProvider } from '../../checks/technology/identity-provider.ts';
import { check as paymentProvider } from '../../checks/technology/payment-provider.ts';
import { check as programmingInterfaces } from '../../checks/technology/programming-interfaces.ts';
import { loadTechnologies, type MarkKind, readMark, TECHNOLOGY_KINDS, technologiesOf } from '../../config/technologies.ts';
import type { PortalArtifacts } from '../../crawler/artifact.ts';
import { portalOf } from './portal-fixture.ts';
import { type Pages, judge, table } from './situations.ts';

const PROSE = '<main><h1>The mill</h1><p>The path begins at the mill and follows the river for an hour before it turns towards the hills. In spring the meadow is full of yellow flowers.</p></main>';
const home = (html: string, headers: Record<string, string> = {}): Pages => ({ '/': { html: `<html lang="en"><title>City</title>${html}${PROSE}</html>`, headers } });
const BLOCKED: Pages = { '/': { html: '', state: 'blocked', status: 403 } };
const link = (href: string, text: string): string => `<p><a href="${href}">${text}</a></p>`;

table('technology/content-management', contentManagement, [
  ['the generator names it', home('<meta name="generator" content="TYPO3 CMS">'), 'pass: named'],
  ['a generator that nobody listed', home('<meta name="generator" content="Townhall Writer 3">'), 'pass: named'],
  ['addresses of a theme', home('<link rel="stylesheet" href="/wp-content/themes/city/style.css">'), 'pass: recognised'],
  ['a header', home('', { 'x-drupal-cache': 'HIT' }), 'pass: named'],
  ['a cookie', home('', { 'set-cookie': 'CraftSessionId=secret; path=/; HttpOnly' }), 'pass: recognised'],
  ['a form of Drupal, not two systems', home('<script src="/sites/default/files/js/a.js"></script>', { 'x-generator': 'Drupal 9 (http://drupal.org) + govCMS (http://govcms.gov.au)' }), 'pass: named'],
  ['a picture of another site', home('<img src="https://other.example/wp-content/uploads/crest.png">'), 'not-found: unknown'],
  ['a picture from the system’s own network', home('<img src="https://images.ctfassets.net/a/b.png">'), 'pass: recognised'],
  ['two systems', home('<script src="/wp-includes/a.js"></script><img src="/etc.clientlibs/a.png">'), 'unsure: several'],
  ['an article about WordPress', home('<p>The city compared WordPress, Drupal and TYPO3 before it chose.</p>'), 'not-found: unknown'],
  ['another portal it links to runs on one', { ...home(''), 'https://city.gov/': '<link rel="stylesheet" href="/wp-content/a.css"><p>x</p>' }, 'not-found: unknown'],
  ['nothing read', BLOCKED, 'untested: nothing-read'],
]);
table('technology/design-system', designSystem, [
  ['class names', home('<header class="govuk-header">City</header>'), 'pass: recognised'],
  ['custom elements', home('<sgds-masthead></sgds-masthead>'), 'pass: recognised'],
  ['its style sheet', home('<link rel="stylesheet" href="/assets/bootstrap-italia/dist/css/bootstrap-italia.min.css">'), 'pass: recognised'],
  ['a library that is no government’s', home('<link rel="stylesheet" href="/css/bootstrap.min.css"><div class="container-fluid btn-primary"></div>'), 'not-found: unknown'],
  ['nothing read', BLOCKED, 'untested: nothing-read'],
]);
table('technology/identity-provider', identityProvider, [
  ['a link to sign in there', home(link('https://login.singpass.gov.sg/main', 'Log in')), 'pass: recognised'],
  ['a form sent there', home('<form method="post" action="https://sso.acesso.gov.br/login"><button>Entrar</button></form>'), 'pass: recognised'],
  ['a protocol, whose identity is not known', home(link('/Shibboleth.sso/Login?target=a', 'Proceed')), 'not-found: nothing-found'],
  [
    'the portal leads on to it',
    {
      ...home(''),
      '/account': {
        html: '<p>x</p>',
        state: 'login-wall',
        parts: {
          response: {
            requestedUrl: 'https://portal.example/account',
            url: 'https://portal.example/account',
            status: 200,
            headers: [],
            redirects: [{ from: 'https://portal.example/account', to: 'https://tara.ria.ee/oidc/authorize?client_id=a', status: 302 }],
            contentType: 'text/html',
            bytes: 1,
            ms: 1,
          },
        },
      },
    },
    'pass: recognised',
  ],
  ['a button that only names it', home('<form method="post" action="/enter"><input name="a"><button>Log på med MitID</button></form>'), 'unsure: only-named'],
  ['a link to the website about it', home(link('https://www.mitid.dk/', 'Read more')), 'unsure: only-named'],
  ['the name in running text', home('<p>More and more people use MitID, DigiD and SPID in their daily life, says the office.</p>'), 'not-found: nothing-found'],
  ['a news item about it', home(link('/news/new-spid-rules-2026', 'New rules for the digital identity of the whole country from next year on')), 'not-found: only-mentioned'],
  ['nothing read', BLOCKED, 'untested: nothing-read'],
]);
table('technology/payment-provider', paymentProvider, [
  ['a link to the gateway', home(link('https://checkout.pagopa.it/inserisci-dati-avviso', 'Pay')), 'pass: recognised'],
  ['its script', home('<script src="https://js.stripe.com/v3/"></script>'), 'pass: recognised'],
  ['a link that names it', home(link('/pay', 'Pay with M-Pesa')), 'unsure: only-named'],
  ['the website about it', home(link('https://www.saferpay.com/', 'Our partner')), 'unsure: only-named'],
  ['nothing of the kind', home(''), 'not-found: nothing-found'],
  ['nothing read', BLOCKED, 'untested: nothing-read'],
]);
table('technology/data-platform', dataPlatform, [
  ['the generator', home('<meta name="generator" content="ckan 2.9.5">'), 'pass: recognised'],
  ['its addresses on an official data portal', { ...home(''), 'https://data.city.gov/': `<a href="/api/3/action/package_list">API</a>${PROSE}` }, 'pass: recognised'],
  ['a link to a catalogue for programs', home(link('/catalog.ttl', 'Catalogue')), 'pass: recognised'],
  ['the word dataset in an address', home(link('/dataset-of-the-month', 'The picture of the month')), 'not-found: nothing-found'],
  ['nothing read', BLOCKED, 'untested: nothing-read'],
]);
table('technology/programming-interfaces', programmingInterfaces, [
  ['a link to an OpenAPI document', home(link('/v1/openapi.json', 'Interface')), 'pass: offered'],
  ['an OpenAPI document that was read', { ...home(''), '/spec': { html: '{}', state: 'not-html', headers: { 'content-type': 'application/vnd.oai.openapi+json;version=3.1' } } }, 'pass: offered'],
  ['a header that says where', home('', { link: '</openapi.json>; rel="service-desc"' }), 'pass: offered'],
  ['its documentation', home('<div id="swagger-ui"></div>'), 'pass: offered'],
  ['the address of a data platform', home(link('https://data.city.gov/api/3/action/package_list', 'Data')), 'pass: offered'],
  ['a portal for developers', home(link('https://apisetu.gov.in/', 'For developers')), 'pass: offered'],
  ['capital letters in a heading', home('<h2>API: Association of Pear Investors</h2>'), 'not-found: unknown'],
  ['nothing read', BLOCKED, 'untested: nothing-read'],
]);
const application =
  '<form method="post" action="/send"><input name="firstname"><input name="lastname"><input type="date" name="birth"><input name="address"><input name="city"><button>Send</button></form>';
table('technology/channels', channels, [
  ['a form and a telephone', home(`${application}${link('tel:+15550100', 'Call')}`), 'pass: several'],
  ['an app and a chat', home(link('https://apps.apple.com/app/id1', 'App') + link('https://wa.me/15550100', 'Write')), 'pass: several'],
  ['only people', home(link('mailto:city@portal.example', 'Write') + link('tel:+15550100', 'Call')), 'unsure: one-sort'],
  ['only machines', home(application), 'unsure: one-sort'],
  ['a telephone of another body', { ...home(''), 'https://other.gov/': `${link('tel:+15550100', 'Call')}${PROSE}` }, 'not-found: none'],
  ['none', home(''), 'not-found: none'],
  ['nothing read', BLOCKED, 'untested: nothing-read'],
]);
table('technology/components', components, [
  ['a server that names itself', home('', { server: 'nginx/1.24.0' }), 'pass: recognised'],
  ['a script inside the page that fetches another', home('<script>(function(){var s="https://embed.tawk.to/5a/default";})()</script>'), 'pass: recognised'],
  ['none', home(''), 'not-found: unknown'],
  ['nothing read', BLOCKED, 'untested: nothing-read'],
]);

describe('what a finding tells', () => {
  it('names, versions and evidence as it stands in the page', () => {
    const finding = judge(components, home('<script src="/js/jquery-3.7.1.min.js"></script>', { server: 'nginx/1.24.0' }));
    expect(finding.data).toMatchObject({ names: ['jQuery', 'nginx'], versions: { jQuery: '3.7.1', nginx: '1.24.0' }, kinds: { framework: ['jQuery'], hosting: ['nginx'] } });
    expect(finding.evidence).toMatchObject([
      { kind: 'element', selector: 'script[src$="jquery-3.7.1.min.js"]', html: 'js/jquery-3.7.1.min.js' },
      { kind: 'header', name: 'server', value: 'nginx/1.24.0' },
    ]);
  });
  it('the value of a cookie is left out', () => expect(JSON.stringify(judge(contentManagement, home('', { 'set-cookie': 'CraftSessionId=secret; path=/' })).evidence)).not.toContain('secret'));
  it('proof comes before a name', () => {
    const finding = judge(identityProvider, home(link('https://www.digid.nl/', 'DigiD') + link('https://www.digid.nl/saml?SAMLRequest=a', 'Inloggen')));
    expect([finding.outcome, finding.data!['names']]).toEqual(['pass', ['DigiD']]);
  });
  it('where nothing was found it says what was searched', () => {
    for (const check of [contentManagement, designSystem, identityProvider, paymentProvider, dataPlatform, programmingInterfaces, channels, components])
      expect(judge(check, home('')).searched?.pagesRead).toBe(1);
  });
  it('runs stored before class names were kept can still be judged', () => {
    const pages = home('<header class="govuk-header">City</header>');
    const stored = JSON.parse(JSON.stringify(portalOf(pages), (key, value: unknown) => (key === 'classes' ? undefined : value))) as PortalArtifacts;
    expect(judge(designSystem, pages, stored).outcome).toBe('not-found');
  });
});

const technologies = loadTechnologies();
/** What kinds of marks see the same text. */
const beside = (by: MarkKind): readonly MarkKind[] => (by === 'host' || by === 'link' ? ['host', 'link'] : [by]);
describe('every technology', () => {
  it('all kinds are there, 180 technologies and more, no name twice in a kind', () => {
    expect([...new Set(technologies.map(({ kind }) => kind))].sort()).toEqual([...TECHNOLOGY_KINDS].sort());
    expect(technologies.length).toBeGreaterThan(180);
    expect(new Set(technologies.map(({ kind, name }) => `${kind} ${name}`)).size).toBe(technologies.length);
  });
  it.each(technologies.map((technology) => [technology.kind, technology.name, technology] as const))('%s %s: its examples show it and no other of its kind', (kind, name, technology) => {
    for (const mark of technology.marks) {
      expect(readMark(mark, mark.example), `${mark.by} ${mark.example}`).not.toBeNull();
      const seen = technologiesOf(kind).filter(({ marks }) => marks.some((other) => beside(mark.by).includes(other.by) && readMark(other, mark.example) !== null));
      expect(
        seen.map((other) => other.name),
        mark.example,
      ).toEqual([name]);
    }
  });
});

const ORDINARY: Readonly<Record<'address' | 'asset' | 'label' | 'word' | 'header', readonly string[]>> = {
  address: [
    'https://portal.example/',
    'https://portal.example/services/birth-certificate',
    'https://portal.example/news/2026/11/new-digital-identity-law',
    'https://portal.example/en/pay-parking-fine?step=1',
    'https://portal.example/login',
    'https://portal.example/account/register',
    'https://portal.example/open-data/dataset-of-the-month',
    'https://portal.example/search?q=payment',
    'https://portal.example/forms/permit.pdf',
    'https://portal.example/servizi/come-ottenere-spid',
    'https://portal.example/actualites/franceconnect-evolue',
    'https://mylogin.government.example/login.governance',
    'https://notmitid.dk.example/',
    'https://portal.example/map?layer=roads',
  ],
  asset: [
    'https://portal.example/css/main.css',
    'https://portal.example/js/app.js?v=12',
    'https://portal.example/assets/images/logo.svg',
    'https://portal.example/media/2026/mayor.jpg',
    'https://portal.example/fonts/city-sans.woff2',
    'https://cdn.portal.example/static/js/vendor.chunk.js',
    'https://portal.example/files/budget-2026.png',
    'https://portal.example/resources/style.css',
    'https://portal.example/chat/opening-hours.png',
  ],
  label: [
    'Sign in',
    'Pay your water bill',
    'My account',
    'Digital identity',
    'Open data',
    'Contact us',
    'Bank details',
    'Public square',
    'The idea of the month',
    'Clave de lectura',
    'Elster river walk',
  ],
  word: [
    'header',
    'main-content',
    'site-header',
    'nav-menu',
    'footer-links',
    'search-form',
    'map',
    'payment-form',
    'login-button',
    'btn-primary',
    'col-md-6',
    'page-title',
    'fr',
    'my-element',
    'chat-window',
  ],
  header: ['content-type: text/html; charset=utf-8', 'cache-control: max-age=0', 'server: webserver', 'x-frame-options: DENY', 'vary: Accept-Encoding', 'x-powered-by: good people'],
};
const READ_BY: Readonly<Record<keyof typeof ORDINARY, readonly MarkKind[]>> = {
  address: ['host', 'link'],
  asset: ['loads', 'inline'],
  label: ['named', 'generator', 'inline'],
  word: ['element', 'class', 'cookie'],
  header: ['header', 'meta'],
};
describe('ordinary texts show no technology', () => {
  it.each(Object.entries(ORDINARY).flatMap(([what, texts]) => texts.map((text) => [what as keyof typeof ORDINARY, text] as const)))('%s: %s', (what, text) =>
    expect(technologies.filter(({ marks }) => marks.some((mark) => READ_BY[what].includes(mark.by) && readMark(mark, text) !== null)).map(({ name }) => name)).toEqual([]),
  );
});

describe('a file with a mistake is refused with its line', () => {
  it.each([
    ['identity.yaml', "X-ID:\n  website: https://x.example\n  marks:\n    - {host: 'https://x.example', example: y.example}\n", /identity\.yaml:4: .*write a host such as login\.gov/],
    ['identity.yaml', "X-ID:\n  website: https://x.example\n  marks:\n    - {link: '((', example: ab}\n", /identity\.yaml:4: .*regular expression/i],
    ['identity.yaml', 'X-ID:\n  website: https://x.example\n  marks:\n    - {link: ab, host: x.example, example: ab}\n', /identity\.yaml:4: .*exactly one of/],
    ['identity.yaml', 'X-ID:\n  website: https://x.example\n  country: Estonia\n  marks:\n    - {host: x.example, example: ab}\n', /identity\.yaml:3: .*EST/],
    ['identity.yaml', 'X-ID:\n  website: https://x.example\n  built_on: Y\n  marks:\n    - {host: x.example, example: ab}\n', /there is no "Y" in this file/],
    ['magic.yaml', '{}', /magic\.yaml: there is no such kind/],
  ])('%s: %s', (file, text, message) => {
    const folder = mkdtempSync(join(tmpdir(), 'technologies-'));
    try {
      writeFileSync(join(folder, file), text);
      expect(() => loadTechnologies(pathToFileURL(`${folder}/`))).toThrow(message);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
