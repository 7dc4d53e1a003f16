import { aptAllowed, hasFontFor, installByApt, complaint, run, SCRIPTS } from './system.ts';

/** What set-up found or could not get. */
export interface Prepared {
  readonly chromium: string | null;
  readonly fonts: boolean;
}

interface Ways {
  readonly findChromium: () => string | null | Promise<string | null>;
  readonly allowed: boolean;
  readonly tell: (text: string) => void;
  /** Extra environment for installers: proxies of the machine. */
  readonly environment: Readonly<Record<string, string>>;
}

const PLAYWRIGHT_SECONDS = 60;
const FONTS = ['fonts-noto-core', 'fonts-noto-cjk'] as const;
const BY_HAND = `  Debian, Ubuntu:  sudo apt-get install -y chromium ${FONTS.join(' ')}
  Fedora:          sudo dnf install -y chromium google-noto-sans-fonts google-noto-sans-cjk-fonts
  macOS, Windows:  npx playwright install chromium
  Or name a Chromium that is already there: EGOV_CHROMIUM=/path/to/chromium`;

/**
 * Sees to a browser and fonts for every script. Says what it will install before it does; changes nothing when not
 * allowed (`EGOV_SETUP=0`), and never fails: what is missing is named, and the suites that need it are skipped.
 */
export async function prepare({ findChromium, allowed, tell, environment }: Ways): Promise<Prepared> {
  let chromium = await findChromium();
  let fonts = await missingFonts();
  if (chromium !== null && fonts.length === 0) return { chromium, fonts: true };
  const missing = [...(chromium === null ? ['a Chromium browser'] : []), ...fonts.map((script) => `fonts for ${script}`)].join(', ');
  if (!allowed) {
    tell(`Missing: ${missing}. EGOV_SETUP=0 forbids installing, so nothing was changed.\n${BY_HAND}`);
    return { chromium, fonts: fonts.length === 0 };
  }
  tell(`Missing: ${missing}.`);
  if (chromium === null) {
    await installByPlaywright(tell, environment);
    chromium = await findChromium();
  }
  if (aptAllowed()) {
    const packages = [...(chromium === null ? ['chromium'] : []), ...(fonts.length > 0 ? FONTS : [])];
    if (packages.length > 0) await installByApt(packages, tell, environment);
    chromium ??= await findChromium();
    fonts = await missingFonts();
  }
  if (chromium === null || fonts.length > 0)
    tell(
      `Still missing: ${[...(chromium === null ? ['a Chromium browser: pages are read but not rendered, and browser suites are skipped'] : []), ...fonts.map((script) => `fonts for ${script}`)].join(', ')}. To get it:\n${BY_HAND}`,
    );
  return { chromium, fonts: fonts.length === 0 };
}

async function missingFonts(): Promise<string[]> {
  const answers = await Promise.all(SCRIPTS.map(([language]) => hasFontFor(language)));
  return SCRIPTS.filter((_, place) => answers[place] === false || answers[place] === null).map(([, script]) => script);
}

async function installByPlaywright(tell: Ways['tell'], environment: Ways['environment']): Promise<void> {
  tell(`Installing Chromium with "playwright install chromium" (up to ${PLAYWRIGHT_SECONDS} s) …`);
  const program = new URL('../../node_modules/playwright/cli.js', import.meta.url).pathname;
  const done = await run(process.execPath, [program, 'install', ...(aptAllowed() ? ['--with-deps'] : []), 'chromium'], PLAYWRIGHT_SECONDS, environment);
  tell(done.code === 0 ? '  done.' : `  not possible here (${done.code === 124 ? 'took too long' : complaint(done.output)}).`);
}
