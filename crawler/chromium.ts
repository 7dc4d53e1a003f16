import { accessSync, constants, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { BrowserType } from 'playwright';

/** Playwright's way to Chromium. Loaded when first needed: it takes as long as all the rest of a start, and most commands open no browser. */
export const playwrightChromium = (): BrowserType => (createRequire(import.meta.url)('playwright') as typeof import('playwright')).chromium;

/** Where systems keep a Chromium or Chrome, the likelier first. */
const USUAL_PLACES: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable', '/snap/bin/chromium'],
  darwin: ['/Applications/Chromium.app/Contents/MacOS/Chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
  win32: ['C:\\Program Files', 'C:\\Program Files (x86)'].flatMap((folder) => [join(folder, 'Google\\Chrome\\Application\\chrome.exe'), join(folder, 'Chromium\\Application\\chrome.exe')]),
};

/**
 * Path of the Chromium to use, null when there is none: the one named by the settings and no other when one is named
 * (a wrong path must show, not be passed over), else Playwright's own, else the system's.
 */
export const findChromium = (setting: string | null): string | null => {
  if (setting) return usable(setting) ? setting : null;
  return [playwrightsOwn(), ...(USUAL_PLACES[process.platform] ?? [])].find((path) => path !== null && usable(path)) ?? null;
};

const usable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
};

const playwrightsOwn = (): string | null => {
  try {
    return playwrightChromium().executablePath() || null;
  } catch {
    return null;
  } // no build for this platform
};

/** Chromium refuses to start its sandbox as root; everybody else keeps it. */
export const canSandbox = (): boolean => process.getuid?.() !== 0;

/**
 * Flags of a quiet browser: it talks to the pages it is told to open and to nobody else (no updates, no sync, no QUIC,
 * which would go past a proxy). `proxy` is the guard that refuses private addresses; loopback must go through it, too.
 */
export const launchFlags = (proxy: string | null): readonly string[] => [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
  '--disable-domain-reliability',
  '--disable-breakpad',
  '--no-pings',
  '--mute-audio',
  '--disable-dev-shm-usage', // containers give /dev/shm 64 MB: tabs crash
  ...(canSandbox() ? [] : ['--no-sandbox']),
  ...(proxy ? [`--proxy-server=${proxy}`, '--proxy-bypass-list=<-loopback>', '--force-webrtc-ip-handling-policy=disable_non_proxied_udp', '--dns-prefetch-disable'] : ['--no-proxy-server']),
];
