import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

const APT_SECONDS = 600;

/** A finished command: exit code (127 when it does not exist, 124 when it took too long) and what it printed. */
export interface Ran {
  readonly code: number;
  readonly output: string;
}

/** Runs a command without a shell and waits for it, at most `seconds`. Never throws. */
export function run(command: string, args: readonly string[], seconds: number, environment: Readonly<Record<string, string>> = {}): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', ...environment } });
    let output = '';
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, seconds * 1000);
    child.stdout.on('data', (data: Buffer) => {
      output += data;
    });
    child.stderr.on('data', (data: Buffer) => {
      output += data;
    });
    child.on('error', (error) => {
      clearTimeout(timer);
      resolve({ code: 127, output: error.message });
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code: late ? 124 : (code ?? 1), output });
    });
  });
}

/** Can packages be installed by apt here: a Debian or Ubuntu, and we are root? */
export function aptAllowed(): boolean {
  try {
    const release = readFileSync('/etc/os-release', 'utf8');
    return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(release) && process.getuid?.() === 0;
  } catch {
    return false;
  }
}

/** Does fontconfig know a font that covers the language? Null when fontconfig is not installed. */
export async function hasFontFor(language: string): Promise<boolean | null> {
  const listed = await run('fc-list', [`:lang=${language}`, 'family'], 20);
  return listed.code === 0 ? listed.output.trim() !== '' : null;
}

/** Scripts whose absence turns pictures of a page into rows of boxes, by a language that needs them. */
export const SCRIPTS = [
  ['hi', 'Devanagari'],
  ['am', 'Ethiopic'],
  ['km', 'Khmer'],
  ['zh-cn', 'Chinese'],
  ['ar', 'Arabic'],
] as const;

/** Installs packages by apt-get, saying so before; tells what went wrong and goes on when it fails. */
export async function installByApt(packages: readonly string[], tell: (text: string) => void, environment: Readonly<Record<string, string>>): Promise<void> {
  tell(`Installing with apt-get: ${packages.join(' ')} …`);
  const quiet = { ...environment, DEBIAN_FRONTEND: 'noninteractive' };
  const install = () => run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], APT_SECONDS, quiet);
  let done = await install();
  if (done.code !== 0) {
    await run('apt-get', ['update'], APT_SECONDS, quiet);
    done = await install();
  }
  tell(done.code === 0 ? '  done.' : `  failed: ${complaint(done.output)}\n  Try it yourself to see why: apt-get install -y ${packages.join(' ')}`);
}

/** What went wrong, in the program's own words: the first line that calls itself an error, else the last. */
export const complaint = (text: string): string => {
  const lines = text.trim().split('\n');
  return (lines.find((line) => /^\s*(e:|error|err!|fatal)/i.test(line)) ?? lines.at(-1) ?? '').trim().slice(0, 200);
};
