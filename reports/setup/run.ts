import { readSettings } from '../../config/settings.ts';
import { findChromium } from '../../crawler/chromium.ts';
import { prepare } from './prepare.ts';

/**
 * What `npm run demo` and `npm test` do first: see to a browser and fonts. Never fails, so that everything that needs
 * neither still runs; the message says what is missing and how to get it.
 */
const settings = readSettings();
await prepare({
  findChromium: () => findChromium(settings.chromium),
  allowed: settings.setup,
  tell: text => process.stderr.write(`set-up: ${text}\n`),
  environment: settings.proxies,
});
