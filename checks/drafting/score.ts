import type { Catalogue } from '../../config/catalogue.ts';
import type { Answer, DraftAnswer, Interval, Score } from '../contract.ts';

/**
 * Draft scores are intervals (design §4): low = supported yes, high = that plus everything undecided. Nothing is
 * validated yet, so the validated interval is the whole range and its share is 0.
 */
export const scoreDrafts = (catalogue: Catalogue, drafts: readonly DraftAnswer[]): Score => {
  const criterionOf = new Map(catalogue.indicators.map((indicator) => [indicator.id, indicator.criterion]));
  const byCriterion = Object.fromEntries(
    catalogue.criteria.map((criterion) => {
      const answers = drafts.filter((draft) => criterionOf.get(draft.indicator) === criterion);
      return [criterion, { draft: intervalOf(answers), outOf: answers.length, counts: countsOf(answers) }];
    }),
  );
  return { draft: intervalOf(drafts), validated: { low: 0, high: 1, share: 0 }, outOf: drafts.length, byCriterion };
};

const countsOf = (drafts: readonly DraftAnswer[]): Record<Answer, number> => {
  const counts: Record<Answer, number> = { yes: 0, no: 0, 'not-found': 0, 'cannot-assess': 0, 'needs-human': 0 };
  for (const draft of drafts) counts[draft.answer]++;
  return counts;
};

const intervalOf = (drafts: readonly DraftAnswer[]): Interval => {
  const counts = countsOf(drafts);
  const outOf = drafts.length || 1;
  return { low: counts.yes / outOf, high: drafts.length ? 1 - counts.no / outOf : 1 };
};
