import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mustBeFolder, mustBeWritable, writeWhole } from '../../reports/write-out.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'egov-out-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a file is written whole, replacing the old one, and nothing else is left', async () => {
  await writeWhole(join(folder, 'a.json'), 'old');
  await writeWhole(join(folder, 'a.json'), 'new');
  expect(await readFile(join(folder, 'a.json'), 'utf8')).toBe('new');
  expect(await readdir(folder)).toEqual(['a.json']);
});

test('what cannot be put in place leaves no half file', async () => {
  await writeWhole(join(folder, 'x', '..', 'target'), 'a').catch(() => {});
  await rm(join(folder, 'target'), { force: true });
  await mustBeFolder(join(folder, 'target', 'in-the-way'), '--report');
  await expect(writeWhole(join(folder, 'target'), 'text')).rejects.toThrow(/EISDIR|ENOTEMPTY|EEXIST/);
  expect(await readdir(folder)).toEqual(['target']);
});

describe('asked before a visit', () => {
  test.each([
    ['a folder in place of a file', () => mustBeWritable(folder, '--json'), 'is a folder'],
    ['a folder that is not there', () => mustBeWritable(join(folder, 'no', 'a.json'), '--json'), 'mkdir -p'],
  ])('%s', async (_, ask, words) => {
    await expect(ask()).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining(words) });
  });
  test('a file in place of a folder', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(mustBeFolder(join(folder, 'file'), '--report')).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining('is a file') });
    await expect(mustBeFolder(join(folder, 'file', 'deeper'), '--report')).rejects.toMatchObject({ exitCode: 2 });
  });
  test.skipIf(process.getuid?.() === 0)('a folder without permission (not as root)', async () => {
    await chmod(folder, 0o500);
    await expect(mustBeFolder(folder, '--report')).rejects.toThrow('no permission');
  });
});
