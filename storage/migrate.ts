import { type Kysely, type Migration, Migrator } from 'kysely';
import * as house from './migrations/001-house.ts';
import * as survey from './migrations/002-survey.ts';
import * as signInLink from './migrations/003-sign-in-link.ts';

/** Every change of the tables, in order. A new one is a new file and a line here; an old one is never edited. */
const MIGRATIONS: Readonly<Record<string, Migration>> = { '001-house': house, '002-survey': survey, '003-sign-in-link': signInLink };

/** Brings the database to today's tables. Refuses a database written by a newer version. */
export const migrate = async (db: Kysely<never>): Promise<void> => {
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } }).migrateToLatest();
  if (error === undefined) return;
  const message = error instanceof Error ? error.message : String(error);
  throw new Error(
    /corrupted migrations/.test(message)
      ? `The data folder was written by another version of egov (${message}). Use that version, or point EGOV_DATA to an empty folder.`
      : `The database could not be brought up to date: ${message}`,
    { cause: error },
  );
};
