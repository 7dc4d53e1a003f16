import { join } from 'node:path';
import pg from 'pg';
import { findProgram, freePort, ownFolder, runProgram, startServer, unprivileged } from './private-process.ts';

/** A PostgreSQL of our own; every test takes an empty database of its own. */
export interface Postgres {
  readonly url: string;
  emptyDatabase(): Promise<string>;
  stop(): Promise<void>;
}

/** Why suites that need PostgreSQL are skipped here, to be put in their name; null when it is there. */
export const postgresMissing = (): string | null => (initdb() === null ? 'PostgreSQL is not installed: apt-get install -y postgresql' : null);

/** Starts a private process on a free port with its data in a temporary folder; never the system's service. */
export async function startPostgres(): Promise<Postgres> {
  const program = initdb();
  if (program === null) throw new Error(postgresMissing() ?? '');
  const person = unprivileged();
  const folder = await ownFolder(person);
  const data = join(folder, 'data');
  const make = (...more: readonly string[]): Promise<void> =>
    runProgram(program, ['-D', data, '-U', 'egov', '-A', 'trust', '-E', 'UTF8', '--no-sync', '--no-instructions', '--locale=C', ...more], folder, person);
  // a language's order where it can be had: text must still come in the order of its bytes, as in SQLite
  await make('--locale-provider=icu', '--icu-locale=en').catch(() => make());
  const port = await freePort();
  const settings = { listen_addresses: '127.0.0.1', port, unix_socket_directories: '', fsync: 'off', shared_buffers: '32MB', max_connections: 100 };
  const server = await startServer(join(program, '../postgres'), ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])], {
    folder,
    ready: /ready to accept connections/,
    person,
  });
  const at = (name: string): string => `postgres://egov@127.0.0.1:${port}/${name}`;
  let databases = 0;
  return {
    url: at('postgres'),
    async emptyDatabase() {
      const name = `test_${++databases}`;
      const client = new pg.Client({ connectionString: at('postgres') });
      await client.connect();
      try {
        await client.query(`create database ${name}`);
      } finally {
        await client.end();
      }
      return at(name);
    },
    stop: server.stop,
  };
}

const initdb = (): string | null => findProgram('initdb', ['/usr/lib/postgresql/*/bin', '/opt/homebrew/opt/postgresql*/bin']);
