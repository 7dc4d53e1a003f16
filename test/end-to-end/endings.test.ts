import { execFileSync } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { page, type Content, serve } from '../serve-folder.ts';
import { assessing, assessment, closing, demoPortal, type Ended, lasting, ownPlace, type Place, readAssessment, run, start } from './command.ts';

/** One message for people: a single line of `egov:`, and no stack trace. */
function expectOneMessage({ told, out }: Ended, words: RegExp): void {
  expect(told).toMatch(words);
  expect(told.match(/^egov: /gm)).toHaveLength(1);
  expect(told).not.toMatch(/\n\s+at .+:\d+/);
  expect(out).toBe('');
}

const CHALLENGE = { status: 403, headers: { 'content-type': 'text/html', 'cf-mitigated': 'challenge' }, body: '<!doctype html><title>Just a moment...</title><h1>Checking your browser</h1>' };
const SIGN_IN =
  '<!doctype html><html lang="en"><title>Sign in</title><h1>Sign in</h1><form method="post" action="/login"><label>User <input name="user"></label><label>Password <input type="password" name="password"></label><button>Sign in</button></form>';

describe('a portal of which nothing can be read ends with 3, says why, and leaves no result', () => {
  const everywhere =
    (answer: Exclude<ReturnType<Extract<Content, (...given: never) => unknown>>, Promise<unknown> | undefined>): Content =>
    ({ path }) =>
      path === '/robots.txt' ? undefined : answer;
  test.each<[string, Content | string, RegExp]>([
    ['a host that does not resolve', 'http://no-such-host.invalid/', /does not exist|DNS|name/i],
    ['a refused port', 'http://127.0.0.1:1/', /refused/i],
    ['403 everywhere', everywhere({ status: 403, body: '<!doctype html><title>Forbidden</title><h1>Forbidden</h1>' }), /refuses to show its pages to us.*HTTP 403/],
    ['a bot challenge everywhere', everywhere(CHALLENGE), /bot challenge/],
    ['an empty site', everywhere('<!doctype html><html lang="en"><title></title><body></body></html>'), /no text|no page/],
    ['500 everywhere', everywhere({ status: 500, body: 'Internal error' }), /error; try again later.*HTTP 500/],
    ['a sign-in page everywhere', ({ path }) => (path === '/robots.txt' ? undefined : path === '/login' ? SIGN_IN : { status: 302, headers: { location: '/login' } }), /signing in/],
    ['redirects without end', everywhere({ status: 302, headers: { location: '/' } }), /redirect/],
    ['robots.txt that shuts everybody out', { '/robots.txt': { headers: { 'content-type': 'text/plain' }, body: 'User-agent: *\nDisallow: /\n' }, '/': page('Town') }, /robots\.txt/],
  ])('%s', async (_, content, words) => {
    const url = typeof content === 'string' ? content : closing(await serve(content)).url;
    const place = await ownPlace();
    const ended = await run(assessing(url, '--json', 'out.json', '--report', 'report'), place);
    expectOneMessage(ended, words);
    expect(ended.told).toContain(`Nothing could be assessed at ${url}`);
    expect(ended.code).toBe(3);
    expect(await readdir(place.folder)).not.toContain('out.json');
    expect(await readdir(join(place.folder, 'report')).catch(() => [])).toEqual([]);
  });

  test('a private address without --allow-private: nothing is sent there', async () => {
    const portal = closing(await serve({ '/': page('Town') }));
    const ended = await run(
      assessing(portal.url).filter((word) => word !== '--allow-private'),
      await ownPlace(),
    );
    expectOneMessage(ended, /--allow-private/);
    expect(ended.code).toBe(3);
    expect(portal.asked).toEqual([]);
  });
});

describe('wrong use ends with 2 and one message', () => {
  test('a malformed URL', async () => {
    const ended = await run(['assess', 'www.example.org'], await ownPlace());
    expectOneMessage(ended, /is not a URL\. Did you mean https:\/\/www\.example\.org \?/);
    expect(ended.code).toBe(2);
  });

  test('settings that cannot be: all of them are told at once', async () => {
    const ended = await run(assessing('http://127.0.0.1:1/'), await ownPlace(), { EGOV_MAX_PAGES: 'many', EGOV_CONCURRENCY: '0' });
    expectOneMessage(ended, /EGOV_MAX_PAGES="many"[\s\S]*EGOV_CONCURRENCY="0"/);
    expect(ended.code).toBe(2);
  });

  test.each([
    ['catalogues/losi-2024/technology.yaml', (text: string) => text.replace(/^criterion:/m, 'criterium:'), /config\/catalogues\/losi-2024\/technology\.yaml:\d+: .*criteri/],
    ['concepts.yaml', (text: string) => `${text}\n  broken: [unclosed\n`, /config\/concepts\.yaml:\d+: /],
    ['lexicons/en.yaml', (text: string) => text.replace(/^(\w[\w-]*):.*/m, '$1x: nonsense'), /config\/lexicons\/en\.yaml:\d+: /],
  ])('broken YAML in config/%s names file, line and reason', async (file, spoil, words) => {
    const place = await ownPlace();
    const home = await copiedProject(place);
    const path = join(home, 'config', file);
    await writeFile(path, spoil(await readFile(path, 'utf8')));
    const ended = await run(assessing('http://127.0.0.1:1/'), place, {}, join(home, 'egov'));
    expectOneMessage(ended, words);
    expect(ended.code).toBe(2);
  });
});

/** The project without its tests, so that a file of config/ can be spoiled. */
async function copiedProject({ folder }: Place): Promise<string> {
  const root = resolve(import.meta.dirname, '../..');
  const home = join(folder, 'project');
  await mkdir(home);
  for (const part of ['config', 'crawler', 'checks', 'storage', 'queue', 'reports', 'egov', 'package.json']) await cp(join(root, part), join(home, part), { recursive: true });
  await symlink(join(root, 'node_modules'), join(home, 'node_modules'));
  return home;
}

describe('stopped by a signal', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s ends with %i, and the same command goes on', async (signal, code) => {
    const portal = await demoPortal('municipal', { delayMs: 20 });
    const place = await ownPlace();
    const args = assessing(portal.url, '--max-pages', '10', '--json', 'out.json');
    const running = start(args, place);
    portal.onAsked = () => {
      if (portal.asked.length === 8) running.process.kill(signal);
    };
    const ended = await running.ended;
    expect(ended.code).toBe(code);
    expect(ended.out).toBe('');
    expect(ended.told).toMatch(/Run the same command again/);
    expect(ended.told).not.toMatch(/\n\s+at .+:\d+/);
    expect(await readdir(place.folder)).not.toContain('out.json');
    if (signal === 'SIGTERM') return;
    const again = await run(args, place);
    expect(again.told).toMatch(/Going on with run/);
    expect(again.code).toBe(0);
  });
});

const SMALL = 8 * 2 ** 20;
/** A file system of a few megabytes, null where this process may not mount one. */
function smallDisk(folder: string): { readonly release: () => void } | null {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SMALL}`, 'tmpfs', folder], { stdio: 'ignore' });
    return { release: () => execFileSync('umount', ['-l', folder], { stdio: 'ignore' }) };
  } catch {
    return null;
  }
}

test('a full disk ends with 1, nothing half-written is taken for a result, and with space again the same command goes on', async (context) => {
  const place = await ownPlace();
  await mkdir(place.data);
  const disk = smallDisk(place.data);
  if (!disk) context.skip('skipped: filling a disk needs the right to mount a small one');
  try {
    const portal = await demoPortal('municipal', { delayMs: 20 });
    const expected = await assessment(portal.url, await ownPlace());
    const from = portal.asked.length;
    const args = assessing(portal.url, '--json', 'out.json');
    const filler = join(place.data, 'filler');
    portal.onAsked = () => {
      if (portal.asked.length === from + 9) fill(filler);
    };

    const full = await run(args, place);
    expectOneMessage(full, /The disk is full.*Free some space/);
    expect(full.code).toBe(1);
    expect(await readdir(place.folder)).not.toContain('out.json');
    expect((await readdir(place.data, { recursive: true })).filter((name) => name.endsWith('.part'))).toEqual([]);
    const stillFull = await run(args, place);
    expect(stillFull.code).toBe(1);

    await rm(filler);
    const again = await run(args, place);
    expect(again.told).toMatch(/Going on with run/);
    expect(again.code).toBe(0);
    expect(lasting(await readAssessment(join(place.folder, 'out.json')))).toEqual(lasting(expected));
  } finally {
    disk?.release();
  }
});

function fill(file: string): void {
  try {
    execFileSync('dd', ['if=/dev/zero', `of=${file}`, 'bs=4k'], { stdio: 'ignore' });
  } catch {
    /* it ends when nothing is left */
  }
}
