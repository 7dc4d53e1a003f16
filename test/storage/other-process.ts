import { type ChildProcess, fork } from 'node:child_process';
import { openStore, type Store } from '../../storage/store.ts';
import type { StoreSettings } from './both-databases.ts';
import { validation } from './things.ts';

/** What another process can be told to do with the same database; it answers with a list of texts. */
const WORKS = {
  async open() {
    return ['opened'];
  },
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
  async beginNight({ survey }: Store) {
    return [String(await survey.beginNight('lindenau', '2026-03-02T01:00:00.000Z'))];
  },
  async decide({ decisions }: Store, me: string) {
    return [String((await decisions.decide(validation({ id: `answer-of-${me}` }), null)).ok)];
  },
  async write({ survey }: Store, me: string) {
    for (let time = 0; time < 40; time++) await survey.note({ subject: 'lindenau', run: null, kind: 'note', text: `${me} ${time}`, at: '2026-03-02T01:00:00.000Z' });
    return [me];
  },
  async demote({ people }: Store, me: string) {
    return [String(await people.setRole(me, 'reader'))];
  },
} as const satisfies Record<string, (store: Store, me: string) => Promise<string[]>>;

type Work = keyof typeof WORKS;
type Answers = readonly (readonly string[])[];

/** Lets processes, one per name, do the same at the same moment, one work after the other. Their answers by work, in the order of the names. */
export async function inProcesses<const Works extends readonly Work[]>(settings: StoreSettings, works: Works, names: readonly string[]): Promise<{ readonly [Place in keyof Works]: Answers }> {
  const children = names.map((name) => fork(import.meta.filename, [JSON.stringify({ settings, name, opened: works[0] !== 'open' })]));
  try {
    await Promise.all(children.map(answer)); // each has said that it is ready
    const answers: Answers[] = [];
    for (const work of works)
      answers.push(
        await Promise.all(
          children.map((child) => {
            child.send(work);
            return answer(child);
          }),
        ),
      );
    return answers as { readonly [Place in keyof Works]: Answers };
  } finally {
    for (const child of children) child.disconnect();
  }
}

function answer(child: ChildProcess): Promise<readonly string[]> {
  return new Promise((done, failed) => {
    const gone = (code: number | null): void => failed(new Error(`the other process ended with ${code}`));
    child.once('exit', gone).once('message', (message) => {
      child.off('exit', gone);
      if (Array.isArray(message)) done(message as string[]);
      else failed(new Error(String(message)));
    });
  });
}

if (import.meta.main) {
  const { settings, name, opened } = JSON.parse(process.argv[2] ?? '') as { settings: StoreSettings; name: string; opened: boolean };
  let store = opened ? await openStore(settings) : null;
  process.on('message', async (work) => {
    try {
      store ??= await openStore(settings);
      process.send?.(await WORKS[work as Work](store, name));
    } catch (error) {
      process.send?.(String(error));
    }
  });
  process.once('disconnect', () => store?.close());
  process.send?.([]);
}
