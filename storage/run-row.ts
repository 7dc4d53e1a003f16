import type { Selectable } from 'kysely';
import type { Level } from '../crawler/artifact.ts';
import type { Run } from './contract.ts';
import type { Tables } from './schema.ts';

/** A run as the columns of its table, but for its portals and who holds it. */
export const rowOf = (run: Run) => ({
  id: run.id,
  subject: run.subject,
  level: run.level,
  started_at: run.startedAt,
  finished_at: run.finishedAt,
  status: run.status,
  reason: run.reason,
  code_version: run.codeVersion,
  extractor_version: run.extractorVersion,
  catalogue: run.catalogue,
  catalogue_version: run.catalogueVersion,
  options: JSON.stringify(run.options),
  options_key: run.optionsKey,
  seed: run.seed,
  as_of: run.asOf,
  user_agent: run.userAgent,
  vantage: run.vantage,
});

export const runOf = (row: Selectable<Tables['run']>): Run => ({
  id: row.id,
  subject: row.subject,
  level: row.level as Level,
  startedAt: row.started_at,
  finishedAt: row.finished_at,
  status: row.status as Run['status'],
  reason: row.reason,
  codeVersion: row.code_version,
  extractorVersion: row.extractor_version,
  catalogue: row.catalogue,
  catalogueVersion: row.catalogue_version,
  options: JSON.parse(row.options) as Run['options'],
  optionsKey: row.options_key,
  seed: row.seed,
  asOf: row.as_of,
  userAgent: row.user_agent,
  vantage: row.vantage,
});
