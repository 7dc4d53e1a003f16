import { z } from 'zod';
import type { Settings } from '../config/settings.ts';
import { MOST_LIGHTHOUSE_PAGES } from '../crawler/lighthouse.ts';
import type { Difference } from '../checks/compare/compare-runs.ts';
import type { ChangeCause } from '../storage/survey-contract.ts';
import type { AssessEvent, AssessOutcome } from './assess.ts';

/** What a launch fixes for every portal it visits, so that a second try of the same job visits the same. Times in milliseconds. */
export const visitOptions = z.strictObject({
  maxPages: z.number().int().min(1),
  browserPages: z.number().int().min(0),
  delayMs: z.number().int().min(0),
  allowPrivate: z.boolean(),
  asOf: z.iso.date(),
  seed: z.number().int().min(0),
  /** Pages looked at with Lighthouse; none when missing. */
  lighthouse: z.number().int().min(0).max(MOST_LIGHTHOUSE_PAGES).optional(),
  /** How deep the browser's sample is; full when missing. */
  sample: z.enum(['quick', 'full']).optional(),
});
export type VisitOptions = z.output<typeof visitOptions>;

/** The visit of one subject that one launch asked for. `fresh`: a run begun before the launch is not taken up. */
export const crawlTask = z.strictObject({
  subject: z.string().min(1),
  launchedAt: z.iso.datetime(),
  fresh: z.boolean(),
  includeUnverified: z.boolean(),
  /** Run whose browser measurements hold for unchanged pages; null measures all anew. */
  previous: z.string().nullable(),
  options: visitOptions,
});
export type CrawlTask = z.output<typeof crawlTask>;

/** Work that parses and judges whole portals: it would stop a process that holds leases, so it is done in a process of its own. */
export type Task =
  | { readonly kind: 'crawl'; readonly crawl: CrawlTask }
  | { readonly kind: 'check'; readonly run: string }
  | { readonly kind: 'compare'; readonly before: string; readonly after: string };
export type Compared = { readonly difference: Difference; readonly cause: Extract<ChangeCause, 'they' | 'we'> };
export interface TaskResults {
  readonly crawl: AssessOutcome;
  readonly check: AssessOutcome;
  readonly compare: readonly Compared[];
}
export interface ChildInput {
  readonly task: Task;
  readonly settings: Settings;
}
/** A line from the child: something happened, it is done, or it failed. */
export type ChildLine =
  | { readonly kind: 'event'; readonly event: AssessEvent | { readonly kind: 'run'; readonly run: string } }
  | { readonly kind: 'result'; readonly result: TaskResults[keyof TaskResults] }
  | { readonly kind: 'error'; readonly message: string; readonly permanent: boolean };
export type ChildEvent = Extract<ChildLine, { kind: 'event' }>['event'];
