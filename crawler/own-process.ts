import { spawn } from 'node:child_process';
import type { GatherFailure } from './artifact.ts';
import { failed, failureOf } from './failure-kinds.ts';

export interface ProcessBounds {
  /** First line on standard input, which then stays open: when it closes, whoever asked is gone. */
  readonly input?: string;
  readonly timeoutMs: number;
  readonly mostBytes: number; // of standard output
  readonly signal: AbortSignal;
}

const LONGEST_TOLD = 500; // characters of standard error kept

/**
 * Runs a program in a process group of its own, which is gone with all its members when this returns. Gives what it
 * wrote to standard output; a program that is missing, fails, writes too much or takes too long is a failure.
 */
export const runOwnProcess = async (command: string, args: readonly string[], { input = '', timeoutMs, mostBytes, signal }: ProcessBounds): Promise<string | GatherFailure> => {
  signal.throwIfAborted();
  const child = spawn(command, args, { detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
  const killGroup = (): void => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      child.kill('SIGKILL'); // no groups here (Windows), or all are gone
    }
  };
  const chunks: Buffer[] = [];
  let bytes = 0;
  let told = '';
  let stopped: GatherFailure | null = null;
  const stop = (why: GatherFailure): void => {
    stopped ??= why;
    killGroup();
  };
  child.stdout.on('data', (chunk: Buffer) => {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) stop(failed('too-large', `${command} wrote more than ${mostBytes} bytes`));
    else chunks.push(chunk);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    told = (told + text).slice(-LONGEST_TOLD);
  });
  child.stdin.on('error', () => undefined); // it ended before it had read: the exit code says how
  child.stdin.write(`${input}\n`);
  const timer = setTimeout(() => stop(failed('timeout', `${command} took longer than ${timeoutMs} ms`)), timeoutMs);
  const abort = (): void => stop(failed('not-tried', 'stopped'));
  signal.addEventListener('abort', abort, { once: true });
  child.once('exit', killGroup); // what it started must not outlive it
  const code = await new Promise<number | null | Error>((resolve) => {
    child.once('error', resolve).once('close', resolve);
  });
  clearTimeout(timer);
  signal.removeEventListener('abort', abort);
  signal.throwIfAborted();
  if (stopped) return stopped;
  if (code instanceof Error) return (code as NodeJS.ErrnoException).code === 'ENOENT' ? failed('engine-missing', `${command} is not installed`) : failureOf(code);
  return code === 0 ? Buffer.concat(chunks).toString('utf8') : failed('bug', `${command} ended with ${code}: ${told.trim()}`);
};
