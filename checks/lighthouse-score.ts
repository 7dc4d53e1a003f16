import { thresholds } from '../config/thresholds.ts';
import { isFailure, type LighthouseCategory, type LighthousePart } from '../crawler/artifact.ts';
import type { Result, View, ViewPage } from './contract.ts';
import { measurementEvidence } from './evidence.ts';

/** Judging by a score of Lighthouse: the lines are its own (green from 90, red below 50), the lowest page decides. */

export type ScoreReason = 'good' | 'middling' | 'poor' | 'no-score' | 'not-run';
export const SCORE_MESSAGES = {
  good: 'Lighthouse {version} gives {lowest} of 100 or more on {pages} pages.',
  middling: 'Lighthouse {version} gives {lowest} of 100 on the weakest of {pages} pages.',
  poor: 'Lighthouse {version} gives {lowest} of 100 on the weakest of {pages} pages.',
  'no-score': 'Lighthouse could not say: {why}.',
  'not-run': 'Lighthouse was not run; it has to be asked for.',
} as const satisfies Record<ScoreReason, string>;

type Seen = { readonly page: ViewPage<'lighthouse'>; readonly part: LighthousePart; readonly score: number };

/** `measures`: what beside the score is shown as evidence. */
export const judgeScore = (
  view: Pick<View<'lighthouse'>, 'pages'>,
  category: LighthouseCategory,
  measures: (part: LighthousePart) => Readonly<Record<string, string | null>> = () => ({}),
): Result<ScoreReason> => {
  const tried = view.pages.filter(({ parts: { lighthouse } }) => !isFailure(lighthouse) || lighthouse.failure !== 'not-tried');
  if (!tried.length) return { outcome: 'untested', reason: 'not-run' };
  const seen = tried.flatMap((page): Seen[] => {
    const { lighthouse } = page.parts;
    if (isFailure(lighthouse)) return [];
    const score = lighthouse.scores[category];
    return score === null ? [] : [{ page, part: lighthouse, score }];
  });
  const [lowest] = seen.toSorted((a, b) => a.score - b.score);
  if (!lowest) {
    const why = tried.map(({ parts: { lighthouse } }) => (isFailure(lighthouse) ? lighthouse.detail : 'it gave no score'))[0];
    return { outcome: 'untested', reason: 'no-score', data: { why } };
  }
  const { score_good: good, score_poor: poor } = thresholds().quality;
  const failedAudits = [...new Map(seen.flatMap(({ part }) => part.failed.filter((one) => one.category === category)).map(({ audit, title }) => [audit, title]))].map(([audit, title]) => ({
    audit,
    title,
  }));
  const data = { lowest: lowest.score, pages: seen.length, version: lowest.part.version, benchmark: lowest.part.benchmark, failed: failedAudits };
  const evidence = seen.flatMap(({ page, part, score }) =>
    Object.entries({ [`${category} score`]: `${score} of 100`, ...measures(part) }).flatMap(([name, value]) =>
      value === null ? [] : [measurementEvidence(page, 'lighthouse', part.version, name, value)],
    ),
  );
  if (lowest.score >= good) return { outcome: 'pass', reason: 'good', data, evidence };
  return lowest.score < poor ? { outcome: 'fail', reason: 'poor', data, evidence } : { outcome: 'unsure', reason: 'middling', data, evidence };
};
