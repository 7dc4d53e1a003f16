import type { Selectable } from 'kysely';
import type { Level, Portal } from '../crawler/artifact.ts';
import type { Assessment, Run } from './contract.ts';
import { type Database, passGate } from './database.ts';
import { runOf } from './run-row.ts';
import type { Tables } from './schema.ts';
import type { Change, Schedule, SubjectStanding, Survey } from './survey-contract.ts';

const LIMIT = 500;
/** A night that has not ended after a day belonged to a process that died. */
const LONGEST_NIGHT_MS = 86_400_000;

/** Subjects with their portals and runs, what changed, and the nights. Lists of runs and changes have the newest first. */
export const openSurvey = (db: Database, loadAssessment: (run: string) => Promise<Assessment>): Survey => {
  /** The newest run of each subject, of any kind or of those that ended well. */
  const newestRuns = async (subjects: readonly string[], good: boolean): Promise<ReadonlyMap<string, Run>> => {
    const rows = await db
      .selectFrom('run')
      .selectAll()
      .where('id', 'in', (outer) =>
        outer
          .selectFrom('subject')
          .where('subject.id', 'in', subjects)
          .select((inner) => {
            const ofSubject = inner.selectFrom('run as one').select('one.id').whereRef('one.subject', '=', 'subject.id');
            return (good ? ofSubject.where('one.status', '=', 'done') : ofSubject).orderBy('one.started_at', 'desc').orderBy('one.id', 'desc').limit(1).as('newest');
          }),
      )
      .execute();
    return new Map(rows.map((row) => [row.subject, runOf(row)]));
  };
  const standings = async (rows: readonly Selectable<Tables['subject']>[]): Promise<readonly SubjectStanding[]> => {
    if (rows.length === 0) return [];
    const ids = rows.map((row) => row.id);
    const [attempts, good, portals] = await Promise.all([
      newestRuns(ids, false),
      newestRuns(ids, true),
      db.selectFrom('portal').selectAll().where('subject', 'in', ids).orderBy('subject').orderBy('url').execute(),
    ]);
    const portalsOf = Map.groupBy(portals, (portal) => portal.subject);
    return rows.map((row) => ({
      subject: { id: row.id, name: row.name, level: row.level as Level, iso3: row.iso3, region: row.region, languages: JSON.parse(row.languages) as string[] },
      portals: (portalsOf.get(row.id) ?? []).map(portalOf),
      lastAttempt: attempts.get(row.id) ?? null,
      lastGood: good.get(row.id) ?? null,
    }));
  };
  return {
    // what is listed replaces what was: a portal taken out of the registry is no longer the subject's
    async addSubjects(rows) {
      await db.transaction().execute(async (tx) => {
        for (const {
          subject: { id, languages, ...rest },
          portals,
        } of rows) {
          const values = { name: rest.name, level: rest.level, iso3: rest.iso3, region: rest.region, languages: JSON.stringify(languages) };
          await tx
            .insertInto('subject')
            .values({ id, ...values })
            .onConflict((c) => c.column('id').doUpdateSet(values))
            .execute();
          await tx.deleteFrom('portal').where('subject', '=', id).execute();
          for (const { url, role, aliases } of portals)
            await tx
              .insertInto('portal')
              .values({ subject: id, url, role, aliases: JSON.stringify(aliases) })
              .onConflict((c) => c.doNothing())
              .execute();
        }
      });
    },
    async subjects({ level, iso3 } = {}) {
      let query = db.selectFrom('subject').selectAll();
      if (level) query = query.where('level', '=', level);
      if (iso3) query = query.where('iso3', 'in', iso3.length ? iso3 : ['none']);
      return standings(await query.orderBy('name').orderBy('id').execute());
    },
    async subject(id) {
      const row = await db.selectFrom('subject').selectAll().where('id', '=', id).executeTakeFirst();
      return row ? ((await standings([row]))[0] ?? null) : null;
    },
    async runs(subject, limit = LIMIT) {
      return (await db.selectFrom('run').selectAll().where('subject', '=', subject).orderBy('started_at', 'desc').orderBy('id', 'desc').limit(limit).execute()).map(runOf);
    },
    async lastTwoGood(subject, edition) {
      const rows = await db
        .selectFrom('run')
        .select('id')
        .where('subject', '=', subject)
        .where('status', '=', 'done')
        .where((e) => e.exists(e.selectFrom('draft').select('draft.run').whereRef('draft.run', '=', 'run.id').where('draft.edition', '=', edition)))
        .orderBy('started_at', 'desc')
        .orderBy('id', 'desc')
        .limit(2)
        .execute();
      return Promise.all(rows.map(({ id }) => loadAssessment(id)));
    },
    async saveChanges(changes) {
      await db.transaction().execute(async (tx) => {
        for (const one of changes)
          await tx
            .insertInto('change')
            .values({
              id: one.id,
              subject: one.subject,
              edition: one.edition,
              from_run: one.fromRun,
              to_run: one.toRun,
              kind: one.kind,
              key: one.key,
              before: one.before,
              after: one.after,
              cause: one.cause,
              worse: one.worse ? 1 : 0,
              indicators: JSON.stringify(one.indicators),
              evidence: JSON.stringify(one.evidence),
              at: one.at,
            })
            .onConflict((c) => c.column('id').doNothing())
            .execute();
      });
    },
    async changes({ subject, since, limit = LIMIT }) {
      let query = db.selectFrom('change').selectAll();
      if (subject !== undefined) query = query.where('subject', '=', subject);
      if (since !== undefined) query = query.where('at', '>=', since);
      return (await query.orderBy('at', 'desc').orderBy('id').limit(limit).execute()).map(changeOf);
    },
    async schedules() {
      return (await db.selectFrom('schedule').selectAll().orderBy('subject').execute()).map(
        (row): Schedule => ({ subject: row.subject, cron: row.cron, timeZone: row.time_zone, enabled: row.enabled === 1, lastRunAt: row.last_run_at }),
      );
    },
    async setSchedule({ subject, cron, timeZone, enabled }) {
      const values = { cron, time_zone: timeZone, enabled: enabled ? 1 : 0 };
      await db
        .insertInto('schedule')
        .values({ subject, ...values, last_run_at: null })
        .onConflict((c) => c.column('subject').doUpdateSet(values))
        .execute();
    },
    beginNight: (subject, minute) =>
      db.transaction().execute(async (tx) => {
        const open = await tx.selectFrom('night').select('minute').where('subject', '=', subject).where('ended', '=', 0).executeTakeFirst();
        if (open && Date.parse(minute) - Date.parse(open.minute) > LONGEST_NIGHT_MS)
          await tx.updateTable('night').set({ ended: 1 }).where('subject', '=', subject).where('minute', '=', open.minute).execute();
        // two keys guard this: each minute once, and one open night of a subject
        const { numInsertedOrUpdatedRows } = await tx
          .insertInto('night')
          .values({ subject, minute })
          .onConflict((c) => c.doNothing())
          .executeTakeFirst();
        if (numInsertedOrUpdatedRows !== 1n) return false;
        await tx.updateTable('schedule').set({ last_run_at: minute }).where('subject', '=', subject).execute();
        return true;
      }),
    async endNight(subject) {
      await db.updateTable('night').set({ ended: 1 }).where('subject', '=', subject).where('ended', '=', 0).execute();
    },
    async note({ subject, run, kind, text, at }) {
      await db.transaction().execute(async (tx) => {
        await passGate(tx, 'events'); // numbers appear in their order: a reader who asks for those after 7 never misses a late 6
        await tx.insertInto('event').values({ subject, run, kind, text, at }).execute();
      });
    },
    events: (after, limit = LIMIT) => db.selectFrom('event').select(['id', 'subject', 'run', 'kind', 'text', 'at']).where('id', '>', after).orderBy('id').limit(limit).execute(),
  };
};

const portalOf = (row: Selectable<Tables['portal']>): Portal => ({ url: row.url, role: row.role as Portal['role'], aliases: JSON.parse(row.aliases) as string[] });

const changeOf = (row: Selectable<Tables['change']>): Change => ({
  id: row.id,
  subject: row.subject,
  edition: row.edition,
  fromRun: row.from_run,
  toRun: row.to_run,
  kind: row.kind as Change['kind'],
  key: row.key,
  before: row.before,
  after: row.after,
  cause: row.cause as Change['cause'],
  worse: row.worse === 1,
  indicators: JSON.parse(row.indicators) as string[],
  evidence: JSON.parse(row.evidence) as Change['evidence'],
  at: row.at,
});
