import { replay } from '../../queue/assess.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { showProgress } from '../progress.ts';
import { openWorkplace } from '../workplace.ts';
import { mustHavePlace, type OutputOptions, putOut } from './outputs.ts';
import { listenForStop } from './stop-signal.ts';

/** Judges a stored visit again with today's checks and words, without any request. */
export async function checkRun(run: string, options: OutputOptions): Promise<ExitCode> {
  await mustHavePlace(options);
  const workplace = await openWorkplace();
  const progress = showProgress(process.stderr);
  const stop = listenForStop((text) => progress.onEvent({ kind: 'note', text }));
  try {
    const { store, settings } = workplace;
    const outcome = await replay(run, { store, settings, onEvent: progress.onEvent, signal: stop.signal });
    progress.stop();
    const assessment = await store.loadAssessment(outcome.runId);
    await putOut(assessment, options, await workplace.sources(assessment));
    return EXIT.done;
  } finally {
    progress.stop();
    stop.release();
    await workplace.close();
  }
}
