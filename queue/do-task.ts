import { createInterface } from 'node:readline';
import { loadCatalogue } from '../config/catalogue.ts';
import { loadRegistry } from '../config/registry.ts';
import { openStore, type Store } from '../storage/store.ts';
import { assess, replay } from './assess.ts';
import { compareStored } from './compare.ts';
import { permanent } from './contract.ts';
import { endProcesses } from './end-processes.ts';
import { hostPace } from './host-pace.ts';
import { portalsToVisit } from './subjects.ts';
import type { ChildInput, ChildLine, CrawlTask, TaskResults } from './tasks.ts';

/**
 * What the process does in which one portal is visited or judged (crawl-child.ts starts it). The task is the first line on standard input; when that closes, whoever wanted
 * the result is gone or wants it no more: so is this process then, with its browser.
 */

const GRACE_MS = 3000;

const say = (line: ChildLine): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`);
};
process.stdout.on('error', () => undefined); // nobody reads any more: standard input tells the same
const stopped = new AbortController();
let over = false;

const lines = createInterface({ input: process.stdin });
lines.once('line', (line) => {
  void main(JSON.parse(line) as ChildInput);
});
lines.once('close', () => {
  if (over) return;
  stopped.abort();
  setTimeout(() => endProcesses(process.pid), GRACE_MS).unref();
});

async function main({ task, settings }: ChildInput): Promise<void> {
  try {
    const store = await openStore(settings);
    try {
      const deps = { store, settings, signal: stopped.signal, onEvent: (event: Extract<ChildLine, { kind: 'event' }>['event']) => say({ kind: 'event', event }) };
      const result = task.kind === 'crawl' ? await crawl(task.crawl, deps) : task.kind === 'check' ? await replay(task.run, deps) : await compareStored(task.before, task.after, store);
      say({ kind: 'result', result });
    } finally {
      await store.close();
    }
  } catch (error) {
    const { name, message, held = false } = error as Error & { readonly held?: boolean };
    if (!stopped.signal.aborted) say({ kind: 'error', message: message || name, permanent: !held && (name === 'ConfigError' || name === 'PermanentError') });
  }
  over = true;
  // what is written must have left before the process does
  process.stdout.write('', () => {
    if (stopped.signal.aborted) endProcesses(process.pid);
    else process.exit(0);
  });
}

async function crawl(
  { subject: id, launchedAt, fresh, includeUnverified, previous, options }: CrawlTask,
  deps: { readonly store: Store; readonly settings: ChildInput['settings']; readonly signal: AbortSignal; readonly onEvent: (event: Extract<ChildLine, { kind: 'event' }>['event']) => void },
): Promise<TaskResults['crawl']> {
  const { store, settings } = deps;
  const standing = await store.survey.subject(id);
  if (!standing) throw permanent(`There is no subject "${id}".`);
  const entry = (await loadRegistry()).find((one) => one.id === id);
  const {
    portals: [first, ...others],
    unverified,
  } = portalsToVisit(standing, entry, includeUnverified);
  if (!first) throw permanent(unverified.length ? `${id}: nobody has verified ${unverified.join(', ')} yet.` : `${id} has no portal.`);
  const catalogue = await loadCatalogue(standing.subject.level === 'national' ? 'osi-2024' : 'losi-2024');
  return assess(
    {
      subject: { id, name: standing.subject.name, level: standing.subject.level },
      portals: [first, ...others],
      catalogue,
      options: { ...options, aliases: first.aliases, fresh, concurrency: settings.concurrency },
    },
    {
      ...deps,
      onRun: (run) => deps.onEvent({ kind: 'run', run }),
      pace: hostPace(store.pace, { delayMs: options.delayMs }),
      previous: previous === null ? null : await store.run(previous),
      takeUp: { leased: true, ...(fresh && { since: launchedAt }) },
    },
  );
}
