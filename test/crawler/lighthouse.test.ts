import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../config/catalogue.ts';
import { readSettings } from '../../config/settings.ts';
import { isFailure, type LighthousePart } from '../../crawler/artifact.ts';
import { lookWithLighthouse, MOST_LIGHTHOUSE_PAGES, type LighthouseOptions } from '../../crawler/lighthouse.ts';
import { loadArtifacts } from '../../crawler/replay.ts';
import { assess, rejudge } from '../../queue/assess.ts';
import { openStore } from '../../storage/store.ts';
import { chromiumHere } from '../fixtures/chromium-here.ts';
import { page, serve, type Served } from '../serve-folder.ts';

const executable = await chromiumHere();
const USER_AGENT = 'egov-assessment/0.1 (+https://team.example/)';
const leftFolders = async (): Promise<string[]> => (await readdir(tmpdir())).filter((name) => name.startsWith('egov-lighthouse-'));

describe.skipIf(executable === null)('Lighthouse on a served page', () => {
  let site: Served;
  let before: string[];
  beforeAll(async () => {
    before = await leftFolders();
    site = await serve({
      '/': page('Millbrook', '<a href="/more">click here</a>', '<meta name="viewport" content="width=device-width, initial-scale=1">'),
      '/gone': { status: 500, body: 'out of order' },
      '/notes.txt': { headers: { 'content-type': 'text/plain' }, body: 'notes' },
    });
  });
  afterAll(() => site.close());
  const look = async (paths: readonly string[], given: Partial<LighthouseOptions> = {}) => {
    const options: LighthouseOptions = {
      executable: executable!,
      userAgent: USER_AGENT,
      acceptLanguage: 'en;q=0.5',
      allowPrivate: true,
      timeoutMs: 20_000,
      signal: AbortSignal.timeout(120_000),
      ...given,
    };
    const addresses = paths.map((path) => new URL(path, site.url).href);
    return lookWithLighthouse(
      addresses.map((url) => ({ url, requestedUrl: url })),
      options,
    );
  };

  test('scores, measures and the audits that took points', async () => {
    site.asked.length = 0;
    const part = (await look(['/'])).get(site.url) as LighthousePart;
    expect(isFailure(part) ? part : null).toBeNull();
    expect(part.version).toMatch(/^13\./);
    expect(part.scores.performance).toBeGreaterThan(0);
    expect(part.scores.seo).toBeLessThan(100);
    expect(part.failed.map(({ category, audit }) => `${category}: ${audit}`)).toContain('seo: meta-description');
    expect(part.failed.map(({ audit }) => audit)).not.toContain('viewport');
    expect(part.metrics.lcpMs).toBeGreaterThan(0);
    expect(part.metrics.bytes).toBeGreaterThan(200);
    // every request says who we are, also those of Lighthouse itself
    expect(site.asked.map(({ path }) => path)).toEqual(expect.arrayContaining(['/', '/robots.txt']));
    expect([...new Set(site.asked.map(({ headers }) => headers['user-agent']))]).toEqual([USER_AGENT]);
    expect(await leftFolders()).toEqual(before);
  }, 120_000);

  test('what cannot be looked at is a failure that says why, and the next page is looked at', async () => {
    const found = [...(await look(['/gone', '/notes.txt'])).values()];
    expect(found.map((part) => (isFailure(part) ? part.failure : 'seen'))).toEqual(['http-error', 'unsupported-type']);
  }, 180_000);

  test('addresses of this machine are refused unless permitted', async () => {
    site.asked.length = 0;
    const [part] = (await look(['/'], { allowPrivate: false })).values();
    expect(part).toMatchObject({ failure: 'private-address' });
    expect(site.asked).toEqual([]);
  }, 120_000);

  test('stopping ends it at once and leaves nothing behind', async () => {
    const stop = new AbortController();
    site.onAsked = () => stop.abort(new Error('stopped by a person'));
    const started = performance.now();
    await expect(look(['/', '/', '/'], { signal: stop.signal })).rejects.toThrow('stopped by a person');
    site.onAsked = () => undefined;
    expect(performance.now() - started).toBeLessThan(30_000);
    expect(await leftFolders()).toEqual(before);
  }, 120_000);

  test('no more than three pages of a portal', async () => {
    const asked: string[] = [];
    const gap = { failure: 'throttled', detail: 'the host was asked too often' } as const;
    const pace = { wait: (host: string) => (asked.push(host), Promise.reject(gap)), report: () => undefined, setDelay: () => undefined };
    const found = await look(['/1', '/2', '/3', '/4'], { pace });
    expect([...found.values()]).toEqual([gap, gap, gap]);
    expect(asked).toHaveLength(MOST_LIGHTHOUSE_PAGES);
  });

  test('asked for with an assessment, it is kept with the run and read again by a replay', async () => {
    const data = await mkdtemp(join(tmpdir(), 'egov-test-lighthouse-'));
    const settings = readSettings({ EGOV_DATA: data, EGOV_CHROMIUM: executable! });
    const store = await openStore(settings);
    try {
      const request = (lighthouse?: number) => ({
        subject: { id: 'millbrook', name: 'Millbrook', level: 'municipal' as const },
        portals: [{ url: site.url, role: 'city' as const, aliases: [] }] as const,
        options: { maxPages: 5, browserPages: 0, delayMs: 0, allowPrivate: true, aliases: [], asOf: '2026-11-23', seed: 1, fresh: true, concurrency: 1, lighthouse },
      });
      const catalogue = await loadCatalogue('losi-2024');
      const signal = AbortSignal.timeout(120_000);
      const scoreOf = async (runId: string) => (await store.loadAssessment(runId)).findings.find(({ check }) => check === 'quality/performance');
      const without = await assess({ ...request(), catalogue }, { store, settings, onEvent: () => undefined, signal });
      expect(await scoreOf(without.runId)).toMatchObject({ outcome: 'untested', reason: 'not-run' });

      const asked = await assess({ ...request(1), catalogue }, { store, settings, onEvent: () => undefined, signal });
      const finding = await scoreOf(asked.runId);
      expect(finding?.data).toMatchObject({ pages: 1, version: expect.stringMatching(/^13\./) });
      const again = await rejudge(asked.runId, store);
      expect(again.findings.find(({ check }) => check === 'quality/performance')).toEqual(finding);
      const stored = await loadArtifacts({ ledger: store.ledger(asked.runId), store: store.blobs, options: { start: site.url, aliases: [] } });
      expect(stored.pages[0]!.parts.rendered).toMatchObject({ failure: 'not-rendered' });
      expect(stored.pages[0]!.parts.validator).toMatchObject({ failure: 'not-tried' });
    } finally {
      await store.close();
      await rm(data, { recursive: true, force: true });
    }
  }, 180_000);
});
