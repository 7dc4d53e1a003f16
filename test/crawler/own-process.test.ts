import { expect, test } from 'vitest';
import { runOwnProcess } from '../../crawler/own-process.ts';

const bounds = { timeoutMs: 20_000, mostBytes: 1000, signal: AbortSignal.timeout(60_000) };
const node = (script: string, given = {}) => runOwnProcess(process.execPath, ['-e', script], { ...bounds, ...given });
const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
const goneSoon = async (pid: number): Promise<boolean> => {
  for (let tries = 0; tries < 50 && isAlive(pid); tries++) await new Promise((again) => setTimeout(again, 50));
  return !isAlive(pid);
};
/** Starts a process below it that would live for a minute, and says its number. */
const PARENT = `const child = require('child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], { stdio: 'ignore' }); process.stdout.write(String(child.pid));`;

test('gives what it wrote', async () => expect(await node('console.log(40 + 2)')).toBe('42\n'));
test('is given its input on one line', async () =>
  expect(await node(`process.stdin.once('data', (line) => { console.log(String(line).toUpperCase()); process.exit(0); })`, { input: 'hello' })).toBe('HELLO\n\n'));
test('a program that is not there', async () => expect(await runOwnProcess('no-such-program-7f3a', [], bounds)).toMatchObject({ failure: 'engine-missing' }));
test('a program that fails says why', async () => expect(await node('console.error("no disk"); process.exit(3)')).toMatchObject({ failure: 'bug', detail: expect.stringMatching(/3: no disk/) }));
test('a program that writes too much', async () => expect(await node('for (;;) process.stdout.write("x".repeat(500))')).toMatchObject({ failure: 'too-large' }));
test('a program that takes too long', async () => expect(await node('setTimeout(() => {}, 60000)', { timeoutMs: 300 })).toMatchObject({ failure: 'timeout' }));
test('a person who stops it', async () => {
  const stop = new AbortController();
  setTimeout(() => stop.abort(new Error('stopped')), 200);
  await expect(node('setTimeout(() => {}, 60000)', { signal: stop.signal })).rejects.toThrow('stopped');
});
test('what it started does not outlive it', async () => {
  const below = Number(await node(`${PARENT} child.unref(); setTimeout(() => process.exit(0), 100)`));
  expect(below).toBeGreaterThan(1);
  expect(await goneSoon(below)).toBe(true);
});
