import type { Job } from '../contract.ts';
import { checkRun } from './check-run.ts';
import { compareRunsOf } from './compare-runs.ts';
import { crawlPortal, type JobDeps } from './crawl-portal.ts';
import { draftAnswers } from './draft-answers.ts';
import { nightly } from './nightly.ts';

/** All kinds of work that a worker can do. What each takes is checked when it is run, so a list of them need not know. */
export const allJobs = (deps: JobDeps): readonly Job<never>[] => [crawlPortal(deps), checkRun(deps), draftAnswers(deps), compareRunsOf(deps), nightly(deps)] as unknown as readonly Job<never>[];
