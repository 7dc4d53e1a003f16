import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { afterEach, expect, test } from 'vitest';
import { ownYielding, yieldToOthers } from '../../crawler/yielding.ts';

const STEPS = 19; // whoever runs the tests may have made them yield themselves
const bySession = existsSync('/proc/self/autogroup') && readFileSync('/proc/sys/kernel/sched_autogroup_enabled', 'utf8').trim() === '1';
const started = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' });
afterEach(async () => {
  const ended = once(started, 'exit');
  started.kill('SIGKILL');
  await ended;
});

test('a process yields, and its session where the processor is shared out by session; a process that is gone is no trouble', () => {
  expect(ownYielding()).toBe(Math.max(0, getPriority()));
  yieldToOthers(started.pid!, STEPS);
  expect(getPriority(started.pid)).toBe(STEPS);
  if (bySession) expect(readFileSync(`/proc/${started.pid}/autogroup`, 'utf8')).toMatch(new RegExp(` nice ${STEPS}$`, 'm'));
  yieldToOthers(2 ** 30, STEPS);
});
