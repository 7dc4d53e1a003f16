import { z } from 'zod';
import { inChild } from '../child.ts';
import type { Job } from '../contract.ts';
import type { JobDeps } from './crawl-portal.ts';

const payload = z.strictObject({ run: z.string().min(1) });

/** Judges a stored visit again with today's checks, words and catalogue. The second time it concludes the same. */
export const checkRun = ({ settings }: JobDeps): Job<z.output<typeof payload>> => ({
  name: 'check-run',
  payload,
  attempts: 2,
  backoffMs: () => 30_000,
  timeoutMs: 30 * 60_000,
  async run({ run }, { signal }) {
    await inChild({ kind: 'check', run }, { settings, signal });
    return { status: 'done', summary: `run ${run} was judged again`, data: { run } };
  },
});
