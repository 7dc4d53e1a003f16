import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** One way of doing a piece of work; returns how many pages it did, so that nothing is compared that did less. */
export interface Contestant {
  readonly name: string;
  readonly run: () => Promise<number>;
}
export interface Measured {
  readonly name: string;
  readonly pages: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly pagesPerSecond: number;
}

/** Runs the contestants in turn (A B A B), so that a machine that is busy for a while slows all of them; medians of the repetitions. */
export const inTurns = async (contestants: readonly Contestant[], repetitions: number): Promise<Measured[]> => {
  const taken = contestants.map(() => ({ seconds: [] as number[], cpu: [] as number[], pages: 0 }));
  for (let turn = 0; turn < repetitions; turn++) {
    for (const [index, { run }] of contestants.entries()) {
      globalThis.gc?.();
      const cpu = cpuSeconds();
      const started = performance.now();
      const pages = await run();
      taken[index]!.seconds.push((performance.now() - started) / 1000);
      taken[index]!.cpu.push(cpuSeconds() - cpu);
      taken[index]!.pages = pages;
    }
  }
  return contestants.map(({ name }, index) => {
    const { seconds, cpu, pages } = taken[index]!;
    return { name, pages, seconds: median(seconds), cpuSeconds: median(cpu), pagesPerSecond: pages / median(seconds) };
  });
};

/**
 * Work done by this process and, on Linux, by the browsers it started and that have ended (proc(5): utime, stime, cutime,
 * cstime). Unlike the clock it hardly depends on what else the machine is doing.
 */
export const cpuSeconds = (): number => {
  try {
    return readFileSync('/proc/self/stat', 'utf8')
      .split(') ')[1]!
      .split(' ')
      .slice(11, 15)
      .reduce((sum, ticks) => sum + Number(ticks) / TICKS_PER_SECOND, 0);
  } catch {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  }
};
const TICKS_PER_SECOND = 100;

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

export const print = (title: string, rows: readonly Measured[], first: Measured): void => {
  console.log(`\n${title}`);
  for (const row of rows)
    console.log(
      `  ${row.name.padEnd(70)} ${String(row.pages).padStart(5)} pages ${row.seconds.toFixed(2).padStart(7)} s ${row.pagesPerSecond.toFixed(1).padStart(7)} pages/s   CPU ${row.cpuSeconds.toFixed(2).padStart(6)} s   ${row.pages ? `×${(first.pagesPerSecond / row.pagesPerSecond).toFixed(2)}` : 'no page succeeded: no comparison'}`,
    );
};

/** A comparison with its target, as it is printed at the end. */
export interface Verdict {
  readonly what: string;
  readonly value: number;
  readonly target: number;
  readonly atLeast: boolean;
  readonly unit: string;
}
export const printVerdict = ({ what, value, target, atLeast, unit }: Verdict): boolean => {
  const met = atLeast ? value >= target : value <= target;
  console.log(`  ${met ? 'met   ' : 'MISSED'} ${what}: ${value.toFixed(unit === 'MB' ? 0 : 2)}${unit && ` ${unit}`} (target ${atLeast ? '≥' : '≤'} ${target}${unit && ` ${unit}`})`);
  return met;
};

/** Starts a module of this folder as a process of its own and waits for its first message. */
export const child = async <Message>(file: string, args: readonly string[]): Promise<{ readonly message: Message; readonly stop: () => void }> => {
  const started = fork(new URL(file, import.meta.url), [...args], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: ['--no-warnings', '--max-semi-space-size=8'],
    env: { ...process.env, MALLOC_ARENA_MAX: '2' },
  }); // as `egov` starts itself
  const message = await new Promise<Message>((resolve, reject) => {
    started.once('message', (told) => resolve(told as Message));
    started.once('error', reject);
    started.once('exit', (code) => reject(new Error(`${file} ended with ${code}`)));
  });
  return {
    message,
    stop: () => {
      started.disconnect();
      started.kill();
    },
  };
};
