import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { sameSecret } from './auth/secrets.ts';

const shape = z.strictObject({
  id: z.string(),
  account: z.string(),
  subject: z.string(),
  indicator: z.string(),
  round: z.string(),
  run: z.string().nullable(),
  sawDraft: z.boolean(),
  shownAt: z.string(),
});
/** What was on the screen, and since when. `id` becomes the decision's own, so that a form sent twice decides once. */
export type Stamp = z.output<typeof shape>;

const keys = new Map<string, Promise<string>>();

/** The key of the stamps lies in the data folder, which all processes share: a form shown by one may be sent to another, or to the same after a restart. */
const keyIn = (data: string): Promise<string> => {
  const known = keys.get(data);
  if (known) return known;
  const read = readOrMake(join(data, 'stamp.key'));
  keys.set(data, read);
  read.catch(() => keys.delete(data));
  return read;
};

const readOrMake = async (path: string): Promise<string> => {
  const there = await readFile(path, 'utf8').catch(() => null);
  if (there) return there;
  const aside = `${path}.${randomUUID()}`;
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(aside, randomBytes(32).toString('base64url'), { mode: 0o600 });
  await link(aside, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  }); // another process was faster
  await rm(aside, { force: true });
  return readFile(path, 'utf8');
};

const mac = (text: string, key: string): string => createHmac('sha256', key).update(text).digest('base64url');

/** A new stamp, as it stands in a hidden field. */
export const stamped = async (data: string, shown: Omit<Stamp, 'id'>): Promise<string> => {
  const text = Buffer.from(JSON.stringify({ id: randomUUID(), ...shown } satisfies Stamp)).toString('base64url');
  return `${text}.${mac(text, await keyIn(data))}`;
};

/** The stamp of a form, null when it is not ours. */
export const stampOf = async (data: string, field: string): Promise<Stamp | null> => {
  const [text = '', seal = ''] = field.split('.');
  if (!sameSecret(seal, mac(text, await keyIn(data)))) return null;
  return shape.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString())).data ?? null;
};
