import { once } from 'node:events';
import { readSettings } from '../../config/settings.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { startServing } from '../web/serve.ts';
import { listenForStop } from './stop-signal.ts';

/** Serves the web app until told to stop; requests in hand are answered first. */
export async function serve({ host, port, worker }: { readonly host: string; readonly port: number; readonly worker: boolean }): Promise<ExitCode> {
  const stop = listenForStop(() => process.stderr.write('Stopping: requests and jobs in hand are finished or handed back (again: at once).\n'));
  try {
    const served = await startServing(readSettings(), { host, port, worker });
    process.stderr.write(`egov is at ${served.address}\n`);
    if (served.firstLink) process.stderr.write(`There is no account yet. This link makes you the administrator; it works once, for 24 hours:\n${served.firstLink}\n`);
    if (!stop.signal.aborted) await once(stop.signal, 'abort');
    await served.stop();
    return EXIT.done;
  } finally {
    stop.release();
  }
}
