import { expect, it } from 'vitest';
import type { DocumentsPart, GatherFailure, PdfFacts } from '../../crawler/artifact.ts';
import { check as documents } from '../../checks/accessibility/documents.ts';
import { portalOf } from './portal-fixture.ts';
import { judge, type Pages, table } from './situations.ts';

const HOME = 'https://portal.example/';
const PAGES: Pages = { '/': '<html lang="en"><body><main><a href="/budget.pdf">Budget</a> <a href="/plan.pdf?v=2">Plan</a></main></body></html>' };
const good: PdfFacts = { tagged: true, language: 'en', title: 'Budget', pages: 3, hasText: true };
const sampled = (...facts: readonly (Partial<PdfFacts> | GatherFailure)[]): DocumentsPart => ({
  reader: 'PDF.js',
  version: '6',
  linked: 2,
  sample: facts.map((one, index) => ({ url: new URL(index ? '/plan.pdf?v=2' : '/budget.pdf', HOME).href, from: HOME, bytes: 100, facts: 'failure' in one ? one : { ...good, ...one } })),
});
const BROKEN: GatherFailure = { failure: 'parse-error', detail: 'no PDF' };
const judged = (part: DocumentsPart | GatherFailure) => judge(documents, PAGES, portalOf(PAGES, { site: { documents: part } }));

it.each<[string, DocumentsPart | GatherFailure, string]>([
  ['all is well', sampled({}, { title: 'Plan' }), 'pass: all-tagged'],
  ['one cannot be read, the other is well', sampled(BROKEN, {}), 'pass: all-tagged'],
  ['one is not tagged', sampled({}, { tagged: false }), 'fail: untagged'],
  ['one is a scan', sampled({ tagged: false, hasText: false }, { tagged: false }), 'fail: no-text'],
  ['tagged, and its first page a picture', sampled({ hasText: false }), 'pass: all-tagged'],
  ['no title', sampled({ title: '' }), 'unsure: untitled-or-no-language'],
  ['no language', sampled({}, { language: '' }), 'unsure: untitled-or-no-language'],
  ['none could be read', sampled(BROKEN, BROKEN), 'untested: tags-not-read'],
  ['not opened, as in runs before documents were', { failure: 'not-tried', detail: '' }, 'untested: tags-not-read'],
])('documents: %s', (_name, part, expected) => {
  const { outcome, reason } = judged(part);
  expect(`${outcome}: ${reason}`).toBe(expected);
});
table('documents, not opened', documents, [
  ['none is linked', { '/': '<a href="/a">a</a>' }, 'not-applicable: no-documents'],
  ['nothing read', { '/': { html: '', state: 'blocked' } }, 'untested: nothing-read'],
]);
it('shows the link and what was read', () =>
  expect(judged(sampled({ tagged: false, title: '' })).evidence).toMatchObject([
    { kind: 'text', quote: 'Budget' },
    { kind: 'measurement', tool: 'PDF.js', name: 'https://portal.example/budget.pdf', value: 'tagged: no; text: yes; language: en; title: none' },
  ]));
