import type { Kysely, Selectable } from 'kysely';
import type { BlobRef, FetchedBy, Gathered, HostKind, SiteParts } from '../crawler/artifact.ts';
import type { Ledger, LedgerEntry, PageCommit } from '../crawler/contract.ts';
import type { Tables } from './schema.ts';

const CHUNK = 100; // rows per statement, below SQLite's limit of bound values

/** The page ledger of one run. Every write is idempotent; a page is either committed whole or not at all. */
export const openLedger = (db: Kysely<Tables>, run: string): Ledger => ({
  async discover(entries) {
    await db.transaction().execute(async (tx) => {
      await tx
        .updateTable('run')
        .set((e) => ({ lease: e.ref('lease') }))
        .where('id', '=', run)
        .execute(); // one discovery at a time: the order of pages is counted
      const first = await tx
        .selectFrom('page')
        .select((e) => e.fn.max('ord').as('last'))
        .where('run', '=', run)
        .executeTakeFirst();
      const rowsThere = await tx.selectFrom('page').select(['key', 'via']).where('run', '=', run).where('ord', '>', 0).execute();
      const known = new Set([...rowsThere.map((row) => row.key), ...(first?.last != null ? [await startKey(tx, run)] : [])]);
      const wayless = new Set(rowsThere.filter((row) => row.via === '[]').map((row) => row.key));
      for (const entry of entries) {
        if (!entry.via.length || !wayless.delete(entry.key)) continue; // only the sitemap named it: now we know the way there
        await tx
          .updateTable('page')
          .set({ depth: entry.depth, via: JSON.stringify(entry.via) })
          .where('run', '=', run)
          .where('key', '=', entry.key)
          .execute();
      }
      let order = Number(first?.last ?? -1);
      const rows = entries
        .filter((entry) => !known.has(entry.key) && known.add(entry.key))
        .map((entry) => ({
          run,
          key: entry.key,
          url: entry.url,
          host: entry.host,
          depth: entry.depth,
          via: JSON.stringify(entry.via),
          ord: ++order,
          state: 'discovered',
          reason: '',
        }));
      for (let at = 0; at < rows.length; at += CHUNK)
        await tx
          .insertInto('page')
          .values(rows.slice(at, at + CHUNK))
          .execute();
    });
  },
  async plan(round, by, keys) {
    await inChunks(keys, (some) => db.updateTable('page').set({ state: 'planned', round, by }).where('run', '=', run).where('key', 'in', some).where('state', '=', 'discovered').execute());
  },
  async commit(page) {
    const { capture } = page;
    await db.transaction().execute(async (tx) => {
      await tx
        .insertInto('capture')
        .values({
          hash: capture.hash,
          url: capture.url,
          status: capture.status,
          headers: JSON.stringify(capture.headers),
          bytes: capture.bytes,
          size: capture.size,
          fetched_at: capture.fetchedAt,
          by: capture.by,
          state: capture.state,
        })
        .onConflict((c) => c.column('hash').doNothing())
        .execute();
      await tx
        .updateTable('page')
        .set((e) => ({
          state: 'done',
          reason: '',
          attempts: e('attempts', '+', 1),
          final_url: page.finalUrl,
          capture: capture.hash,
          // state and time belong to this visit: the same bytes may be met again and judged by newer rules
          capture_fetched_at: JSON.stringify([capture.fetchedAt, capture.state]),
          response: JSON.stringify(page.redirects),
          measured: page.measured,
          source: page.source,
          fetched_by: page.fetchedBy,
          ms: page.ms,
        }))
        .where('run', '=', run)
        .where('key', '=', page.key)
        .execute();
    });
  },
  async measure(key, measured, source) {
    await db
      .updateTable('page')
      .set({ measured, ...(source !== null && { source }) })
      .where('run', '=', run)
      .where('key', '=', key)
      .where('state', '=', 'done')
      .execute();
  },
  async fail(key, kind, detail) {
    await db
      .updateTable('page')
      .set((e) => ({ state: 'failed', reason: `${kind}: ${detail}`, attempts: e('attempts', '+', 1) }))
      .where('run', '=', run)
      .where('key', '=', key)
      .where('state', '!=', 'done')
      .execute();
  },
  async skip(keys, reason) {
    await inChunks(keys, (some) => db.updateTable('page').set({ state: 'skipped', reason }).where('run', '=', run).where('key', 'in', some).where('state', 'in', ['discovered', 'planned']).execute());
  },
  async entries() {
    return (await db.selectFrom('page').selectAll().where('run', '=', run).orderBy('ord').execute()).map(entryOf);
  },
  async commits() {
    const rows = await db
      .selectFrom('page')
      .innerJoin('capture', 'capture.hash', 'page.capture')
      .select([
        'page.key',
        'page.final_url',
        'page.capture_fetched_at',
        'page.response',
        'page.measured',
        'page.source',
        'page.fetched_by',
        'page.ms',
        'capture.hash',
        'capture.url',
        'capture.status',
        'capture.headers',
        'capture.bytes',
        'capture.size',
        'capture.by',
      ])
      .where('run', '=', run)
      .where('page.state', '=', 'done')
      .orderBy('page.ord')
      .execute();
    return rows.map((row): PageCommit => {
      const [fetchedAt, state] = JSON.parse(row.capture_fetched_at!) as [string, PageCommit['capture']['state']];
      return {
        key: row.key,
        finalUrl: row.final_url!,
        redirects: JSON.parse(row.response!) as PageCommit['redirects'],
        measured: row.measured as BlobRef | null,
        source: row.source!,
        fetchedBy: row.fetched_by as FetchedBy,
        ms: row.ms!,
        capture: {
          hash: row.hash,
          url: row.url,
          status: row.status,
          headers: JSON.parse(row.headers) as PageCommit['capture']['headers'],
          bytes: row.bytes,
          size: row.size,
          fetchedAt,
          by: row.by as FetchedBy,
          state,
        },
      };
    });
  },
  async site() {
    const rows = await db.selectFrom('site_part').select(['part', 'value']).where('run', '=', run).execute();
    return Object.fromEntries(rows.map((row) => [row.part, JSON.parse(row.value)])) as Partial<Gathered<SiteParts>>;
  },
  async saveSite(parts) {
    const rows = Object.entries(parts).map(([part, value]) => ({ run, part, value: JSON.stringify(value) }));
    if (rows.length)
      await db
        .insertInto('site_part')
        .values(rows)
        .onConflict((c) => c.columns(['run', 'part']).doUpdateSet((e) => ({ value: e.ref('excluded.value') })))
        .execute();
  },
});

const startKey = async (db: Kysely<Tables>, run: string): Promise<string> => (await db.selectFrom('page').select('key').where('run', '=', run).where('ord', '=', 0).executeTakeFirstOrThrow()).key;

const inChunks = async (keys: readonly string[], work: (some: readonly string[]) => Promise<unknown>): Promise<void> => {
  for (let at = 0; at < keys.length; at += CHUNK) await work(keys.slice(at, at + CHUNK));
};

const entryOf = (row: Selectable<Tables['page']>): LedgerEntry => ({
  key: row.key,
  url: row.url,
  host: row.host as HostKind,
  depth: row.depth,
  via: JSON.parse(row.via) as LedgerEntry['via'],
  order: row.ord,
  state: row.state as LedgerEntry['state'],
  round: row.round,
  by: row.by as FetchedBy | null,
  reason: row.reason,
  attempts: row.attempts,
});
