import { hstsPreload } from '../../config/hsts-preload.ts';
import { thresholds } from '../../config/thresholds.ts';
import { defineCheck } from '../contract.ts';
import { connectionEvidence } from '../evidence.ts';
import { type Graded, gradedTest, gradeOf, scoreOf } from '../observatory/grade.ts';
import { publishedResults } from '../observatory/results.ts';
import { UNREAD, UNREAD_MESSAGES, headerSeen, headerValue, responseOf } from '../response.ts';

const SHOWN = 6; // pieces of evidence
/** Tests that are named for the one header they look at. */
const HEADERS = new Set(['content-security-policy', 'referrer-policy', 'strict-transport-security', 'x-content-type-options', 'x-frame-options', 'cross-origin-resource-policy']);

export const check = defineCheck({
  title: 'Overall grade of the web security headers',
  why: 'One grade as the MDN HTTP Observatory gives it: 100 points, less what each missing protection costs; its ten tests of the start page, computed here.',
  needs: ['response', 'meta', 'markup'] as const,
  site: ['https', 'tls', 'crossOrigin'] as const,
  messages: {
    ...UNREAD_MESSAGES,
    good: 'Grade {grade} ({score} points).',
    middling: 'Grade {grade} ({score} points); points were lost for: {lost}.',
    poor: 'Grade {grade} ({score} points); points were lost for: {lost}.',
    incomplete: 'No grade: {missing} could not be tested.',
  },
  remedy: { middling: 'Begin with what costs most: {lost}.', poor: 'Begin with what costs most: {lost}.' },
  run: (view) => {
    const page = view.home;
    const results = page && publishedResults({ page, ...view.site });
    if (!page || !results) return UNREAD;
    const tests: Graded[] = [];
    const missing: string[] = [];
    for (const [test, code] of Object.entries(results)) {
      if (code === null) missing.push(test);
      else tests.push(gradedTest(test, code));
    }
    if (missing.length) return { outcome: 'untested', reason: 'incomplete', data: { missing, tests } };
    const score = scoreOf(tests.map(({ points }) => points));
    const costly = tests.filter(({ points }) => points < 0).toSorted((a, b) => a.points - b.points);
    const data = { score, grade: gradeOf(score), tests, lost: costly.map(({ code }) => code), preloadList: hstsPreload() !== null };
    const seen = { url: page.url, capture: page.capture.hash, observedAt: page.capture.fetchedAt };
    const response = responseOf(page)!;
    const evidence = costly
      .slice(0, SHOWN)
      .map(({ test, code, points }) => (HEADERS.has(test) ? headerSeen(page, test, headerValue(response, test)) : connectionEvidence(seen, test, `${code} (${points})`)));
    const { good, poor } = thresholds().security.observatory;
    if (score >= good) return { outcome: 'pass', reason: 'good', data, evidence };
    return score >= poor ? { outcome: 'unsure', reason: 'middling', data, evidence } : { outcome: 'fail', reason: 'poor', data, evidence };
  },
});
