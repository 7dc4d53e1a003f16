import { respond } from '../../reports/demo/serve.ts';
import { allJobs } from '../../queue/jobs/all-jobs.ts';
import { launchNight } from '../../queue/jobs/nightly.ts';
import { serve } from '../serve-folder.ts';
import { cpuSeconds, median } from './measure.ts';
import { finished, launch, ownPlace, register } from './own-place.ts';

export interface Nights {
  readonly first: Cost;
  readonly quiet: Cost;
  readonly pages: number;
  readonly browserPages: number;
  readonly changes: readonly number[];
  readonly taken: string;
}
/** Of one visit from launch to end, with all its processes; medians where there were several. */
interface Cost {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

const BROWSER_PAGES = 24; // as many as a portal has when nothing is set
const TURNS = 3;

/**
 * The first visit of the municipal demo portal, and a night in which nothing has changed there; three times, each a subject of its own. No pause
 * between requests: it would be the same in both. What is compiled for a first visit anywhere is compiled before.
 */
export async function nights(): Promise<Nights> {
  const today = new Date().toISOString().slice(0, 10);
  const portals = await Promise.all(Array.from({ length: TURNS + 1 }, () => serve(({ origin, address }) => respond('municipal', origin + address, today, 'first'))));
  const place = await ownPlace();
  const stop = new AbortController();
  try {
    await register(
      place,
      portals.map(({ url }, index) => ({ id: subjectOf(index), url })),
    );
    const working = place.queue.run(allJobs(place), { concurrency: 1, signal: stop.signal });
    const timed = async (begin: () => Promise<string>) => {
      const [began, cpu] = [performance.now(), cpuSeconds()];
      const { result, error } = await finished(place, await begin());
      if (result?.status !== 'done') throw new Error(`The visit failed: ${error ?? result?.summary}`);
      return { seconds: (performance.now() - began) / 1000, cpuSeconds: cpuSeconds() - cpu, data: result.data };
    };
    const visit = (index: number, maxPages: number, browserPages: number) => timed(() => launch(place, subjectOf(index), { maxPages, browserPages, delayMs: 0 }));
    await visit(TURNS, 5, 1);
    const turns: { readonly first: Awaited<ReturnType<typeof timed>>; readonly quiet: Awaited<ReturnType<typeof timed>> }[] = [];
    for (let index = 0; index < TURNS; index++) {
      await place.store.survey.setSchedule({ subject: subjectOf(index), cron: '0 2 * * *', timeZone: 'Europe/Rome', enabled: true });
      turns.push({ first: await visit(index, 300, BROWSER_PAGES), quiet: await timed(async () => (await launchNight(place.queue, subjectOf(index), new Date())).id) });
    }
    stop.abort();
    await working;
    const { pages } = await place.store.loadAssessment(String(turns[0]?.first.data?.['run']));
    const taken = (await place.store.survey.events(0, 5000)).findLast(({ text }) => text.includes('unchanged since'))?.text ?? 'nothing was taken over';
    return {
      first: middle(turns.map(({ first }) => first)),
      quiet: middle(turns.map(({ quiet }) => quiet)),
      pages: pages.length,
      browserPages: pages.filter(({ screenshot }) => screenshot !== null).length,
      changes: turns.map(({ quiet }) => Number(quiet.data?.['changes'])),
      taken,
    };
  } finally {
    stop.abort();
    await place.close();
    await Promise.all(portals.map((portal) => portal.close()));
  }
}

const subjectOf = (index: number): string => `demo-municipal-${index}`;
const middle = (costs: readonly Cost[]): Cost => ({ seconds: median(costs.map(({ seconds }) => seconds)), cpuSeconds: median(costs.map((cost) => cost.cpuSeconds)) });

/** The two side by side; the second's share of the first, by the clock and by work done. */
export function printNights({ first, quiet, pages, browserPages, changes, taken }: Nights): { readonly wall: number; readonly cpu: number } {
  const told = ({ seconds, cpuSeconds: cpu }: Cost): string => `${seconds.toFixed(1)} s (CPU ${cpu.toFixed(1)} s)`;
  console.log(
    `\n6. Nights, medians of ${TURNS}: first ${told(first)} for ${pages} pages, ${browserPages} of them pictured, then one in which nothing changed ${told(quiet)}; ${changes.join(', ')} changes told; ${taken}`,
  );
  return { wall: quiet.seconds / first.seconds, cpu: quiet.cpuSeconds / first.cpuSeconds };
}

if (import.meta.main) {
  const { wall, cpu } = printNights(await nights());
  console.log(`  ratio ${wall.toFixed(2)}, CPU ${cpu.toFixed(2)}`);
}
