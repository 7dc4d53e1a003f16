import { type Kysely, PostgresAdapter, sql } from 'kysely';

/** People, assignments, decisions, changes, nights, events, jobs and shared pace. Plain SQL that SQLite and PostgreSQL both speak, but for what is marked. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter;
  for (const statement of [...HOUSE, ...PEOPLE, ...DECISIONS, ...SURVEY, ...JOBS, ...(postgres ? POSTGRES_ONLY : SQLITE_ONLY)]) await sql.raw(statement).execute(db);
};

const HOUSE = [
  `alter table subject add column iso3 text not null default ''`,
  `alter table subject add column region text not null default ''`,
  `alter table subject add column languages text not null default '[]'`,
  `alter table draft add column ord integer not null default 0`,
  `create index run_by_subject on run (subject, started_at)`,
  // a row that a transaction changes so that others wait for it
  `create table gate (name text primary key)`,
  `insert into gate (name) values ('administrators'), ('assignments'), ('events')`,
];

const PEOPLE = [
  `create table account (id text primary key, email text not null unique, name text not null, role text not null check (role in ('administrator', 'survey-officer', 'assessor', 'reader')),
    languages text not null, disabled integer not null default 0, password_hash text not null, created_at text not null, last_seen_at text)`,
  `create table session (id text primary key, secret_hash text not null unique, account text not null references account (id), created_at text not null, expires_at text not null, agent text not null)`,
  `create index session_by_account on session (account)`,
  `create table invitation (id text primary key, secret_hash text not null unique, email text not null, name text not null, role text not null, languages text not null, "by" text references account (id),
    created_at text not null, expires_at text not null, used_at text)`,
  `create table api_token (id text primary key, secret_hash text not null unique, account text not null references account (id), name text not null, created_at text not null, last_used_at text, revoked_at text)`,
  `create index api_token_by_account on api_token (account)`,
  `create table failed_sign_in (key text not null, at text not null)`,
  `create index failed_sign_in_by_key on failed_sign_in (key, at)`,
  `create index failed_sign_in_by_time on failed_sign_in (at)`,
];

const DECISIONS = [
  // the second key is the rule that nobody checks their own answers
  `create table assignment (subject text not null references subject (id), edition text not null, round text not null check (round in ('first', 'second', 'adjudication')), account text not null references account (id),
    "by" text not null, at text not null, due_at text, primary key (subject, edition, round), unique (subject, edition, account))`,
  `create index assignment_by_account on assignment (account)`,
  // after: the row this one follows, '' for the first; its key lets one of two simultaneous answers in. place: how many came before
  `create table validation (id text primary key, subject text not null references subject (id), indicator text not null, edition text not null, indicator_version integer not null, run text references run (id),
    round text not null check (round in ('first', 'second', 'adjudication')), saw_draft integer not null, saw_other integer not null, answer text check (answer in ('yes', 'no', 'not-applicable', 'cannot-tell')), evidence text not null, url text,
    note text not null, retracts text references validation (id), "by" text not null references account (id), at text not null, seconds_spent double precision not null, "after" text not null, place integer not null,
    unique (subject, indicator, edition, round, "after"), check (answer is not null or retracts is not null))`,
  `create index validation_by_person on validation ("by", subject, edition)`,
  `create table reopening (subject text not null references subject (id), indicator text not null, edition text not null, change text not null, at text not null, primary key (subject, indicator, edition, change))`,
  `create table hidden_draft (subject text not null references subject (id), edition text not null, indicator text not null, hidden integer not null, primary key (subject, edition, indicator))`,
];

const SURVEY = [
  `create table change (id text primary key, subject text not null references subject (id), edition text not null, from_run text not null, to_run text not null, kind text not null, key text not null, "before" text not null, "after" text not null,
    cause text not null, worse integer not null, indicators text not null, evidence text not null, at text not null)`,
  `create index change_by_subject on change (subject, at)`,
  `create index change_by_time on change (at)`,
  `create table schedule (subject text primary key references subject (id), cron text not null, time_zone text not null, enabled integer not null, last_run_at text)`,
  `create table night (subject text not null references subject (id), minute text not null, ended integer not null default 0, primary key (subject, minute))`,
  `create unique index one_night_at_a_time on night (subject) where ended = 0`,
];

const JOBS = [
  `create table job (id text primary key, name text not null, payload text not null, key text, priority integer not null, run_at bigint not null, attempts integer not null default 0, max_attempts integer not null,
    state text not null check (state in ('waiting', 'active', 'done', 'failed', 'cancelled')), lease bigint, worker text, result text, error text, created_at bigint not null, finished_at bigint)`,
  `create unique index one_job_per_key on job (key) where state in ('waiting', 'active')`,
  `create index job_by_key on job (key)`,
  `create index job_by_state on job (state, priority, run_at)`,
  `create table host_pace (host text primary key, next_at bigint not null)`,
];

const NEVER_CHANGED = 'a validation is added, never changed';

const SQLITE_ONLY = [
  `update draft set ord = rowid`,
  `create table event (id integer primary key autoincrement, subject text not null, run text, kind text not null, text text not null, at text not null)`,
  `create trigger validation_stays before update on validation begin select raise(abort, '${NEVER_CHANGED}'); end`,
  `create trigger validation_remains before delete on validation begin select raise(abort, '${NEVER_CHANGED}'); end`,
];

const POSTGRES_ONLY = [
  `create table event (id bigint generated always as identity primary key, subject text not null, run text, kind text not null, text text not null, at text not null)`,
  `alter table run alter column seed type bigint`,
  `alter table draft alter column confidence type double precision`,
  // text in the order of its bytes, as SQLite has it: else the same findings come in another order on another server
  `do $$ declare c record; begin
    for c in select table_name, column_name from information_schema.columns where table_schema = current_schema() and data_type = 'text'
    loop execute format('alter table %I alter column %I type text collate "C"', c.table_name, c.column_name); end loop;
  end $$`,
  `create function validation_stays() returns trigger language plpgsql as $$ begin raise exception '${NEVER_CHANGED}'; end $$`,
  `create trigger validation_stays before update or delete on validation for each row execute function validation_stays()`,
  `create trigger validation_remains before truncate on validation for each statement execute function validation_stays()`,
];
