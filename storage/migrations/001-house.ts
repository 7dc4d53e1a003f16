import { type Kysely, sql } from 'kysely';

/** Subjects, portals, runs, captures, the page ledger, findings and drafts. Validations come with their own migration. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('subject')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('level', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('portal')
    .addColumn('subject', 'text', (c) => c.notNull().references('subject.id'))
    .addColumn('url', 'text', (c) => c.notNull())
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('aliases', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('portal_key', ['subject', 'url'])
    .execute();
  let run = db.schema
    .createTable('run')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('subject', 'text', (c) => c.notNull().references('subject.id'));
  for (const name of [
    'level',
    'started_at',
    'status',
    'reason',
    'code_version',
    'extractor_version',
    'catalogue',
    'catalogue_version',
    'options',
    'options_key',
    'as_of',
    'user_agent',
    'vantage',
    'portals',
  ] as const)
    run = run.addColumn(name, 'text', (c) => c.notNull());
  await run
    .addColumn('seed', 'integer', (c) => c.notNull())
    .addColumn('finished_at', 'text')
    .addColumn('lease', 'text')
    .addCheckConstraint('run_status', sql`status in ('running', 'done', 'failed', 'nothing')`)
    .execute();
  await db.schema.createIndex('run_by_options').on('run').columns(['options_key', 'started_at']).execute();
  await db.schema
    .createTable('capture')
    .addColumn('hash', 'text', (c) => c.primaryKey())
    .addColumn('url', 'text', (c) => c.notNull())
    .addColumn('status', 'integer', (c) => c.notNull())
    .addColumn('headers', 'text', (c) => c.notNull())
    .addColumn('bytes', 'text', (c) => c.notNull())
    .addColumn('size', 'integer', (c) => c.notNull())
    .addColumn('fetched_at', 'text', (c) => c.notNull())
    .addColumn('by', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('page')
    .addColumn('run', 'text', (c) => c.notNull().references('run.id'))
    .addColumn('key', 'text', (c) => c.notNull())
    .addColumn('url', 'text', (c) => c.notNull())
    .addColumn('host', 'text', (c) => c.notNull())
    .addColumn('depth', 'integer', (c) => c.notNull())
    .addColumn('via', 'text', (c) => c.notNull())
    .addColumn('ord', 'integer', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('round', 'integer')
    .addColumn('by', 'text')
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('final_url', 'text')
    .addColumn('capture', 'text', (c) => c.references('capture.hash'))
    .addColumn('capture_fetched_at', 'text')
    .addColumn('response', 'text')
    .addColumn('measured', 'text')
    .addColumn('source', 'text')
    .addColumn('fetched_by', 'text')
    .addColumn('ms', 'integer')
    .addPrimaryKeyConstraint('page_key', ['run', 'key'])
    .addCheckConstraint('page_state', sql`state in ('discovered', 'planned', 'done', 'failed', 'skipped')`)
    .execute();
  await db.schema.createIndex('page_by_order').on('page').columns(['run', 'ord']).execute();
  await db.schema
    .createTable('site_part')
    .addColumn('run', 'text', (c) => c.notNull().references('run.id'))
    .addColumn('part', 'text', (c) => c.notNull())
    .addColumn('value', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('site_part_key', ['run', 'part'])
    .execute();
  await db.schema
    .createTable('finding')
    .addColumn('run', 'text', (c) => c.notNull().references('run.id'))
    .addColumn('check_id', 'text', (c) => c.notNull())
    .addColumn('portal', 'text', (c) => c.notNull())
    .addColumn('outcome', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('value', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('finding_key', ['run', 'check_id', 'portal'])
    .execute();
  await db.schema
    .createTable('draft')
    .addColumn('run', 'text', (c) => c.notNull().references('run.id'))
    .addColumn('indicator', 'text', (c) => c.notNull())
    .addColumn('edition', 'text', (c) => c.notNull())
    .addColumn('answer', 'text', (c) => c.notNull())
    .addColumn('rung', 'text')
    .addColumn('confidence', 'real', (c) => c.notNull())
    .addColumn('value', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('draft_key', ['run', 'indicator', 'edition'])
    .execute();
  await db.schema
    .createTable('conclusion')
    .addColumn('run', 'text', (c) => c.primaryKey().references('run.id'))
    .addColumn('value', 'text', (c) => c.notNull())
    .execute();
};
