import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keptCopy } from '../../config/kept-copy.ts';
import { loadLexicons } from '../../config/lexicon.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'egov-kept-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('made once, then read; made again when a text changes, and the old copy goes', async () => {
  let made = 0;
  const get = (...texts: string[]): Promise<{ n: number }> => keptCopy(folder, 'things', texts, () => ({ n: ++made }));
  expect(await get('a', 'b')).toEqual({ n: 1 });
  expect(await get('a', 'b')).toEqual({ n: 1 });
  expect(await get('ab', '')).toEqual({ n: 2 });
  expect(await readdir(folder)).toHaveLength(1);
});

test('a copy that is no JSON is made anew; a folder that cannot be written does no harm', async () => {
  await keptCopy(folder, 'things', ['a'], () => 1);
  const [file] = await readdir(folder);
  await writeFile(join(folder, file!), '{"half');
  expect(await keptCopy(folder, 'things', ['a'], () => 2)).toBe(2);
  expect(await keptCopy(folder, 'things', ['a'], () => 3)).toBe(2);
  expect(await keptCopy(join(folder, file!, 'inside a file'), 'things', ['a'], () => 4)).toBe(4);
});

test('lexicons from the copy are those from the files', async () => {
  const fresh = await loadLexicons();
  await loadLexicons(undefined, folder);
  expect(await loadLexicons(undefined, folder)).toEqual(fresh);
});
