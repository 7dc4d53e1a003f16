import { loadChecks } from '../checks/load.ts';
import { type CatalogueId, loadCatalogue } from '../config/catalogue.ts';
import { loadConcepts } from '../config/concepts.ts';
import { readSettings, type Settings } from '../config/settings.ts';
import type { Assessment } from '../storage/contract.ts';
import { openStore, type Store } from '../storage/store.ts';
import { wordingFor } from './wording.ts';
import type { ReportSources } from './write-report.ts';

/** What a command works with: settings, store and what we know. Close it at the end. */
export interface Workplace {
  readonly settings: Settings;
  readonly store: Store;
  /** What reports on this assessment are made from. */
  sources(assessment: Assessment): Promise<ReportSources>;
  close(): Promise<void>;
}

/** Reads the settings and opens the store. Bad settings and an unreachable store stop the start. */
export async function openWorkplace(settings: Settings = readSettings()): Promise<Workplace> {
  const store = await openStore(settings);
  return {
    settings,
    store,
    sources: async (assessment) => ({
      catalogue: await loadCatalogue(assessment.run.catalogue as CatalogueId),
      wording: wordingFor(assessment, await loadChecks(), await loadConcepts()),
      blob: (ref) => store.blobs.get(ref),
    }),
    close: () => store.close(),
  };
}
