import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExportSources } from '../../../reports/export/gather.ts';
import { openStore, type Store } from '../../../storage/store.ts';
import type { Round, Validation, Verdict } from '../../../storage/survey-contract.ts';
import { ASSESSMENT, CATALOGUE, HOSTILE, WORDING } from '../../fixtures/assessment.ts';
import { account, change, conclusions, finishedRun, subject, validation } from '../../storage/things.ts';

const NOW = new Date('2026-11-24T08:00:00.000Z');
/** People whose names and addresses must be in no export. */
export const PEOPLE = [
  { id: 'u-9', name: 'Ada Lovelace', email: 'ada.lovelace@un.example' },
  { id: 'u-3', name: 'Mark', email: 'mark@un.example' },
  { id: 'u-5', name: 'Grace Hopper', email: 'grace@un.example' },
] as const;

/** What people decided: two answers final, one adjudicated, one disputed, one half, one retracted, one reopened; five left open. */
const [ADA, MARK, GRACE] = ['u-9', 'u-3', 'u-5'] as const;
const pieces = ASSESSMENT.answers[0]!.evidence;
const decided: readonly (readonly [string, Round, string, Verdict, Partial<Validation>?])[] = [
  ['IF-281', 'first', ADA, 'yes', { evidence: [pieces[0]!], url: pieces[0]!.url, note: '=HYPERLINK("https://evil.example","see")' }],
  ['IF-281', 'second', MARK, 'yes', { url: 'https://www.lindenau.example/ar', note: 'Mark my words, ada.lovelace@UN.example said so; write to city@lindenau.example', sawDraft: false }],
  ['CP-217', 'first', ADA, 'no'],
  ['CP-217', 'second', MARK, 'yes', { url: 'https://www.lindenau.example/' }],
  ['CP-217', 'adjudication', GRACE, 'no', { note: 'Ada Lovelace is right' }],
  ['SP-262', 'first', ADA, 'no'],
  ['SP-262', 'second', MARK, 'yes', { url: 'https://www.lindenau.example/services' }],
  ['SP-259', 'first', ADA, 'no', { note: 'told to nobody yet' }],
  ['TC-208', 'first', ADA, 'no'],
  ['TC-208', 'second', MARK, 'no'],
];

/** A store with the fixture assessment of a city in DEU, its people, their decisions and changes. */
export const seededStore = async (): Promise<{ readonly store: Store; readonly data: string }> => {
  const data = await mkdtemp(join(tmpdir(), 'egov-export-'));
  const store = await openStore({ data });
  await store.survey.addSubjects([
    { subject: subject('lindenau', { name: '=1+1 Lindenau' }), portals: [{ url: 'https://www.lindenau.example/', role: 'city', aliases: [] }] },
    { subject: subject('FRA', { iso3: 'FRA', level: 'national' }), portals: [] },
  ]);
  const pages = ASSESSMENT.pages.map((page) => (page.url.endsWith('/services') ? { ...page, archive: 'a'.repeat(64) } : page));
  await finishedRun(store, 'run-2', { startedAt: '2026-11-23T10:31:01.000Z' }, { ...conclusions(), pages });
  await store.survey.addSubjects([{ subject: subject('lindenau', { name: '=1+1 Lindenau' }), portals: [{ url: 'https://www.lindenau.example/', role: 'city', aliases: [] }] }]);
  for (const { id, name, email } of PEOPLE) await store.people.addAccount({ ...account(id), name, email }, 'hash');
  for (const [place, [code, round, by, answer, more]] of decided.entries()) {
    const row = validation({ id: `v${place}`, indicator: `LOSI24-${code}`, round, by, answer, note: '', run: 'run-2', at: `2026-11-23T12:${String(place + 10)}:00.000Z`, ...more });
    const done = await store.decisions.decide(row, null);
    if (!done.ok) throw new Error(`not seeded: ${row.id}`);
  }
  await store.decisions.reopen([{ subject: 'lindenau', indicator: 'LOSI24-TC-208', edition: 'losi-2024', change: 'c1', at: '2026-11-23T20:00:00.000Z' }]);
  await store.survey.saveChanges([
    change('c1', { kind: 'finding', key: 'security/hsts https://www.lindenau.example/', before: 'pass:present', after: 'fail:too-short', cause: 'they', at: '2026-11-23T20:00:00.000Z' }),
    change('c2', { kind: 'page', key: 'https://www.lindenau.example/tax', before: 'there', after: 'gone', cause: 'they', at: '2026-11-23T20:00:01.000Z' }),
    change('c3', { kind: 'answer', key: 'LOSI24-PE-240', before: 'yes:page-about', after: 'not-found:nothing-found', at: '2026-11-23T20:00:02.000Z' }),
    change('c4', { kind: 'page', key: 'javascript:alert(1)', before: HOSTILE, after: '@there', at: '2026-11-23T20:00:03.000Z' }),
  ]);
  return { store, data };
};

export const sourcesOf = (store: Store, more: Partial<ExportSources> = {}): ExportSources => ({
  store,
  catalogue: async () => CATALOGUE,
  wording: async () => WORDING,
  resultShare: 0.9,
  codeVersion: '0.1.0+abc',
  now: NOW,
  ...more,
});
