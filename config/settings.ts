import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';
import { configError } from './problem.ts';

const whole = (least: number, most: number, otherwise: number) =>
  z.coerce.number({ error: 'give a whole number' }).int('give a whole number').min(least, `give ${least} or more`).max(most, `give ${most} or less`).default(otherwise);

/** Every setting with its variable, default and meaning. `egov doctor` and docs/operations.md read from here. */
const SETTINGS = {
  data: {
    variable: 'EGOV_DATA',
    doc: 'Folder of the database and the blobs.',
    shape: z
      .string()
      .min(1)
      .default('./data')
      .transform((path) => resolve(path)),
  },
  chromium: { variable: 'EGOV_CHROMIUM', doc: 'Path of the Chromium to use; found by itself when empty.', shape: z.string().min(1).nullable().default(null) },
  vnu: { variable: 'EGOV_VNU', doc: 'Path of vnu.jar, the markup validator; found in node_modules/vnu-jar when empty.', shape: z.string().min(1).nullable().default(null) },
  contact: {
    variable: 'EGOV_CONTACT',
    doc: 'Address that portal owners can turn to, sent in the user agent.',
    shape: z
      .string()
      .regex(/^(https?:\/\/|mailto:)\S+$/, 'give a URL or mailto: address')
      .default('https://github.com/egov-assessment/egov'),
  },
  vantage: { variable: 'EGOV_VANTAGE', doc: 'Where this machine stands, kept with every run: portals answer differently from abroad.', shape: z.string().max(80).default('unspecified') },
  maxPages: { variable: 'EGOV_MAX_PAGES', doc: 'Most pages read of one portal.', shape: whole(1, 100_000, 300) },
  browserPages: { variable: 'EGOV_BROWSER_PAGES', doc: 'Most of them opened in a browser.', shape: whole(0, 5000, 24) },
  sample: {
    variable: 'EGOV_SAMPLE',
    doc: 'Pages measured for accessibility and mobile use: quick (the home page and one of each key role) or full (also one of each template and a random tenth).',
    shape: z.enum(['quick', 'full'], { error: 'give quick or full' }).default('full'),
  },
  delayMs: { variable: 'EGOV_DELAY_MS', doc: 'Pause between two requests to one host, in milliseconds.', shape: whole(0, 600_000, 1000) },
  maxMinutes: { variable: 'EGOV_MAX_MINUTES', doc: 'Longest visit of one portal, in minutes.', shape: whole(1, 10_000, 120) },
  timeoutMs: { variable: 'EGOV_TIMEOUT_MS', doc: 'Longest wait for one response, in milliseconds.', shape: whole(100, 600_000, 30_000) },
  maxBodyBytes: { variable: 'EGOV_MAX_BODY_BYTES', doc: 'Largest response read, in bytes.', shape: whole(10_000, 500_000_000, 10_000_000) },
  maxRedirects: { variable: 'EGOV_MAX_REDIRECTS', doc: 'Longest chain of redirects followed.', shape: whole(0, 50, 10) },
  concurrency: {
    variable: 'EGOV_CONCURRENCY',
    doc: 'Requests and browser pages at the same time, over all hosts (one host is asked one at a time).',
    shape: whole(1, 64, Math.max(2, Math.min(8, availableParallelism()))),
  },
  log: { variable: 'EGOV_LOG', doc: 'How much is logged: silent, warn, info or debug.', shape: z.enum(['silent', 'warn', 'info', 'debug']).default('silent') },
  databaseUrl: {
    variable: 'DATABASE_URL',
    doc: 'PostgreSQL of the scaled deployment; empty for SQLite in the data folder.',
    shape: z
      .string()
      .regex(/^postgres(ql)?:\/\//, 'give a postgres:// URL')
      .nullable()
      .default(null),
  },
  redisUrl: {
    variable: 'REDIS_URL',
    doc: 'Redis of the scaled deployment; empty for the embedded queue.',
    shape: z
      .string()
      .regex(/^rediss?:\/\//, 'give a redis:// URL')
      .nullable()
      .default(null),
  },
  publicUrl: { variable: 'EGOV_PUBLIC_URL', doc: 'Address under which people reach the web app, for links in invitations.', shape: z.url('give a full URL').nullable().default(null) },
  hiddenShare: { variable: 'EGOV_HIDDEN_SHARE', doc: 'Share of questions that people answer without seeing the draft, 0 to 1.', shape: z.coerce.number().min(0).max(1).default(0.1) },
  resultShare: {
    variable: 'EGOV_RESULT_SHARE',
    doc: 'Share of validated answers below which nothing is called a result and no tier is shown, 0 to 1.',
    shape: z.coerce.number().min(0).max(1).default(0.9),
  },
  setup: {
    variable: 'EGOV_SETUP',
    doc: '0 forbids set-up to install anything.',
    shape: z
      .enum(['0', '1'], { error: 'give 0 or 1' })
      .default('1')
      .transform((value) => value === '1'),
  },
} as const;

type Fields = { readonly [Name in keyof typeof SETTINGS]: z.output<(typeof SETTINGS)[Name]['shape']> };
/** Settings of this process, with the proxies that installers need handed on. */
export interface Settings extends Fields {
  readonly proxies: Readonly<Record<string, string>>;
  readonly userAgent: string;
}

/** The product token by which robots.txt knows us, and where to complain. No browser's name: we say who we are. */
const userAgent = (contact: string): string => `egov-assessment/0.1 (+${contact})`;

/** Reads the settings from the environment. Throws a `ConfigError` that lists all problems. The only reader of `process.env`. */
export const readSettings = (env: Readonly<Record<string, string | undefined>> = process.env): Settings => {
  const problems: string[] = [];
  const read: Record<string, unknown> = {};
  for (const [name, { variable, shape }] of Object.entries(SETTINGS)) {
    const given = env[variable];
    const checked = shape.safeParse(given === undefined || given === '' ? undefined : given);
    if (checked.success) read[name] = checked.data;
    else problems.push(`${variable}="${given}": ${checked.error.issues[0]?.message ?? 'not valid'}`);
  }
  if (!problems.length && (read['databaseUrl'] === null) !== (read['redisUrl'] === null))
    problems.push(
      read['databaseUrl'] === null
        ? 'REDIS_URL is set, but DATABASE_URL is not: there are two deployments, SQLite with the embedded queue (neither is set) or PostgreSQL with Redis (both are set)'
        : 'DATABASE_URL is set, but REDIS_URL is not: there are two deployments, SQLite with the embedded queue (neither is set) or PostgreSQL with Redis (both are set)',
    );
  if (problems.length) throw configError(problems);
  const fields = read as unknown as Fields;
  const proxies = Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => /^(https?|all|no)_proxy$/i.test(entry[0]) && entry[1] !== undefined));
  return { ...fields, proxies, userAgent: userAgent(fields.contact) };
};

/** Removes variables from the environment of this process: some libraries let them overrule what our code says. */
export const forgetVariables = (named: RegExp, env: Record<string, string | undefined> = process.env): void => {
  for (const name of Object.keys(env)) if (named.test(name)) delete env[name];
};
