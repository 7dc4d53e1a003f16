import { writeFileSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';

/**
 * Lets a process, and what it starts from now on, yield to people's work by so many steps of niceness (0 to 19). Where Linux shares the
 * processor out by session, a session's leader must say so for the session: its processes' own niceness counts only among themselves (sched(7), autogroup).
 */
export const yieldToOthers = (pid: number, steps: number): void => {
  tryTo(() => setPriority(pid, steps));
  if (process.platform === 'linux') tryTo(() => writeFileSync(`/proc/${pid}/autogroup`, String(steps)));
};

/** How far this process yields itself: what it starts in a session of its own should yield as much. */
export const ownYielding = (): number => Math.max(0, getPriority());

/** Not allowed here, or not known to this kernel: as fast as the others then. */
const tryTo = (work: () => void): void => {
  try {
    work();
  } catch {
    /* as said */
  }
};
