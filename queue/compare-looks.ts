import { compareRuns, type Difference } from '../checks/compare/compare-runs.ts';
import type { Settings } from '../config/settings.ts';
import type { Run } from '../storage/contract.ts';
import type { Store } from '../storage/store.ts';
import { inChild } from './child.ts';
import type { Compared } from './tasks.ts';

/** Compares two stored runs: here where that is all, in a process of its own where a visit must be judged again first. */
export const compareLooks = async (
  before: string,
  after: string,
  { store, settings, signal }: { readonly store: Store; readonly settings: Settings; readonly signal: AbortSignal },
): Promise<readonly Compared[]> => {
  const [one, other] = [await store.loadAssessment(before), await store.loadAssessment(after)];
  return sameVersions(one.run, other.run) ? tell(compareRuns(one, other), 'they') : inChild({ kind: 'compare', before, after }, { settings, signal });
};

/** Were both concluded by the same code, catalogue and extractor, so that no difference can be ours? */
export const sameVersions = (one: Run, other: Run): boolean =>
  one.codeVersion === other.codeVersion && one.catalogueVersion === other.catalogueVersion && one.extractorVersion === other.extractorVersion;

export const tell = (differences: readonly Difference[], cause: Compared['cause']): Compared[] => differences.map((difference) => ({ difference, cause }));
