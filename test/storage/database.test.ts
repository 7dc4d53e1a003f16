import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Kysely, Migrator, sql } from 'kysely';
import { expect, test } from 'vitest';
import { openDatabase } from '../../storage/database.ts';
import * as house from '../../storage/migrations/001-house.ts';
import { postgresDialect } from '../../storage/postgres.ts';
import { rowOf } from '../../storage/run-row.ts';
import type { Tables } from '../../storage/schema.ts';
import { sqliteDialect } from '../../storage/sqlite.ts';
import { openStore } from '../../storage/store.ts';
import { onBothDatabases } from './both-databases.ts';
import { account, conclusions, run, subject, validation } from './things.ts';

onBothDatabases((emptyPlace, engine) => {
  test('the database itself refuses to change or delete an answer, and two rounds for one person', async () => {
    const place = await emptyPlace();
    const store = await place.open();
    await store.people.addAccount(account('ada'), 'hash');
    await store.survey.addSubjects([{ subject: subject('lindenau'), portals: [] }]);
    await store.decisions.decide(validation(), null);
    const db = await openDatabase(place.settings);
    try {
      await expect(db.updateTable('validation').set({ answer: 'yes' }).execute()).rejects.toThrow('never changed');
      await expect(db.deleteFrom('validation').execute()).rejects.toThrow('never changed');
      if (engine === 'PostgreSQL') await expect(sql`truncate validation`.execute(db)).rejects.toThrow('never changed');
      const row = { subject: 'lindenau', edition: 'e', account: 'ada', by: 'root', at: '', due_at: null };
      await db
        .insertInto('assignment')
        .values({ ...row, round: 'first' })
        .execute();
      await expect(
        db
          .insertInto('assignment')
          .values({ ...row, round: 'second' })
          .execute(),
      ).rejects.toThrow(/unique/i);
    } finally {
      await db.destroy();
    }
  });

  test('tables of before the survey are brought up to date with what is in them', async () => {
    const { settings, open } = await emptyPlace();
    await mkdir(settings.data, { recursive: true });
    const db = new Kysely<Tables>({ dialect: settings.databaseUrl === null ? sqliteDialect(join(settings.data, 'egov.sqlite')) : await postgresDialect(settings.databaseUrl) });
    await new Migrator({ db, provider: { getMigrations: async () => ({ '001-house': house }) } }).migrateToLatest();
    const { answers, findings: _, ...rest } = conclusions();
    await db.insertInto('subject').values({ id: 'lindenau', name: 'Lindenau', level: 'municipal' }).execute();
    await db
      .insertInto('run')
      .values({ ...rowOf(run('r1', { status: 'done', seed: 7 })), portals: '[]', lease: null })
      .execute();
    await db
      .insertInto('conclusion')
      .values({ run: 'r1', value: JSON.stringify(rest) })
      .execute();
    for (const draft of answers)
      await db
        .insertInto('draft')
        .values({ run: 'r1', indicator: draft.indicator, edition: draft.edition, answer: draft.answer, rung: draft.rung, confidence: draft.confidence, value: JSON.stringify(draft) } as never)
        .execute();
    await db.destroy();
    const store = await open();
    expect((await store.loadAssessment('r1')).answers).toEqual(answers);
    expect((await store.survey.subject('lindenau'))?.subject).toEqual({ id: 'lindenau', name: 'Lindenau', level: 'municipal', iso3: '', region: '', languages: [] });
  });

  test('a database of a newer version is refused', async () => {
    const place = await emptyPlace();
    await place.open();
    const db = await openDatabase(place.settings);
    await sql`insert into kysely_migration (name, timestamp) values ('999-later', '2999-01-01T00:00:00.000Z')`.execute(db);
    await db.destroy();
    await expect(openStore(place.settings)).rejects.toThrow('written by another version of egov');
  });

  if (engine === 'SQLite')
    test('a file that is no database is named', async () => {
      const { settings } = await emptyPlace();
      await mkdir(settings.data, { recursive: true });
      await writeFile(join(settings.data, 'egov.sqlite'), 'a shopping list, rather long, so that nobody takes it for an empty file '.repeat(20));
      await expect(openStore(settings)).rejects.toThrow(/egov\.sqlite.*not a database/);
    });

  if (engine === 'PostgreSQL')
    test('a PostgreSQL that is not there or lets nobody in is named, without the password', async () => {
      const { settings } = await emptyPlace();
      const opened = async (change: (url: URL) => void): Promise<string> => {
        const url = new URL(settings.databaseUrl!);
        url.password = 'hunter2';
        change(url);
        return openStore({ ...settings, databaseUrl: url.href }).then(
          () => 'opened',
          (error) => String(error.message),
        );
      };
      const away = await opened((url) => {
        url.port = '1';
      });
      expect(away).toMatch(/^PostgreSQL at 127\.0\.0\.1:1\/test_\d+ cannot be used \(connect ECONNREFUSED 127\.0\.0\.1:1\)/);
      expect(away).not.toContain('hunter2');
      expect(
        await opened((url) => {
          url.pathname = '/nothing';
        }),
      ).toContain('database "nothing" does not exist');
      expect(
        await opened((url) => {
          url.username = 'mallory';
        }),
      ).toContain('role "mallory" does not exist');
    });
});
