import { fileURLToPath } from 'node:url';
import { type ServerType, serve } from '@hono/node-server';
import type { Logger } from 'pino';
import { type CatalogueId, type Catalogue, loadCatalogue } from '../../config/catalogue.ts';
import { loadChecks } from '../../checks/load.ts';
import { loadConcepts } from '../../config/concepts.ts';
import type { Settings } from '../../config/settings.ts';
import type { Queue } from '../../queue/contract.ts';
import { syncSchedules } from '../../queue/jobs/nightly.ts';
import { openQueue } from '../../queue/open-queue.ts';
import { openStore, type Store } from '../../storage/store.ts';
import { complaint } from '../exit-codes.ts';
import { keyWords, wordingFor } from '../wording.ts';
import { createApp } from './app.ts';
import { firstLink } from './auth/first-start.ts';
import { guard } from './auth/guard.ts';
import { baseAddress } from './auth/invitations.ts';
import type { Register, WebApp, WebDeps } from './context.ts';
import { register as health } from './health.ts';
import { openLog, requestLog } from './log.ts';
import { openMetrics } from './metrics.ts';
import { PAGES } from './pages.ts';
import { type Supervised, supervise } from './supervised.ts';

export interface ServeOptions {
  readonly host: string;
  readonly port: number /** Work off the queue too, in a process beside; only on one machine. */;
  readonly worker: boolean;
}
export interface Served {
  readonly address: string;
  readonly firstLink: string | null;
  stop(): Promise<void>;
}

const CLOSING_MS = 5000;

/** The pages, behind the guard, in the order in which requests meet them. */
export const partsOf = (queue: Queue, log: Logger, pages: readonly Register[] = PAGES): readonly Register[] => {
  const metrics = openMetrics(queue);
  return [requestLog(log), metrics.measure, health, guard, metrics.show, ...pages];
};

const catalogues = (): ((id: CatalogueId) => Promise<Catalogue>) => {
  const loaded = new Map<CatalogueId, Promise<Catalogue>>();
  return (id) => loaded.get(id) ?? (loaded.set(id, loadCatalogue(id)).get(id) as Promise<Catalogue>);
};

/** What the web app works with, on the real store. */
export const webDeps = (store: Store, queue: Queue, settings: Settings): WebDeps => ({
  store,
  queue,
  settings,
  now: () => new Date(),
  catalogue: catalogues(),
  words: async () => keyWords(await loadChecks()),
  wording: async (assessment) => wordingFor(assessment, await loadChecks(), await loadConcepts()),
});

const isHere = (host: string): boolean => ['127.0.0.1', '::1', 'localhost'].includes(host);
const inUrl = (host: string): string => (host.includes(':') ? `[${host}]` : host === '0.0.0.0' ? 'localhost' : host);

const listen = (app: WebApp, { host, port }: ServeOptions): Promise<{ readonly server: ServerType; readonly port: number }> =>
  new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: host, port }, (info) => resolve({ server, port: info.port }));
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? complaint(`Something else listens on ${host}:${port} already. --port chooses another port.`)
          : error.code === 'EACCES'
            ? complaint(`This user may not listen on port ${port}. --port chooses another port.`)
            : error,
      ),
    );
  });

const close = (server: ServerType): Promise<void> =>
  new Promise((resolve) => {
    const late = setTimeout(() => {
      if ('closeAllConnections' in server) server.closeAllConnections();
    }, CLOSING_MS);
    server.close(() => {
      clearTimeout(late);
      resolve();
    });
    if ('closeIdleConnections' in server) server.closeIdleConnections();
  });

/** Opens store and queue and listens. Ends in the order in which nothing is lost: no new requests, worker, queue, store. */
export const startServing = async (settings: Settings, options: ServeOptions): Promise<Served> => {
  const log = openLog(settings);
  const store = await openStore(settings);
  let [queue, worker]: [Queue | null, Supervised | null] = [null, null];
  try {
    queue = await openQueue(settings, store);
    await syncSchedules(store, queue);
    const { server, port } = await listen(createApp(webDeps(store, queue, settings), partsOf(queue, log)), options);
    const address = `http://${inUrl(options.host)}:${port}`;
    const base = baseAddress(settings, address);
    if (!isHere(options.host) && !base.startsWith('https:')) log.warn({ base }, 'passwords travel unencrypted: put a proxy with https in front and set EGOV_PUBLIC_URL');
    if (options.worker && queue.engine === 'embedded') worker = supervise(fileURLToPath(new URL('./worker-child.ts', import.meta.url)), log);
    log.info({ address, queue: queue.engine, worker: worker !== null }, 'serving');
    const [opened, running] = [queue, worker];
    return {
      address: base,
      firstLink: await firstLink(store, base, new Date()),
      async stop() {
        await Promise.all([close(server), running?.stop()]);
        await opened.close();
        await store.close();
      },
    };
  } catch (error) {
    await worker?.stop();
    await queue?.close();
    await store.close();
    throw error;
  }
};
