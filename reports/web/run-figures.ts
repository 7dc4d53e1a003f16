import type { Interval } from '../../checks/contract.ts';
import type { Run } from '../../storage/contract.ts';
import type { Store } from '../../storage/store.ts';

/** What lists show of a run. */
export interface Figures {
  readonly draft: Interval;
  readonly pages: number;
}

const MOST = 2000;
const known = new WeakMap<Store, Map<string, Figures>>();

/** Draft interval and pages of a finished run. Kept, because reading a whole assessment for two numbers is slow; a run judged again has other versions. */
export const figuresOf = async (store: Store, run: Run): Promise<Figures> => {
  const kept = known.get(store) ?? new Map<string, Figures>();
  known.set(store, kept);
  const key = [run.id, run.codeVersion, run.extractorVersion, run.catalogueVersion].join(' ');
  const there = kept.get(key);
  if (there) return there;
  const { score, coverage } = await store.loadAssessment(run.id);
  const figures = { draft: { low: score.draft.low, high: score.draft.high }, pages: coverage.done };
  if (kept.size >= MOST) kept.clear();
  kept.set(key, figures);
  return figures;
};
