import { findProgram, freePort, ownFolder, startServer } from './private-process.ts';

/** A Redis of our own, empty at start; what it holds is gone when it stops. */
export interface Redis {
  readonly url: string;
  stop(): Promise<void>;
}

/** Why suites that need Redis are skipped here, to be put in their name; null when it is there. */
export const redisMissing = (): string | null => (findProgram('redis-server') === null ? 'Redis is not installed: apt-get install -y redis-server' : null);

/** Starts a private process on a free port; never the system's service. `port` brings it back on the same one. */
export async function startRedis(port?: number): Promise<Redis> {
  const program = findProgram('redis-server');
  if (program === null) throw new Error(redisMissing() ?? '');
  const folder = await ownFolder(null);
  const at = port ?? (await freePort());
  const server = await startServer(program, ['--port', String(at), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder, '--maxmemory-policy', 'noeviction'], {
    folder,
    ready: /Ready to accept connections/i,
    person: null,
  });
  return { url: `redis://127.0.0.1:${at}`, stop: server.stop };
}
