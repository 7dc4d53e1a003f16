import type { Settings } from '../config/settings.ts';
import type { Store } from '../storage/store.ts';
import type { AssessOutcome } from './assess.ts';
import { inChild } from './child.ts';
import type { ChildEvent, CrawlTask } from './tasks.ts';

const NOTE_MS = 2000; // a portal's pages are told at most so often

export interface VisitDeps {
  readonly store: Store;
  readonly settings: Settings;
  readonly signal: AbortSignal;
  readonly progress: (text: string) => void;
}

/** `already`: a process that died before it could say so had ended this launch well. */
export type Visited = AssessOutcome & { readonly already: boolean };

/** Visits one subject in a process of its own; how it goes is noted in the store, where people on any machine can follow it. */
export const visitSubject = async (task: CrawlTask, { store, settings, signal, progress }: VisitDeps): Promise<Visited> => {
  const { subject } = task;
  const done = (await store.survey.subject(subject))?.lastGood;
  if (done?.finishedAt && done.finishedAt >= task.launchedAt) return { runId: done.id, status: 'done', reason: done.reason, passing: false, already: true };
  let run: string | null = null;
  let told = -Infinity;
  let failed = 0;
  let last: Promise<void> = Promise.resolve();
  /** Notes keep their order; one that cannot be written costs no visit. */
  const note = (kind: string, text: string): void => {
    const event = { subject, run, kind, text, at: new Date().toISOString() };
    last = last.then(() => store.survey.note(event)).catch(() => undefined);
    progress(text);
  };
  const onEvent = (event: ChildEvent): void => {
    if (event.kind === 'run') {
      run = event.run;
      return;
    }
    if (event.kind === 'failed') failed++;
    const due = event.kind !== 'page' || performance.now() - told > NOTE_MS;
    const text = due ? sentenceOf(event, failed) : null;
    if (text === null) return;
    if (event.kind === 'page') told = performance.now();
    note(event.kind === 'page' ? 'crawl-page' : 'crawl-note', text);
  };
  note('crawl-started', 'starting');
  try {
    const outcome = await inChild({ kind: 'crawl', crawl: task }, { settings, signal, onEvent });
    run = outcome.runId;
    if (outcome.status === 'done') note('crawl-done', `done: ${outcome.reason}`);
    else note('crawl-nothing', `nothing could be assessed: ${outcome.reason}`);
    return { ...outcome, already: false };
  } catch (error) {
    note(signal.aborted ? 'crawl-stopped' : 'crawl-failed', signal.aborted ? 'stopped; it can go on where it was' : error instanceof Error ? error.message : String(error));
    throw error;
  } finally {
    await last;
  }
};

const PHASES = { http: 'reading', browser: 'rendering' } as const;

const sentenceOf = (event: Exclude<ChildEvent, { kind: 'run' }>, failed: number): string | null => {
  switch (event.kind) {
    case 'page':
      return `${PHASES[event.by]}: ${event.done} of ${event.known} pages${failed ? `, ${failed} failed` : ''}`;
    case 'phase':
      return event.phase;
    case 'resumed':
      return `going on with run ${event.runId}: ${event.pages} pages were already there`;
    case 'note':
      return event.text;
    default:
      return null;
  }
};
