/** A visit as far as it says whether the portal could be read: `nothing` is the portal's doing, a failed one is ours. */
export interface Ended {
  readonly startedAt: string; // ISO 8601
  readonly status: 'running' | 'done' | 'failed' | 'nothing';
}
/** Days (UTC) with a visit that ended by the portal's doing, those of them on which it could be read, and the first day. */
export interface DaysRead {
  readonly days: number;
  readonly read: number;
  readonly since: string;
}

/** On how many of the days visited the portal could be read. A day counts once, however often it was tried again. Null without any. */
export const daysRead = (visits: readonly Ended[]): DaysRead | null => {
  const days = new Map<string, boolean>();
  for (const { startedAt, status } of visits) {
    if (status !== 'done' && status !== 'nothing') continue;
    const day = startedAt.slice(0, 10);
    days.set(day, status === 'done' || (days.get(day) ?? false));
  }
  const [since] = [...days.keys()].sort();
  return since === undefined ? null : { days: days.size, read: [...days.values()].filter(Boolean).length, since };
};
