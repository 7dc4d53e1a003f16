import { createHash, randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Settings } from '../config/settings.ts';
import { EXTRACTOR_VERSION } from '../crawler/extractor-version.ts';
import type { Run } from '../storage/contract.ts';
import type { Store } from '../storage/store.ts';
import type { AssessRequest } from './assess.ts';
import { codeVersion } from './versions.ts';

const RESUMABLE_MS = 24 * 60 * 60 * 1000;

/** `since`: only a run begun at or after this moment is taken up, however the options ask. `leased`: a queue's lease says that the run is ours, so a holder on another machine is gone. */
export interface TakeUp {
  readonly since?: string;
  readonly leased?: boolean;
}

/** Takes up an unfinished run with the same options that is under 24 hours old, or begins a new one. */
export const beginRun = async (
  request: AssessRequest,
  { store, settings, now, since, leased = false }: TakeUp & { readonly store: Store; readonly settings: Settings; readonly now: () => Date },
): Promise<{ readonly run: Run; readonly resumed: boolean }> => {
  const key = optionsKey(request, settings);
  const holder = `${hostname()}:${process.pid}`;
  const alive = isAlive(leased);
  if (since !== undefined || !request.options.fresh) {
    const found = await store.findUnfinished(key, since ?? new Date(now().getTime() - RESUMABLE_MS).toISOString());
    if (found) {
      if (await store.holdRun(found.id, holder, alive)) return { run: found, resumed: true };
      throw Object.assign(new Error(`Another egov process is working on this very run (${found.id}). Wait for it, or add --fresh for a run of its own.`), { name: 'ConfigError', held: true });
    }
  }
  const { concurrency: _, fresh: __, ...options } = request.options;
  const run: Run = {
    id: `run-${now().toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-')}-${randomUUID().slice(0, 8)}`,
    subject: request.subject.id,
    level: request.subject.level,
    startedAt: now().toISOString(),
    finishedAt: null,
    status: 'running',
    reason: '',
    codeVersion: codeVersion(),
    extractorVersion: EXTRACTOR_VERSION,
    catalogue: request.catalogue.id,
    catalogueVersion: request.catalogue.version,
    options,
    optionsKey: key,
    seed: options.seed,
    asOf: options.asOf,
    userAgent: settings.userAgent,
    vantage: settings.vantage,
  };
  await store.beginRun(run, request.subject, request.portals);
  await store.holdRun(run.id, holder, alive);
  return { run, resumed: false };
};

/** All that must be equal for an unfinished run to be taken up: another option would have read other pages. */
const optionsKey = ({ subject, portals, catalogue, options: { fresh: _, concurrency: __, ...options } }: AssessRequest, settings: Settings): string =>
  createHash('sha256')
    .update(JSON.stringify([subject.id, subject.level, portals, catalogue.id, options, settings.userAgent, settings.maxBodyBytes, EXTRACTOR_VERSION]))
    .digest('hex')
    .slice(0, 32);

/** Holders on other machines cannot be asked, so they count as alive unless a lease says otherwise. */
const isAlive =
  (leased: boolean) =>
  (holder: string): boolean => {
    const [host = '', pid = ''] = holder.split(':');
    if (host !== hostname()) return !leased;
    if (Number(pid) === process.pid) return false; // our own number from an earlier life
    try {
      process.kill(Number(pid), 0);
      return true;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EPERM';
    }
  };
