import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
/** Left to right: a folder may import from itself and from those to its left. */
const ROOMS = ['config', 'crawler', 'checks', 'storage', 'queue', 'reports'] as const;
const ONLY_HOME: Readonly<Record<string, readonly string[]>> = {
  playwright: ['crawler'],
  'playwright-core': ['crawler'],
  crawlee: ['crawler'],
  '@crawlee': ['crawler'],
  'axe-core': ['crawler'],
  lighthouse: ['crawler'],
  kysely: ['storage'],
  'node:sqlite': ['storage'],
  pg: ['storage'],
  bullmq: ['queue'],
  hono: ['reports'],
  commander: ['reports'],
};
const FORBIDDEN_NAMES = /^(utils?|helpers?|common|manager|shared|misc|index)\b/;
const TOP_LEVEL = new Set([...ROOMS, 'test', 'docs', 'node_modules', 'data']);

const files = (folder: string): string[] =>
  !existsSync(join(ROOT, folder))
    ? []
    : readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
        .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));
const sources = ROOMS.flatMap(files);
const text = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const imports = (file: string): string[] =>
  [...text(file).matchAll(/(?:^|[^.\w])(?:import|export)\s[^'"`;]*?from\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]/gm)].map((match) => match[1] ?? match[2] ?? '');
const room = (file: string): string => file.split('/')[0] ?? '';
const place = (file: string): number => (ROOMS as readonly string[]).indexOf(room(file));

test('there is something to look at', () => {
  expect(sources.length).toBeGreaterThan(20);
  expect(imports('reports/html/report.ts')).toContain('../../storage/contract.ts');
});

/** `file: what is wrong there`, for all files at once, so that one run shows everything. */
const offences = (wrongIn: (file: string) => readonly string[]): string[] => sources.flatMap((file) => wrongIn(file).map((wrong) => `${file}: ${wrong}`));

test('a folder imports only from those to its left', () => {
  expect(
    offences((file) =>
      imports(file)
        .filter((path) => path.startsWith('.'))
        .filter((path) => {
          const target = relative(ROOT, resolve(ROOT, dirname(file), path));
          const to = place(target);
          return to < 0 ? !/^(package\.json|node_modules\/)/.test(target) : to > place(file);
        }),
    ),
  ).toEqual([]);
});

test('outside things stay in their one home', () => {
  expect(offences((file) => imports(file).filter((path) => Object.entries(ONLY_HOME).some(([name, homes]) => (path === name || path.startsWith(`${name}/`)) && !homes.includes(room(file)))))).toEqual(
    [],
  );
});

test('the environment is read only in config/settings.ts', () => {
  expect(offences((file) => (file !== 'config/settings.ts' && /process\.env\b|process\[['"]env/.test(text(file)) ? ['process.env'] : []))).toEqual([]);
});

test('names say what a file is', () => {
  expect(offences((file) => (/^[a-z0-9]+(-[a-z0-9]+)*\.ts$/.test(basename(file)) ? file.split('/').filter((part) => FORBIDDEN_NAMES.test(part)) : ['not kebab-case']))).toEqual([]);
});

test('SQL is spoken in storage only', () => {
  const speaks = sources.filter((file) => room(file) !== 'storage' && /\b(SELECT\s.+\sFROM|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+TABLE)\b/.test(text(file)));
  expect(speaks).toEqual([]);
});

test('checks are pure: no network, file system or clock', () => {
  const impure = files('checks')
    .filter((file) => file !== 'checks/load.ts')
    .filter((file) => imports(file).some((path) => /^(node:)?(fs|http|https|net|tls|dns|child_process|undici)\b/.test(path)) || /\bDate\.now\(|new Date\(\)|\bfetch\(/.test(text(file)));
  expect(impure).toEqual([]);
});

test('config imports nothing but zod, a YAML reader, files, hashes for the versions of its data, and a list of data that others keep', () => {
  const others = files('config')
    .flatMap(imports)
    .filter((path) => !path.startsWith('.') && !/^(zod|yaml|js-yaml|third-party-web\/nostats-subset\.js|node:(fs|path|url|os|crypto)(\/.*)?)$/.test(path));
  expect(others).toEqual([]);
});

test('no folder at the top that the design does not know', () => {
  const unknown = readdirSync(ROOT, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !TOP_LEVEL.has(entry.name))
    .map((entry) => entry.name);
  expect(unknown).toEqual([]);
});
