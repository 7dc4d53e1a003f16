import type { CatalogueId } from '../../config/catalogue.ts';
import { loadCatalogue } from '../../config/catalogue.ts';
import type { SampleDepth } from '../../checks/pages/sample.ts';
import type { Level } from '../../crawler/artifact.ts';
import { assess } from '../../queue/assess.ts';
import { complaint, EXIT, type ExitCode } from '../exit-codes.ts';
import { showProgress } from '../progress.ts';
import { openWorkplace } from '../workplace.ts';
import { portalUrl } from './options.ts';
import { mustHavePlace, type OutputOptions, putOut } from './outputs.ts';
import { listenForStop } from './stop-signal.ts';

/** As read from the command line; what is not given falls back to the settings. */
export interface AssessOptions extends OutputOptions {
  readonly level?: Level;
  readonly catalogue?: CatalogueId;
  readonly maxPages?: number;
  readonly browserPages?: number;
  readonly delay?: number;
  readonly allowPrivate?: boolean;
  readonly alias?: readonly string[];
  readonly asOf?: string;
  readonly seed?: number;
  readonly fresh?: boolean;
  readonly lighthouse?: number;
  readonly sample?: SampleDepth;
}

const CATALOGUE_OF: Readonly<Record<Level, CatalogueId>> = { municipal: 'losi-2024', national: 'osi-2024' };

/** Assesses one portal that needs no registry entry, and puts the results out. */
export async function assessPortal(address: string, options: AssessOptions): Promise<ExitCode> {
  const url = portalUrl(address);
  const catalogue = await loadCatalogue(options.catalogue ?? CATALOGUE_OF[options.level ?? 'municipal']);
  if (options.level !== undefined && catalogue.level !== options.level)
    throw complaint(`--catalogue ${catalogue.id} is for ${catalogue.level} portals, and --level says ${options.level}. Leave one of the two out.`);
  await mustHavePlace(options);
  const workplace = await openWorkplace();
  const progress = showProgress(process.stderr);
  const stop = listenForStop((text) => progress.onEvent({ kind: 'note', text }));
  try {
    const { settings, store } = workplace;
    const host = new URL(url).host;
    const outcome = await assess(
      {
        subject: { id: host, name: host, level: catalogue.level },
        portals: [{ url, role: catalogue.level === 'national' ? 'national' : 'city', aliases: options.alias ?? [] }],
        catalogue,
        options: {
          maxPages: options.maxPages ?? settings.maxPages,
          browserPages: options.browserPages ?? settings.browserPages,
          delayMs: options.delay ?? settings.delayMs,
          allowPrivate: options.allowPrivate ?? false,
          aliases: options.alias ?? [],
          asOf: options.asOf ?? new Date().toISOString().slice(0, 10),
          seed: options.seed ?? 1,
          fresh: options.fresh ?? false,
          concurrency: settings.concurrency,
          sample: options.sample ?? settings.sample,
          ...(options.lighthouse ? { lighthouse: options.lighthouse } : {}),
        },
      },
      { store, settings, onEvent: progress.onEvent, signal: stop.signal },
    );
    progress.stop();
    if (outcome.status === 'nothing') throw complaint(`Nothing could be assessed at ${url}: ${outcome.reason}`, EXIT.nothingAssessed);
    const assessment = await store.loadAssessment(outcome.runId);
    await putOut(assessment, options, await workplace.sources(assessment));
    return EXIT.done;
  } catch (error) {
    progress.stop();
    const code = stop.code();
    if (code === null) throw error;
    process.stderr.write('Stopped. Run the same command again within 24 hours and it goes on where it was (--fresh starts anew).\n');
    return code;
  } finally {
    stop.release();
    await workplace.close();
  }
}
