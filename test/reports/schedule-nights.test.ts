import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../../storage/store.ts';
import { subject } from '../storage/things.ts';

const EGOV = resolve(import.meta.dirname, '../../egov');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'egov-nights-'));
  const store = await openStore({ data: folder });
  await store.survey.addSubjects(
    [subject('KEN', { level: 'national', iso3: 'KEN' }), subject('KEN-city', { iso3: 'KEN' }), subject('FRA-city', { iso3: 'FRA' })].map((one) => ({ subject: one, portals: [] })),
  );
  await store.close();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const nightly = (...args: string[]): Promise<{ readonly code: number; readonly out: string; readonly told: string }> =>
  new Promise((done) => {
    execFile(EGOV, ['nightly', ...args], { env: { PATH: process.env['PATH'], EGOV_DATA: folder } }, (error, out, told) => done({ code: error ? Number(error.code) : 0, out, told }));
  });
const who = (out: string): string[] =>
  out
    .split('\n')
    .flatMap((line) => line.split('  ')[0] || [])
    .sort();
const known = async () => {
  const store = await openStore({ data: folder });
  try {
    const waiting = (await store.jobs.jobs({ state: 'waiting', limit: 50 })).map(({ key }) => key).sort();
    return { schedules: (await store.survey.schedules()).map(({ subject: id, cron, timeZone, enabled }) => [id, cron, timeZone, enabled]).sort(), waiting };
  } finally {
    await store.close();
  }
};

test('a country by its code, one level of it, one subject; listed and switched off; store and queue know', { timeout: 60_000 }, async () => {
  const set = await nightly('--at', '0 2 * * *', '--zone', 'Africa/Nairobi', 'KEN');
  expect(set).toMatchObject({ code: 0, told: '' });
  expect(set.out).toMatch(/^KEN  0 2 \* \* \*  Africa\/Nairobi  next \d{4}-\d\d-\d\dT23:00:00\.000Z$/m);
  await nightly('--at', '30 3 * * 1', 'FRA-city');
  expect(await known()).toEqual({
    schedules: [
      ['FRA-city', '30 3 * * 1', 'UTC', true],
      ['KEN', '0 2 * * *', 'Africa/Nairobi', true],
      ['KEN-city', '0 2 * * *', 'Africa/Nairobi', true],
    ],
    waiting: ['@schedule:night-FRA-city', '@schedule:night-KEN', '@schedule:night-KEN-city'],
  });
  expect((await nightly('--off', '--level', 'national', 'ken')).out).toMatch(/^KEN  .*  off$/m);
  expect((await known()).waiting).toEqual(['@schedule:night-FRA-city', '@schedule:night-KEN-city']);
  expect(who((await nightly('--list')).out)).toEqual(['FRA-city', 'KEN', 'KEN-city']);
  expect(who((await nightly('--list', 'FRA')).out)).toEqual(['FRA-city']);
});

test.each([
  [['--at', '0 2 * *', 'KEN'], 'five fields'],
  [['--at', '0 2 * * *', '--zone', 'Kenya/Nairobi', 'KEN'], 'time zone'],
  [['--at', '0 2 * * *'], 'Say whose nights'],
  [['--at', '0 2 * * *', 'NIX'], 'Nothing is known of "NIX"'],
  [['--at', '0 2 * * *', '--off', 'KEN'], 'Give one of'],
  [['--now', 'KEN'], 'Give one of'],
])('nightly %j is refused with 2', async (args, words) => {
  const { code, told } = await nightly(...args);
  expect(told).toContain(words);
  expect(code).toBe(2);
});
