import type { Answer, DraftAnswer, Finding, PageFeatures, Score } from '../checks/contract.ts';
import type { Clip, Coverage, Level, Portal, ResponseState, FetchedBy, PageRole, Screenshot } from '../crawler/artifact.ts';

/** One visit of a subject's portals with fixed options. */
export interface Run {
  readonly id: string;
  readonly subject: string;
  readonly level: Level;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  /** running: a process holds it or died with it; done; failed: stopped with an error; nothing: nothing could be assessed. */
  readonly status: 'running' | 'done' | 'failed' | 'nothing';
  readonly reason: string;
  readonly codeVersion: string;
  readonly extractorVersion: string;
  readonly catalogue: string;
  readonly catalogueVersion: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** Hash of everything that must be equal for an unfinished run to be taken up again. */
  readonly optionsKey: string;
  readonly seed: number;
  readonly asOf: string;
  readonly userAgent: string;
  readonly vantage: string;
}

export interface PageSummary {
  readonly url: string;
  readonly status: number;
  readonly state: ResponseState;
  readonly role: PageRole;
  readonly language: string;
  readonly fetchedBy: FetchedBy;
  readonly depth: number;
  readonly title: string;
  readonly capture: string;
  /** SHA-256 of the uncompressed response body, so that anyone can check a quote against the bytes. */
  readonly body?: string;
  readonly features: PageFeatures | null;
  readonly screenshot: Screenshot | null;
  readonly clips: readonly Clip[];
  readonly archive: string | null;
}

/** All that is known of a finished run: what reports and exports are made from. */
export interface Assessment {
  readonly run: Run;
  readonly subject: { readonly id: string; readonly name: string; readonly level: Level };
  readonly portals: readonly (Portal & { readonly languages: readonly string[] })[];
  readonly coverage: Coverage & { readonly languages: Readonly<Record<string, number>> };
  readonly answers: readonly DraftAnswer[];
  readonly findings: readonly Finding[];
  readonly score: Score;
  readonly pages: readonly PageSummary[];
  readonly failures: readonly { readonly url: string; readonly kind: string; readonly detail: string }[];
}
export type { Answer };
