import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { CompiledQuery, type DatabaseConnection, type Dialect, type Driver, type QueryResult, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';

const PATIENCE_MS = 30_000;
const STATEMENTS_KEPT = 300;

/**
 * Node's built-in SQLite as a Kysely dialect. (A native addon is not an option: one built for another Node does not load.)
 * One connection, whose users take turns, so that transactions of one process never interleave. Transactions are IMMEDIATE:
 * they wait at their start, where nothing is lost, and not half-way. Waiting for another process never blocks the event loop.
 */
export const sqliteDialect = (file: string): Dialect => {
  const database = new DatabaseSync(file, { timeout: 0 });
  return {
    createDriver: () => openDriver(database),
    // SQLite can create tables in a transaction; said so, processes that start at once migrate one after the other, each all or nothing
    createAdapter: () => Object.defineProperty(new SqliteAdapter(), 'supportsTransactionalDdl', { value: true }),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
};

const openDriver = (database: DatabaseSync): Driver => {
  const connection = openConnection(database);
  const say = (sql: string): Promise<unknown> => connection.executeQuery(CompiledQuery.raw(sql));
  let last: Promise<void> = Promise.resolve();
  let release = (): void => undefined;
  return {
    async init() {
      // WAL: readers do not wait for the writer, several processes share the file; NORMAL keeps it whole after a crash
      for (const pragma of ['journal_mode = WAL', 'synchronous = NORMAL', 'foreign_keys = ON', 'temp_store = MEMORY']) await patiently(() => database.exec(`PRAGMA ${pragma}`));
    },
    async acquireConnection() {
      const before = last;
      const turn = Promise.withResolvers<void>();
      last = turn.promise;
      await before;
      release = turn.resolve;
      return connection;
    },
    async releaseConnection() {
      release();
    },
    async beginTransaction() {
      await say('begin immediate');
    },
    async commitTransaction() {
      await say('commit');
    },
    // a full disk has rolled back by itself; a second rollback would hide why
    async rollbackTransaction() {
      if (database.isTransaction) await say('rollback');
    },
    async destroy() {
      database.close();
    },
  };
};

const openConnection = (database: DatabaseSync): DatabaseConnection => {
  const prepared = new Map<string, { readonly reads: boolean; readonly statement: StatementSync }>();
  const prepare = (sql: string) => {
    const known = prepared.get(sql);
    if (known) return known;
    const statement = database.prepare(sql);
    const entry = { reads: statement.columns().length > 0, statement };
    if (prepared.size >= STATEMENTS_KEPT) prepared.clear();
    prepared.set(sql, entry);
    return entry;
  };
  return {
    executeQuery: <Row>({ sql, parameters }: CompiledQuery) =>
      patiently((): QueryResult<Row> => {
        const { reads, statement } = prepare(sql);
        if (reads) return { rows: statement.all(...(parameters as SQLInputValue[])) as Row[] };
        const { changes, lastInsertRowid } = statement.run(...(parameters as SQLInputValue[]));
        return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
      }),
    streamQuery: () => {
      throw new Error('SQLite here does not stream: read in pages.');
    },
  };
};

/** Tries again while another connection writes: SQLite's own waiting would stop every other task of this process. */
const patiently = async <Result>(work: () => Result): Promise<Result> => {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || performance.now() > until) throw error;
      await sleep(1 + Math.random() * 15);
    }
  }
};

const isBusy = (error: unknown): boolean => ((error as { readonly errcode?: number }).errcode ?? 0) % 256 === 5; // SQLITE_BUSY and its extended codes
