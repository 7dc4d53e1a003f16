import { spawnSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readSettings } from '../../config/settings.ts';
import { isFailure, type PageArtifact } from '../../crawler/artifact.ts';
import { findVnu, validateMarkup } from '../../crawler/validator.ts';
import { portalOf } from '../checks/portal-fixture.ts';
import { memoryStore } from './browser/site.ts';

const THIS_FILE = fileURLToPath(import.meta.url);
const jar = findVnu(readSettings().vnu);
const java = spawnSync('java', ['-version']).status === 0;
if (jar === null || !java) process.stderr.write(`skipped: markup validation with vnu, since ${java ? 'vnu.jar is not here (npm install --no-save vnu-jar, or EGOV_VNU)' : 'Java is not here'}\n`);
const signal = AbortSignal.timeout(170_000);

const VALID = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Town</title></head><body><p>Welcome to the town.</p></body></html>';
const WRONG = VALID.replace('<p>', '<p><div></p>\n<img src="a b.png">\n').replace('</body>', '<style>p { colr: red }</style></body>');

const stored = async (pages: Parameters<typeof portalOf>[0]) => {
  const store = memoryStore();
  const artifacts = portalOf(pages);
  const kept: PageArtifact[] = [];
  for (const page of artifacts.pages) {
    const given = pages[new URL(page.url).pathname]!;
    const bytes = new TextEncoder().encode(typeof given === 'string' ? given : given.html);
    kept.push({ ...page, capture: { ...page.capture, bytes: await store.put(bytes) } });
  }
  return { store, pages: kept };
};
const leftFolders = async (): Promise<string[]> => (await readdir(tmpdir())).filter((name) => name.startsWith('egov-vnu-'));

describe.skipIf(jar === null || !java)('the Nu Html Checker', () => {
  test('counts errors of each page, with the first lines', async () => {
    const before = await leftFolders();
    const { store, pages } = await stored({ '/': VALID, '/wrong': WRONG });
    const found = [...(await validateMarkup(pages, { jar: jar!, store, signal })).values()];
    expect(found[0]).toMatchObject({ engine: 'vnu', version: expect.stringMatching(/^\d+\.\d+/), errors: 0, first: [] });
    const wrong = found[1]!;
    if (isFailure(wrong)) throw new Error(wrong.detail);
    expect(wrong.errors).toBeGreaterThanOrEqual(4);
    expect(wrong.first[0]).toMatchObject({ line: 1, text: expect.stringMatching(/p.*element/) });
    expect(wrong.first.map(({ line }) => line)).toContain(2);
    expect(await leftFolders()).toEqual(before);
  }, 180_000);
});

test('pages it cannot judge say why, without starting anything', async () => {
  const { store, pages } = await stored({ '/': VALID, '/plain': VALID });
  const [home, plain] = pages as [PageArtifact, PageArtifact];
  const built: PageArtifact = { ...home, fetchedBy: 'browser' };
  const response = plain.parts.response;
  if (isFailure(response)) throw new Error('the fixture has a response');
  const xhtml: PageArtifact = { ...plain, parts: { ...plain.parts, response: { ...response, contentType: 'application/xhtml+xml' } } };
  const found = await validateMarkup([built, xhtml], { jar: '/nowhere/vnu.jar', store, signal, java: 'no-such-java-7f3a' });
  expect([...found.values()].map((part) => (isFailure(part) ? part.detail : ''))).toEqual([expect.stringContaining('after scripts'), expect.stringContaining('text/html')]);
});
test('without Java it says so', async () => {
  const { store, pages } = await stored({ '/': VALID });
  const [part] = (await validateMarkup(pages, { jar: '/nowhere/vnu.jar', store, signal, java: 'no-such-java-7f3a' })).values();
  expect(part).toMatchObject({ failure: 'engine-missing', detail: expect.stringContaining('no-such-java-7f3a') });
});
test('a program that is no checker is a failure, not a clean page', async () => {
  const { store, pages } = await stored({ '/': VALID });
  const [part] = (await validateMarkup(pages, { jar: '/nowhere/vnu.jar', store, signal, java: 'echo' })).values();
  expect(part).toMatchObject({ failure: 'parse-error' });
});
test('it is the one named, and no other when one is named', () => {
  expect(findVnu(null, '/nowhere/vnu.jar')).toBeNull();
  expect(findVnu(THIS_FILE, '/nowhere/vnu.jar')).toBe(THIS_FILE);
  expect(findVnu('/nowhere/vnu.jar', THIS_FILE)).toBeNull();
});
