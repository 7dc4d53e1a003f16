import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import lighthouse from 'lighthouse';
import type { FailureKind, GatherFailure, LighthouseCategory, LighthousePart } from './artifact.ts';
import { launchFlags } from './chromium.ts';
import { within } from './deadline.ts';
import { failed, failureOf } from './failure-kinds.ts';
import { openGuardProxy } from './guard-proxy.ts';

/**
 * The process in which Lighthouse looks at one page: the task is the first line on standard input, the part or failure
 * goes to standard output. When input closes, whoever asked is gone: so is this process then, with its browser.
 */

export interface LighthouseTask {
  readonly url: string;
  readonly executable: string;
  readonly profile: string; // an empty folder for the browser
  readonly userAgent: string;
  readonly acceptLanguage: string;
  readonly allowPrivate: boolean;
  readonly timeoutMs: number; // for the page to load
}

const LAUNCH_MS = 20_000;
const CATEGORIES: readonly LighthouseCategory[] = ['performance', 'best-practices', 'seo'];
const ENOUGH = 0.9; // below it Lighthouse itself lists an audit as one to mend
const MOST_FAILED = 40;
const LONGEST_TITLE = 200;

const lines = createInterface({ input: process.stdin });
lines.once('line', (line) => void main(JSON.parse(line) as LighthouseTask));
lines.once('close', () => process.kill(process.platform === 'win32' ? process.pid : -process.pid, 'SIGKILL'));

async function main(task: LighthouseTask): Promise<void> {
  const result = await look(task).catch(failureOf);
  process.stdout.write(JSON.stringify(result), () => process.exit(0));
}

async function look(task: LighthouseTask): Promise<LighthousePart | GatherFailure> {
  const proxy = task.allowPrivate ? null : await openGuardProxy();
  const port = await within(LAUNCH_MS, 'starting Chromium', launch(task, proxy?.url ?? null));
  const seen = await lighthouse(task.url, {
    port,
    logLevel: 'silent',
    output: 'json',
    onlyCategories: [...CATEGORIES],
    emulatedUserAgent: task.userAgent,
    extraHeaders: { 'accept-language': task.acceptLanguage },
    maxWaitForLoad: task.timeoutMs,
    disableFullPageScreenshot: true,
  });
  if (!seen) return failed('bug', 'Lighthouse gave no result');
  const { lhr } = seen;
  if (lhr.runtimeError) {
    const { host, hostname, protocol } = new URL(task.url);
    const refused = proxy?.failureOf(host === hostname ? `${hostname}:${protocol === 'https:' ? 443 : 80}` : host);
    return refused ?? failed(KIND_OF[lhr.runtimeError.code] ?? 'not-rendered', `${lhr.runtimeError.code}: ${lhr.runtimeError.message}`.slice(0, 300));
  }
  const score = (category: LighthouseCategory): number | null => {
    const given = lhr.categories[category]?.score ?? null;
    return given === null ? null : Math.round(given * 100);
  };
  const metric = (audit: string): number | null => lhr.audits[audit]?.numericValue ?? null;
  return {
    engine: 'lighthouse',
    version: lhr.lighthouseVersion,
    benchmark: Math.round(lhr.environment.benchmarkIndex),
    scores: { performance: score('performance'), 'best-practices': score('best-practices'), seo: score('seo') },
    metrics: {
      lcpMs: rounded(metric('largest-contentful-paint')),
      tbtMs: rounded(metric('total-blocking-time')),
      cls: metric('cumulative-layout-shift'),
      bytes: rounded(metric('total-byte-weight')),
    },
    failed: CATEGORIES.flatMap((category) =>
      (lhr.categories[category]?.auditRefs ?? [])
        .filter(({ id, weight }) => weight > 0 && (lhr.audits[id]?.score ?? 1) < ENOUGH)
        .map(({ id }) => ({ category, audit: id, title: (lhr.audits[id]?.title ?? '').slice(0, LONGEST_TITLE) })),
    ).slice(0, MOST_FAILED),
  };
}

const rounded = (value: number | null): number | null => (value === null ? null : Math.round(value));

/** Lighthouse's own words for a page that could not be looked at (core/lib/lh-error.js). */
const KIND_OF: Readonly<Record<string, FailureKind>> = {
  DNS_FAILURE: 'dns',
  ERRORED_DOCUMENT_REQUEST: 'http-error',
  FAILED_DOCUMENT_REQUEST: 'refused',
  INSECURE_DOCUMENT_REQUEST: 'tls',
  CHROME_INTERSTITIAL_ERROR: 'tls',
  NOT_HTML: 'unsupported-type',
  PAGE_HUNG: 'timeout',
  PROTOCOL_TIMEOUT: 'timeout',
  TARGET_CRASHED: 'browser-crash',
};

/** A Chromium of its own for each page, so that nothing is in its cache; gives the port on which it listens, on loopback only. */
const launch = ({ executable, profile, userAgent }: LighthouseTask, proxy: string | null): Promise<number> =>
  new Promise((resolve, reject) => {
    // robots.txt is fetched by the browser itself, not by the page: the flag lets that say who we are, too
    const flags = ['--headless=new', '--hide-scrollbars', '--remote-debugging-port=0', `--user-data-dir=${profile}`, `--user-agent=${userAgent}`, ...launchFlags(proxy)];
    const chromium = spawn(executable, [...flags, 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'] });
    let told = '';
    chromium.stderr.setEncoding('utf8').on('data', (text: string) => {
      told = (told + text).slice(-2000);
      const port = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)/.exec(told)?.[1];
      if (port) resolve(Number(port));
    });
    chromium.once('error', reject).once('exit', (code) => reject(new Error(`Chromium ended with ${code}: ${told.slice(-300)}`)));
  });
