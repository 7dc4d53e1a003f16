import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** Cost of new hashes: scrypt N = 2^16, r = 8, p = 2 (OWASP Password Storage Cheat Sheet), 64 MiB each. Kept with the hash, so that it can rise. */
const COST = { ln: 16, r: 8, p: 2 } as const;
const KEY_BYTES = 32;
const LEAST_LENGTH = 12;
const MOST_LENGTH = 256;
const LEAST_DIFFERENT = 5;
const SHAPE = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9_-]+)\$([A-Za-z0-9_-]+)$/;

interface Cost {
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

/** One at a time: many sign-ins at once would take memory and the threads that files and names are read with. */
let last: Promise<unknown> = Promise.resolve();
const derive = (password: string, salt: Buffer, { ln, r, p }: Cost): Promise<Buffer> => {
  const derived = last.then(
    () =>
      new Promise<Buffer>((resolve, reject) => {
        // NIST SP 800-63B §3.1.1.2: the same password typed on another keyboard is the same password
        scrypt(password.normalize('NFKC'), salt, KEY_BYTES, { N: 2 ** ln, r, p, maxmem: 2 * 128 * 2 ** ln * r }, (error, key) => (error ? reject(error) : resolve(key)));
      }),
  );
  last = derived.catch(() => undefined);
  return derived;
};

/** The hash to keep, in the PHC string format with its cost and a salt of its own. */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(16);
  return `$scrypt$ln=${COST.ln},r=${COST.r},p=${COST.p}$${salt.toString('base64url')}$${(await derive(password, salt, COST)).toString('base64url')}`;
};

/** Hash of a password that nobody knows. */
const dummy = `$scrypt$ln=${COST.ln},r=${COST.r},p=${COST.p}$${randomBytes(16).toString('base64url')}$${randomBytes(KEY_BYTES).toString('base64url')}`;

/** Is this the password? Without a hash (no such account) the same work is done, so that the time taken does not tell who has an account. */
export const isPassword = async (password: string, hash: string | null): Promise<boolean> => {
  const match = SHAPE.exec(hash ?? dummy);
  if (!match || password.length > MOST_LENGTH) return false;
  const [, ln, r, p, salt = '', key = ''] = match;
  const kept = Buffer.from(key, 'base64url');
  const given = await derive(password, Buffer.from(salt, 'base64url'), { ln: Number(ln), r: Number(r), p: Number(p) });
  return kept.length === given.length && timingSafeEqual(kept, given) && hash !== null;
};

/** What is wrong with a new password, null when nothing is. Length counts, not signs and digits (NIST SP 800-63B §3.1.1.2). */
export const passwordProblem = (password: string, email: string): string | null => {
  const name = email.split('@')[0]?.toLowerCase() ?? '';
  if (password.length < LEAST_LENGTH) return `The password needs at least ${LEAST_LENGTH} characters. Some words in a row are easy to remember.`;
  if (password.length > MOST_LENGTH) return `The password may have at most ${MOST_LENGTH} characters.`;
  if (new Set(password).size < LEAST_DIFFERENT || 'abcdefghijklmnopqrstuvwxyz 01234567890 qwertyuiop asdfghjkl zxcvbnm'.includes(password.toLowerCase()))
    return 'This password is too easy to guess. Some words in a row are easy to remember.';
  if (name.length >= 4 && password.toLowerCase().includes(name)) return 'The password must not contain the name in your e-mail address.';
  return null;
};
