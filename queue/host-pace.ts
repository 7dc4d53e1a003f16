import type { Pace } from '../crawler/contract.ts';
import { localPace } from '../crawler/pace.ts';
import type { SharedPace } from '../storage/survey-contract.ts';

const MAX_HOLD_MS = 120_000;
const LEAST_HOLD_MS = 250;
/** By what share of the pause a turn may be taken late, and the pause after it so be shorter. */
const LATE_SHARE = 0.05;

/**
 * Politeness over several processes: within this one as `localPace` has it, and a turn is asked for only when the store has reserved the
 * host's next moment for us; a moment that has passed before it could be used is not used. A bad answer, or one that took longer than the pause, holds all processes back.
 */
export const hostPace = (shared: SharedPace, options: { readonly delayMs: number }): Pace => {
  const local = localPace(options);
  const delays = new Map<string, number>();
  const begun = new Map<string, number[]>();
  const gap = (host: string): number => delays.get(host) ?? options.delayMs;
  const reserve = (host: string, gapMs: number, leadMs = 0): Promise<number> => shared.reserve(host, gapMs, Date.now() + leadMs);
  /** Others count their pause from the moment reserved: when the store or this process was slow, it must be another, later one. */
  const turn = async (host: string, signal: AbortSignal): Promise<void> => {
    for (let lead = 0; ; ) {
      const pause = gap(host);
      const moment = await reserve(host, pause, lead);
      await until(moment, signal);
      const late = Date.now() - moment;
      if (late <= pause * LATE_SHARE || pause === 0) return;
      lead = Math.min(MAX_HOLD_MS, 2 * (lead + late));
    }
  };

  return {
    async wait(host, signal) {
      await local.wait(host, signal);
      try {
        await turn(host, signal);
        begun.set(host, [...(begun.get(host) ?? []), Date.now()]);
      } catch (error) {
        local.report(host, 'ok'); // the turn goes back: nothing was asked
        throw error;
      }
    },
    report(host, outcome, retryAfterMs = 0) {
      const [since = Date.now(), ...others] = begun.get(host) ?? [];
      begun.set(host, others);
      const hold = outcome === 'ok' ? 0 : Math.min(MAX_HOLD_MS, Math.max(LEAST_HOLD_MS, 2 * gap(host), retryAfterMs));
      const slow = gap(host) > 0 && Date.now() - since > gap(host) ? gap(host) : 0;
      // told to the others before our own next turn; a store that fails here fails at that turn too, where it is heard
      if (Math.max(hold, slow) > 0) void reserve(host, Math.max(hold, slow)).catch(() => undefined);
      local.report(host, outcome, retryAfterMs);
    },
    setDelay(host, ms) {
      delays.set(host, Math.max(options.delayMs, ms));
      local.setDelay(host, ms);
    },
  };
};

const until = (moment: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(
      () => {
        signal.removeEventListener('abort', stop);
        resolve();
      },
      Math.max(0, moment - Date.now()),
    );
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });
