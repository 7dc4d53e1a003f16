import { readSettings } from '../../config/settings.ts';
import { findChromium } from '../../crawler/chromium.ts';
import { prepare } from './prepare.ts';
import { prepareServices } from './services.ts';

/**
 * What `npm run demo` and `npm test` do first: see to a browser and fonts, and for the tests to Redis and PostgreSQL.
 * Never fails, so that everything that needs none of them still runs; the message says what is missing and how to get it.
 */
const settings = readSettings();
const ways = { allowed: settings.setup, tell: (text: string) => void process.stderr.write(`set-up: ${text}\n`), environment: settings.proxies };
await prepare({ findChromium: () => findChromium(settings.chromium), ...ways });
if (process.argv[2] === 'test') await prepareServices(ways);
