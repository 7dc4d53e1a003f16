import { thresholds } from '../../config/thresholds.ts';

const FULL = 100;

/** One published test: the name of its result, what it adds to or takes from the score, and whether it counts as passed. */
export interface Graded {
  readonly test: string;
  readonly code: string;
  readonly points: number;
  readonly pass: boolean;
}

/** Points of a result by its published name. */
export const gradedTest = (test: string, code: string): Graded => {
  const { modifiers, tolerated } = thresholds().security.observatory;
  const points = modifiers[code];
  if (points === undefined) throw new Error(`config/thresholds.yaml names no points for ${code}`);
  return { test, code, points, pass: points >= 0 || tolerated.includes(code) };
};

/** Penalties first; bonus points count only where the score without them is high (scoring document of the Observatory). */
export const scoreOf = (points: readonly number[]): number => {
  const sum = (list: readonly number[]): number => list.reduce((total, one) => total + one, FULL);
  const plain = sum(points.filter((one) => one < 0));
  return Math.max(0, plain >= thresholds().security.observatory.extra_credit_from ? sum(points) : plain);
};

/** The grade of a score of 0 or more. */
export const gradeOf = (score: number): string => {
  const { grades } = thresholds().security.observatory;
  const reached = Object.keys(grades)
    .map(Number)
    .filter((least) => least <= score);
  return grades[String(Math.max(...reached))] ?? 'F';
};
