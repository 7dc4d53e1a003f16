import { join } from 'node:path';
import { loadCatalogue } from '../../config/catalogue.ts';
import { assess } from '../../queue/assess.ts';
import type { PortalName } from '../demo/layout.ts';
import { besideTruth, truthLines } from '../demo/beside-truth.ts';
import { startDemoPortals } from '../demo/serve.ts';
import { readTruth } from '../demo/truth.ts';
import { complaint, EXIT, type ExitCode } from '../exit-codes.ts';
import { showProgress } from '../progress.ts';
import { openWorkplace } from '../workplace.ts';
import { mustHavePlace, putOut } from './outputs.ts';
import { listenForStop } from './stop-signal.ts';

const PAGES = 120;
const BROWSER_PAGES = 80; // enough that every page is in the sample, so that every planted fault can be met
const KINDS = [['national', 'osi-2024', 'Republic of Avelia'], ['municipal', 'losi-2024', 'City of Portovento']] as const satisfies readonly (readonly [PortalName, string, string])[];

/** Serves the two sample portals on this machine, assesses both and shows the drafts beside what is really there. */
export async function demo({ report, json }: { readonly report: string; readonly json?: string }): Promise<ExitCode> {
  await mustHavePlace({ report });
  const started = performance.now();
  const asOf = new Date().toISOString().slice(0, 10);
  const workplace = await openWorkplace();
  const portals = await startDemoPortals({ asOf });
  const stop = listenForStop(text => process.stderr.write(`${text}\n`));
  const pages: string[] = [];
  try {
    const truth = await readTruth();
    process.stderr.write('Two sample portals of an imagined country run on this machine; both are assessed now, as a real one would be.\n');
    for (const [kind, catalogueId, name] of KINDS) {
      const url = portals[kind].url;
      process.stderr.write(`\n${name}: ${url}\n`);
      const progress = showProgress(process.stderr);
      const catalogue = await loadCatalogue(catalogueId);
      const outcome = await assess({
        subject: { id: `demo-${kind}`, name, level: kind },
        portals: [{ url, role: kind === 'national' ? 'national' : 'city', aliases: [] }],
        catalogue,
        options: { maxPages: PAGES, browserPages: BROWSER_PAGES, delayMs: 0, allowPrivate: true, aliases: [], asOf, seed: 1, fresh: true, concurrency: workplace.settings.concurrency },
      }, { store: workplace.store, settings: workplace.settings, onEvent: progress.onEvent, signal: stop.signal }).finally(progress.stop);
      if (outcome.status === 'nothing') throw complaint(`The demo portal could not be assessed: ${outcome.reason}`, EXIT.nothingAssessed);
      const assessment = await workplace.store.loadAssessment(outcome.runId);
      const folder = join(report, kind);
      await putOut(assessment, { report: folder, ...(json && { json: `${json}-${kind}.json` }) }, await workplace.sources(assessment));
      process.stderr.write(truthLines(besideTruth(kind, assessment, truth)));
      pages.push(join(folder, 'index.html'));
    }
    process.stderr.write(`\nDone in ${Math.round((performance.now() - started) / 1000)} s. Open the reports in a browser:\n${pages.map(page => `  ${page}\n`).join('')}`);
    return EXIT.done;
  } catch (error) {
    const code = stop.code();
    if (code === null) throw error;
    return code;
  } finally {
    stop.release();
    await portals.close();
    await workplace.close();
  }
}
