import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants, globSync, readFileSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Whom a server runs as when we are root and it refuses root. */
export interface Person {
  readonly uid: number;
  readonly gid: number;
}

const START_MS = 30_000;

/** The first program of this name in the folders (patterns allowed) and on the PATH; null when there is none. */
export function findProgram(name: string, folders: readonly string[] = []): string | null {
  const places = [...folders.flatMap((folder) => globSync(folder).sort().toReversed()), ...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/local/bin'];
  return (
    places
      .filter(Boolean)
      .map((place) => join(place, name))
      .find(usable) ?? null
  );
}

export function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer()
      .once('error', failed)
      .listen(0, '127.0.0.1', () => {
        const address = server.address();
        server.close(() => found(typeof address === 'object' && address ? address.port : 0));
      });
  });
}

/** Null when we are not root: then a server runs as ourselves. */
export function unprivileged(): Person | null {
  if (process.getuid?.() !== 0) return null;
  const people = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const person = people.find(([name]) => name === 'postgres') ?? people.find(([name]) => name === 'nobody');
  return person ? { uid: Number(person[2]), gid: Number(person[3]) } : null;
}

/** A folder of the service's own, removed by `stop`. */
export async function ownFolder(owner: Person | null): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'egov-service-'));
  if (owner) await chown(folder, owner.uid, owner.gid);
  return folder;
}

/** Starts a server and waits until it says that it is ready; throws with what it said when it ends before. */
export async function startServer(
  command: string,
  args: readonly string[],
  { folder, ready, person }: { readonly folder: string; readonly ready: RegExp; readonly person: Person | null },
): Promise<{ stop(): Promise<void> }> {
  const child = spawn(command, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env['PATH'], LC_ALL: 'C' }, ...person });
  const killed = (): void => {
    child.kill('SIGKILL');
  };
  process.once('exit', killed);
  const stop = async (): Promise<void> => {
    process.off('exit', killed);
    await ended(child);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await says(child, ready);
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop };
}

/** Runs a program to its end; throws with what it said when it fails. */
export function runProgram(command: string, args: readonly string[], folder: string, person: Person | null): Promise<void> {
  return new Promise((done, failed) => {
    const child = spawn(command, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env['PATH'], LC_ALL: 'C' }, ...person });
    let said = '';
    child.stdout.on('data', (data) => {
      said += data;
    });
    child.stderr.on('data', (data) => {
      said += data;
    });
    child.once('error', failed).once('close', (code) => {
      if (code === 0) done();
      else failed(new Error(`${command} ended with ${code}: ${said}`));
    });
  });
}

function says(child: ChildProcess, ready: RegExp): Promise<void> {
  return new Promise((done, failed) => {
    let said = '';
    const timer = setTimeout(() => failed(new Error(`${child.spawnfile} was not ready in ${START_MS} ms: ${said}`)), START_MS);
    const hear = (data: unknown): void => {
      said = (said + String(data)).slice(-20_000);
      if (!ready.test(said)) return;
      clearTimeout(timer);
      done();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('error', failed).once('close', (code) => {
      clearTimeout(timer);
      failed(new Error(`${child.spawnfile} ended with ${code}: ${said}`));
    });
  });
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return Promise.resolve();
  return new Promise((done) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
    child.once('close', () => {
      clearTimeout(timer);
      done();
    });
    child.kill('SIGINT');
  });
}

function usable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
