import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, vi } from 'vitest';
import type { AssessmentJson } from '../../reports/assessment-schema.ts';
import { respond } from '../../reports/demo/serve.ts';
import type { PortalName } from '../../reports/demo/layout.ts';
import { type Asked, type Served, serve } from '../serve-folder.ts';

const EGOV = resolve(import.meta.dirname, '../../egov');
// the compile cache only saves time: the command is started some forty times
const INHERITED = { PATH: process.env['PATH'], HOME: process.env['HOME'], EGOV_CHROMIUM: process.env['EGOV_CHROMIUM'], NODE_COMPILE_CACHE: join(tmpdir(), 'egov-test-compile-cache') };
export const AS_OF = '2026-03-02';

// whole visits, several a test: on a busy machine each takes its time
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const opened: (() => Promise<unknown>)[] = [];
afterAll(() => Promise.all(opened.map((close) => close())));

export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly told: string;
}
export interface Running {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves with what matched, once standard error has matched. */
  heard(words: RegExp): Promise<string>;
}
export interface Place {
  readonly folder: string;
  readonly data: string;
}

/** A folder of its own, removed at the end of the file. */
export async function ownPlace(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'egov-end-'));
  opened.push(() => rm(folder, { recursive: true, force: true }));
  return { folder, data: join(folder, 'data') };
}

/** Starts the real command line as people do. */
export function start(args: readonly string[], { folder, data }: Place, env: Readonly<Record<string, string>> = {}, command = EGOV): Running {
  const child = spawn(command, args, { cwd: folder, env: { ...INHERITED, EGOV_DATA: data, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let told = '';
  const waiting = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    told += text;
    for (const look of waiting) look();
  });
  const ended = new Promise<Ended>((done) => {
    child.on('close', (code, signal) => done({ code, signal, out, told }));
  });
  const heard = (words: RegExp): Promise<string> =>
    new Promise((done, missed) => {
      const look = (): void => {
        const match = words.exec(told);
        if (match) {
          waiting.delete(look);
          done(match[0]);
        }
      };
      waiting.add(look);
      look();
      void ended.then(() => missed(new Error(`ended without ${words}: ${told}`)));
    });
  return { process: child, ended, heard };
}

export const run = (...what: Parameters<typeof start>): Promise<Ended> => start(...what).ended;

/** What `assess` needs for a portal on this machine; no browser and few pages unless told otherwise. */
export const assessing = (url: string, ...more: readonly string[]): string[] => [
  'assess',
  url,
  '--allow-private',
  '--delay',
  '0',
  '--as-of',
  AS_OF,
  '--browser-pages',
  '0',
  '--max-pages',
  '14',
  ...more,
];

/** Assesses and returns what `--json -` printed; a run that did not end well fails the test with what it told. */
export async function assessment(
  url: string,
  place: Place,
  { args = [], env = {} }: { readonly args?: readonly string[]; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<AssessmentJson> {
  const { code, out, told } = await run(assessing(url, ...args, '--json', '-'), place, env);
  if (code !== 0) throw new Error(`ended with ${code}: ${told}`);
  return JSON.parse(out) as AssessmentJson;
}

export const readAssessment = async (file: string): Promise<AssessmentJson> => JSON.parse(await readFile(file, 'utf8')) as AssessmentJson;

/** An assessment without what differs between two runs by its nature: the run itself and the times of looking. */
export const lasting = (assessment: AssessmentJson): unknown => JSON.parse(JSON.stringify({ ...assessment, run: undefined }, (key, value: unknown) => (key === 'observedAt' ? undefined : value)));

/** One of the demo portals, with the requests kept; closed at the end of the file. */
export async function demoPortal(portal: PortalName, options: { readonly delayMs?: number } = {}): Promise<Served> {
  return closing(await serve(({ origin, address }: Asked) => respond(portal, origin + address, AS_OF), options));
}

/** Closes a server at the end of the file. */
export function closing(served: Served): Served {
  opened.push(() => served.close());
  return served;
}
