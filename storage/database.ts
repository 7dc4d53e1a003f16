import { join } from 'node:path';
import { Kysely, PostgresAdapter, sql, type Transaction } from 'kysely';
import { postgresDialect } from './postgres.ts';
import { migrate } from './migrate.ts';
import type { Tables } from './schema.ts';
import { sqliteDialect } from './sqlite.ts';

export type Database = Kysely<Tables>;

/** Opens SQLite in the data folder, or PostgreSQL where a URL names one, and brings the tables up to date. */
export const openDatabase = async ({ data, databaseUrl = null }: { readonly data: string; readonly databaseUrl?: string | null }): Promise<Database> => {
  const db = databaseUrl === null ? await openFile(join(data, 'egov.sqlite')) : new Kysely<Tables>({ dialect: await postgresDialect(databaseUrl) });
  try {
    await migrate(db as unknown as Kysely<never>);
  } catch (error) {
    await db.destroy().catch(() => undefined);
    throw error;
  }
  return db;
};

const isPostgres = (db: Kysely<never> | Kysely<unknown> | Database): boolean => db.getExecutor().adapter instanceof PostgresAdapter;

/**
 * A transaction that has reached the disk when it resolves. In SQLite on the one connection, made thorough for as long
 * as it lasts: a second connection of this process would only wait for the first.
 */
export const durably = async <Result>(db: Database, work: (tx: Transaction<Tables>) => Promise<Result>): Promise<Result> => {
  if (isPostgres(db))
    return db.transaction().execute(async (tx) => {
      await sql`set local synchronous_commit = on`.execute(tx);
      return work(tx);
    });
  return db.connection().execute(async (one) => {
    await sql`pragma synchronous = FULL`.execute(one);
    try {
      return await one.transaction().execute(work);
    } finally {
      await sql`pragma synchronous = NORMAL`.execute(one);
    }
  });
};

/** Until this transaction ends, nobody else passes the gate: for rules over several rows, such as "one administrator remains". */
export const passGate = async (tx: Transaction<Tables>, name: 'administrators' | 'assignments' | 'events'): Promise<void> => {
  await tx.updateTable('gate').set({ name }).where('name', '=', name).execute();
};

/** Did a statement fail because a row with this key is there already? */
export const isDuplicate = (error: unknown): boolean => {
  const { code, errcode } = error as { readonly code?: string; readonly errcode?: number };
  return code === '23505' || errcode === 2067 || errcode === 1555; // unique_violation; SQLITE_CONSTRAINT_UNIQUE, _PRIMARYKEY
};

/** Rolls a transaction back and brings a value out of it. */
export const refusable = async <Value>(work: (refuse: (value: Value) => never) => Promise<Value>): Promise<Value> => {
  const refusal: { value?: Value } = {};
  try {
    return await work((value) => {
      refusal.value = value;
      throw refusal;
    });
  } catch (error) {
    if (error === refusal) return refusal.value as Value;
    throw error;
  }
};

const openFile = async (file: string): Promise<Database> => {
  try {
    const db = new Kysely<Tables>({ dialect: sqliteDialect(file) });
    await sql`select 1`.execute(db);
    return db;
  } catch (cause) {
    throw new Error(`The database ${file} cannot be opened: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
};
