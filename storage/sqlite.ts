import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { SqliteDialect, type SqliteDatabase } from 'kysely';

/**
 * Node's built-in SQLite behind Kysely's dialect, which expects better-sqlite3's shape: a statement that says whether it
 * reads and takes its parameters as one list. (A native addon is not an option: one built for another Node does not load.)
 */
export const sqliteDialect = (file: string): SqliteDialect => {
  const database = new DatabaseSync(file);
  // WAL: readers do not wait for the writer, several processes share the file; NORMAL keeps it whole after a crash
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 10000; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;');
  const prepared = new Map<string, ReturnType<typeof adapt>>();
  return new SqliteDialect({
    database: {
      close: () => database.close(),
      prepare: (sql: string) => {
        const known = prepared.get(sql);
        if (known) return known;
        const statement = adapt(database.prepare(sql));
        if (prepared.size > 300) prepared.clear();
        prepared.set(sql, statement);
        return statement;
      },
    } as SqliteDatabase,
  });
};

const adapt = (statement: StatementSync) => ({
  reader: statement.columns().length > 0,
  all: (parameters: readonly unknown[]) => statement.all(...(parameters as SQLInputValue[])),
  run: (parameters: readonly unknown[]) => statement.run(...(parameters as SQLInputValue[])) as { changes: number | bigint; lastInsertRowid: number | bigint },
  iterate: (parameters: readonly unknown[]) => statement.iterate(...(parameters as SQLInputValue[])),
});
