import { spawn } from 'node:child_process';
import { openStore, type Store } from '../../storage/store.ts';
import type { StoreSettings } from './both-databases.ts';
import { validation } from './things.ts';

/** What another process can be told to do with the same database; it answers with a list of texts. */
const WORKS = {
  async open() { return ['opened']; },
  async claim({ jobs }: Store, me: string) {
    const taken: string[] = [];
    for (let job = await jobs.claim(['crawl'], me, 1000, 60_000); job; job = await jobs.claim(['crawl'], me, 1000, 60_000)) taken.push(job.id);
    return taken;
  },
  async reserve({ pace }: Store) {
    const moments: string[] = [];
    for (let time = 0; time < 50; time++) moments.push(String(await pace.reserve('www.example', 100, 5000)));
    return moments;
  },
  async beginNight({ survey }: Store) { return [String(await survey.beginNight('lindenau', '2026-03-02T01:00:00.000Z'))]; },
  async decide({ decisions }: Store, me: string) { return [String((await decisions.decide(validation({ id: `answer-of-${me}` }), null)).ok)]; },
  async write({ survey }: Store, me: string) {
    for (let time = 0; time < 40; time++) await survey.note({ subject: 'lindenau', run: null, kind: 'note', text: `${me} ${time}`, at: '2026-03-02T01:00:00.000Z' });
    return [me];
  },
  async demote({ people }: Store, me: string) { return [String(await people.setRole(me, 'reader'))]; },
} as const satisfies Record<string, (store: Store, me: string) => Promise<string[]>>;

/** Lets processes, one per name, do the same at the same moment. Their answers, in the order of the names. */
export function inProcesses(settings: StoreSettings, work: keyof typeof WORKS, names: readonly string[]): Promise<readonly (readonly string[])[]> {
  const startAt = Date.now() + 1200;
  return Promise.all(names.map(name => new Promise<readonly string[]>((done, failed) => {
    const child = spawn(process.execPath, [import.meta.filename, JSON.stringify({ settings, work, name, startAt })], { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let told = '';
    child.stdout.on('data', data => { out += data; });
    child.stderr.on('data', data => { told += data; });
    child.once('error', failed).once('close', code => { if (code === 0) done(JSON.parse(out) as string[]); else failed(new Error(`${work} by ${name} ended with ${code}: ${told}`)); });
  })));
}

if (import.meta.main) {
  const { settings, work, name, startAt } = JSON.parse(process.argv[2] ?? '') as { settings: StoreSettings; work: keyof typeof WORKS; name: string; startAt: number };
  const wait = (): Promise<unknown> => new Promise(go => { setTimeout(go, Math.max(0, startAt - Date.now())); });
  if (work === 'open') await wait();
  const store = await openStore(settings);
  await wait();
  process.stdout.write(JSON.stringify(await WORKS[work](store, name)));
  await store.close();
}
