import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hashOf, newSecret } from '../../reports/web/auth/secrets.ts';
import { loadCatalogue } from '../../config/catalogue.ts';
import type { Settings } from '../../config/settings.ts';
import { freePort } from '../services/private-process.ts';
import { child, median } from './measure.ts';
import { launch, ownPlace, type Place, register } from './own-place.ts';

export interface Decisions {
  /** Decisions that `egov serve` had acknowledged when it was killed, how often that was, and those that are not there. */
  readonly acknowledged: number;
  readonly kills: number;
  readonly lost: readonly string[];
  /** Milliseconds of a decision and of the page with the next question while two crawls run. */
  readonly decided: Spread;
  readonly opened: Spread /** Decisions that were made while both crawls were under way. */;
  readonly during: number;
}
interface Spread {
  readonly p50: number;
  readonly p95: number;
}

const CLI = join(import.meta.dirname, '../../reports/cli.ts');
const EDITION = 'losi-2024';
const CLIENTS = 20;
const KILLS = 3;
const KILL_AFTER = 60; // decisions, each time
const KILL_PATIENCE_MS = 60_000;
const THINK_MS = 2000; // faster than people are: 20 of them decide 10 questions a second
const MEASURED_MS = 30_000;
const CRAWL = { maxPages: 300, browserPages: 24, delayMs: 0 };

/** Twenty assessors, each with a subject of their own, decide over HTTP with sessions: first as fast as they can while the server is killed, then at a steady pace while its worker crawls two portals. */
export async function decisions(): Promise<Decisions> {
  const place = await ownPlace();
  const portals = await Promise.all([0, 1].map(() => child<{ port: number }>('./server.ts', ['300'])));
  try {
    const clients = await assessors(
      place,
      portals.map(({ message }) => `http://127.0.0.1:${message.port}/`),
    );
    const port = await freePort();
    const acknowledged = new Map<string, string>(); // note → subject
    for (let kill = 0; kill < KILLS; kill++) {
      const server = await serving(place.settings, port, false);
      let over = false;
      const deciding = clients.map(async (client) => {
        while (!over) {
          const made = await decide(client, port).catch(() => null);
          if (made) acknowledged.set(made.note, client.subject);
          else await sleep(20);
        }
      });
      const enough = acknowledged.size + KILL_AFTER;
      for (const until = performance.now() + KILL_PATIENCE_MS; acknowledged.size < enough && performance.now() < until; ) await sleep(20);
      server.kill('SIGKILL'); // in the middle of what all of them are sending
      await once(server, 'exit');
      over = true;
      await Promise.all(deciding);
    }
    const kept = new Set((await Promise.all(clients.map(({ subject }) => place.store.decisions.validations(subject, EDITION)))).flat().map(({ note }) => note));
    const lost = [...acknowledged.keys()].filter((note) => !kept.has(note));
    return { acknowledged: acknowledged.size, kills: KILLS, lost, ...(await whileCrawling(place, clients, port)) };
  } finally {
    for (const { stop } of portals) stop();
    await place.close();
  }
}

async function whileCrawling(place: Place, clients: readonly Client[], port: number): Promise<Pick<Decisions, 'decided' | 'opened' | 'during'>> {
  const server = await serving(place.settings, port, true);
  try {
    const jobs = [await launch(place, 'crawled-1', CRAWL), await launch(place, 'crawled-2', CRAWL)];
    while ((await place.store.survey.events(0, 5000)).filter(({ kind }) => kind === 'crawl-page').length === 0) await sleep(100);
    const made: { readonly decidedMs: number; readonly openedMs: number }[] = [];
    const bothRun = async (): Promise<boolean> => (await Promise.all(jobs.map((id) => place.queue.job(id)))).every((job) => job?.state === 'active');
    let under = true;
    const watching = (async () => {
      for (const until = performance.now() + MEASURED_MS; under && performance.now() < until; await sleep(500)) under = await bothRun();
      under = false;
    })();
    await Promise.all(
      clients.map(async (client) => {
        await sleep(Math.random() * THINK_MS);
        while (under) {
          const one = await decide(client, port);
          if (under && one) made.push(one);
          await sleep(THINK_MS * (0.5 + Math.random()));
        }
      }),
    );
    await watching;
    for (const id of jobs) await place.queue.cancel(id);
    return { decided: spread(made.map(({ decidedMs }) => decidedMs)), opened: spread(made.map(({ openedMs }) => openedMs)), during: made.length };
  } finally {
    server.kill('SIGTERM');
    await once(server, 'exit');
  }
}

interface Client {
  readonly subject: string;
  readonly cookie: string;
  readonly questions: readonly string[];
  next: number;
}

/** Registers the subjects, the people with a session each, and who answers what. */
async function assessors(place: Place, crawled: readonly string[]): Promise<readonly Client[]> {
  const { store } = place;
  const at = new Date().toISOString();
  const questions = (await loadCatalogue(EDITION)).indicators.map(({ id }) => id);
  await register(place, [
    ...crawled.map((url, index) => ({ id: `crawled-${index + 1}`, url })),
    ...Array.from({ length: CLIENTS }, (_, index) => ({ id: `town-${index}`, url: `https://town-${index}.example/` })),
  ]);
  const clients: Client[] = [];
  for (let index = 0; index < CLIENTS; index++) {
    const [account, subject, secret] = [`assessor-${index}`, `town-${index}`, newSecret()];
    await store.people.addAccount({ id: account, email: `${account}@un.example`, name: account, role: 'assessor', languages: ['en'], createdAt: at }, 'no password');
    await store.people.openSession({ id: randomUUID(), secretHash: hashOf(secret), account, createdAt: at, expiresAt: new Date(Date.now() + 86_400_000).toISOString(), agent: 'bench' });
    await store.decisions.assign([{ subject, edition: EDITION, round: 'first', account, by: account, at, dueAt: null }]);
    clients.push({ subject, cookie: `egov=${secret}`, questions, next: 0 });
  }
  return clients;
}

/** Opens the next question and decides it, as a browser would. Null when the server did not acknowledge it. */
async function decide(client: Client, port: number): Promise<{ readonly note: string; readonly decidedMs: number; readonly openedMs: number } | null> {
  const origin = `http://127.0.0.1:${port}`;
  const path = `/subjects/${client.subject}/questions/${client.questions[client.next++ % client.questions.length]}`;
  const began = performance.now();
  const text = await (await fetch(origin + path, { headers: { cookie: client.cookie } })).text();
  const openedMs = performance.now() - began;
  const form = text.slice(text.indexOf(`action="${path}"`)).split('</form>')[0] ?? '';
  const hidden = Object.fromEntries([...form.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)].map(([, name = '', value = '']) => [name, value]));
  const note = `bench ${randomUUID()}`;
  const sent = performance.now();
  const response = await fetch(origin + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: client.cookie, origin },
    body: new URLSearchParams({ url: '', ...hidden, answer: 'no', note }),
  });
  await response.arrayBuffer();
  return response.status === 303 ? { note, decidedMs: performance.now() - sent, openedMs } : null;
}

/** `egov serve` as its own process, once it answers. */
async function serving(settings: Settings, port: number, worker: boolean): Promise<ChildProcess> {
  const { PATH = '', HOME = '' } = process.env;
  const started = spawn(process.execPath, ['--no-warnings', CLI, 'serve', '--port', String(port), ...(worker ? [] : ['--no-worker'])], {
    env: { PATH, HOME, EGOV_DATA: settings.data },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (let tries = 0; tries < 600; tries++) {
    if (started.exitCode !== null) break;
    if ((await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => null))?.ok) return started;
    await sleep(100);
  }
  started.kill('SIGKILL');
  throw new Error('egov serve did not answer.');
}

const spread = (values: readonly number[]): Spread => ({ p50: values.length ? median(values) : Infinity, p95: values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1] ?? Infinity });

/** What was found, on the screen. */
export function printDecisions({ acknowledged, kills, lost, decided, opened, during }: Decisions): void {
  console.log(`\n7. Decisions by ${CLIENTS} people at a time: ${acknowledged} acknowledged before the server was killed ${kills} times, ${lost.length} of them lost`);
  console.log(
    `  while two crawls run, ${during} decisions: p50 ${decided.p50.toFixed(0)} ms, p95 ${decided.p95.toFixed(0)} ms; the question's page p50 ${opened.p50.toFixed(0)} ms, p95 ${opened.p95.toFixed(0)} ms`,
  );
}

if (import.meta.main) printDecisions(await decisions());
