import type { Settings } from '../config/settings.ts';
import type { Store } from '../storage/store.ts';
import type { Queue } from './contract.ts';
import { openEmbeddedQueue } from './embedded.ts';

/** The queue of this deployment: on Redis where the settings name one, else on the store's own job table. */
export const openQueue = async ({ redisUrl }: Pick<Settings, 'redisUrl'>, store: Pick<Store, 'jobs'>): Promise<Queue> => {
  if (redisUrl === null) return openEmbeddedQueue(store.jobs);
  const { openBullQueue } = await import('./bullmq.ts'); // not loaded where there is no Redis
  return openBullQueue({ redisUrl });
};
