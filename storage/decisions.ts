import type { Selectable } from 'kysely';
import { type Database, durably, passGate, refusable } from './database.ts';
import type { Tables } from './schema.ts';
import type { Assignment, Decisions, Reopening, Round, Validation } from './survey-contract.ts';

type Assigned = Awaited<ReturnType<Decisions['assign']>>;
type Question = Pick<Validation, 'subject' | 'indicator' | 'edition' | 'round'>;
const CHUNK = 200;

/** Who is to answer what, and what they answered. Nothing here changes or deletes an answer; the database would refuse it. */
export const openDecisions = (db: Database): Decisions => ({
  async assignments({ account, subject, edition } = {}) {
    let query = db.selectFrom('assignment').selectAll();
    if (account !== undefined) query = query.where('account', '=', account);
    if (subject !== undefined) query = query.where('subject', '=', subject);
    if (edition !== undefined) query = query.where('edition', '=', edition);
    return (await query.orderBy('subject').orderBy('edition').orderBy('round').execute()).map(assignmentOf);
  },
  // the same row again is no mistake (a file read twice): it may only bring another day
  assign: (rows) =>
    refusable<Assigned>((refuse) =>
      db.transaction().execute(async (tx): Promise<Assigned> => {
        await passGate(tx, 'assignments');
        for (const row of rows) {
          const no = (why: 'same-person' | 'taken' | 'unknown-account' | 'unknown-subject'): never => refuse({ ok: false, row, why });
          if (!(await tx.selectFrom('account').select('id').where('id', '=', row.account).where('disabled', '=', 0).executeTakeFirst())) no('unknown-account');
          if (!(await tx.selectFrom('subject').select('id').where('id', '=', row.subject).executeTakeFirst())) no('unknown-subject');
          const there = await tx.selectFrom('assignment').select('account').where('subject', '=', row.subject).where('edition', '=', row.edition).where('round', '=', row.round).executeTakeFirst();
          if (there && there.account !== row.account) no('taken');
          if (await worksElsewhere(tx, row)) no('same-person');
          await tx
            .insertInto('assignment')
            .values({ subject: row.subject, edition: row.edition, round: row.round, account: row.account, by: row.by, at: row.at, due_at: row.dueAt })
            .onConflict((c) => c.columns(['subject', 'edition', 'round']).doUpdateSet({ due_at: row.dueAt }))
            .execute();
        }
        return { ok: true };
      }),
    ),
  reassign: (subject, edition, round, account, by, at) =>
    db.transaction().execute(async (tx) => {
      await passGate(tx, 'assignments');
      if (await worksElsewhere(tx, { subject, edition, round, account })) return 'same-person';
      const { numUpdatedRows } = await tx
        .updateTable('assignment')
        .set({ account, by, at })
        .where('subject', '=', subject)
        .where('edition', '=', edition)
        .where('round', '=', round)
        .executeTakeFirst();
      return numUpdatedRows === 1n ? 'done' : 'not-assigned';
    }),
  async unassign(subject, edition, round) {
    await db.deleteFrom('assignment').where('subject', '=', subject).where('edition', '=', edition).where('round', '=', round).execute();
  },
  decide: (validation, after) =>
    durably(db, async (tx) => {
      const newest = await newestOf(tx, validation);
      if (newest?.id === validation.id && newest.by === validation.by && newest.answer === validation.answer) return { ok: true }; // sent again, because the first reply got lost
      if ((newest?.id ?? null) !== after) return { ok: false, newest: newest ? validationOf(newest) : null };
      const { numInsertedOrUpdatedRows } = await tx
        .insertInto('validation')
        .values({ ...columnsOf(validation), after: after ?? '', place: newest ? newest.place + 1 : 0 })
        .onConflict((c) => c.doNothing())
        .executeTakeFirst();
      if (numInsertedOrUpdatedRows === 1n) return { ok: true };
      const winner = await newestOf(tx, validation); // somebody was faster since we looked
      return { ok: false, newest: winner ? validationOf(winner) : null };
    }),
  async validations(subject, edition) {
    return (
      await db.selectFrom('validation').selectAll().where('subject', '=', subject).where('edition', '=', edition).orderBy('indicator').orderBy('at').orderBy('round').orderBy('place').execute()
    ).map(validationOf);
  },
  async reopenings(subject, edition) {
    return (await db.selectFrom('reopening').selectAll().where('subject', '=', subject).where('edition', '=', edition).orderBy('at').orderBy('indicator').execute()).map((row): Reopening => row);
  },
  async reopen(rows) {
    await db.transaction().execute(async (tx) => {
      for (const { subject, indicator, edition, change, at } of rows)
        await tx
          .insertInto('reopening')
          .values({ subject, indicator, edition, change, at })
          .onConflict((c) => c.doNothing())
          .execute();
    });
  },
  async hiddenDrafts(subject, edition) {
    return new Set(
      (await db.selectFrom('hidden_draft').select('indicator').where('subject', '=', subject).where('edition', '=', edition).where('hidden', '=', 1).execute()).map((row) => row.indicator),
    );
  },
  async chooseHidden(subject, edition, indicators, hidden) {
    const chosen = new Set(hidden);
    const rows = indicators.map((indicator) => ({ subject, edition, indicator, hidden: chosen.has(indicator) ? 1 : 0 }));
    await db.transaction().execute(async (tx) => {
      for (let at = 0; at < rows.length; at += CHUNK)
        await tx
          .insertInto('hidden_draft')
          .values(rows.slice(at, at + CHUNK))
          .onConflict((c) => c.doNothing())
          .execute();
    });
  },
});

/** Has this person another round of the subject, or answered in one before it was given to somebody else? */
const worksElsewhere = async (tx: Database, { subject, edition, round, account }: Pick<Assignment, 'subject' | 'edition' | 'round' | 'account'>): Promise<boolean> =>
  (await tx.selectFrom('assignment').select('round').where('subject', '=', subject).where('edition', '=', edition).where('account', '=', account).where('round', '!=', round).executeTakeFirst()) !==
    undefined ||
  (await tx.selectFrom('validation').select('id').where('by', '=', account).where('subject', '=', subject).where('edition', '=', edition).where('round', '!=', round).executeTakeFirst()) !== undefined;

const newestOf = (tx: Database, { subject, indicator, edition, round }: Question) =>
  tx
    .selectFrom('validation')
    .selectAll()
    .where('subject', '=', subject)
    .where('indicator', '=', indicator)
    .where('edition', '=', edition)
    .where('round', '=', round)
    .orderBy('place', 'desc')
    .limit(1)
    .executeTakeFirst();

const assignmentOf = (row: Selectable<Tables['assignment']>): Assignment => ({
  subject: row.subject,
  edition: row.edition,
  round: row.round as Round,
  account: row.account,
  by: row.by,
  at: row.at,
  dueAt: row.due_at,
});

const columnsOf = (one: Validation) => ({
  id: one.id,
  subject: one.subject,
  indicator: one.indicator,
  edition: one.edition,
  indicator_version: one.indicatorVersion,
  run: one.run,
  round: one.round,
  saw_draft: one.sawDraft ? 1 : 0,
  saw_other: one.sawOther ? 1 : 0,
  answer: one.answer,
  evidence: JSON.stringify(one.evidence),
  url: one.url,
  note: one.note,
  retracts: one.retracts,
  by: one.by,
  at: one.at,
  seconds_spent: one.secondsSpent,
});

const validationOf = (row: Selectable<Tables['validation']>): Validation => ({
  id: row.id,
  subject: row.subject,
  indicator: row.indicator,
  edition: row.edition,
  indicatorVersion: row.indicator_version,
  run: row.run,
  round: row.round as Round,
  sawDraft: row.saw_draft === 1,
  sawOther: row.saw_other === 1,
  answer: row.answer as Validation['answer'],
  evidence: JSON.parse(row.evidence) as Validation['evidence'],
  url: row.url,
  note: row.note,
  retracts: row.retracts,
  by: row.by,
  at: row.at,
  secondsSpent: row.seconds_spent,
});
