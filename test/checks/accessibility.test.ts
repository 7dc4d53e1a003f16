import { describe, expect, it } from 'vitest';
import type { AccessibilityPart, AxeFinding } from '../../crawler/artifact.ts';
import { check as captionsHints } from '../../checks/accessibility/captions-hints.ts';
import { check as criteria } from '../../checks/accessibility/criteria.ts';
import { check as documents } from '../../checks/accessibility/documents.ts';
import { check as formLabels } from '../../checks/accessibility/form-labels.ts';
import { check as headings } from '../../checks/accessibility/headings.ts';
import { check as languageOfPage } from '../../checks/accessibility/language-of-page.ts';
import { check as namedTool } from '../../checks/accessibility/named-tool.ts';
import { check as needsReview } from '../../checks/accessibility/needs-review.ts';
import { check as pageTitles } from '../../checks/accessibility/page-titles.ts';
import { check as skipLink } from '../../checks/accessibility/skip-link.ts';
import { check as statement } from '../../checks/accessibility/statement.ts';
import { check as textAlternatives } from '../../checks/accessibility/text-alternatives.ts';
import { check as violations, componentOf, criteriaOf } from '../../checks/accessibility/violations.ts';
import { type FixturePage, portalOf } from './portal-fixture.ts';
import { judge, type Pages, table } from './situations.ts';

const fault = (rule: string, tags: readonly string[], ...targets: readonly (readonly [string, string])[]): AxeFinding => ({
  rule,
  impact: 'serious',
  tags,
  help: `${rule} help`,
  helpUrl: '',
  count: targets.length,
  nodes: targets.map(([target, html]) => ({ target, html, summary: '' })),
});
const axe = (part: Partial<AccessibilityPart> = {}): AccessibilityPart => ({
  engine: 'axe-core',
  version: '4.14.1',
  width: 1280,
  violations: [],
  incomplete: [],
  passes: [],
  inapplicable: [],
  notRun: [],
  ...part,
});
const page = (body: string, head = '<title>Services of the city</title>', lang = ' lang="en"'): string => `<!doctype html><html${lang}><head>${head}</head><body>${body}</body></html>`;
const tested = (part: Partial<AccessibilityPart>, html = page('<main><h1>Town</h1></main>')): FixturePage => ({ html, parts: { accessibility: axe(part) } });
const PROSE = 'The council meets on the first Monday of every month in the town hall and everyone who lives in the city is welcome to listen and to ask questions at the end of the meeting.';

const link = fault('link-name', ['wcag2a', 'wcag244', 'EN-301-549'], ['footer > ul > li:nth-child(3) > a[href$="/a"]', '<a class="icon" href="/a">']);
const sameLink = fault('link-name', ['wcag2a', 'wcag244'], ['footer > ul > li:nth-child(5) > a[href$="]b"]', '<a class="icon" href="/b">']);
const advice = fault('region', ['best-practice'], ['#top', '<div id="top">']);
const contrast = fault('color-contrast', ['wcag2aa', 'wcag143'], ['.hero > p', '<p>']);
const UNREAD: Pages = { '/': { html: page(''), state: 'blocked' } };

table('violations', violations, [
  ['nothing broken', { '/': tested({}), '/a': tested({ violations: [advice] }) }, 'pass: none-found'],
  ['a fault', { '/': tested({ violations: [link] }) }, 'fail: faults'],
  ['only advice, contrast came to no end', { '/': tested({ violations: [advice], notRun: ['color-contrast'] }) }, 'unsure: cut-short'],
  ['open questions are no faults', { '/': tested({ incomplete: [contrast] }) }, 'pass: none-found'],
  ['not rendered', { '/': page('') }, 'untested: not-rendered'],
]);

describe('faults of a template', () => {
  it('count once for all pages', () => {
    const finding = judge(violations, { '/': tested({ violations: [link] }), '/a': tested({ violations: [sameLink, contrast] }) });
    expect(finding.data?.['groups']).toMatchObject([
      { rule: 'link-name', criterion: '2.4.4', pages: 2, count: 2, example: { selector: link.nodes[0]!.target } },
      { rule: 'color-contrast', criterion: '1.4.3', pages: 1, count: 1 },
    ]);
    expect(finding.data?.['rules']).toMatchObject([
      { rule: 'link-name', count: 2, pages: 2 },
      { rule: 'color-contrast', count: 1, pages: 1 },
    ]);
    expect(finding.evidence).toMatchObject([{ kind: 'element', html: '<a class="icon" href="/a">' }, { kind: 'element' }]);
  });
  it('are told from others by path and tag', () => expect(componentOf({ target: '#node-12 > .x', html: '<B>' })).not.toBe(componentOf({ target: '#node-13 > .y', html: '<b>' })));
  it('read the criterion from the tag', () => expect(criteriaOf(['wcag2a', 'wcag21aa', 'wcag1412', 'wcag111', 'EN-9.1.1.1'])).toEqual(['1.4.12', '1.1.1']));
});

table('needs-review', needsReview, [
  ['nothing open', { '/': tested({ violations: [link] }) }, 'pass: nothing-open'],
  ['something open', { '/': tested({ incomplete: [contrast] }) }, 'unsure: review'],
  ['a rule came to no end', { '/': tested({ notRun: ['color-contrast'] }) }, 'unsure: cut-short'],
  ['not rendered', { '/': page('') }, 'untested: not-rendered'],
]);

table('named-tool', namedTool, [
  ['axe saw nothing', { '/': tested({}) }, 'untested: engine-missing'],
  ['axe saw faults', { '/': tested({ violations: [link] }) }, 'untested: engine-missing'],
  ['not rendered', { '/': page('') }, 'untested: engine-missing'],
]);
it('named-tool says what axe saw of WCAG 2.1 AA on the home page', () => {
  const target = fault('target-size', ['wcag22aa', 'wcag258'], ['a', '<a>']);
  expect(judge(namedTool, { '/': tested({ violations: [link, advice, target] }), '/a': tested({ violations: [contrast] }) }).data).toMatchObject({
    named: 'TAW',
    engine: 'axe-core',
    problems: 1,
    rules: [{ rule: 'link-name' }],
  });
});

const about = (more: string): string => page(`<main><h1>Accessibility statement</h1><p>${PROSE}</p><p>${PROSE}</p>${more}</main>`);
const toStatement = page('<main><h1>Town</h1></main><footer><a href="/accessibility">Accessibility statement</a></footer>');
table('statement', statement, [
  [
    'complete',
    {
      '/': toStatement,
      '/accessibility': about('<p>This site is partially compliant with WCAG 2.1 AA.</p><p>Prepared on 3 March 2026.</p><p><a href="mailto:web@portal.example">Write to us</a></p>'),
    },
    'pass: complete',
  ],
  ['without date and contact', { '/': toStatement, '/accessibility': about('<p>This site is fully compliant with EN 301 549.</p>') }, 'pass: partial'],
  ['names no standard', { '/': toStatement, '/accessibility': about('<p>Ramps are at the main door.</p>') }, 'unsure: no-claim'],
  ['linked but not read', { '/': toStatement }, 'unsure: candidate-not-read'],
  ['nothing there', { '/': page(`<main><h1>Town</h1><p>${PROSE}</p></main>`) }, 'not-found: nothing-found'],
  ['nothing read', UNREAD, 'untested: nothing-read'],
]);
it('statement says what is missing', () =>
  expect(judge(statement, { '/': toStatement, '/accessibility': about('<p>Fully compliant with WCAG 2.2.</p>') }).data).toMatchObject({ missing: 'date, contact' }));

const menu = Array.from({ length: 6 }, (_, at) => `<a href="/m${at}">Menu ${at}</a>`).join(' ');
table('skip-link', skipLink, [
  ['a skip link', { '/': page(`<a href="#content">Skip to content</a><nav>${menu}</nav><main id="content"><h1>Town</h1></main>`) }, 'pass: skip-links'],
  ['a skip link to nowhere, but a main part', { '/': page(`<a href="#gone">Skip</a><nav>${menu}</nav><main><h1>Town</h1></main>`) }, 'unsure: other-ways'],
  ['menus, no way past', { '/': page(`<nav>${menu}</nav><div>${PROSE}</div>`) }, 'fail: no-way'],
  ['no menus', { '/': page('<main><h1>Town</h1></main>') }, 'not-applicable: nothing-to-skip'],
  ['nothing read', UNREAD, 'untested: nothing-read'],
]);

const language = (declared: string, detected: string, confidence = 0.95): FixturePage => ({
  html: page('', undefined, ''),
  parts: { language: { declared, detected, confidence, alternates: [], direction: 'ltr' } },
});
table('language-of-page', languageOfPage, [
  ['agrees', { '/': language('en-GB', 'en'), '/no': language('no', 'nb'), '/zh': language('zh-TW', 'zh-Hant') }, 'pass: agrees'],
  ['none declared', { '/': language('', 'it') }, 'fail: missing'],
  ['another language', { '/': language('en', 'it'), '/a': language('en', 'it') }, 'fail: differs'],
  [
    'one page of many',
    { '/': language('it', 'it'), ...Object.fromEntries(Array.from({ length: 8 }, (_, at) => [`/${at}`, language('it', 'it')])), '/de': language('it', 'de') },
    'unsure: some-differ',
  ],
  ['too short to tell', { '/': language('en', 'und', 0), '/a': language('en', 'fr', 0.5) }, 'unsure: undecided'],
  ['nothing read', UNREAD, 'untested: nothing-read'],
]);

const titled = (title: string): string => page(`<p>${title} ${Math.abs(title.length)}</p>`, `<title>${title}</title>`);
table('page-titles', pageTitles, [
  ['unique', { '/': titled('Town'), '/a': titled('Contact – Town') }, 'pass: unique'],
  ['one empty', { '/': titled('Town'), '/a': page('<p>x</p>', '') }, 'fail: empty'],
  ['one for all', { '/': titled('Town'), '/a': page('<p>a</p>', '<title>Town</title>'), '/b': page('<p>b</p>', '<title>Town</title>') }, 'fail: one-for-all'],
  ['two alike', { '/': titled('Town'), '/n': titled('News'), '/n2': page('<p>2</p>', '<title>News</title>'), '/c': titled('Contact') }, 'unsure: some-repeated'],
  ['nothing read', UNREAD, 'untested: nothing-read'],
]);

it('page-titles take one page at two addresses for one', () => {
  const { pages, ...portal } = portalOf({ '/': titled('Town'), '/index': titled('Town') });
  expect(judge(pageTitles, {}, { ...portal, pages: pages.map((one) => ({ ...one, capture: { ...one.capture, bytes: 'same' } })) })).toMatchObject({
    outcome: 'pass',
    reason: 'unique',
    data: { read: 1 },
  });
});

const images = (...html: readonly string[]): Pages => ({ '/': page(html.join('')) });
const good = Array.from({ length: 9 }, (_, at) => `<img src="/${at}.png" alt="${at ? 'A view' : ''}">`);
table('text-alternatives', textAlternatives, [
  ['all have alt', images(...good), 'pass: all'],
  ['a link of a nameless image', images(...good, '<a href="/x"><img src="/x.png" alt=""></a>'), 'fail: nameless-link'],
  ['a named link of a nameless image', images(...good, '<a href="/x"><img src="/x.png" alt=""> Services</a>'), 'pass: all'],
  ['most without', images('<img src="/a.png">', '<img src="/b.png">', '<img src="/c.png" alt="C">'), 'fail: many-without'],
  ['one without, on every page', { '/': page(`${good.join('')}<img src="/l.png">`), '/a': page('<img src="/l.png">'), '/b': page('<img src="/l.png">') }, 'unsure: some-without'],
  ['no images', images('<p>Text</p>'), 'not-applicable: no-images'],
  ['nothing read', UNREAD, 'untested: nothing-read'],
]);

table('captions-hints', captionsHints, [
  ['a track', { '/': page('<video src="/a.mp4"><track kind="captions" src="/a.vtt"></video>') }, 'pass: tracks'],
  ['a transcript beside it', { '/': page('<audio src="/a.mp3"></audio><a href="/t">Read the transcript</a>') }, 'pass: tracks'],
  ['nothing beside it', { '/': page('<video src="/a.mp4"></video>') }, 'unsure: without-track'],
  ['a video of another host', { '/': page('<iframe src="https://www.youtube.com/embed/x" title="Film"></iframe>') }, 'unsure: without-track'],
  ['a map of another host', { '/': page('<iframe src="https://maps.example/x" title="Map"></iframe>') }, 'not-applicable: no-media'],
  ['nothing read', UNREAD, 'untested: nothing-read'],
]);

const empty = fault('empty-heading', ['best-practice'], ['h2', '<h2></h2>']);
table('headings', headings, [
  ['one main heading', { '/': page('<h1>Town</h1><h2>News</h2>') }, 'pass: one-h1'],
  ['an empty heading', { '/': tested({ violations: [empty] }) }, 'fail: empty-headings'],
  ['no main heading', { '/': page('<h2>News</h2>') }, 'fail: without-h1'],
  ['several main headings', { '/': page('<h1>Town</h1><h1>News</h1>') }, 'unsure: several-h1'],
  ['nothing read', UNREAD, 'untested: nothing-read'],
]);

const labelled = Array.from({ length: 6 }, (_, at) => `<label>Field ${at} <input name="f${at}"></label>`).join('');
const nameless = fault('label', ['wcag2a', 'wcag412'], ['#q', '<input id="q">']);
table('form-labels', formLabels, [
  ['all labelled', { '/': page(`<form action="/f">${labelled}</form>`) }, 'pass: named'],
  ['nameless in the browser', { '/': tested({ violations: [nameless] }, page(`<form action="/f">${labelled}</form>`)) }, 'fail: nameless-seen'],
  ['nameless in the HTML', { '/': page('<form action="/f"><input name="q"></form>') }, 'fail: many-nameless'],
  ['one of many', { '/': page(`<form action="/f">${labelled}<input name="trap"></form>`) }, 'unsure: some-nameless'],
  ['no fields', { '/': page('<p>Text</p>') }, 'not-applicable: no-fields'],
  ['nothing read', UNREAD, 'untested: nothing-read'],
]);

table('documents', documents, [
  ['documents', { '/': page('<a href="/plan.pdf">Plan</a> <a href="/plan.pdf?v=2">Plan 2</a>') }, 'untested: tags-not-read'],
  ['none', { '/': page('<a href="/plan">Plan</a>') }, 'not-applicable: no-documents'],
  ['nothing read', UNREAD, 'untested: nothing-read'],
]);

table('criteria', criteria, [
  ['one failed', { '/': tested({ violations: [link] }) }, 'fail: some-failed'],
  ['none failed is no pass', { '/': tested({ passes: ['image-alt', 'html-has-lang'] }) }, 'unsure: none-failed'],
  ['not rendered', { '/': page('') }, 'untested: not-rendered'],
]);
it('criteria tell failed, no failure found and not tested apart', () => {
  const finding = judge(criteria, { '/': tested({ violations: [link], passes: ['image-alt', 'color-contrast', 'document-title'] }), '/a': tested({ passes: ['image-alt'], incomplete: [contrast] }) });
  expect(finding.data).toMatchObject({ all: 55, failed: 1, criteria: { '2.4.4': 'failed', '1.1.1': 'no-failure-found', '2.4.2': 'no-failure-found', '1.4.3': 'not-tested', '1.2.5': 'not-tested' } });
});
