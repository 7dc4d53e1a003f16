import type { Store } from '../../../storage/store.ts';
import { hashOf, newSecret } from './secrets.ts';

const DAY_MS = 86_400_000;

/** A link that signs this person in once, within a day, and leads to what they have to do. It is known here and now only. */
export const signInLink = async ({ people }: Pick<Store, 'people'>, account: string, { base, now }: { readonly base: string; readonly now: Date }): Promise<string> => {
  const secret = newSecret();
  await people.addSignInLink(hashOf(secret), account, new Date(now.getTime() + DAY_MS).toISOString());
  return `${base}/sign-in/link?token=${secret}`;
};
