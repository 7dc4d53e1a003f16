import type { Selectable } from 'kysely';
import { type Database, refusable } from './database.ts';
import type { Tables } from './schema.ts';
import type { JobRow, JobTable } from './survey-contract.ts';

const LIMIT = 200;

/**
 * The embedded queue's table. Who holds a job is told by `worker`: give each slot of a process its own name, else one
 * slot could finish what another took over from it. `attempts` counts the attempts begun.
 */
export const openJobs = (db: Database): JobTable => ({
  add: (job, once, now) =>
    refusable(async (refuse) =>
      db.transaction().execute(async (tx) => {
        const added = await tx
          .insertInto('job')
          .values({
            id: job.id,
            name: job.name,
            payload: job.payload,
            key: job.key,
            priority: job.priority,
            run_at: Math.ceil(job.runAt),
            max_attempts: job.maxAttempts,
            state: 'waiting',
            created_at: now,
          })
          .onConflict((c) => c.doNothing())
          .executeTakeFirst();
        if (added.numInsertedOrUpdatedRows !== 1n) return false;
        // asked after adding: nobody can have finished this key's work unseen in between
        if (once && job.key !== null && (await tx.selectFrom('job').select('id').where('key', '=', job.key).where('state', '=', 'done').executeTakeFirst())) return refuse(false);
        return true;
      }),
    ),
  async claim(names, worker, now, leaseMs) {
    while (names.length > 0) {
      const best = await db
        .selectFrom('job')
        .select(['id', 'state', 'attempts', 'max_attempts'])
        .where('name', 'in', names)
        .where((e) => e.or([e.and([e('state', '=', 'waiting'), e('run_at', '<=', now)]), e.and([e('state', '=', 'active'), e('lease', '<', now)])]))
        .orderBy('priority')
        .orderBy('run_at')
        .orderBy('created_at')
        .orderBy('id')
        .limit(1)
        .executeTakeFirst();
      if (!best) return null;
      // found and taken are two steps: who comes second finds the state or the count changed and looks again
      const still = db
        .updateTable('job')
        .where('id', '=', best.id)
        .where('state', '=', best.state)
        .where('attempts', '=', best.attempts)
        .where((e) => e.or([e('state', '=', 'waiting'), e('lease', '<', now)]));
      if (best.state === 'active' && best.attempts >= best.max_attempts) {
        await still
          .set({ state: 'failed', error: `The process that worked on it was lost, ${best.attempts === 1 ? 'once' : `${best.attempts} times`}.`, lease: null, worker: null, finished_at: now })
          .execute();
        continue;
      }
      const row = await still
        .set({ state: 'active', worker, lease: now + leaseMs, attempts: best.attempts + 1 })
        .returningAll()
        .executeTakeFirst();
      if (row) return jobOf(row);
    }
    return null;
  },
  async renew(id, worker, now, leaseMs) {
    return changed(
      await db
        .updateTable('job')
        .set({ lease: now + leaseMs })
        .where('id', '=', id)
        .where('worker', '=', worker)
        .where('state', '=', 'active')
        .executeTakeFirst(),
    );
  },
  async finish(id, worker, { state, result = null, error = null, runAt = null }, now) {
    return changed(
      await db
        .updateTable('job')
        .set({ state, result, error, lease: null, worker: null, ...(state === 'waiting' ? { run_at: Math.ceil(runAt ?? now) } : { finished_at: now }) })
        .where('id', '=', id)
        .where('worker', '=', worker)
        .where('state', '=', 'active')
        .executeTakeFirst(),
    );
  },
  async cancel(id, now) {
    return changed(
      await db.updateTable('job').set({ state: 'cancelled', lease: null, worker: null, finished_at: now }).where('id', '=', id).where('state', 'in', ['waiting', 'active']).executeTakeFirst(),
    );
  },
  async job(id) {
    const row = await db.selectFrom('job').selectAll().where('id', '=', id).executeTakeFirst();
    return row ? jobOf(row) : null;
  },
  async jobs({ state, name, limit = LIMIT } = {}) {
    let query = db.selectFrom('job').selectAll();
    if (state) query = query.where('state', '=', state);
    if (name !== undefined) query = query.where('name', '=', name);
    return (await query.orderBy('created_at', 'desc').orderBy('id').limit(limit).execute()).map(jobOf);
  },
  async counts() {
    const rows = await db
      .selectFrom('job')
      .select((e) => ['state', e.fn.countAll<number>().as('many')])
      .groupBy('state')
      .execute();
    return { waiting: 0, active: 0, done: 0, failed: 0, cancelled: 0, ...Object.fromEntries(rows.map(({ state, many }) => [state, many])) };
  },
  async forget(before) {
    return Number((await db.deleteFrom('job').where('state', 'in', ['done', 'failed', 'cancelled']).where('finished_at', '<', before).executeTakeFirst()).numDeletedRows);
  },
});

const changed = ({ numUpdatedRows }: { readonly numUpdatedRows: bigint }): boolean => numUpdatedRows === 1n;

const jobOf = (row: Selectable<Tables['job']>): JobRow => ({
  id: row.id,
  name: row.name,
  payload: row.payload,
  key: row.key,
  priority: row.priority,
  runAt: row.run_at,
  attempts: row.attempts,
  maxAttempts: row.max_attempts,
  state: row.state as JobRow['state'],
  lease: row.lease,
  worker: row.worker,
  result: row.result,
  error: row.error,
  createdAt: row.created_at,
  finishedAt: row.finished_at,
});
