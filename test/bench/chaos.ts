import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { descendantsOf } from '../../queue/end-processes.ts';
import { allJobs } from '../../queue/jobs/all-jobs.ts';
import { startPostgres } from '../services/postgres.ts';
import { startRedis } from '../services/redis.ts';
import { finished, launch, ownPlace, type Place, register } from './own-place.ts';
import { type SmallPortal, smallPortals } from './small-portals.ts';

/** How many portals, how often a worker is killed. `delayMs` lets the work outlast the kills. */
export interface ChaosSize {
  readonly portals: number;
  readonly kills: number;
  readonly everyMs: number;
  readonly delayMs: number;
}
export interface ChaosFigures {
  readonly portals: number;
  readonly kills: number /** Jobs that were under way when their worker was killed. */;
  readonly lost: number;
  readonly mostAttempts: number;
  readonly seconds: number;
  readonly notOneRun: readonly string[];
  readonly otherAnswers: readonly string[] /** Chromium processes that were seen, and those that stayed. */;
  readonly browsers: number;
  readonly orphans: readonly string[];
}

const WHOLE: ChaosSize = { portals: 20, kills: 10, everyMs: 5000, delayMs: 900 };
const WORKER = join(import.meta.dirname, 'chaos-worker.ts');
const WORKERS = 2;
const WITH_BROWSER = 2;
const BROWSER_PAGES = 2;
const MAX_PAGES = 12;
const BUSY_PATIENCE_MS = 10_000;
const ORPHAN_PATIENCE_MS = 10_000;

/** Visits the same portals undisturbed and under kills, in the deployment given. */
async function chaos(size: ChaosSize, services: Parameters<typeof ownPlace>[0] = {}): Promise<ChaosFigures> {
  const served = await smallPortals(size.portals);
  const calm = await ownPlace();
  const wild = await ownPlace(services);
  try {
    const expected = await undisturbed(calm, served.portals);
    return await disturbed(wild, served.portals, size, expected);
  } finally {
    await wild.close();
    await calm.close();
    await served.close();
  }
}

const options = (index: number, delayMs: number) => ({ maxPages: MAX_PAGES, browserPages: index < WITH_BROWSER ? BROWSER_PAGES : 0, delayMs });

async function undisturbed(place: Place, portals: readonly SmallPortal[]): Promise<ReadonlyMap<string, unknown>> {
  await register(place, portals);
  const jobs = await Promise.all(portals.map(({ id }, index) => launch(place, id, options(index, 0))));
  const stop = new AbortController();
  const working = place.queue.run(allJobs(place), { concurrency: WORKERS, signal: stop.signal });
  for (const job of jobs) {
    const { result, error } = await finished(place, job);
    if (result?.status !== 'done') throw new Error(`undisturbed: ${error ?? result?.summary}`);
  }
  stop.abort();
  await working;
  return new Map(await Promise.all(portals.map(async ({ id }): Promise<[string, unknown]> => [id, await answersOf(place, (await goodRuns(place, id))[0] ?? '')])));
}

async function disturbed(place: Place, portals: readonly SmallPortal[], { kills, everyMs, delayMs }: ChaosSize, expected: ReadonlyMap<string, unknown>): Promise<ChaosFigures> {
  await register(place, portals);
  const began = performance.now();
  const launchedAt = new Date().toISOString();
  const jobs = new Map(await Promise.all(portals.map(async ({ id }, index): Promise<[string, string]> => [id, await launch(place, id, options(index, delayMs), launchedAt)])));
  const watch = watchProcesses();
  const workers = Array.from({ length: WORKERS }, () => watch.follow(startWorker(place)));
  let lost = 0;
  for (let kill = 0; kill < kills; kill++) {
    await sleep(everyMs);
    const victim = workers.shift()!; // each dies in its turn
    const inHand = (): number => descendantsOf(victim.pid!).filter((pid) => commandOf(pid).includes('crawl-child')).length;
    for (const until = performance.now() + BUSY_PATIENCE_MS; inHand() === 0 && performance.now() < until; ) await sleep(50); // on a busy machine it has not begun yet
    watch.look();
    lost += inHand();
    victim.kill('SIGKILL');
    workers.push(watch.follow(startWorker(place)));
  }
  const ended = new Map<string, Awaited<ReturnType<typeof finished>>>();
  for (const [id, job] of jobs) ended.set(id, await finished(place, job));
  const seconds = (performance.now() - began) / 1000;
  await Promise.all(
    workers.map(async (worker) => {
      const end = new Promise((resolve) => {
        worker.once('exit', resolve);
      });
      worker.kill('SIGTERM');
      await end;
    }),
  );
  const notOneRun: string[] = [];
  const otherAnswers: string[] = [];
  for (const { id } of portals) {
    const all = await place.store.survey.runs(id);
    const [run = '', ...more] = all.filter((one) => one.status === 'done' && one.startedAt >= launchedAt).map((one) => one.id);
    if (run === '' || more.length)
      notOneRun.push(`${id}: ${all.map(({ status }) => status).join(', ') || 'no run'}; job ${ended.get(id)?.state} after ${ended.get(id)?.attempts} attempts ${ended.get(id)?.error ?? ''}`);
    else if (!isDeepStrictEqual(await answersOf(place, run), expected.get(id))) otherAnswers.push(id);
  }
  return { portals: portals.length, kills, lost, mostAttempts: Math.max(...[...ended.values()].map(({ attempts }) => attempts)), seconds, notOneRun, otherAnswers, ...(await watch.end()) };
}

const startWorker = ({ settings }: Place): ChildProcess => spawn(process.execPath, ['--no-warnings', WORKER, JSON.stringify(settings)], { stdio: ['ignore', 'ignore', 'inherit'] });
const goodRuns = async ({ store }: Place, subject: string): Promise<readonly string[]> => (await store.survey.runs(subject)).filter(({ status }) => status === 'done').map(({ id }) => id);
const answersOf = async ({ store }: Place, run: string): Promise<unknown> =>
  (await store.loadAssessment(run)).answers.map(({ indicator, answer, rung, reasons, evidence }) => ({
    indicator,
    answer,
    rung,
    reasons,
    evidence: evidence.map((piece) => [piece.url, 'quote' in piece ? piece.quote : piece.kind]),
  }));

/** Empty once a process has ended, even where nobody has asked for its exit code yet. */
const commandOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
};

/** Remembers every process below the workers, to ask in the end which of them are still there. */
function watchProcesses() {
  const roots: number[] = [];
  const seen = new Map<number, string>();
  const look = (): void => {
    for (const pid of roots.flatMap(descendantsOf)) {
      const command = commandOf(pid);
      if (command) seen.set(pid, command);
    }
  };
  const timer = setInterval(look, 100);
  const staying = (): string[] => [...seen].filter(([pid, command]) => commandOf(pid) === command).map(([pid, command]) => `${pid} ${command.slice(0, 120)}`);
  return {
    look,
    follow(child: ChildProcess): ChildProcess {
      if (child.pid !== undefined) roots.push(child.pid);
      return child;
    },
    async end(): Promise<Pick<ChaosFigures, 'browsers' | 'orphans'>> {
      clearInterval(timer);
      for (const until = performance.now() + ORPHAN_PATIENCE_MS; staying().length > 0 && performance.now() < until; ) await sleep(100);
      return { browsers: [...seen.values()].filter((command) => /chrom|headless/i.test(command)).length, orphans: staying() };
    },
  };
}

/** One deployment's figures on the screen; true when all is as it must be. */
function printChaos(deployment: string, { portals, kills, lost, mostAttempts, seconds, notOneRun, otherAnswers, browsers, orphans }: ChaosFigures): boolean {
  console.log(
    `  ${deployment}: ${portals} portals, ${kills} workers killed, ${lost} visits lost with them (one portal's ${mostAttempts} attempts were the most), ${seconds.toFixed(0)} s; exactly one complete run: ${portals - notOneRun.length}; answers as undisturbed: ${portals - notOneRun.length - otherAnswers.length}; browser processes seen ${browsers}, processes left ${orphans.length}`,
  );
  for (const line of [...notOneRun, ...otherAnswers.map((id) => `${id}: other answers`), ...orphans]) console.log(`    ${line}`);
  return notOneRun.length + otherAnswers.length + orphans.length === 0;
}

/** Both deployments, or one of them; the services of the second are started privately. In how many nothing was harmed. */
export async function chaosInBoth({ embedded = true, scaled = true } = {}): Promise<number> {
  console.log('\n5. Workers killed with SIGKILL while they visit portals');
  let good = 0;
  if (embedded) good += Number(printChaos('embedded, one SQLite file', await chaos(WHOLE)));
  if (!scaled) return good;
  const postgres = await startPostgres();
  const redis = await startRedis();
  try {
    return good + Number(printChaos('Redis with PostgreSQL', await chaos(WHOLE, { databaseUrl: await postgres.emptyDatabase(), redisUrl: redis.url })));
  } finally {
    await redis.stop();
    await postgres.stop();
  }
}

// by hand: `node test/bench/chaos.ts` tries the deployment on one machine, `--scaled` the other
if (import.meta.main) process.exitCode = (await chaosInBoth({ embedded: !process.argv.includes('--scaled'), scaled: process.argv.includes('--scaled') })) === 1 ? 0 : 1;
