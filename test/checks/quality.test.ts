import { expect, it } from 'vitest';
import { check as bestPractices } from '../../checks/quality/best-practices.ts';
import { check as brokenLinks } from '../../checks/quality/broken-links.ts';
import { check as performance } from '../../checks/quality/performance.ts';
import { check as print } from '../../checks/quality/print.ts';
import { check as readability } from '../../checks/quality/readability.ts';
import { check as searchEngine } from '../../checks/quality/search-engine.ts';
import { check as searchQuality } from '../../checks/quality/search-quality.ts';
import { check as markupValidity } from '../../checks/technology/markup-validity.ts';
import type { GatherFailure, LighthousePart, PresentationPart, ResponseState, SearchTryPart, ValidatorPart } from '../../crawler/artifact.ts';
import { isQuality } from '../../reports/quality.ts';
import { type FixturePage, portalOf } from './portal-fixture.ts';
import { judge, type Pages, table } from './situations.ts';

const html = (body = '<p>Town</p>', language = 'en'): string => `<!doctype html><html lang="${language}"><head><title>Town</title></head><body><main>${body}</main></body></html>`;
const UNSEEN: Pages = { '/': html() };

it('findings of quality are shown without telling drafts', () => expect([isQuality('quality/performance'), isQuality('technology/markup-validity')]).toEqual([true, false]));

const CATEGORIES = { performance, 'best-practices': bestPractices, seo: searchEngine } as const;
const seen = (category: keyof typeof CATEGORIES, score: number | null): FixturePage => ({
  html: html(),
  parts: {
    lighthouse: {
      engine: 'lighthouse',
      version: '13.5.0',
      benchmark: 1500,
      scores: { performance: 100, 'best-practices': 100, seo: 100, [category]: score },
      metrics: { lcpMs: 2100, tbtMs: 90, cls: 0.0123, bytes: 812_345 },
      failed: [
        { category, audit: 'image-size', title: 'Pictures are too large' },
        { category: category === 'seo' ? 'performance' : 'seo', audit: 'another', title: 'Of another category' },
      ],
    } satisfies LighthousePart,
  },
});
const late: FixturePage = { html: html(), parts: { lighthouse: { failure: 'timeout', detail: 'took too long' } satisfies GatherFailure } };
for (const category of ['performance', 'best-practices', 'seo'] as const)
  table(`the ${category} score`, CATEGORIES[category], [
    ['all green', { '/': seen(category, 90), '/a': seen(category, 100), '/b': html() }, 'pass: good'],
    ['one orange', { '/': seen(category, 100), '/a': seen(category, 89) }, 'unsure: middling'],
    ['at the lower line', { '/': seen(category, 50) }, 'unsure: middling'],
    ['one red', { '/': seen(category, 100), '/a': seen(category, 49) }, 'fail: poor'],
    ['one timed out, one green', { '/': late, '/a': seen(category, 95) }, 'pass: good'],
    ['all timed out', { '/': late }, 'untested: no-score'],
    ['no score', { '/': seen(category, null) }, 'untested: no-score'],
    ['not run', UNSEEN, 'untested: not-run'],
    ['nothing read', { '/': { html: '', state: 'blocked' } }, 'untested: not-run'],
  ]);
it('performance shows its measures, and which audits took points', () => {
  const { evidence, data } = judge(performance, { '/': seen('performance', 40) });
  expect(evidence.map((piece) => (piece.kind === 'measurement' ? `${piece.name}: ${piece.value}` : ''))).toEqual([
    'performance score: 40 of 100',
    'largest contentful paint: 2100 ms',
    'total blocking time: 90 ms',
    'cumulative layout shift: 0.012',
    'page weight: 812 kB',
  ]);
  expect(data).toMatchObject({ lowest: 40, failed: [{ audit: 'image-size' }], benchmark: 1500 });
});

const judged = (errors: number, gap?: GatherFailure): FixturePage => ({
  html: html(),
  parts: { validator: gap ?? ({ engine: 'vnu', version: '26.9.27', errors, warnings: 2, first: errors ? [{ line: 7, text: 'Stray end tag “div”.' }] : [] } satisfies ValidatorPart) },
});
table('markup validity', markupValidity, [
  ['no error, warnings do not count', { '/': judged(0) }, 'pass: valid'],
  ['errors', { '/': judged(1) }, 'fail: errors'],
  ['only the home page decides', { '/': judged(0), '/a': judged(5) }, 'pass: valid'],
  ['not run', UNSEEN, 'untested: engine-missing'],
  ['run on another page only', { '/': html(), '/a': judged(3) }, 'untested: engine-missing'],
  ['the home page is built by script', { '/': judged(0, { failure: 'unsupported-type', detail: 'built by script' }) }, 'untested: not-judged'],
  ['the home page is blocked', { '/': { ...(judged(0) as object), html: '', state: 'blocked' } }, 'untested: engine-missing'],
]);
it('markup validity shows where the errors are', () =>
  expect(judge(markupValidity, { '/': judged(1) }).evidence).toMatchObject([
    { kind: 'measurement', tool: 'vnu', name: 'errors', value: '1' },
    { name: 'line 7', value: 'Stray end tag “div”.' },
  ]));

const followed = (good: number, others: Readonly<Record<string, ResponseState>> = {}): Pages =>
  Object.fromEntries([
    ['/', html()],
    ...Array.from({ length: good }, (_, number) => [`/p${number}`, html()]),
    ...Object.entries(others).map(([path, state]) => [path, { html: html(), state, status: state === 'not-found' ? 404 : 200 }]),
  ]);
table('broken links', brokenLinks, [
  ['none', followed(20), 'pass: none-broken'],
  ['one of a hundred', followed(99, { '/gone': 'not-found' }), 'unsure: few-broken'],
  ['a not-found page with status 200', followed(99, { '/gone': 'soft-404' }), 'unsure: few-broken'],
  ['three of a hundred', followed(97, { '/a': 'not-found', '/b': 'soft-404', '/c': 'not-found' }), 'fail: many-broken'],
  ['refused pages say nothing of the link', followed(19, { '/a': 'blocked', '/b': 'throttled', '/c': 'error' }), 'untested: too-few'],
  ['other hosts are not the portal’s', followed(20, { 'https://elsewhere.example/gone': 'not-found' }), 'pass: none-broken'],
  ['nineteen', followed(18, { '/gone': 'not-found' }), 'untested: too-few'],
  ['nothing read', { '/': { html: '', state: 'blocked' } }, 'untested: too-few'],
]);
it('a broken link is shown with its answer and the way to it', () =>
  expect(judge(brokenLinks, followed(97, { '/a': 'not-found', '/b': 'soft-404', '/c': 'not-found' })).evidence).toMatchObject([
    { kind: 'connection', url: 'https://portal.example/a', value: '404', linkTrail: [{ url: 'https://portal.example/' }] },
    { value: '200, but says “not found”' },
    { value: '404' },
  ]));

const onPaper = (found: PresentationPart['print']): FixturePage => ({
  html: html(),
  parts: { presentation: { texts: [], likeHeadings: [], generated: [], sideways: [], cutBySpacing: [], farLabels: [], print: found } },
});
table('print', print, [
  ['rules on one page', { '/': onPaper('none'), '/a': onPaper('rules') }, 'pass: rules'],
  ['none', { '/': onPaper('none'), '/a': onPaper('none') }, 'not-found: none'],
  ['a sheet that cannot be read', { '/': onPaper('none'), '/a': onPaper('unreadable') }, 'unsure: unreadable'],
  ['a visit of before this was looked at', { '/': onPaper(undefined) }, 'untested: not-rendered'],
  ['not rendered', UNSEEN, 'untested: not-rendered'],
]);

const MENU: Pages = { '/': html('<nav><ul><li><a href="/registrations">Registrations</a></li><li><a href="/waste">Waste</a></li></ul></nav>') };
const tried = (found: Partial<SearchTryPart>): SearchTryPart => ({
  formSelector: 'form',
  action: 'https://portal.example/search',
  query: 'Registrations',
  resultUrl: 'https://portal.example/search?q=Registrations',
  status: 200,
  reacts: true,
  quote: 'Registrations',
  note: '',
  links: [],
  ...found,
});
it.each<[string, SearchTryPart | GatherFailure, string]>([
  [
    'the page of the menu is among the results',
    tried({
      links: [
        { text: 'Vehicle registrations', url: 'https://portal.example/cars' },
        { text: 'Registrations', url: 'https://portal.example/registrations' },
      ],
    }),
    'pass: finds-the-page',
  ],
  ['only other pages', tried({ links: [{ text: 'Vehicle registrations', url: 'https://portal.example/cars' }] }), 'unsure: finds-others'],
  ['the word, but no link', tried({}), 'unsure: no-link'],
  ['not even the word', tried({ reacts: false }), 'unsure: no-link'],
  ['works by script only', tried({ reacts: null, links: undefined, note: 'the search works by script only' }), 'untested: unjudged'],
  ['a visit of before links were looked at', tried({ links: undefined }), 'untested: unjudged'],
  ['no search', { failure: 'not-tried', detail: 'no search form on the pages read' }, 'untested: not-tried'],
])('search quality, %s', (_name, searchTry, expected) => {
  const { outcome, reason, evidence } = judge(searchQuality, MENU, portalOf(MENU, { site: { searchTry } }));
  expect(`${outcome}: ${reason}`).toBe(expected);
  expect(evidence.length > 0).toBe(outcome !== 'untested');
});

/** So many different paragraphs: the same one counts once. */
const paragraphs = (count: number, text: (number: number) => string, language = 'en'): FixturePage => html(Array.from({ length: count }, (_, number) => `<p>${text(number)}</p>`).join(''), language);
const letter = (number: number): string => String.fromCodePoint(97 + (number % 26)) + String.fromCodePoint(97 + Math.floor(number / 26));
const EASY = (number: number): string => `You can pay the fee at the desk ${letter(number)} in the town hall. Take a number and wait until it is your turn.`;
const DEMANDING = (number: number): string =>
  `The council office will consider your application within fourteen days and inform you about the decision ${letter(number)} in a letter that explains the reasons and the next steps.`;
const HARD = (number: number): string =>
  `Notwithstanding aforementioned administrative regulations concerning municipal infrastructure expenditure ${letter(number)}, supplementary environmental compensation obligations necessitate interdepartmental coordination, documentation, authorisation and continuous evaluation procedures.`;
table('readability', readability, [
  ['short words and sentences', { '/': paragraphs(30, EASY) }, 'pass: plain'],
  ['longer ones', { '/': paragraphs(30, DEMANDING) }, 'unsure: demanding'],
  ['very long ones', { '/': paragraphs(30, HARD) }, 'fail: hard'],
  ['the same paragraph on every page', { '/': paragraphs(30, () => EASY(0)), '/a': paragraphs(30, () => EASY(0)) }, 'untested: too-little-text'],
  ['labels and menus only', { '/': html(`<ul>${'<li><a href="/a">Births, deaths and marriages in the town</a></li>'.repeat(80)}</ul>`) }, 'untested: too-little-text'],
  [
    'a language without a formula',
    { '/': paragraphs(30, (number) => `Možete platiti naknadu na šalteru ${letter(number)} u gradskoj vijećnici. Uzmite broj i pričekajte svoj red kod blagajne.`, 'hr') },
    'untested: no-formula',
  ],
  ['nothing read', { '/': { html: '', state: 'blocked' } }, 'untested: nothing-read'],
]);
/** One syllable without a vowel, so that no two paragraphs are the same. */
const hiss = (number: number): string => 'bcdfghjklmnpqrstvwxz'.charAt(number % 20) + 'zs'.charAt(Math.floor(number / 20));
it.each([
  // words per sentence and syllables (Gulpease: letters) counted by hand
  ['en', 'The old cat sat on a table HISS. A big dog ran to HISS.', 206.835 - 1.015 * (14 / 2) - 84.6 * (15 / 14)],
  ['de', 'Sie zahlen die Gebühr am Schalter HISS im Rathaus. Dort ziehen Sie eine Nummer und warten auf Ihren Aufruf.', 180 - 19 / 2 - 58.5 * (29 / 19)],
  ['fr', 'Vous donnez la taxe au guichet HISS de la mairie. Prenez un ticket et attendez votre tour dans la salle.', 207 - 1.015 * (20 / 2) - 73.6 * (27 / 20)],
  ['es', 'Puede pagar la tasa en la ventanilla HISS del ayuntamiento. Tome un número y espere su turno en la sala.', 206.84 - 1.02 * (20 / 2) - 60 * (37 / 20)],
  ['it', 'Si paga la tassa allo sportello HISS del municipio. Prenda un numero e aspetti il suo turno nella sala.', 89 + 300 * (2 / 19) - 10 * (81 / 19)],
])('the formula for %s is counted as by hand', (language, text, score) => {
  const { data } = judge(readability, {
    '/': paragraphs(40, (number) => text.replaceAll('HISS', hiss(number)), language),
  });
  expect(data).toMatchObject({ language, score: Math.round(score) });
});
