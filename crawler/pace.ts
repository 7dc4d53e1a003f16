import type { Pace } from './contract.ts';
import { failed } from './failure-kinds.ts';

const MAX_RETRY_AFTER_MS = 120_000;
const MAX_PENALTY_MS = 60_000;
const FIRST_PENALTY_MS = 250;
const RECOVERY = 0.9; // each good answer takes a tenth off the penalty
const NEGLIGIBLE_MS = 25;
const GIVE_UP_AFTER = 8; // bad answers in a row

interface Waiting {
  readonly go: () => void;
  readonly refuse: (error: unknown) => void;
}
interface Host {
  delay: number;
  penalty: number;
  holdUntil: number;
  lastEnd: number;
  inFlight: number;
  badInARow: number;
  lastBad: 'throttled' | 'failed';
  timer: NodeJS.Timeout | undefined;
  queue: Waiting[];
}

/**
 * Politeness within one process: requests to a host go one at a time, `delayMs` after the last one ended, more slowly when
 * the host struggles. A host without any delay is asked in parallel. Every granted `wait` needs exactly one `report`.
 * `wait` rejects with a failure (`throttled`, `timeout`) once a host has been given up.
 */
export const localPace = (options: { readonly delayMs: number }): Pace => {
  const hosts = new Map<string, Host>();
  const at = (name: string): Host => {
    let host = hosts.get(name);
    if (!host) hosts.set(name, (host = { delay: options.delayMs, penalty: 0, holdUntil: 0, lastEnd: -Infinity, inFlight: 0, badInARow: 0, lastBad: 'failed', timer: undefined, queue: [] }));
    return host;
  };
  const gap = (host: Host): number => Math.max(host.delay, host.penalty);
  const givenUp = (name: string, host: Host): Error => {
    const { failure, detail } = failed(host.lastBad === 'throttled' ? 'throttled' : 'timeout', `${name} was given up after ${host.badInARow} bad answers in a row`);
    return Object.assign(new Error(detail), { failure, detail });
  };

  const pump = (name: string, host: Host): void => {
    clearTimeout(host.timer);
    if (host.badInARow >= GIVE_UP_AFTER) for (const waiting of host.queue.splice(0)) waiting.refuse(givenUp(name, host));
    while (host.queue.length) {
      if (gap(host) > 0 && host.inFlight > 0) return; // the report of that request comes back here
      const due = Math.max(host.lastEnd + gap(host), host.holdUntil) - performance.now();
      if (due > 0) {
        host.timer = setTimeout(() => pump(name, host), Math.ceil(due));
        return;
      }
      host.inFlight++;
      host.queue.shift()!.go();
    }
  };

  return {
    wait(name, signal) {
      if (signal.aborted) return Promise.reject(signal.reason);
      const host = at(name);
      if (host.badInARow >= GIVE_UP_AFTER) return Promise.reject(givenUp(name, host));
      if (gap(host) === 0 && !host.queue.length && performance.now() >= host.holdUntil) {
        host.inFlight++;
        return Promise.resolve();
      }
      return new Promise<void>((resolve, reject) => {
        const leave = () => {
          host.queue = host.queue.filter((other) => other !== waiting);
          reject(signal.reason);
        };
        const waiting: Waiting = {
          go: () => {
            signal.removeEventListener('abort', leave);
            resolve();
          },
          refuse: (error) => {
            signal.removeEventListener('abort', leave);
            reject(error);
          },
        };
        signal.addEventListener('abort', leave, { once: true });
        host.queue.push(waiting);
        pump(name, host);
      });
    },
    report(name, outcome, retryAfterMs = 0) {
      const host = at(name);
      host.inFlight = Math.max(0, host.inFlight - 1);
      host.lastEnd = performance.now();
      if (outcome === 'ok') {
        host.badInARow = 0;
        host.penalty = host.penalty * RECOVERY < NEGLIGIBLE_MS ? 0 : host.penalty * RECOVERY;
      } else {
        host.badInARow++;
        host.lastBad = outcome;
        host.penalty = Math.min(MAX_PENALTY_MS, Math.max(FIRST_PENALTY_MS, gap(host) * 2));
        host.holdUntil = Math.max(host.holdUntil, performance.now() + Math.min(MAX_RETRY_AFTER_MS, retryAfterMs));
      }
      pump(name, host);
    },
    setDelay(name, ms) {
      const host = at(name);
      host.delay = Math.max(options.delayMs, ms);
    },
  };
};
