import { accessSync, constants, globSync } from 'node:fs';
import { aptAllowed, installByApt } from './system.ts';

/** What only the tests of the scaled deployment need. The demo needs neither. */
const SERVICES = [
  { name: 'Redis', package: 'redis-server', programs: ['/usr/bin/redis-server', '/usr/local/bin/redis-server', '/opt/homebrew/bin/redis-server'] },
  {
    name: 'PostgreSQL',
    package: 'postgresql',
    programs: ['/usr/lib/postgresql/*/bin/initdb', '/usr/bin/initdb', '/usr/local/bin/initdb', '/opt/homebrew/bin/initdb', '/opt/homebrew/opt/postgresql*/bin/initdb'],
  },
] as const;
const BY_HAND = `  Debian, Ubuntu:  sudo apt-get install -y redis-server postgresql
  Fedora:          sudo dnf install -y redis postgresql-server
  macOS:           brew install redis postgresql`;

interface Ways {
  readonly allowed: boolean;
  readonly tell: (text: string) => void;
  readonly environment: Readonly<Record<string, string>>;
}

/** Sees to Redis and PostgreSQL for `npm test`. Says what it will install before it does; never fails: suites without their service are skipped by name. */
export async function prepareServices({ allowed, tell, environment }: Ways): Promise<void> {
  const missing = missingServices();
  if (missing.length === 0) return;
  const names = missing.map((service) => service.name).join(' and ');
  if (!allowed) return tell(`Missing for some tests: ${names}. EGOV_SETUP=0 forbids installing, so nothing was changed; the suites that need them are skipped.\n${BY_HAND}`);
  tell(`Missing for some tests: ${names}. (The tests start private processes in temporary folders; a service that the packages set up is not used.)`);
  if (aptAllowed())
    await installByApt(
      missing.map((service) => service.package),
      tell,
      environment,
    );
  const still = missingServices();
  if (still.length > 0) tell(`Still missing: ${still.map((service) => service.name).join(' and ')}; the suites that need them are skipped. To get them:\n${BY_HAND}`);
}

const missingServices = () => SERVICES.filter(({ programs }) => !programs.flatMap((program) => globSync(program)).some(usable));

function usable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
