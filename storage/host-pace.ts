import { sql } from 'kysely';
import type { Database } from './database.ts';
import type { SharedPace } from './survey-contract.ts';

/** One statement reads and moves the host's next free moment, so that two processes never get the same. */
export const openPace = (db: Database): SharedPace => ({
  async reserve(host, gapMs, now) {
    const [at, gap] = [Math.ceil(now), Math.ceil(gapMs)];
    const row = await db
      .insertInto('host_pace')
      .values({ host, next_at: at + gap })
      .onConflict((c) => c.column('host').doUpdateSet({ next_at: sql<number>`case when host_pace.next_at > ${at} then host_pace.next_at else ${at} end + ${gap}` }))
      .returning('next_at')
      .executeTakeFirstOrThrow();
    return row.next_at - gap;
  },
});
