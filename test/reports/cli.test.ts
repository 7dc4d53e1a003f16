import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const EGOV = resolve(import.meta.dirname, '../../egov');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'egov-cli-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly told: string;
}
const egov = (args: readonly string[], more: { readonly command?: string; readonly env?: Record<string, string> } = {}): Promise<Ended> =>
  new Promise((done) => {
    execFile(more.command ?? EGOV, args, { cwd: folder, env: { PATH: process.env['PATH'], EGOV_DATA: join(folder, 'data'), ...more.env } }, (error, out, told) =>
      done({ code: error ? Number(error.code) : 0, out, told }),
    );
  });

describe('wrong use ends with 2, one message and no stack trace', () => {
  test.each([
    ['no address', ['assess'], "missing required argument 'url'"],
    ['address without scheme', ['assess', 'www.example.org'], 'Did you mean https://www.example.org ?'],
    ['other scheme', ['assess', 'ftp://example.org/'], 'only http and https'],
    ['number that is none', ['assess', 'https://a.example/', '--max-pages', 'many'], 'whole number of 1 or more'],
    ['day that is none', ['assess', 'https://a.example/', '--as-of', 'yesterday'], 'YYYY-MM-DD'],
    ['unknown level', ['assess', 'https://a.example/', '--level', 'town'], 'municipal, national'],
    ['catalogue of another level', ['assess', 'https://a.example/', '--level', 'national', '--catalogue', 'losi-2024'], 'is for municipal portals'],
    ['JSON into a folder that is not there', ['assess', 'https://a.example/', '--json', 'no/where.json'], 'mkdir -p'],
    ['unknown command', ['frobnicate'], 'unknown command'],
    ['labels that are not there', ['validity', 'x.json', '--gold', 'no-gold.json'], 'no-gold.json'],
    ['country that is none', ['portals', 'list', 'XXX'], 'No member state has the code XXX'],
  ])('%s', async (_, args, words) => {
    const { code, out, told } = await egov(args);
    expect(told).toContain(words);
    expect(told).not.toMatch(/\n\s+at .+:\d+/);
    expect(out).toBe('');
    expect(code).toBe(2);
  });

  test('a file that assess did not write', async () => {
    await writeFile(join(folder, 'not.json'), '{"answers": []}');
    await writeFile(join(folder, 'gold.json'), '{"labels": [{"id": "LOSI24-IF-281", "answer": "yes"}]}');
    const { code, told } = await egov(['validity', 'not.json', '--gold', 'gold.json']);
    expect(told).toContain('not.json was not written by egov assess --json');
    expect(code).toBe(2);
  });
});

describe('nothing assessed ends with 3 and leaves no result', () => {
  test.each([
    ['refused', ['assess', 'http://127.0.0.1:1/', '--allow-private', '--delay', '0', '--browser-pages', '0', '--json', 'out.json', '--report', 'report']],
    ['private address', ['assess', 'http://127.0.0.1:1/', '--delay', '0', '--json', 'out.json']],
    ['no such host', ['assess', 'http://no-such-host.invalid/', '--delay', '0', '--json', 'out.json']],
  ])('%s', async (_, args) => {
    const { code, out, told } = await egov(args);
    expect(told).toMatch(/Nothing could be assessed at http/);
    expect(out).toBe('');
    expect(code).toBe(3);
    expect(await readdir(folder)).not.toContain('out.json');
  });
});

test('help is on standard output and quick', async () => {
  const started = performance.now();
  const { code, out } = await egov(['--help']);
  expect(code).toBe(0);
  expect(out).toContain('assess [options] <url>');
  expect(performance.now() - started).toBeLessThan(3000);
});

test('works through a link from elsewhere', async () => {
  await symlink(EGOV, join(folder, 'link'));
  await symlink('link', join(folder, 'link-to-link'));
  expect((await egov(['--version'], { command: join(folder, 'link-to-link') })).out).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('coverage lists all questions of both catalogues, none unbound', async () => {
  const { code, out } = await egov(['doctor', '--coverage', '--json']);
  const rows = JSON.parse(out) as { by: string[]; needsHuman: string | null }[];
  expect(rows).toHaveLength(277);
  expect(rows.filter((row) => row.by.length === 0 && row.needsHuman === null)).toEqual([]);
  expect(code).toBe(0);
});

test('portals are listed', async () => {
  const { out } = await egov(['portals', 'list', 'ITA', '--json']);
  const rows = JSON.parse(out) as { iso3: string; url: string; verified: boolean; source: string }[];
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.every((row) => row.iso3 === 'ITA' && /^https?:/.test(row.url) && row.verified === false && row.source !== '')).toBe(true);
});
