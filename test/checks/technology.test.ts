import { describe, expect, it } from 'vitest';
import { loadChecks } from '../../checks/load.ts';
import { runChecks } from '../../checks/run.ts';
import { prepareWords } from '../../checks/words.ts';
import type { RobotsPart, SiteParts } from '../../crawler/artifact.ts';
import { type FixtureOptions, type FixturePage, portalOf } from './portal-fixture.ts';

const all = await loadChecks();
const words = prepareWords(new Map(), new Map());
type Situation = readonly [expected: string, pages: Readonly<Record<string, FixturePage>>, options?: FixtureOptions];

const findingOf = (id: string, pages: Situation[1], options: FixtureOptions = {}) =>
  runChecks({ artifacts: portalOf(pages, options), level: 'municipal', asOf: '2026-11-23', words, checks: new Map([[id, all.get(id)!]]), queries: [] })[0]!;
const home = (html: string, headers: Record<string, string> = {}): Situation[1] => ({ '/': { html, headers } });
const site = (parts: Partial<SiteParts>): FixtureOptions => ({ site: parts });
const BLOCKED: Situation[1] = { '/': { html: '', state: 'blocked', status: 403 } };
const EMPTY = home('<p>Welcome</p>');
const FULL = '<title>City</title><meta name="description" content="All services"><link rel="canonical" href="https://portal.example/">';
const robots = (rules: RobotsPart['rules']) => site({ robots: { url: 'https://portal.example/robots.txt', status: 200, rules, crawlDelayMs: null, sitemaps: [], note: '' } });
const sitemap = (urls: number) => site({ sitemap: { urls, files: [], truncated: false, newest: null } });

const SITUATIONS: Readonly<Record<string, readonly Situation[]>> = {
  'markup-validity': [['untested:engine-missing', home(FULL)]],
  'css-validity': [['untested:engine-missing', home(FULL)]],
  'browser-compatibility': [['untested:engine-missing', home(FULL)]],
  'structured-data': [
    ['pass:typed', { ...EMPTY, '/office': '<script type="application/ld+json">{"@type":"GovernmentOffice"}</script>' }],
    ['pass:typed', home('<div itemscope itemtype="https://schema.org/GovernmentService"></div>')],
    ['unsure:preview-only', home('<meta property="og:title" content="City">')],
    ['not-found:none', EMPTY],
    ['untested:nothing-read', BLOCKED],
  ],
  'search-engine-basics': [
    ['pass:complete', home(FULL), sitemap(20)],
    ['pass:complete', home(FULL)],
    ['fail:hidden', home(`${FULL}<meta name="robots" content="noindex, follow">`)],
    ['fail:hidden', home(FULL, { 'x-robots-tag': 'noindex' })],
    ['pass:complete', home(`${FULL}<meta name="robots" content="max-image-preview:large, index">`)],
    ['fail:robots-refuse', home(FULL), robots('disallow-all')],
    ['fail:no-title', EMPTY],
    ['unsure:incomplete', home('<title>City</title>')],
    ['unsure:incomplete', home(FULL), sitemap(0)],
    ['untested:nothing-read', BLOCKED],
  ],
  'freshness-signals': [
    ['pass:recent', home('<p>x</p>', { 'last-modified': 'Mon, 16 Nov 2026 08:00:00 GMT' })],
    ['pass:recent', home('<script type="application/ld+json">{"@graph":[{"@type":"Article","dateModified":"2026-11-10T10:00:00+01:00"}]}</script>')],
    ['pass:recent', { ...EMPTY, '/news': '<time datetime="2026-11-20">20 November</time><time datetime="2026-12-24">coming</time>' }],
    ['unsure:old', home('<meta property="article:modified_time" content="2024-01-10T00:00:00Z">')],
    ['not-found:none', home('<p>x</p>', { 'last-modified': 'Sun, 22 Nov 2026 23:59:59 GMT', date: 'Mon, 23 Nov 2026 00:00:00 GMT' })],
    ['not-found:none', home('<p>x</p>', { 'last-modified': 'yesterday' })],
    ['untested:nothing-read', BLOCKED],
  ],
};

describe.each(Object.entries(SITUATIONS))('technology/%s', (name, situations) => {
  it.each(situations.map(([expected, pages, options]) => ({ expected, pages, options })))('$expected', ({ expected, pages, options }) => {
    const finding = findingOf(`technology/${name}`, pages, options);
    expect(finding.data?.['message']).toBeUndefined(); // what a check that throws says
    expect(`${finding.outcome}:${finding.reason}`).toBe(expected);
    if (finding.outcome === 'pass' || finding.outcome === 'fail') expect(finding.evidence.length).toBeGreaterThan(0);
  });
});

/** Their tables are in technology-detection.test.ts. */
const RECOGNISING = ['channels', 'components', 'content-management', 'data-platform', 'design-system', 'identity-provider', 'payment-provider', 'programming-interfaces'];

it('every technology check has its table', () => {
  expect([...Object.keys(SITUATIONS), ...RECOGNISING].sort()).toEqual(
    [...all.keys()]
      .filter((id) => id.startsWith('technology/'))
      .map((id) => id.slice('technology/'.length))
      .sort(),
  );
});
