import type { AssessEvent } from '../queue/assess.ts';

/** Where progress is written: standard error, so that standard output stays free for results. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface Progress {
  onEvent(event: AssessEvent): void /** Clears the live line; nothing is written afterwards. */;
  stop(): void;
}

const PAGES_PER_LINE = 20;
const REDRAW_MS = 120;
const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const PHASES = { http: 'reading', browser: 'rendering' } as const;

interface Standing {
  phase: string;
  round: number;
  done: number;
  known: number;
  failed: number;
  url: string;
}

/** Tells people how a visit goes: one living line on a terminal, a plain line now and then elsewhere. */
export function showProgress(screen: Screen, now: () => number = Date.now): Progress {
  const standing: Standing = { phase: 'starting', round: 0, done: 0, known: 0, failed: 0, url: '' };
  const started = now();
  return screen.isTTY ? living(screen, standing, () => now() - started) : plain(screen, standing, () => now() - started);
}

function living(screen: Screen, standing: Standing, elapsed: () => number): Progress {
  let frame = 0;
  const clear = (): unknown => screen.write('\r\u001b[K');
  const draw = (): void => {
    frame = (frame + 1) % FRAMES.length;
    screen.write(`\r\u001b[K${fit(`${FRAMES[frame]} ${line(standing, elapsed())}`, (screen.columns ?? 80) - 1)}`);
  };
  const timer = setInterval(draw, REDRAW_MS);
  timer.unref();
  return {
    onEvent: (event) => {
      const note = take(standing, event);
      if (note === '') return;
      clear();
      screen.write(`${note}\n`);
    },
    stop: () => {
      clearInterval(timer);
      clear();
    },
  };
}

function plain(screen: Screen, standing: Standing, elapsed: () => number): Progress {
  let told = 0;
  let phase = '';
  return {
    onEvent: (event) => {
      const note = take(standing, event);
      if (note !== '') screen.write(`${note}\n`);
      const due = standing.phase !== phase || standing.done - told >= PAGES_PER_LINE;
      if (!due || event.kind === 'note') return;
      told = standing.done;
      phase = standing.phase;
      screen.write(`${line(standing, elapsed())}\n`);
    },
    stop: () => {},
  };
}

/** Takes an event in; returns what is worth a line of its own. */
function take(standing: Standing, event: AssessEvent): string {
  switch (event.kind) {
    case 'round':
      Object.assign(standing, { round: event.round, phase: standing.phase === 'starting' ? 'reading' : standing.phase });
      return '';
    case 'page':
      Object.assign(standing, { phase: PHASES[event.by], done: event.done, known: event.known, url: event.url });
      return '';
    case 'failed':
      standing.failed++;
      return '';
    case 'phase':
      Object.assign(standing, { phase: event.phase, url: '' });
      return '';
    case 'resumed':
      return `Going on with run ${event.runId}: ${event.pages} pages were already there.`;
    case 'note':
      return printable(event.text);
  }
}

function line({ phase, round, done, known, failed, url }: Standing, ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const rate = ms > 1000 && done > 0 ? `${(done / (ms / 1000)).toFixed(1)} pages/s` : '';
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return [phase, round > 0 ? `round ${round}` : '', `${done} of ${known} known pages`, failed > 0 ? `${failed} failed` : '', rate, clock, printable(url)].filter((part) => part !== '').join(' · ');
}

const fit = (text: string, columns: number): string => (text.length <= columns ? text : `${text.slice(0, Math.max(0, columns - 1))}…`);

/** Text from a portal may carry terminal commands: control characters are left out. */
export const printable = (text: string): string => text.replace(/\p{Cc}+/gu, ' ');
