import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Settings } from '../config/settings.ts';
import { permanent } from './contract.ts';
import { endProcesses } from './end-processes.ts';
import type { ChildEvent, ChildInput, ChildLine, Task, TaskResults } from './tasks.ts';

/** How long a child may take to close its browser and its store once it is asked to stop. Shorter than a queue waits for a job that it stopped. */
const GRACE_MS = 3500;
const LONGEST_TOLD = 2000;
const CHILD = new URL('./crawl-child.ts', import.meta.url);

/**
 * Does a task in a process of its own and in a group of its own: a crash costs one portal, and no event loop that holds leases is blocked.
 * What happens there comes back as lines. When `signal` is aborted the child is asked to stop, then ended with all it had started; it ends itself
 * when this process dies, because its standard input then closes.
 */
export const inChild = async <Kind extends Task['kind']>(
  task: Extract<Task, { kind: Kind }>,
  { settings, signal, onEvent = () => undefined }: { readonly settings: Settings; readonly signal: AbortSignal; readonly onEvent?: (event: ChildEvent) => void },
): Promise<TaskResults[Kind]> => {
  signal.throwIfAborted();
  // a small young generation, as in ./egov: a fifth less memory
  const child = spawn(process.execPath, ['--max-semi-space-size=8', CHILD.pathname, join(settings.data, 'cache', 'code')], { detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message)).once('close', (code, killedBy) => resolve(killedBy === null ? `code ${code}` : killedBy));
  });
  let told = '';
  let last: Exclude<ChildLine, { kind: 'event' }> | null = null;
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    told = (told + text).slice(-LONGEST_TOLD);
  });
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = lineOf(text);
    if (line?.kind === 'event') onEvent(line.event);
    else if (line) last = line;
  });
  child.stdin.on('error', () => undefined); // it ended before it had read: `ended` says how
  child.stdin.write(`${JSON.stringify({ task, settings } satisfies ChildInput)}\n`);

  let grace: NodeJS.Timeout | undefined;
  const stop = (): void => {
    child.stdin.end();
    grace = setTimeout(() => {
      if (child.pid !== undefined) endProcesses(child.pid);
    }, GRACE_MS);
  };
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  const how = await ended;
  signal.removeEventListener('abort', stop);
  clearTimeout(grace);

  const line = last as Exclude<ChildLine, { kind: 'event' }> | null;
  if (line?.kind === 'result') return line.result as TaskResults[Kind];
  signal.throwIfAborted();
  if (line?.kind === 'error') throw line.permanent ? permanent(line.message) : new Error(line.message);
  throw new Error(`The process for this portal ended (${how}) before it was done.${told ? ` It said: ${told.trim()}` : ''}`);
};

const lineOf = (text: string): ChildLine | null => {
  try {
    return JSON.parse(text) as ChildLine;
  } catch {
    return null;
  } // a library that prints does no harm
};
