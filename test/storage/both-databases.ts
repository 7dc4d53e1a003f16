import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { openStore, type Store } from '../../storage/store.ts';
import { type Postgres, postgresMissing, startPostgres } from '../services/postgres.ts';

export interface StoreSettings {
  readonly data: string;
  readonly databaseUrl: string | null;
}
/** An empty place to remember in. What is opened there is closed at the end of the file. */
export interface Place {
  readonly settings: StoreSettings;
  open(): Promise<Store>;
}

/** The same tests on real databases: SQLite in a temporary folder, PostgreSQL as a private process. */
export function onBothDatabases(suite: (emptyPlace: () => Promise<Place>, engine: 'SQLite' | 'PostgreSQL') => void): void {
  describe('SQLite', () =>
    suite(
      places(async () => null),
      'SQLite',
    ));
  const missing = postgresMissing();
  if (missing !== null) process.stderr.write(`skipped: this suite on PostgreSQL. ${missing}\n`);
  describe.skipIf(missing !== null)(missing === null ? 'PostgreSQL' : `PostgreSQL (skipped: ${missing})`, () => {
    let postgres: Postgres | null = null;
    beforeAll(async () => {
      postgres = await startPostgres();
    });
    afterAll(() => postgres?.stop());
    suite(
      places(async () => (await postgres?.emptyDatabase()) ?? null),
      'PostgreSQL',
    );
  });
}

function places(databaseUrl: () => Promise<string | null>): () => Promise<Place> {
  const stores: Store[] = [];
  const folders: string[] = [];
  afterAll(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
  });
  return async () => {
    const folder = await mkdtemp(join(tmpdir(), 'egov-storage-'));
    folders.push(folder);
    const settings = { data: join(folder, 'data'), databaseUrl: await databaseUrl() };
    const open = async (): Promise<Store> => {
      const store = await openStore(settings);
      stores.push(store);
      return store;
    };
    return { settings, open };
  };
}
