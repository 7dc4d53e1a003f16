import { EXIT, type ExitCode } from '../exit-codes.ts';

/** Asked to stop? `signal` is aborted at the first SIGINT or SIGTERM; the second ends the process at once. */
export interface Stop {
  readonly signal: AbortSignal /** Exit code when asked to stop, null otherwise. */;
  code(): ExitCode | null;
  release(): void;
}

/** Listens for SIGINT and SIGTERM while a long command runs. */
export function listenForStop(tell: (text: string) => void): Stop {
  const controller = new AbortController();
  let code: ExitCode | null = null;
  const stop = (asked: ExitCode) => (): void => {
    if (code !== null) process.exit(code);
    code = asked;
    tell('Stopping after the page in hand (again: at once). The same command goes on where this one was.');
    controller.abort();
  };
  const [onInterrupt, onTerminate] = [stop(EXIT.interrupted), stop(EXIT.terminated)];
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onTerminate);
  return {
    signal: controller.signal,
    code: () => code,
    release: () => {
      process.off('SIGINT', onInterrupt);
      process.off('SIGTERM', onTerminate);
    },
  };
}
