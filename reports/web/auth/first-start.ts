import type { Store } from '../../../storage/store.ts';
import { invite } from './invitations.ts';

/** One-time link for the first administrator, valid for a day; null where somebody has an account already. Who opens it gives their own e-mail. */
export const firstLink = async (store: Pick<Store, 'people'>, base: string, now: Date): Promise<string | null> => {
  if ((await store.people.accounts()).length > 0) return null;
  const [sent] = await invite(store, [{ email: '', name: '', role: 'administrator', languages: [] }], { by: null, now, base, days: 1 });
  return sent?.link ?? null;
};
