import { thresholds } from '../../config/thresholds.ts';
import { defineCheck, type Result, type View } from '../contract.ts';
import { UNREAD, UNREAD_MESSAGES } from '../response.ts';
import { check as cookies } from './cookies.ts';
import { check as sharing } from './cross-origin-resource-sharing.ts';
import { check as contentTypeOptions } from './content-type-options.ts';
import { check as csp } from './csp.ts';
import { check as frameOptions } from './frame-options.ts';
import { check as hsts } from './hsts.ts';
import { check as redirectChain } from './redirect-chain.ts';
import { check as referrerPolicy } from './referrer-policy.ts';
import { check as subresourceIntegrity } from './subresource-integrity.ts';

const NEEDS = ['response', 'meta', 'markup', 'rendered'] as const;
const SITE = ['https'] as const;
const FULL = 100;
const SHOWN = 6; // pieces of evidence

export const check = defineCheck({
  title: 'Overall grade of the web security headers',
  why: 'One grade as the MDN HTTP Observatory gives it: 100 points, less what each missing protection costs; computed here from our own checks of the start page.',
  needs: NEEDS,
  site: SITE,
  messages: {
    ...UNREAD_MESSAGES,
    good: 'Grade {grade} ({score} points).',
    middling: 'Grade {grade} ({score} points); points were lost for: {lost}.',
    poor: 'Grade {grade} ({score} points); points were lost for: {lost}.',
    incomplete: 'No grade: {missing} could not be tested.',
  },
  remedy: { middling: 'Begin with what costs most: {lost}.', poor: 'Begin with what costs most: {lost}.' },
  run: (view) => {
    if (!view.home) return UNREAD;
    const results = testsOf({ ...view, pages: [{ ...view.home, host: 'portal' }] });
    const missing = Object.entries(results)
      .filter(([, result]) => result.outcome === 'untested')
      .map(([name]) => name);
    if (missing.length) return { outcome: 'untested', reason: 'incomplete', data: { missing } };
    const { good, poor } = thresholds().security.observatory;
    const graded = grade(Object.values(results).flatMap(codesOf));
    const data = {
      ...graded,
      lost: graded.tests
        .filter(({ points }) => points < 0)
        .toSorted((a, b) => a.points - b.points)
        .map(({ code }) => code),
    };
    const evidence = Object.values(results)
      .filter((result) => result.outcome !== 'pass')
      .flatMap((result) => result.evidence ?? [])
      .slice(0, SHOWN);
    if (graded.score >= good) return { outcome: 'pass', reason: 'good', data, evidence };
    return graded.score >= poor ? { outcome: 'unsure', reason: 'middling', data, evidence } : { outcome: 'fail', reason: 'poor', data, evidence };
  },
});

/** The checks by the names of the published tests. */
const testsOf = (view: View<(typeof NEEDS)[number], (typeof SITE)[number]>): Readonly<Record<string, Result>> => ({
  'content-security-policy': csp.run(view),
  cookies: cookies.run(view),
  'cross-origin-resource-sharing': sharing.run(view),
  redirection: redirectChain.run(view),
  'referrer-policy': referrerPolicy.run(view),
  'strict-transport-security': hsts.run(view),
  'subresource-integrity': subresourceIntegrity.run(view),
  'x-content-type-options': contentTypeOptions.run(view),
  'x-frame-options': frameOptions.run(view),
});

const codesOf = (result: Result): readonly string[] => (Array.isArray(result.data?.observatory) ? result.data.observatory.map(String) : []);

/** Penalties first; bonus points count only where the score without them is high (scoring document of the Observatory). */
const grade = (codes: readonly string[]) => {
  const { modifiers, extra_credit_from, grades } = thresholds().security.observatory;
  const tests = codes.map((code) => {
    const points = modifiers[code];
    if (points === undefined) throw new Error(`config/thresholds.yaml names no points for ${code}`);
    return { code, points };
  });
  const sum = (wanted: (points: number) => boolean): number => tests.reduce((total, { points }) => total + (wanted(points) ? points : 0), 0);
  const plain = Math.max(0, FULL + sum((points) => points < 0));
  const score = plain >= extra_credit_from ? plain + sum((points) => points > 0) : plain;
  const reached = Object.keys(grades)
    .map(Number)
    .filter((least) => least <= score);
  return { score, grade: grades[String(Math.max(...reached))] ?? 'F', tests };
};
