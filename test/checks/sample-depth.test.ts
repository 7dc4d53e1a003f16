import { describe, expect, it } from 'vitest';
import type { AccessibilityPart, PageRole } from '../../crawler/artifact.ts';
import { check as sample } from '../../checks/accessibility/sample.ts';
import { type Compared, compareRuns } from '../../checks/compare/compare-runs.ts';
import type { Check, DraftAnswer, Finding } from '../../checks/contract.ts';
import { chooseSample, type SampleDepth } from '../../checks/pages/sample.ts';
import { runChecks } from '../../checks/run.ts';
import { depthOf } from '../../queue/judge.ts';
import { portalOf, realWords } from './portal-fixture.ts';
import { type Pages, table } from './situations.ts';

const words = await realWords();
const page = (body: string): string => `<!doctype html><html lang="en"><head><title>Town</title></head><body><main><h1>Town</h1>${body}</main></body></html>`;
const axe: AccessibilityPart = { engine: 'axe-core', version: '4', width: 1280, violations: [], incomplete: [], passes: [], inapplicable: [], notRun: [] };
const seen = (html: string) => ({ html, parts: { accessibility: axe } });

describe('the sample', () => {
  const many = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`/n${at}`, page('<ul><li>a</li></ul>'.repeat(1 + (at % 3)))]));
  const { pages } = portalOf({ '/': page('<p>Hello</p>'), '/contact': page('<p>Call us</p>'), ...many });
  const roles = new Map<string, PageRole>(pages.map(({ url }) => [url, url.endsWith('/contact') ? 'contact' : url.endsWith('.example/') ? 'home' : 'other']));
  const why = (depth?: SampleDepth): string[] => chooseSample(pages, roles, 12, 7, depth).map((one) => one.why.replace(/template.*/, 'template'));
  it('quick: the roles and nothing else', () => expect(why('quick')).toEqual(['home', 'contact']));
  it('full: templates and a random tenth, too', () => expect(new Set(why('full'))).toEqual(new Set(['home', 'contact', 'template', 'random'])));
  it('full unless said otherwise', () => expect(why()).toEqual(why('full')));
});

table('accessibility/sample', sample, [
  ['some pages measured', { '/': seen(page('')), '/a': page('') }, 'pass: full'],
  ['none', { '/': page('') }, 'untested: not-rendered'],
]);
const found = (depth: SampleDepth | undefined, pages: Pages): Finding =>
  runChecks({
    artifacts: portalOf(pages),
    level: 'municipal',
    asOf: '2026-11-23',
    words,
    checks: new Map([['accessibility/sample', sample as unknown as Check]]),
    queries: [],
    ...(depth && { depth }),
  })[0]!;
it('says what it covers, in its own words and in data', () => {
  const pages = { '/': seen(page('<p>Hello</p>')), '/a': page('<ul><li>b</li></ul>') };
  expect(found('quick', pages)).toMatchObject({ reason: 'quick', data: { depth: 'quick', sampled: 1, read: 2, roles: 'home', templates: 1, allTemplates: 2 } });
  expect(found(undefined, { '/': page('') })).toMatchObject({ reason: 'not-rendered', data: { depth: 'full' } });
});
it.each([
  [{ sample: 'quick' }, 'quick'],
  [{ sample: 'full' }, 'full'],
  [{}, 'full'],
])('a run with options %o is %s', (options, depth) => expect(depthOf({ options })).toBe(depth));

describe('runs of different depth', () => {
  const finding = (check: string, outcome: Finding['outcome'], reason: string, depth?: SampleDepth): Finding => ({
    check,
    portal: 'p',
    outcome,
    reason,
    evidence: [],
    ...(depth && { data: { depth } }),
  });
  const draft = (indicator: string, answer: DraftAnswer['answer'], ...checks: readonly string[]): DraftAnswer => ({
    indicator,
    indicatorVersion: 1,
    edition: 'losi-2024',
    answer,
    rung: null,
    confidence: 0.5,
    reasons: [],
    because: checks.map((check) => ({ check, portal: 'p' })),
    evidence: [],
    searched: { pages: [], pagesRead: 1, siteSearch: 'not-tried', queries: [], sitemap: false, languages: [], languagesWithoutWords: [], wordsUnmeasured: [], budgetHit: null },
  });
  const run = (depth: SampleDepth | undefined, good: boolean): Compared => ({
    findings: [
      finding('accessibility/sample', 'pass', depth ?? 'full', depth),
      finding('mobile/reflow', good ? 'pass' : 'fail', good ? 'reflows' : 'sideways', depth),
      finding('security/hsts', good ? 'pass' : 'fail', good ? 'there' : 'absent'),
    ],
    answers: [draft('on-sample', good ? 'yes' : 'no', 'mobile/reflow'), draft('on-both', good ? 'yes' : 'no', 'mobile/reflow', 'security/hsts')],
    pages: [],
  });
  const keys = (before: Compared, after: Compared): string[] => compareRuns(before, after).map(({ key, before: was, after: now }) => `${key}: ${was} → ${now}`);
  it('are compared in what does not rest on the sample, and the reason is told', () =>
    expect(keys(run('full', true), run('quick', false))).toEqual(['on-both: yes → no', 'accessibility/sample p: pass:full → pass:quick', 'security/hsts p: pass:there → fail:absent']));
  it('the other way round, too', () => expect(keys(run('quick', true), run(undefined, false)).some((key) => /mobile|on-sample/.test(key))).toBe(false));
  it.each<[SampleDepth | undefined, SampleDepth | undefined]>([
    ['full', 'full'],
    ['quick', 'quick'],
    [undefined, 'full'],
  ])('%s and %s are compared in all', (one, other) =>
    expect(keys(run(one, true), run(other, false))).toEqual(['on-sample: yes → no', 'on-both: yes → no', 'mobile/reflow p: pass:reflows → fail:sideways', 'security/hsts p: pass:there → fail:absent']),
  );
});
