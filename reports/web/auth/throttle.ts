import type { WebDeps } from '../context.ts';

/** From the n-th failure within an hour on, the next try waits, twice as long each time. Offices share an address, so it may fail more often. */
const LIMITS = { email: { free: 5, firstMs: 30_000, mostMs: 15 * 60_000 }, address: { free: 30, firstMs: 30_000, mostMs: 15 * 60_000 } } as const;
const WINDOW_MS = 3_600_000;
/** So many may wait for their turn; more are sent away. */
const MOST_WAITING = 50;

type Deps = Pick<WebDeps, 'store' | 'now'>;
type Kind = keyof typeof LIMITS;
const before = (deps: Deps, ms: number): string => new Date(deps.now().getTime() - ms).toISOString();

/** Milliseconds for which this e-mail or address may not try again; 0 when it may. Counted in the store, so for all processes. */
const waitOf = async (deps: Deps, kind: Kind, value: string): Promise<number> => {
  const { free, firstMs, mostMs } = LIMITS[kind];
  const key = `${kind}:${value}`;
  const failures = Number(await deps.store.people.failedSignIns(key, before(deps, WINDOW_MS)));
  if (failures < free) return 0;
  const wait = Math.min(mostMs, firstMs * 2 ** (failures - free));
  return Number(await deps.store.people.failedSignIns(key, before(deps, wait))) > 0 ? wait : 0;
};

export type Attempt<Value> = { readonly value: Value } | { readonly wait: number };

let waiting = 0;
let last: Promise<unknown> = Promise.resolve();

/**
 * Tries a sign-in unless e-mail or address have failed too often. One after the other: many guesses sent at once must
 * not all pass before the first failure is counted. `null` from `attempt` is a failure.
 */
export const throttled = async <Value>(deps: Deps, { email, address }: { readonly email: string; readonly address: string }, attempt: () => Promise<Value | null>): Promise<Attempt<Value | null>> => {
  if (waiting >= MOST_WAITING) return { wait: LIMITS.address.firstMs };
  const one = async (): Promise<Attempt<Value | null>> => {
    const wait = Math.max(await waitOf(deps, 'email', email.toLowerCase()), await waitOf(deps, 'address', address));
    if (wait > 0) return { wait };
    const value = await attempt();
    if (value === null) for (const key of [`email:${email.toLowerCase()}`, `address:${address}`]) await deps.store.people.noteFailedSignIn(key, deps.now().toISOString());
    return { value };
  };
  waiting++;
  const ended = last.then(one).finally(() => {
    waiting--;
  });
  last = ended.catch(() => undefined);
  return ended;
};
