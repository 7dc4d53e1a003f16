import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** A secret of 256 random bits, as it stands in a cookie, a link or a program's settings. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What is kept of a secret. A plain hash is enough: nobody guesses 256 random bits. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Another secret that follows from the first, for one purpose; the first does not follow from it. */
export const derivedSecret = (secret: string, purpose: string): string => createHmac('sha256', secret).update(purpose).digest('base64url');

/** Compares without telling by the time taken where the two differ. */
export const sameSecret = (one: string, other: string): boolean => {
  const [a, b] = [createHash('sha256').update(one).digest(), createHash('sha256').update(other).digest()];
  return timingSafeEqual(a, b);
};
