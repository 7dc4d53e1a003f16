import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { findChromium } from '../../crawler/chromium.ts';
import { barePlaywright, ours as oursInBrowser, playwrightCrawler, playwrightCrawlerAsItComes } from './browser-tier.ts';
import { chaosInBoth } from './chaos.ts';
import { decisions, printDecisions } from './decisions.ts';
import { httpContestants } from './http-tier.ts';
import { child, inTurns, type Measured, print, printVerdict, type Verdict } from './measure.ts';
import { nights, printNights } from './nights.ts';
import { paths } from './pages.ts';

/**
 * How fast we are beside what others would have written by hand, on the same generated pages in the same run. Ratios, not
 * absolute figures: machines differ. `npm run bench -- --quick` for a first impression; `--only http|browser|memory|chaos|nights|decisions` for a part.
 */
const { values: options } = parseArgs({ options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } } });
const wanted = (part: string): boolean => !options.only || options.only === part;
const SIZE = options.quick
  ? { served: 1000, http: 150, httpTurns: 2, scan: 8, browser: 12, browserTurns: 1, memory: 300 }
  : { served: 1000, http: 300, httpTurns: 3, scan: 12, browser: 24, browserTurns: 2, memory: 1000 };
const CONCURRENCIES = [2, 3, 4]; // one at a time leaves a core idle

const began = performance.now();
const server = await child<{ port: number }>('./server.ts', [String(SIZE.served)]);
const origin = `http://127.0.0.1:${server.message.port}`;
const verdicts: Verdict[] = [];
const ratio = (fast: Measured, other: Measured): number => {
  if (fast.pages !== other.pages) throw new Error(`not comparable: ${fast.name} did ${fast.pages} pages, ${other.name} ${other.pages}`);
  return fast.pagesPerSecond / other.pagesPerSecond;
};

console.log(`${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}; the last column is egov's pages per second over the row's`);
try {
  if (wanted('http')) await compareHttp();
  if (wanted('browser')) await compareBrowsers();
  if (wanted('memory')) await measureMemory();
  if (wanted('nights')) await measureNights();
  if (wanted('decisions')) await measureDecisions();
  if (wanted('chaos')) verdicts.push({ what: 'deployments in which killed workers did no harm', value: await chaosInBoth(), target: 2, atLeast: true, unit: '' });
} finally {
  server.stop();
}
console.log(`\nTargets (${((performance.now() - began) / 1000).toFixed(0)} s in all)`);
process.exitCode = verdicts.map(printVerdict).every(Boolean) ? 0 : 1;

async function compareHttp(): Promise<void> {
  const urls = paths(SIZE.http).map((path) => origin + path);
  const { ours, crawlee, others } = httpContestants(origin, urls);
  const warm = httpContestants(origin, urls.slice(0, 60));
  await inTurns([warm.ours, warm.crawlee, ...warm.others], 1); // the first pages pay for compiling
  const [mine, theirs] = (await inTurns([ours, crawlee], SIZE.httpTurns)) as [Measured, Measured];
  const rest = await inTurns(others, 1);
  print(`1. HTTP, ${SIZE.httpTurns} turns, medians`, [mine, theirs, ...rest], mine);
  verdicts.push({ what: 'HTTP tier over a minimal CheerioCrawler', value: ratio(mine, theirs), target: 0.9, atLeast: true, unit: '' });
}

async function compareBrowsers(): Promise<void> {
  const executable = findChromium(process.env['EGOV_CHROMIUM'] ?? null);
  if (!executable) {
    console.log('\n2. No Chromium here: the browser tier is not measured.');
    return;
  }
  const every = Math.floor(SIZE.served / SIZE.browser);
  const urls = paths(SIZE.served)
    .filter((_, index) => index > 25 && index % every === 0)
    .slice(0, SIZE.browser)
    .map((path) => origin + path);
  const few = urls.slice(0, SIZE.scan);
  await inTurns([barePlaywright(executable, few.slice(0, 4), 2)], 1);
  const kinds = [oursInBrowser, barePlaywright]; // Crawlee's loop waits for nothing either: best where the bare loop is
  const scan = await inTurns(
    CONCURRENCIES.flatMap((n) => kinds.map((kind) => kind(executable, few, n))),
    1,
  );
  print(`2a. Browser, which concurrency is best (${few.length} pages, one turn)`, scan, scan[0]!);
  const speed = (concurrency: number, kind: number): number => scan[CONCURRENCIES.indexOf(concurrency) * kinds.length + kind]!.pagesPerSecond;
  const best = kinds.map((_, kind) => CONCURRENCIES.reduce((a, b) => (speed(b, kind) > speed(a, kind) ? b : a))) as [number, number];

  const [mine, all, bare, crawlee] = (await inTurns(
    [oursInBrowser(executable, urls, best[0]), oursInBrowser(executable, urls, best[0], true), barePlaywright(executable, urls, best[1]), playwrightCrawler(executable, urls, best[1])],
    SIZE.browserTurns,
  )) as [Measured, Measured, Measured, Measured];
  const [defaults] = (await inTurns([playwrightCrawlerAsItComes(executable, few)], 1)) as [Measured];
  print(`2b. Browser with axe, each at its best concurrency, ${SIZE.browserTurns} turns, medians`, [mine, crawlee, bare, defaults], mine);
  print('3. All measures beside axe alone, one load each', [mine, all], mine);
  verdicts.push(
    { what: 'browser tier over a minimal PlaywrightCrawler', value: ratio(mine, crawlee), target: 0.9, atLeast: true, unit: '' },
    { what: 'browser tier over a bare Playwright loop', value: ratio(mine, bare), target: 0.8, atLeast: true, unit: '' },
    { what: 'time of all measures over axe alone', value: ratio(mine, all), target: 1.3, atLeast: false, unit: '' },
  );
}

async function measureMemory(): Promise<void> {
  const { message, stop } = await child<{ pages: number; peakMb: number; beforeMb: number; seconds: number; judgingSeconds: number; reason: string }>('./memory.ts', [
    `${origin}/`,
    String(SIZE.memory),
  ]);
  stop();
  console.log(
    `\n4. Assessing ${message.pages} pages over HTTP with the real catalogue: ${message.seconds.toFixed(1)} s (judging at the end ${message.judgingSeconds.toFixed(1)} s), peak ${message.peakMb.toFixed(0)} MB, ${message.beforeMb.toFixed(0)} MB before the first request; stopped: ${message.reason}`,
  );
  verdicts.push({ what: 'peak memory of the process', value: message.peakMb, target: 700, atLeast: false, unit: 'MB' });
}

async function measureNights(): Promise<void> {
  const { wall, cpu } = printNights(await nights());
  verdicts.push(
    { what: 'a night without changes over the first', value: wall, target: 0.2, atLeast: false, unit: '' },
    { what: 'the same in CPU time', value: cpu, target: 0.2, atLeast: false, unit: '' },
  );
}

async function measureDecisions(): Promise<void> {
  const found = await decisions();
  printDecisions(found);
  verdicts.push(
    { what: 'acknowledged decisions lost with the server', value: found.lost.length, target: 0, atLeast: false, unit: '' },
    { what: 'decisions while two crawls run, 95th percentile', value: found.decided.p95, target: 300, atLeast: false, unit: 'ms' },
  );
}
