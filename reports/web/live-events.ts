import { setTimeout } from 'node:timers/promises';
import type { Survey } from '../../storage/survey-contract.ts';

export type LiveEvent = Awaited<ReturnType<Survey['events']>>[number];
type Listener = (events: readonly LiveEvent[]) => void;

/** Follows the events of all processes for everybody who watches: the store is asked once, however many do, and not at all when nobody does. */
export interface LiveEvents {
  /** The number of the newest event. */
  newest(): Promise<number>;
  /** Calls with each batch from when it resolves on; gives back how to stop. */
  watch(listener: Listener): Promise<() => void>;
}

const POLL_MS = 700;
const BATCH = 500;

export const openLiveEvents = (survey: Pick<Survey, 'events'>, pollMs = POLL_MS): LiveEvents => {
  const listeners = new Set<Listener>();
  let last = 0;
  let begun: Promise<number> | null = null;
  const newest = async (): Promise<number> => {
    last = await newestFrom(survey, last);
    return last;
  };
  const follow = async (from: number): Promise<void> => {
    let seen = from;
    while (listeners.size > 0) {
      try {
        const events = await survey.events(seen, BATCH);
        seen = events.at(-1)?.id ?? seen;
        if (events.length) for (const listener of listeners) listener(events);
        if (events.length === BATCH) continue;
      } catch {
        /* a store that is busy now is asked again */
      }
      await setTimeout(pollMs, undefined, { ref: false });
    }
    begun = null;
  };
  return {
    newest,
    async watch(listener) {
      listeners.add(listener);
      if (!begun) {
        begun = newest().catch(() => last);
        void begun.then(follow);
      }
      await begun;
      return () => {
        listeners.delete(listener);
      };
    },
  };
};

/** Events can be asked for by number only, so the newest is found by doubling steps and then halving them: some dozen questions instead of all of history. */
const newestFrom = async (survey: Pick<Survey, 'events'>, known: number): Promise<number> => {
  const later = async (after: number): Promise<number | null> => (await survey.events(after, 1))[0]?.id ?? null;
  let low = known; // the newest is this one or a later one
  let step = 1;
  for (let next = await later(low + step); next !== null; next = await later(low + step)) {
    low = next;
    step *= 2;
  }
  let high = low + step;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const next = await later(middle);
    if (next === null) high = middle;
    else low = next;
  }
  return low;
};
