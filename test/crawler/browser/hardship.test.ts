import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, executable, memoryStore, open, page, serve, visitAll, visited, type Site } from './site.ts';

describe.skipIf(executable === null)('hardship', () => {
  let site: Site;
  beforeAll(async () => {
    site = await serve({
      '/silent': () => undefined,
      '/loop': page('<h1>Loop</h1><script>for(;;);</script>'),
      '/late-loop': page('<h1>Late</h1><script>setTimeout(()=>{for(;;);},300)</script>'),
      '/good': page('<h1>Good</h1>'),
      '/better': page('<h1>Better</h1>'),
      '/best': page('<h1>Best</h1>'),
    });
  });
  afterAll(() => site?.close());

  test('pages that hang cost only themselves', async () => {
    const browser = await open({ store: memoryStore(), timeoutMs: 2000 });
    try {
      const paths = ['/silent', '/good', '/loop', '/better', '/late-loop', '/best'];
      const results = await visitAll(
        browser,
        paths.map((path) => ask(site.origin + path, { screenshot: true, mobile: true })),
      );
      expect(
        paths.map((path) => {
          const result = results.get(site.origin + path)!;
          return 'failure' in result ? result.failure : result.status;
        }),
      ).toEqual(['timeout', 200, 'timeout', 200, 'timeout', 200]);
    } finally {
      await browser.close();
    }
  });

  test('a browser that dies is started again; close leaves nothing behind', async () => {
    const browser = await open({ store: memoryStore(), concurrency: 1 });
    const before = chromiums();
    expect(before.length).toBeGreaterThan(0);
    visited((await visitAll(browser, [ask(`${site.origin}/good`)])).get(`${site.origin}/good`));
    process.kill(Number(before[0]), 'SIGKILL');
    visited((await visitAll(browser, [ask(`${site.origin}/better`)])).get(`${site.origin}/better`));
    await browser.close();
    await expect.poll(() => chromiums(), { timeout: 5000 }).toEqual([]);
  });

  test('an abort ends the visits', async () => {
    const stop = new AbortController();
    const browser = await open({ store: memoryStore(), signal: stop.signal });
    try {
      setTimeout(() => stop.abort(new Error('enough')), 300);
      await expect(visitAll(browser, [ask(`${site.origin}/silent`)])).rejects.toThrow('enough');
    } finally {
      await browser.close();
    }
  });

  test('a private address is refused, as a literal and as a name', async () => {
    const browser = await open({ store: memoryStore(), allowPrivate: false });
    try {
      const { port } = new URL(site.origin);
      const urls = [`${site.origin}/good`, `http://localhost:${port}/good`, `https://127.0.0.1:${port}/`, `http://[::1]:${port}/`, 'http://169.254.169.254/latest/'];
      const asked = site.asked.length;
      const results = await visitAll(
        browser,
        urls.map((url) => ask(url)),
      );
      expect(
        urls.map((url) => {
          const result = results.get(url)!;
          return 'failure' in result ? result.failure : 'visited';
        }),
      ).toEqual(urls.map(() => 'private-address'));
      expect(site.asked.length).toBe(asked);
    } finally {
      await browser.close();
    }
  });

  test('the host is asked at its pace, one report for each wait', async () => {
    const told: string[] = [];
    const browser = await open({
      store: memoryStore(),
      pace: { wait: async (host) => void told.push(`wait ${host}`), report: (host, outcome) => void told.push(`${outcome} ${host}`), setDelay: () => undefined },
      concurrency: 1,
    });
    try {
      await visitAll(browser, [ask(`${site.origin}/good`), ask('http://127.0.0.1:9/')]);
      const { host } = new URL(site.origin);
      expect(told).toEqual([`wait ${host}`, `ok ${host}`, 'wait 127.0.0.1:9', 'failed 127.0.0.1:9']);
    } finally {
      await browser.close();
    }
  });
});

/** Browser processes that this test process started (not their renderers). */
const chromiums = (): string[] => {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((row) => row.trim().split(/\s+/));
  return rows.filter(([, parent, ...args]) => parent === String(process.pid) && /chrom/i.test(args.join(' '))).map(([pid]) => pid!);
};
