/** A share with what it was counted from: shares from few cases look exact and are not. */
export interface Share {
  readonly hits: number;
  readonly of: number;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

const Z95 = 1.959963984540054;

/** A share with its Wilson score interval at 95 % (Wilson 1927), which holds for small counts and near 0 or 1. `value` is null for 0 of 0. */
export function share(hits: number, of: number): Share {
  if (of === 0) return { hits, of, value: null, low: null, high: null };
  const p = hits / of;
  const z2 = Z95 ** 2;
  const centre = (p + z2 / (2 * of)) / (1 + z2 / of);
  const half = (Z95 * Math.sqrt((p * (1 - p)) / of + z2 / (4 * of ** 2))) / (1 + z2 / of);
  return { hits, of, value: p, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/** How often two raters said yes and no to the same items. The first word is the machine's. */
export interface Agreement {
  readonly yesYes: number;
  readonly yesNo: number;
  readonly noYes: number;
  readonly noNo: number;
}

export interface Kappa {
  readonly value: number | null;
  readonly n: number;
  readonly observed: number | null;
  readonly expected: number | null;
}

/** Cohen's kappa (1960): agreement beyond chance. Null without items, or when both always say the same and chance explains all. */
export function kappa({ yesYes, yesNo, noYes, noNo }: Agreement): Kappa {
  const n = yesYes + yesNo + noYes + noNo;
  if (n === 0) return { value: null, n, observed: null, expected: null };
  const observed = (yesYes + noNo) / n;
  const expected = ((yesYes + yesNo) * (yesYes + noYes) + (noYes + noNo) * (yesNo + noNo)) / n ** 2;
  return { value: expected === 1 ? null : (observed - expected) / (1 - expected), n, observed, expected };
}

export interface KappaInterval {
  readonly low: number | null;
  readonly high: number | null;
  /** What was drawn again: whole portals, since the answers of one are alike; single cases where there is only one portal, which is too narrow. */
  readonly by: 'portal' | 'case';
}

const DRAWS = 2000;
const LEAST_CASES = 5;

/**
 * 95 % interval of kappa by bootstrap (Efron and Tibshirani 1993): draws portals with replacement. With one portal it can
 * only draw cases. Null below five cases. Always the same draws, so that the same labels give the same interval.
 */
export function kappaInterval(portals: readonly Agreement[]): KappaInterval {
  const by = portals.length > 1 ? 'portal' : 'case';
  const units = by === 'portal' ? portals : portals.flatMap(singly);
  if (portals.flatMap(singly).length < LEAST_CASES) return { low: null, high: null, by };
  const random = seeded(1);
  const values: number[] = [];
  for (let draw = 0; draw < DRAWS; draw++) {
    const sum = { yesYes: 0, yesNo: 0, noYes: 0, noNo: 0 };
    for (let at = 0; at < units.length; at++) {
      const unit = units[Math.floor(random() * units.length)]!;
      sum.yesYes += unit.yesYes;
      sum.yesNo += unit.yesNo;
      sum.noYes += unit.noYes;
      sum.noNo += unit.noNo;
    }
    const { value } = kappa(sum);
    if (value !== null) values.push(value);
  }
  values.sort((one, other) => one - other);
  const at = (share: number): number | null => values[Math.min(values.length - 1, Math.floor(values.length * share))] ?? null;
  return { low: at(0.025), high: at(0.975), by };
}

const NONE: Agreement = { yesYes: 0, yesNo: 0, noYes: 0, noNo: 0 };
const singly = (agreement: Agreement): Agreement[] => (Object.keys(NONE) as (keyof Agreement)[]).flatMap((cell) => Array.from({ length: agreement[cell] }, () => ({ ...NONE, [cell]: 1 })));

/** Mulberry32: small, and good enough to draw cases. */
const seeded = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
};

/** Does stated confidence hold: of answers given with 80 %, are four of five right? */
export interface Reliability {
  /** Mean squared distance of confidence from what came true (Brier 1950): 0 is perfect, 0.25 what always saying 50 % gets. Null without cases. */
  readonly brier: number | null;
  readonly bins: readonly { readonly from: number; readonly to: number; readonly stated: number; readonly right: Share }[];
}

const BINS = [0, 0.5, 0.6, 0.7, 0.8, 0.9, 1] as const;

export function reliability(cases: readonly { readonly confidence: number; readonly right: boolean }[]): Reliability {
  if (cases.length === 0) return { brier: null, bins: [] };
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    brier: mean(cases.map(({ confidence, right }) => (confidence - (right ? 1 : 0)) ** 2)),
    bins: BINS.slice(0, -1).flatMap((from, place) => {
      const to = BINS[place + 1]!;
      const own = cases.filter(({ confidence }) => confidence >= from && (confidence < to || to === 1));
      return own.length ? [{ from, to, stated: mean(own.map(({ confidence }) => confidence)), right: share(own.filter(({ right }) => right).length, own.length) }] : [];
    }),
  };
}
