import pg from 'pg';
import { type Dialect, PostgresDialect } from 'kysely';

const CONNECT_MS = 10_000;
const INT8 = 20; // pg hands out 64-bit numbers as text; ours (times in ms, counts) fit a JavaScript number

/**
 * PostgreSQL behind Kysely's dialect. Throws an error for people, without the password, when it cannot be reached.
 */
export const postgresDialect = async (url: string): Promise<Dialect> => {
  const pool = new pg.Pool({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    application_name: 'egov',
    keepAlive: true,
    types: { getTypeParser: ((oid: number, format?: 'text') => (oid === INT8 ? Number : pg.types.getTypeParser(oid, format))) as typeof pg.types.getTypeParser },
  });
  pool.on('error', () => undefined); // an idle connection broke; the pool opens another, and a query that needs one says what is wrong
  const first = await pool.connect().catch(async (cause: unknown) => {
    await pool.end();
    throw unreachable(url, cause);
  });
  first.release();
  return new PostgresDialect({
    pool: {
      async connect() {
        const client = await pool.connect().catch((cause: unknown) => {
          throw unreachable(url, cause);
        });
        const query = (sql: string, parameters: readonly unknown[]) => client.query(sql, parameters.map(storable));
        return { query, release: () => client.release() } as never;
      },
      end: () => pool.end(),
    },
  });
};

/** PostgreSQL refuses U+0000 in text, SQLite takes it: without it on both a page's odd byte cannot stop a run. */
const storable = (value: unknown): unknown => (typeof value === 'string' ? value.replaceAll('\0', '') : value);

const unreachable = (url: string, cause: unknown): Error => {
  const { code = '', message = '', errors = [] } = cause as { readonly code?: string; readonly message?: string; readonly errors?: readonly Error[] };
  const why = message || errors.map((error) => error.message).join('; ') || code || String(cause);
  return new Error(`PostgreSQL at ${placeOf(url)} cannot be used (${why}). Is it running, and does DATABASE_URL name it rightly?`, { cause });
};

const placeOf = (url: string): string => {
  try {
    const { host, pathname } = new URL(url);
    return `${host}${pathname}`;
  } catch {
    return 'the address in DATABASE_URL';
  }
};
