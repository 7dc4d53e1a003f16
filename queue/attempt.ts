import type { Job, JobResult, QueueEvent } from './contract.ts';

/** How long a job may take to let go once its signal is aborted; after that nobody waits for it any more. */
const SETTLE_MS = 5000;
/** A job whose process was lost is taken over, but not for ever: it may be what kills them. Portals are visited in a process of their own, so mostly it is not. */
export const LOST_AFTER = 12;
const LONGEST_ERROR = 2000;
const STATUSES: ReadonlySet<unknown> = new Set<JobResult['status']>(['done', 'nothing-to-do', 'nothing-assessed']);

/** cancelled: a person said so · lost: another worker has taken the job over · stopping: this process ends. */
export type StopReason = 'cancelled' | 'lost' | 'stopping';
export type Ended =
  | { readonly kind: 'done'; readonly result: JobResult }
  | { readonly kind: 'failed'; readonly error: string; readonly permanent: boolean }
  | { readonly kind: 'stopped'; readonly why: StopReason };
export interface Attempt {
  readonly ended: Promise<Ended>;
  stop(why: StopReason): void;
}
export interface Given {
  readonly id: string;
  readonly name: string;
  readonly payload: unknown;
  readonly attempt: number;
}

/** One attempt at a job, the same in both engines: payload checked, time bounded, every outcome a value. `ended` never rejects. */
export const beginAttempt = (job: Job<never>, { id, name, payload, attempt }: Given, tell: (event: QueueEvent) => void, settleMs = SETTLE_MS): Attempt => {
  const controller = new AbortController();
  const { promise, resolve } = Promise.withResolvers<Ended>();
  let over = false;
  let verdict: Ended | null = null; // what holds from the moment the signal was aborted, whatever the job says afterwards
  let settling: NodeJS.Timeout | undefined;
  const end = (ended: Ended): void => {
    if (over) return;
    over = true;
    clearTimeout(deadline);
    clearTimeout(settling);
    resolve(ended);
  };
  const abort = (ended: Ended, reason: string): void => {
    if (over || verdict) return;
    verdict = ended;
    settling = setTimeout(() => end(ended), settleMs);
    controller.abort(new DOMException(reason, ended.kind === 'failed' ? 'TimeoutError' : 'AbortError'));
  };
  const tooLong = `It took longer than ${job.timeoutMs} ms.`;
  const deadline = setTimeout(() => abort({ kind: 'failed', error: tooLong, permanent: false }, tooLong), job.timeoutMs);

  const progress = (text: string): void => {
    if (!over) tell({ kind: 'progress', id, name, attempt, text });
  };
  run(job, payload, { id, attempt, signal: controller.signal, progress }).then((ended) => {
    // who is asked to stop and finishes instead has finished
    if (verdict?.kind === 'stopped' && verdict.why === 'stopping' && ended.kind === 'done') end(ended);
    else end(verdict ?? ended);
  });
  return { ended: promise, stop: (why) => abort({ kind: 'stopped', why }, why) };
};

const run = async (job: Job<never>, payload: unknown, context: Parameters<Job<never>['run']>[1]): Promise<Ended> => {
  const checked = job.payload.safeParse(payload);
  if (!checked.success)
    return {
      kind: 'failed',
      permanent: true,
      error: `The payload of ${job.name} is not valid: ${checked.error.issues.map(({ path, message }) => `${path.join('.') || 'payload'}: ${message}`).join('; ')}`,
    };
  try {
    const result = await job.run(checked.data, context);
    if (STATUSES.has((result as JobResult | undefined)?.status)) return { kind: 'done', result };
    return { kind: 'failed', permanent: true, error: `${job.name} did not say what it did.` };
  } catch (error) {
    return {
      kind: 'failed',
      permanent: error instanceof Error && error.name === 'PermanentError',
      error: (error instanceof Error ? error.message || error.name : String(error)).slice(0, LONGEST_ERROR),
    };
  }
};
