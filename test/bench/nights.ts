import { respond } from '../../reports/demo/serve.ts';
import { allJobs } from '../../queue/jobs/all-jobs.ts';
import { launchNight } from '../../queue/jobs/nightly.ts';
import { serve } from '../serve-folder.ts';
import { finished, launch, ownPlace, register } from './own-place.ts';

export interface Nights {
  readonly firstSeconds: number;
  readonly quietSeconds: number;
  readonly pages: number;
  readonly browserPages: number;
  readonly changes: number;
  readonly taken: string;
}

const SUBJECT = 'demo-municipal';
const BROWSER_PAGES = 24; // as many as a portal has when nothing is set

/** The first visit of the municipal demo portal, and a night in which nothing has changed there, from launch to end. No pause between requests: it would be the same in both. */
export async function nights(): Promise<Nights> {
  const today = new Date().toISOString().slice(0, 10);
  const portal = await serve(({ origin, address }) => respond('municipal', origin + address, today, 'first'));
  const place = await ownPlace();
  const stop = new AbortController();
  try {
    await register(place, [{ id: SUBJECT, url: portal.url }]);
    await place.store.survey.setSchedule({ subject: SUBJECT, cron: '0 2 * * *', timeZone: 'Europe/Rome', enabled: true });
    const working = place.queue.run(allJobs(place), { concurrency: 1, signal: stop.signal });
    const timed = async (begin: () => Promise<string>) => {
      const began = performance.now();
      const { result, error } = await finished(place, await begin());
      if (result?.status !== 'done') throw new Error(`The visit failed: ${error ?? result?.summary}`);
      return { seconds: (performance.now() - began) / 1000, data: result.data };
    };
    const first = await timed(() => launch(place, SUBJECT, { maxPages: 300, browserPages: BROWSER_PAGES, delayMs: 0 }));
    const quiet = await timed(async () => (await launchNight(place.queue, SUBJECT, new Date())).id);
    stop.abort();
    await working;
    const { pages } = await place.store.loadAssessment(String(first.data?.['run']));
    const taken = (await place.store.survey.events(0, 5000)).findLast(({ text }) => text.includes('unchanged since'))?.text ?? 'nothing was taken over';
    return {
      firstSeconds: first.seconds,
      quietSeconds: quiet.seconds,
      pages: pages.length,
      browserPages: pages.filter(({ screenshot }) => screenshot !== null).length,
      changes: Number(quiet.data?.['changes']),
      taken,
    };
  } finally {
    stop.abort();
    await place.close();
    await portal.close();
  }
}

/** The two side by side; the second's share of the first. */
export function printNights({ firstSeconds, quietSeconds, pages, browserPages, changes, taken }: Nights): number {
  console.log(
    `\n6. Nights: first ${firstSeconds.toFixed(1)} s (${pages} pages, ${browserPages} of them pictured), then one in which nothing changed ${quietSeconds.toFixed(1)} s (${changes} changes told; ${taken})`,
  );
  return quietSeconds / firstSeconds;
}

if (import.meta.main) console.log(`  ratio ${printNights(await nights()).toFixed(2)}`);
