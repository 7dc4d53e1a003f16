import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { GatherFailure, LighthousePart, PageArtifact } from './artifact.ts';
import { isFailure } from './artifact.ts';
import type { Pace } from './contract.ts';
import { failed } from './failure-kinds.ts';
import type { LighthouseTask } from './lighthouse-process.ts';
import { runOwnProcess } from './own-process.ts';

export interface LighthouseOptions {
  /** Path of the Chromium. */
  readonly executable: string;
  readonly userAgent: string;
  readonly acceptLanguage: string;
  readonly allowPrivate: boolean;
  readonly timeoutMs: number;
  readonly pace?: Pace;
  readonly signal: AbortSignal;
  readonly onPage?: (url: string, found: LighthousePart | GatherFailure) => void;
}

/** More pages of one portal tell little more and take half a minute each. */
export const MOST_LIGHTHOUSE_PAGES = 3;
const AFTER_LOAD_MS = 60_000; // launch, trace, audits
const MOST_BYTES = 2_000_000;
const PROCESS = fileURLToPath(new URL('./lighthouse-process.ts', import.meta.url));

/** Looks at pages with Lighthouse's mobile profile, one after the other, each in a process and a browser of its own. By requested address. */
export const lookWithLighthouse = async (pages: readonly Pick<PageArtifact, 'url' | 'requestedUrl'>[], options: LighthouseOptions): Promise<Map<string, LighthousePart | GatherFailure>> => {
  const found = new Map<string, LighthousePart | GatherFailure>();
  for (const { url, requestedUrl } of pages.slice(0, MOST_LIGHTHOUSE_PAGES)) {
    const part = await politely(url, options);
    found.set(requestedUrl, part);
    options.onPage?.(url, part);
  }
  return found;
};

/** The host is asked at its pace; one that has failed too often is left alone. */
const politely = async (url: string, options: LighthouseOptions): Promise<LighthousePart | GatherFailure> => {
  const { host } = new URL(url);
  try {
    await options.pace?.wait(host, options.signal);
  } catch (error) {
    if (isFailure(error)) return error;
    throw error;
  }
  const part = await lookAt(url, options);
  options.pace?.report(host, 'ok');
  return part;
};

const lookAt = async (url: string, { executable, userAgent, acceptLanguage, allowPrivate, timeoutMs, signal }: LighthouseOptions): Promise<LighthousePart | GatherFailure> => {
  const profile = await mkdtemp(join(tmpdir(), 'egov-lighthouse-'));
  try {
    const task: LighthouseTask = { url, executable, profile, userAgent, acceptLanguage, allowPrivate, timeoutMs };
    const said = await runOwnProcess(process.execPath, [PROCESS], { input: JSON.stringify(task), timeoutMs: timeoutMs + AFTER_LOAD_MS, mostBytes: MOST_BYTES, signal });
    if (isFailure(said)) return said;
    return JSON.parse(said) as LighthousePart | GatherFailure;
  } catch (error) {
    if (signal.aborted) throw error;
    return failed('bug', error instanceof Error ? error.message : String(error));
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);
  }
};
