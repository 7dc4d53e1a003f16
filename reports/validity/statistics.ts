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
