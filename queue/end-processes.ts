import { readdirSync, readFileSync } from 'node:fs';

/**
 * Ends a process that we started, its group and all that descends from it, at once. Playwright gives Chromium a group of its own, so that
 * ending ours alone would leave it: on Linux the descendants are looked up; elsewhere Chromium ends when its pipe closes.
 */
export const endProcesses = (pid: number): void => {
  for (const one of [...descendantsOf(pid), pid]) kill(one);
  kill(-pid);
};

/** Processes below this one, as Linux lists them; the deepest first. */
export const descendantsOf = (pid: number): readonly number[] => {
  const children = new Map<number, number[]>();
  for (const [child, parent] of processes()) children.set(parent, [...(children.get(parent) ?? []), child]);
  const below = (at: number): number[] => (children.get(at) ?? []).flatMap((child) => [...below(child), child]);
  return below(pid);
};

const processes = (): readonly (readonly [number, number])[] => {
  let names: string[];
  try {
    names = readdirSync('/proc');
  } catch {
    return [];
  } // no Linux
  return names
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name): [number, number][] => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8'); // pid (name of the program) state parent …: the name may hold blanks and brackets
        return [[Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])]];
      } catch {
        return [];
      } // it ended meanwhile
    });
};

const kill = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    /* already gone */
  }
};
