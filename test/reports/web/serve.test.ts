import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';

const CLI = join(import.meta.dirname, '../../../reports/cli.ts');
const folders: string[] = [];
const running: ChildProcess[] = [];
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
});

interface Command {
  readonly child: ChildProcess;
  readonly told: () => string;
  readonly ended: Promise<number | null>;
}
const command = (data: string, args: readonly string[]): Command => {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [CLI, ...args], { env: { PATH, HOME, EGOV_DATA: data, EGOV_LOG: 'info' }, stdio: ['ignore', 'pipe', 'pipe'] });
  running.push(child);
  let told = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (bytes: Buffer) => {
      told += bytes.toString();
    });
  return {
    child,
    told: () => told,
    ended: new Promise((resolve) => {
      child.once('close', resolve);
    }),
  };
};
const emptyFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'egov-serve-'));
  folders.push(folder);
  return join(folder, 'data');
};
const find = async (told: () => string, pattern: RegExp): Promise<string> => {
  for (let tries = 0; tries < 300; tries++) {
    const found = pattern.exec(told());
    if (found) return found[1] ?? found[0];
    await pause(100);
  }
  throw new Error(`${pattern} was never told:\n${told()}`);
};
const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
const gone = async (pid: number): Promise<boolean> => {
  for (let tries = 0; tries < 200 && isAlive(pid); tries++) await pause(100);
  return !isAlive(pid);
};
const serving = async (data: string): Promise<Command & { readonly address: string; readonly worker: number }> => {
  const served = command(data, ['serve', '--port', '0']);
  return { ...served, address: await find(served.told, /egov is at (\S+)/), worker: Number(await find(served.told, /"pid":(\d+),"msg":"worker started"/)) };
};

test('the first start prints one link; ready; the worker is started again when it dies; SIGTERM ends all of it well', async () => {
  const data = await emptyFolder();
  const { child, told, address, ended, worker } = await serving(data);
  const link = await find(told, /(http\S+\/accept-invitation\?token=[\w-]{43})/);
  expect((await fetch(link)).status).toBe(200);
  expect((await fetch(`${address}/healthz`)).status).toBe(200);
  expect(await (await fetch(`${address}/readyz`)).json()).toEqual({ status: 'ok', store: 'ok', queue: 'ok' });
  expect(await (await fetch(`${address}/metrics`)).text()).toContain('egov_jobs{state="waiting"}');
  expect((await fetch(`${address}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.9' } })).status).toBe(401);
  await find(told, /Worker \S+ on the embedded queue/);
  process.kill(worker, 'SIGKILL');
  const again = Number(await find(told, /worker ended[\s\S]*"pid":(\d+),"msg":"worker started"/));
  await find(told, /Worker \S+ on[\s\S]*Worker \S+ on/);
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(isAlive(again)).toBe(false);
  // a link in the log would let readers of the log in
  expect(
    told()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .join('\n'),
  ).not.toContain('token=');
}, 120_000);

test('killed, it leaves no worker behind', async () => {
  const { child, told, worker } = await serving(await emptyFolder());
  await find(told, /Worker \S+ on the embedded queue/);
  child.kill('SIGKILL');
  expect(await gone(worker)).toBe(true);
}, 120_000);

test('a port that is taken is told, with exit code 2', async () => {
  const data = await emptyFolder();
  const { address, child, ended } = await serving(data);
  const second = command(data, ['serve', '--port', new URL(address).port]);
  expect(await second.ended).toBe(2);
  expect(second.told()).toContain('Something else listens');
  child.kill('SIGTERM');
  await ended;
}, 120_000);

test('users are added by link, listed, and the last administrator is not disabled', async () => {
  const data = await emptyFolder();
  const run = async (...args: string[]): Promise<{ readonly code: number | null; readonly told: string }> => {
    const ran = command(data, ['users', ...args]);
    return { code: await ran.ended, told: ran.told() };
  };
  const added = await run('add', 'Ada@un.example', '--role', 'administrator', '--languages', 'fr ar');
  expect(added).toMatchObject({ code: 0 });
  expect(added.told).toMatch(/\/accept-invitation\?token=[\w-]{43}\n/);
  expect(await run('add', 'nonsense')).toMatchObject({ code: 2 });
  expect((await run('list', '--json')).told.trim()).toBe('[]');
  expect(await run('disable', 'ada@un.example')).toMatchObject({ code: 2, told: expect.stringContaining('Nobody here has the e-mail') });
}, 120_000);
