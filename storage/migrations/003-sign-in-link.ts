import { type Kysely, sql } from 'kysely';

/** Links that sign a person in once. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(`create table sign_in_link (secret_hash text primary key, account text not null references account (id), expires_at text not null)`).execute(db);
};
