/**
 * The security headers against the MDN HTTP Observatory's own tests and code. Its package (MPL-2.0) is no part of this
 * project; to run this suite, unpack it somewhere with what its analyzers import, and say where:
 *
 *   mkdir observatory && cd observatory && npm init -y && npm pack @mdn/mdn-http-observatory@1.4.8 && tar xzf mdn-*.tgz
 *   npm install --ignore-scripts axios@1 convict@6 http-cookie-agent@7 tough-cookie@5 jsdom@26 tldts@7 chai@5
 *   EGOV_OBSERVATORY=$PWD/package npm run suites -- observatory     (in this project)
 */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Replay, Tally } from './observatory-compare.ts';

const folder = resolve(process.env['EGOV_OBSERVATORY'] ?? join(import.meta.dirname, '../../../shared/suites/mdn-http-observatory/package'));
const missing = !existsSync(join(folder, 'test/csp.test.js'));
if (missing) process.stderr.write(`skipped: no MDN HTTP Observatory with its tests at ${folder} (EGOV_OBSERVATORY)\n`);

/** Their HTML reader stumbles over a style attribute that begins with an at-rule and so they call the page unreadable; HTML allows any text there. */
const THEIR_READER = 'Subresource Integrity: checks for no invalid html';

describe.skipIf(missing)('MDN HTTP Observatory', () => {
  let seen: Replay;
  beforeAll(async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'observatory-replay.ts')], { cwd: folder, maxBuffer: 1 << 28 });
    seen = JSON.parse(stdout) as Replay;
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
    const told = ({ compared, differing }: Tally): string => `${compared - differing.length} of ${compared} equal`;
    console.log(
      [
        `MDN HTTP Observatory ${version}`,
        `published cases, by their own assertions: ${seen.published.cases - seen.published.failing.length} of ${seen.published.cases} hold`,
        `results of single tests on published inputs: ${told(seen.tests)}`,
        `ten results, score and grade on published inputs: ${told(seen.scores)}`,
        `points by name of result: ${told(seen.modifiers)}`,
        `score and grade of made-up combinations of results: ${told(seen.combinations)}`,
        `ten results, score and grade of made-up visits: ${told(seen.visits)}`,
        `where a check of ours, by the standards, says otherwise: ${seen.contradictions.join(' · ') || 'nowhere'}`,
      ].join('\n'),
    );
  });

  test('the published cases hold for our results', () => {
    expect(seen.published.cases).toBeGreaterThan(80);
    expect(seen.published.failing.filter((one) => !one.startsWith(THEIR_READER))).toEqual([]);
  });
  test('every single result on a published input is theirs', () => {
    expect(seen.tests.compared).toBeGreaterThan(150);
    expect(seen.tests.differing.filter(({ where }) => !where.startsWith(THEIR_READER))).toEqual([]);
  });
  test('ten results, score and grade of every published input are theirs', () => {
    expect(seen.scores.compared).toBeGreaterThan(150);
    expect(seen.scores.differing.filter(({ where }) => !where.startsWith(THEIR_READER))).toEqual([]);
  });
  test('points and grades are theirs', () => {
    expect(seen.modifiers).toEqual({ compared: expect.toSatisfy((count) => Number(count) > 55), differing: [] });
    expect(seen.combinations).toEqual({ compared: 5000, differing: [] });
  });
  test('ten results, score and grade of made-up visits are theirs', () => {
    expect(seen.visits.compared).toBe(5000);
    expect(seen.visits.differing.slice(0, 3)).toEqual([]);
  });
  test('every result they can give was met', () => {
    expect(seen.unreached).toEqual([]);
  });
});
