import { type ChildProcess, fork } from 'node:child_process';
import type { Logger } from 'pino';

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60_000;
const STEADY_MS = 60_000;
export interface Supervised {
  stop(): Promise<void>;
  readonly pid: () => number | undefined;
}

/** Keeps a process running: started again when it ends, later each time unless it had run steadily. Asked to stop, it gets `graceMs` to do so. */
export const supervise = (file: string, log: Logger, graceMs = 20_000): Supervised => {
  let [child, wait, stopping, timer]: [ChildProcess | null, number, boolean, NodeJS.Timeout | undefined] = [null, FIRST_WAIT_MS, false, undefined];
  const start = (): void => {
    const begun = Date.now();
    const started = fork(file, [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    child = started;
    log.info({ pid: started.pid }, 'worker started');
    const ended = (code: number | null, signal: string | null): void => {
      if (child !== started) return;
      child = null;
      if (stopping) return;
      wait = Date.now() - begun >= STEADY_MS ? FIRST_WAIT_MS : Math.min(LONGEST_WAIT_MS, wait * 2);
      log.error({ code, signal, againInMs: wait }, 'worker ended');
      timer = setTimeout(start, wait);
    };
    started.on('exit', ended);
    started.on('error', (error) => {
      log.error({ error: error.message }, 'worker could not be started');
      ended(null, null);
    });
  };
  start();
  return {
    pid: () => child?.pid,
    async stop() {
      stopping = true;
      clearTimeout(timer);
      const running = child;
      if (!running || running.exitCode !== null || running.signalCode !== null) return;
      const ended = new Promise<void>((resolve) => {
        running.once('exit', () => resolve());
      });
      running.kill('SIGTERM');
      const late = setTimeout(() => running.kill('SIGKILL'), graceMs);
      await ended;
      clearTimeout(late);
    },
  };
};
