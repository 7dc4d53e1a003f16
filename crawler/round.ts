import { BasicCrawler, Configuration, RequestList, log } from '@crawlee/basic';
import { MemoryStorage } from '@crawlee/memory-storage';
import { forgetVariables } from '../config/settings.ts';

/** What is to be read in a round; `key` is unique in it. */
export interface RoundItem {
  readonly key: string;
  readonly url: string;
}
/** Handles one item; `again` asks for another attempt. `last` is true when there will be none. */
export type Handle = (item: RoundItem, attempt: { readonly last: boolean }) => Promise<'settled' | 'again'>;

const MAX_RETRIES = 2;
const NEVER_MS = 2 ** 30; // twelve days
const HANDLER_SECONDS = 24 * 60 * 60; // our own deadlines are inside; Crawlee's would not stop the handler

/** Crawlee lets the environment overrule its options (its storage folder, purging), so its variables are removed. */
const CRAWLEE_VARIABLES = /^(CRAWLEE|APIFY)_/;

/** Its own settings for every crawl: nothing on disk, no `ps` every second, no state saved: the truth is in the ledger. */
const openConfiguration = (): Configuration =>
  new Configuration({
    persistStorage: false,
    purgeOnStart: false,
    systemInfoIntervalMillis: NEVER_MS,
    persistStateIntervalMillis: NEVER_MS,
    storageClient: new MemoryStorage({ persistStorage: false, writeMetadata: false }),
  });

/**
 * Runs one round with Crawlee as the engine of concurrency and retries. A crawler per round costs about 10 ms, and the
 * round's end is simply the end of `run`. Throws what a handler throws, once the items in hand are settled.
 */
export const runRound = async (items: readonly RoundItem[], options: { readonly concurrency: number; readonly signal: AbortSignal }, handle: Handle): Promise<void> => {
  if (!items.length || options.signal.aborted) return;
  forgetVariables(CRAWLEE_VARIABLES);
  log.setLevel(log.LEVELS.OFF);
  const byKey = new Map(items.map((item) => [item.key, item]));
  const bugs: unknown[] = [];
  // a list, not a queue: nothing is added during a round, and a list costs no locks
  const requestList = await RequestList.open(
    null,
    items.map(({ key, url }) => ({ url, uniqueKey: key })),
  );
  const crawler: BasicCrawler = new BasicCrawler(
    {
      requestList,
      maxRequestRetries: MAX_RETRIES,
      requestHandlerTimeoutSecs: HANDLER_SECONDS,
      // equal bounds: the pool neither ramps up slowly nor guesses at the machine's load
      minConcurrency: options.concurrency,
      maxConcurrency: options.concurrency,
      useSessionPool: false,
      retryOnBlocked: false,
      statisticsOptions: { saveErrorSnapshots: false, persistenceOptions: { enable: false } },
      autoscaledPoolOptions: { maybeRunIntervalSecs: 0.05, loggingIntervalSecs: null },
      requestHandler: async ({ request }) => {
        let result: 'settled' | 'again' = 'settled';
        try {
          result = await handle(byKey.get(request.uniqueKey)!, { last: request.retryCount >= MAX_RETRIES });
        } catch (error) {
          bugs.push(error);
          request.noRetry = true;
          crawler.stop();
        }
        if (result === 'again') throw new Error('again');
      },
    },
    openConfiguration(),
  );
  const stop = () => crawler.stop();
  options.signal.addEventListener('abort', stop, { once: true });
  try {
    await crawler.run();
  } finally {
    options.signal.removeEventListener('abort', stop);
  }
  if (bugs.length && !options.signal.aborted) throw bugs[0];
};
