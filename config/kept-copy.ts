import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * What was made from files, kept as JSON until the files change: reading a copy takes a tenth of the time of checking
 * thousands of lines again, in every process. `texts`: all it is made from. A copy that cannot be read or written is made
 * anew, so a full disk or two processes at once do no harm.
 */
export const keptCopy = async <Made>(folder: string, name: string, texts: readonly string[], make: () => Made): Promise<Made> => {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text).update('\0');
  const file = `${name}-${hash.digest('hex').slice(0, 32)}.json`;
  try {
    return JSON.parse(await readFile(join(folder, file), 'utf8')) as Made;
  } catch {
    const made = make();
    await keep(folder, name, file, JSON.stringify(made)).catch(() => undefined);
    return made;
  }
};

const keep = async (folder: string, name: string, file: string, text: string): Promise<void> => {
  await mkdir(folder, { recursive: true });
  const half = join(folder, `${randomUUID()}.half`);
  await writeFile(half, text);
  await rename(half, join(folder, file));
  for (const old of await readdir(folder)) if (old.startsWith(`${name}-`) && old !== file) await rm(join(folder, old), { force: true });
};
