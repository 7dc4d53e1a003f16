import { readFileSync } from 'node:fs';
import thirdPartyWeb from 'third-party-web/nostats-subset.js';
import { parse } from 'yaml';
import { z } from 'zod';

const names = z.array(z.string().min(2)).min(1);
const cookies = z.array(z.strictObject({ names, of: z.string() }));
const shape = z.strictObject({
  tracking: names,
  serving: names,
  consent: z.string(),
  hosts: z.record(z.string(), z.strictObject({ name: z.string(), category: z.string() })),
  cookies: z.strictObject({ following: cookies, counting: cookies }),
  dialogue_names: names,
});
type Tracking = z.infer<typeof shape>;

let loaded: Tracking | undefined;
/** What follows visitors about (`config/tracking.yaml`). */
export const tracking = (): Tracking => (loaded ??= shape.parse(parse(readFileSync(new URL('./tracking.yaml', import.meta.url), 'utf8'))));

/** Whose a host is. `tracks`: it looks at visitors; `serves`: it only delivers a part of the page; neither: what it does there cannot be said. */
export interface ThirdPartyName {
  readonly name: string;
  readonly category: string;
  readonly tracks: boolean;
  readonly serves: boolean;
}

const known = new Map<string, ThirdPartyName | null>();
/** Whose a host is, by our own list and then by that of third-party-web; null when neither has it. */
export const thirdPartyOf = (host: string): ThirdPartyName | null => {
  const before = known.get(host);
  if (before !== undefined) return before;
  const { hosts, tracking: follows, serving } = tracking();
  const parents = host.split('.').map((_, at, labels) => labels.slice(at).join('.'));
  const ours = parents.map((name) => hosts[name]).find((entry) => entry !== undefined);
  const found = ours ?? thirdPartyWeb.getEntity(`https://${host}/`);
  const named = found ? { name: found.name, category: found.category, tracks: follows.includes(found.category), serves: serving.includes(found.category) } : null;
  known.set(host, named);
  return named;
};

/** Who is known to set a cookie of that name, and whether to follow visitors or only to count them; null when nobody. */
export const cookieOf = (name: string): { readonly of: string; readonly follows: boolean } | null => {
  const { following, counting } = tracking().cookies;
  const sets = (list: z.infer<typeof cookies>): string | undefined =>
    list.find(({ names: patterns }) => patterns.some((pattern) => (pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern)))?.of;
  const follower = sets(following);
  if (follower !== undefined) return { of: follower, follows: true };
  const counter = sets(counting);
  return counter === undefined ? null : { of: counter, follows: false };
};
