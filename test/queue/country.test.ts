import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { readSettings, type Settings } from '../../config/settings.ts';
import type { JobInfo, Queue } from '../../queue/contract.ts';
import { compareStored } from '../../queue/compare.ts';
import { openEmbeddedQueue } from '../../queue/embedded.ts';
import { descendantsOf } from '../../queue/end-processes.ts';
import { launchCrawl } from '../../queue/jobs/crawl-portal.ts';
import { NIGHTLY } from '../../queue/jobs/nightly.ts';
import type { PortalName } from '../../reports/demo/layout.ts';
import { type Night, respond } from '../../reports/demo/serve.ts';
import type { Level } from '../../crawler/artifact.ts';
import type { Run } from '../../storage/contract.ts';
import { openStore, type Store } from '../../storage/store.ts';
import { chromiumHere } from '../fixtures/chromium-here.ts';
import { type Served, serve } from '../serve-folder.ts';
import { account, validation } from '../storage/things.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

// the night judges on its own day, so the first visit does, too
const TODAY = new Date().toISOString().slice(0, 10);
const SUBJECTS = ['demo-national', 'demo-municipal'] as const;
const TRUTH = new URL('../../reports/demo/truth.yaml', import.meta.url);
interface SecondNight {
  readonly secondNight: { readonly changes: readonly { readonly portal: PortalName; readonly page: string }[]; readonly answers: { readonly municipal?: readonly { readonly indicator: string }[] } };
}
const WORKER = join(import.meta.dirname, 'country-worker.ts');
const chromium = await chromiumHere();
const OPTIONS = { maxPages: 60, browserPages: chromium === null ? 0 : 3, delayMs: 0, allowPrivate: true, asOf: TODAY, seed: 1 };

let night: Night = 'first';
/** Addresses that are missing once, and there again when asked for the next time. */
const flicker = new Set<string>();
/** Addresses that are missing from now on. */
const gone = new Set<string>();
const portals = new Map<PortalName, Served>();
beforeAll(async () => {
  for (const kind of ['national', 'municipal'] as const)
    portals.set(
      kind,
      await serve(({ origin, address }) =>
        flicker.delete(address) || gone.has(address)
          ? { status: 404, body: '<!doctype html><html lang="en"><title>Page not found</title><h1>Page not found</h1><p>There is no page here.</p>' }
          : respond(kind, origin + address, TODAY, night),
      ),
    );
});
afterAll(async () => {
  for (const portal of portals.values()) await portal.close();
});
const asked = (): number => [...portals.values()].reduce((sum, portal) => sum + portal.asked.length, 0);

interface Place {
  readonly store: Store;
  readonly settings: Settings;
  readonly queue: Queue;
  start(): Worker;
  finished(id: string): Promise<JobInfo>;
}
interface Worker {
  readonly process: ChildProcess;
  told(): string;
  stop(signal?: NodeJS.Signals): Promise<readonly number[]>;
}

const opened: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of opened.toReversed()) await close();
});

/** An empty data folder with the two demo portals registered as subjects. */
async function ownPlace(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'egov-country-'));
  opened.push(() => rm(folder, { recursive: true, force: true }));
  const settings = { ...readSettings({ EGOV_DATA: join(folder, 'data') }), chromium };
  const store = await openStore(settings);
  const queue = openEmbeddedQueue(store.jobs);
  opened.push(() => store.close());
  await store.survey.addSubjects(
    SUBJECTS.map((id) => {
      const level = id.slice(5) as Level & PortalName;
      return {
        subject: { id, name: id, level, iso3: '', region: '', languages: [] },
        portals: [{ url: portals.get(level)?.url ?? '', role: level === 'national' ? ('national' as const) : ('city' as const), aliases: [] }],
      };
    }),
  );
  const start = (): Worker => {
    const child = spawn(process.execPath, [WORKER, JSON.stringify(settings)], { stdio: ['ignore', 'pipe', 'pipe'] });
    let told = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        told += text;
      });
    const ended = new Promise((done) => {
      child.once('close', done);
    });
    const stop = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<readonly number[]> => {
      const below = child.exitCode === null && child.pid !== undefined ? descendantsOf(child.pid) : [];
      child.kill(signal);
      await ended;
      return below;
    };
    opened.push(() => stop('SIGKILL'));
    return { process: child, told: () => told, stop };
  };
  const finished = async (id: string): Promise<JobInfo> => {
    for (;;) {
      const job = await queue.job(id);
      if (job && job.state !== 'waiting' && job.state !== 'active') return job;
      await sleep(100);
    }
  };
  return { store, settings, queue, start, finished };
}

async function launchBoth({ queue }: Place): Promise<readonly string[]> {
  const launchedAt = new Date().toISOString();
  const jobs: string[] = [];
  for (const subject of SUBJECTS) jobs.push((await launchCrawl(queue, { subject, launchedAt, fresh: false, includeUnverified: false, previous: null, options: OPTIONS })).id);
  return jobs;
}

const goodRuns = async ({ store }: Place, subject: string): Promise<readonly Run[]> => (await store.survey.runs(subject)).filter((run) => run.status === 'done');
const answersOf = async ({ store }: Place, run: string): Promise<unknown> =>
  (await store.loadAssessment(run)).answers.map(({ indicator, answer, rung, reasons }) => ({ indicator, answer, rung, reasons }));
const isAlive = (pid: number): boolean => existsSync(`/proc/${pid}`);
/** Waits until none of the processes is there any more; the ones that stay. */
const left = async (pids: readonly number[]): Promise<readonly number[]> => {
  for (let tries = 0; tries < 100 && pids.some(isAlive); tries++) await sleep(100);
  return pids.filter(isAlive);
};

describe('two portals through the queue', () => {
  let place: Place;
  let worker: Worker;
  const firstNight = new Map<string, { readonly run: Run; readonly ms: number }>();
  beforeAll(async () => {
    place = await ownPlace();
    worker = place.start();
    const jobs = await launchBoth(place);
    for (const job of jobs) expect(await place.finished(job)).toMatchObject({ state: 'done', result: { status: 'done' }, attempts: 1 });
    for (const subject of SUBJECTS) {
      const [run] = await goodRuns(place, subject);
      if (run) firstNight.set(subject, { run, ms: Date.parse(run.finishedAt ?? '') - Date.parse(run.startedAt) });
    }
  });

  test('each has one complete run, and how it went was noted', async () => {
    for (const subject of SUBJECTS) expect((await place.store.survey.runs(subject)).map((run) => run.status)).toEqual(['done']);
    expect(new Set((await place.store.survey.events(0, 5000)).map((event) => event.kind))).toEqual(expect.objectContaining(new Set(['crawl-started', 'crawl-note', 'crawl-page', 'crawl-done'])));
  });

  test('the same job once more finds nothing to do and says so', async () => {
    const [run] = await goodRuns(place, 'demo-national');
    const from = asked();
    const { id } = await launchCrawl(place.queue, { subject: 'demo-national', launchedAt: run?.startedAt ?? '', fresh: false, includeUnverified: false, previous: null, options: OPTIONS });
    expect((await place.finished(id)).result?.status).toBe('nothing-to-do');
    expect(asked()).toBe(from);
    expect(await goodRuns(place, 'demo-national')).toHaveLength(1);
  });

  test('a worker killed in the middle: another ends it with the same answers, and no process is left behind', async () => {
    const other = await ownPlace();
    const first = other.start();
    const from = asked();
    const jobs = await launchBoth(other);
    while (asked() - from < 30) await sleep(20);
    const orphans = await first.stop('SIGKILL');
    expect(orphans.length).toBeGreaterThan(0);
    expect(await left(orphans)).toEqual([]);
    const second = other.start();
    for (const job of jobs) expect(await other.finished(job)).toMatchObject({ state: 'done', attempts: 2 });
    for (const subject of SUBJECTS) {
      const runs = await other.store.survey.runs(subject);
      expect(
        runs.map((run) => run.status),
        'the unfinished run was gone on with',
      ).toEqual(['done']);
      expect(await answersOf(other, runs[0]?.id ?? '')).toEqual(await answersOf(place, firstNight.get(subject)?.run.id ?? ''));
    }
    expect(await left(await second.stop())).toEqual([]);
  });

  describe('nights', () => {
    beforeAll(async () => {
      for (const subject of SUBJECTS) await place.store.survey.setSchedule({ subject, cron: '0 2 * * *', timeZone: 'Europe/Rome', enabled: true });
      await place.store.people.addAccount(account('ada', 'assessor'), 'hash');
    });
    /** Each night has a minute of its own: one minute may have one night only. */
    const tonight = async (subject: string, minute: string): Promise<JobInfo> => {
      const { id, added } = await place.queue.enqueue(NIGHTLY, { subject, minute, launchedAt: new Date().toISOString() });
      expect(added).toBe(true);
      return place.finished(id);
    };

    let quietNight = '';
    test('nothing changed: nothing is told, and hardly anything is measured again', async () => {
      const documents = (): number => portals.get('municipal')?.asked.filter(({ headers }) => headers['sec-fetch-dest'] === 'document').length ?? 0;
      const before = documents();
      const started = performance.now();
      const job = await tonight('demo-municipal', '2026-01-02T02:00:00.000Z');
      const ms = performance.now() - started;
      expect(job).toMatchObject({ state: 'done', result: { status: 'done', data: { changes: 0, secondLook: null, reopened: [] } } });
      expect(await place.store.survey.changes({ subject: 'demo-municipal' })).toEqual([]);
      expect(documents() - before, 'script-built pages only').toBeLessThanOrEqual(2);
      const first = firstNight.get('demo-municipal');
      process.stderr.write(`a night without changes took ${Math.round(ms)} ms, the first visit ${first?.ms} ms: ${(ms / (first?.ms ?? 1)).toFixed(2)}\n`);
      const [newest] = await goodRuns(place, 'demo-municipal');
      quietNight = newest?.id ?? '';
      expect(await answersOf(place, newest?.id ?? '')).toEqual(await answersOf(place, first?.run.id ?? ''));
    });

    test('the second night tells what changed and reopens the answers it touches', async () => {
      const { secondNight } = parse(await readFile(TRUTH, 'utf8')) as SecondNight;
      const [answer] = secondNight.answers.municipal ?? [];
      const draftOf = async (subject: string) => (await place.store.loadAssessment((await goodRuns(place, subject))[0]?.id ?? '')).answers;
      const drafted = (await draftOf('demo-municipal')).find((draft) => draft.indicator === answer?.indicator);
      expect(drafted?.answer).not.toBe('yes');
      const decided = validation({
        id: 'v1',
        subject: 'demo-municipal',
        edition: 'losi-2024',
        indicator: answer?.indicator ?? '',
        answer: 'no',
        by: 'ada',
        at: new Date().toISOString(),
        retracts: null,
        url: null,
      });
      expect(await place.store.decisions.decide(decided, null)).toEqual({ ok: true });

      night = 'second';
      const jobs = await Promise.all(SUBJECTS.map((subject) => tonight(subject, '2026-01-03T02:00:00.000Z')));
      for (const job of jobs) expect(job).toMatchObject({ state: 'done', result: { status: 'done' } });
      const changes = (await Promise.all(SUBJECTS.map((subject) => place.store.survey.changes({ subject })))).flat();
      const told = new Set(changes.map((change) => change.key));
      for (const { portal, page } of secondNight.changes) {
        if (page === '/') continue; // only a header: told as a finding
        expect(told, `${portal} ${page}`).toContain(new URL(page, portals.get(portal)?.url).href);
      }
      expect(changes).toContainEqual(expect.objectContaining({ kind: 'answer', key: answer?.indicator, cause: 'they', worse: false }));
      expect(changes.filter((change) => change.kind === 'finding' && change.key.startsWith('security/') && !change.worse).length).toBeGreaterThan(0);
      expect(changes.filter((change) => change.cause === 'we')).toEqual([]);
      expect((await place.store.decisions.reopenings('demo-municipal', 'losi-2024')).map((row) => row.indicator)).toEqual([answer?.indicator]);
    });

    test('a worse answer is told once a second look has seen it, too; one that was so for a moment only is doubtful and reopens nothing', async () => {
      const ask = validation({
        id: 'v2',
        subject: 'demo-municipal',
        edition: 'losi-2024',
        indicator: 'LOSI24-SP-259',
        answer: 'no',
        by: 'ada',
        at: new Date().toISOString(),
        retracts: null,
        url: null,
      });
      expect(await place.store.decisions.decide(ask, null)).toEqual({ ok: true });
      flicker.add('/services/birth-certificate');
      for (const page of ['/services/address-change', '/it/servizi/cambio-indirizzo']) gone.add(page);
      const job = await tonight('demo-municipal', '2026-01-04T02:00:00.000Z');
      expect(job.result?.data?.['secondLook']).toEqual(expect.any(String));
      const changes = await place.store.survey.changes({ subject: 'demo-municipal' });
      expect(changes).toContainEqual(expect.objectContaining({ kind: 'answer', key: 'LOSI24-SP-259', worse: true, cause: 'doubtful' }));
      expect(changes).toContainEqual(expect.objectContaining({ kind: 'answer', key: 'LOSI24-SP-262', worse: true, cause: 'they' }));
      expect(job.result?.data?.['reopened']).toEqual([]);
    });

    test('what our own rules changed is told apart from what they changed', async () => {
      const before = await place.store.loadAssessment(firstNight.get('demo-municipal')?.run.id ?? '');
      const { run, ...concluded } = before;
      const older = concluded.answers.map((draft) => (draft.indicator === 'LOSI24-SP-259' ? { ...draft, answer: 'not-found' as const, rung: null } : draft));
      await place.store.saveConclusions(run.id, { ...concluded, answers: older }, { ...run, codeVersion: 'older' });
      const compared = await compareStored(run.id, quietNight, place.store);
      expect(compared).toEqual([{ cause: 'we', difference: expect.objectContaining({ kind: 'answer', key: 'LOSI24-SP-259' }) }]);
    });

    test('a night that was begun is not begun again', async () => {
      expect(await tonight('demo-national', '2026-01-03T02:00:00.000Z')).toMatchObject({ state: 'done', result: { status: 'nothing-to-do' } });
      expect(await place.store.survey.beginNight('demo-national', '2026-01-05T02:00:00.000Z')).toBe(true);
      expect(await tonight('demo-national', '2026-01-06T01:00:00.000Z')).toMatchObject({ state: 'done', result: { status: 'nothing-to-do' } });
      await place.store.survey.endNight('demo-national');
    });
  });

  test('a worker that is stopped leaves nothing behind', async () => {
    const below = await worker.stop();
    expect(worker.told()).toMatch(/closed\n$/);
    expect(await left(below)).toEqual([]);
  });
});
