/**
 * How a command ends. Scripts depend on these numbers; they change only with a major version.
 */
export const EXIT = {
  done: 0,
  /** Disk full, store unreachable, bug. */
  failed: 1,
  /** Malformed URL, option or YAML: the person can put it right. */
  wrongUse: 2,
  /** DNS, refused, all blocked, empty: no answer could be drafted. */
  nothingAssessed: 3,
  someFailed: 4,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

interface Complaint extends Error {
  readonly exitCode: ExitCode;
}

/** An error meant for the person at the keyboard: one message that names the thing and the fix, and the exit code it ends with. */
export const complaint = (message: string, exitCode: ExitCode = EXIT.wrongUse): Error => Object.assign(new Error(message), { name: 'Complaint', exitCode });

const isComplaint = (error: unknown): error is Complaint => error instanceof Error && error.name === 'Complaint';

const FULL_DISK = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const codeOf = (error: unknown): string => (typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '');

/** Errors nest: a full disk may come wrapped in a database error. */
const causes = (error: unknown): unknown[] => (error instanceof Error && error.cause !== undefined ? [error, ...causes(error.cause)] : [error]);

const isFullDisk = (error: unknown): boolean => causes(error).some((one) => FULL_DISK.has(codeOf(one)) || (one instanceof Error && /database or disk is full/i.test(one.message)));

/**
 * What to tell and how to end for any error that reached the top. `wrongUse` comes from errors that carry an
 * `exitCode`, from the loaders of `config/` (name `ConfigError`), everything else is a failure.
 */
export function ending(error: unknown): { readonly message: string; readonly exitCode: ExitCode } {
  if (isFullDisk(error))
    return { message: 'The disk is full, so the run stopped. Free some space (or point EGOV_DATA elsewhere) and run the same command again: it goes on where it was.', exitCode: EXIT.failed };
  if (isComplaint(error)) return { message: error.message, exitCode: error.exitCode };
  if (error instanceof Error && error.name === 'ConfigError') return { message: error.message, exitCode: EXIT.wrongUse };
  const message = error instanceof Error ? error.message : String(error);
  return { message: `${message}\n(EGOV_LOG=debug shows where.)`, exitCode: EXIT.failed };
}
