import type { DraftAnswer, Finding } from '../../checks/contract.ts';
import type { Portal } from '../../crawler/artifact.ts';
import type { Run } from '../../storage/contract.ts';
import type { Conclusions, Store } from '../../storage/store.ts';
import type { Account, Change, Role, SubjectRow, Validation } from '../../storage/survey-contract.ts';
import { ASSESSMENT } from '../fixtures/assessment.ts';

/** Small things to remember, each with what a test wants otherwise. */
export const AT = '2026-03-02T09:00:00.000Z';
export const LATER = '2026-03-02T10:00:00.000Z';
export const EDITION = 'losi-2024';

export const account = (id: string, role: Role = 'assessor'): Omit<Account, 'lastSeenAt' | 'disabled'> => ({ id, email: `${id}@un.example`, name: id, role, languages: ['de', 'en'], createdAt: AT });
export const subject = (id: string, more: Partial<SubjectRow> = {}): SubjectRow => ({ id, name: `City of ${id}`, level: 'municipal', iso3: 'DEU', region: 'Europe', languages: ['de'], ...more });
export const portal = (url: string): Portal => ({ url, role: 'city', aliases: [] });
export const run = (id: string, more: Partial<Run> = {}): Run => ({
  id,
  subject: 'lindenau',
  level: 'municipal',
  startedAt: AT,
  finishedAt: null,
  status: 'running',
  reason: '',
  codeVersion: 'code-1',
  extractorVersion: '1',
  catalogue: EDITION,
  catalogueVersion: 'c1',
  options: { maxPages: 5 },
  optionsKey: 'key',
  seed: 4_000_000_000,
  asOf: '2026-03-02',
  userAgent: 'egov-assessment/0.1',
  vantage: 'unspecified',
  ...more,
});
export const validation = (more: Partial<Validation> = {}): Validation => ({
  id: 'v1',
  subject: 'lindenau',
  indicator: 'LOSI24-CP-212',
  edition: EDITION,
  indicatorVersion: 1,
  run: null,
  round: 'first',
  sawDraft: true,
  sawOther: false,
  answer: 'no',
  evidence: [],
  url: null,
  note: 'seen – „gesehen“',
  retracts: null,
  by: 'ada',
  at: AT,
  secondsSpent: 12.5,
  ...more,
});
export const change = (id: string, more: Partial<Change> = {}): Change => ({
  id,
  subject: 'lindenau',
  edition: EDITION,
  fromRun: 'run-1',
  toRun: 'run-2',
  kind: 'answer',
  key: 'LOSI24-CP-212',
  before: 'yes',
  after: 'not-found',
  cause: 'doubtful',
  worse: true,
  indicators: ['LOSI24-CP-212'],
  evidence: [],
  at: AT,
  ...more,
});

/** The conclusions of the fixture assessment, drafts and findings in the order given. */
export const conclusions = (more: { readonly answers?: readonly DraftAnswer[]; readonly findings?: readonly Finding[] } = {}): Conclusions => {
  const { run: _, ...rest } = ASSESSMENT;
  return { ...rest, subject: { id: 'lindenau', name: 'City of lindenau', level: 'municipal' }, ...more };
};

/** A run from beginning to end. */
export async function finishedRun(store: Store, id: string, more: Partial<Run> = {}, concluded: Conclusions = conclusions()): Promise<void> {
  await store.beginRun(run(id, more), { id: more.subject ?? 'lindenau', name: 'City of lindenau', level: 'municipal' }, [portal('https://lindenau.example/')]);
  await store.saveConclusions(id, concluded, { codeVersion: 'code-2', extractorVersion: '2', catalogueVersion: 'c2' });
  await store.finishRun(id, 'done', '', LATER);
}
