import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Selectable } from 'kysely';
import type { Level, Portal } from '../crawler/artifact.ts';
import type { CaptureStore, Ledger } from '../crawler/contract.ts';
import { openBlobs } from './blobs.ts';
import type { Assessment, Run } from './contract.ts';
import { openDatabase } from './database.ts';
import { openDecisions } from './decisions.ts';
import { openJobs } from './jobs.ts';
import { openLedger } from './ledger.ts';
import { openPeople } from './people.ts';
import { rowOf, runOf } from './run-row.ts';
import type { Tables } from './schema.ts';
import { openPace } from './host-pace.ts';
import { openSurvey } from './survey.ts';
import type { Decisions, JobTable, People, SharedPace, Survey } from './survey-contract.ts';

/** What a finished run concluded: everything of an assessment but the run itself. */
export type Conclusions = Omit<Assessment, 'run'>;

const CHUNK = 100; // rows per statement, below SQLite's limit of bound values

/** Everything that is remembered. The only way to database and blobs. */
export interface Store {
  readonly blobs: CaptureStore;
  readonly people: People;
  readonly decisions: Decisions;
  readonly survey: Survey;
  readonly pace: SharedPace;
  readonly jobs: JobTable;
  ledger(run: string): Ledger;
  /** Registers the subject with its portals and begins a run. */
  beginRun(run: Run, subject: Assessment['subject'], portals: readonly Portal[]): Promise<void>;
  /** Takes a running run over, unless a living process holds it. False when it is held. */
  holdRun(run: string, holder: string, alive: (holder: string) => boolean): Promise<boolean>;
  findUnfinished(optionsKey: string, since: string): Promise<Run | null>;
  run(id: string): Promise<Run | null>;
  portalsOf(run: string): Promise<readonly Portal[]>;
  subjectOf(run: string): Promise<Assessment['subject']>;
  finishRun(run: string, status: 'done' | 'nothing' | 'failed', reason: string, at: string): Promise<void>;
  /** Keeps why a run stopped; it stays `running`, so that it can be taken up again. */
  noteFailure(run: string, reason: string): Promise<void>;
  /** Replaces what a run concluded, in one transaction, together with the versions that concluded it. */
  saveConclusions(run: string, conclusions: Conclusions, versions: Pick<Run, 'codeVersion' | 'extractorVersion' | 'catalogueVersion'>): Promise<void>;
  loadAssessment(run: string): Promise<Assessment>;
  close(): Promise<void>;
}

/** Opens the data folder, creating it where it is missing, and its database or the PostgreSQL named; brings the tables up to date. */
export const openStore = async ({ data, databaseUrl }: { readonly data: string; readonly databaseUrl?: string | null }): Promise<Store> => {
  await mkdir(join(data, 'blobs'), { recursive: true }).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOSPC') throw cause;
    throw new Error(`The data folder ${data} cannot be created (${cause.code}). EGOV_DATA names another one.`, { cause });
  });
  const db = await openDatabase({ data, databaseUrl });
  const blobs = openBlobs(join(data, 'blobs'));
  const runRow = (id: string) => db.selectFrom('run').selectAll().where('id', '=', id).executeTakeFirst();
  const mustRun = async (id: string): Promise<Selectable<Tables['run']>> => (await runRow(id)) ?? missing(id);
  const loadAssessment = async (id: string): Promise<Assessment> => {
    const row = await mustRun(id);
    const conclusion = await db.selectFrom('conclusion').select('value').where('run', '=', id).executeTakeFirst();
    if (!conclusion || row.status !== 'done')
      throw problem(
        `The run ${id} has no results: it is ${row.status === 'running' ? 'unfinished' : row.status === 'nothing' ? 'finished, but nothing could be assessed' : 'stopped by an error'}${row.reason ? ` (${row.reason})` : ''}.`,
      );
    const findings = await db.selectFrom('finding').select('value').where('run', '=', id).orderBy('check_id').orderBy('portal').execute();
    const drafts = await db.selectFrom('draft').select('value').where('run', '=', id).orderBy('ord').execute();
    const rest = JSON.parse(conclusion.value) as Omit<Conclusions, 'findings' | 'answers'>;
    return { run: runOf(row), ...rest, findings: findings.map(({ value }) => JSON.parse(value)), answers: drafts.map(({ value }) => JSON.parse(value)) };
  };
  return {
    blobs,
    people: openPeople(db),
    decisions: openDecisions(db),
    survey: openSurvey(db, loadAssessment),
    pace: openPace(db),
    jobs: openJobs(db),
    ledger: (run) => openLedger(db, run),
    async beginRun(run, subject, portals) {
      await db.transaction().execute(async (tx) => {
        await tx
          .insertInto('subject')
          .values(subject)
          .onConflict((c) => c.column('id').doUpdateSet({ name: subject.name, level: subject.level }))
          .execute();
        for (const { url, role, aliases } of portals)
          await tx
            .insertInto('portal')
            .values({ subject: subject.id, url, role, aliases: JSON.stringify(aliases) })
            .onConflict((c) => c.columns(['subject', 'url']).doUpdateSet({ role, aliases: JSON.stringify(aliases) }))
            .execute();
        await tx
          .insertInto('run')
          .values({ ...rowOf(run), portals: JSON.stringify(portals), lease: null })
          .execute();
      });
    },
    async holdRun(run, holder, alive) {
      return db.transaction().execute(async (tx) => {
        // a change that changes nothing makes a second taker wait here for the first
        const row = await tx
          .updateTable('run')
          .set((e) => ({ lease: e.ref('lease') }))
          .where('id', '=', run)
          .returning('lease')
          .executeTakeFirst();
        if (row?.lease && row.lease !== holder && alive(row.lease)) return false;
        await tx.updateTable('run').set({ lease: holder }).where('id', '=', run).execute();
        return true;
      });
    },
    async findUnfinished(optionsKey, since) {
      const row = await db
        .selectFrom('run')
        .selectAll()
        .where('options_key', '=', optionsKey)
        .where('status', '=', 'running')
        .where('started_at', '>=', since)
        .orderBy('started_at', 'desc')
        .executeTakeFirst();
      return row ? runOf(row) : null;
    },
    async run(id) {
      const row = await runRow(id);
      return row ? runOf(row) : null;
    },
    portalsOf: async (id) => JSON.parse((await mustRun(id)).portals) as Portal[],
    async subjectOf(id) {
      const row = await mustRun(id);
      const subject = await db.selectFrom('subject').selectAll().where('id', '=', row.subject).executeTakeFirstOrThrow();
      return { id: subject.id, name: subject.name, level: row.level as Level };
    },
    async finishRun(run, status, reason, at) {
      await db.updateTable('run').set({ status, reason, finished_at: at, lease: null }).where('id', '=', run).execute();
    },
    async noteFailure(run, reason) {
      await db.updateTable('run').set({ reason, lease: null }).where('id', '=', run).execute();
    },
    async saveConclusions(run, conclusions, versions) {
      const { findings: all, answers, ...rest } = conclusions;
      // made before the transaction, which keeps everybody else from writing
      const findings = all.map((finding) => ({ run, check_id: finding.check, portal: finding.portal, outcome: finding.outcome, reason: finding.reason, value: JSON.stringify(finding) }));
      const drafts = answers.map((draft, ord) => ({
        run,
        ord,
        indicator: draft.indicator,
        edition: draft.edition,
        answer: draft.answer,
        rung: draft.rung,
        confidence: draft.confidence,
        value: JSON.stringify(draft),
      }));
      const value = JSON.stringify(rest);
      await db.transaction().execute(async (tx) => {
        await tx
          .updateTable('run')
          .set({ code_version: versions.codeVersion, extractor_version: versions.extractorVersion, catalogue_version: versions.catalogueVersion })
          .where('id', '=', run)
          .execute();
        await tx.deleteFrom('finding').where('run', '=', run).execute();
        await tx.deleteFrom('draft').where('run', '=', run).execute();
        await tx.deleteFrom('conclusion').where('run', '=', run).execute();
        for (let at = 0; at < findings.length; at += CHUNK)
          await tx
            .insertInto('finding')
            .values(findings.slice(at, at + CHUNK))
            .execute();
        for (let at = 0; at < drafts.length; at += CHUNK)
          await tx
            .insertInto('draft')
            .values(drafts.slice(at, at + CHUNK))
            .execute();
        await tx.insertInto('conclusion').values({ run, value }).execute();
      });
    },
    loadAssessment,
    close: () => db.destroy(),
  };
};

/** Told to the person as it stands, with exit code 2: they named something that is not there. */
const problem = (message: string): Error => Object.assign(new Error(message), { name: 'ConfigError' });
const missing = (id: string): never => {
  throw problem(`There is no run "${id}" in this data folder.`);
};
