import { createHash, randomUUID } from 'node:crypto';
import { access, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompress } from 'node:zlib';
import type { BlobRef } from '../crawler/artifact.ts';
import type { CaptureStore } from '../crawler/contract.ts';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);
const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 3 } };

/**
 * Content-addressed files, named by the SHA-256 of their uncompressed bytes and packed with Zstandard. A file appears
 * under its name only when it is whole (written aside, then renamed), so that a crash or a full disk never leaves half a blob.
 */
export const openBlobs = (folder: string): CaptureStore => {
  const known = new Set<BlobRef>();
  const pathOf = (ref: BlobRef): string => join(folder, ref.slice(0, 2), `${ref.slice(2)}.zst`);
  return {
    async put(bytes) {
      const ref = createHash('sha256').update(bytes).digest('hex');
      if (known.has(ref)) return ref;
      const path = pathOf(ref);
      if (!(await exists(path))) await writeWhole(path, await compress(bytes, LEVEL));
      known.add(ref);
      return ref;
    },
    async get(ref) {
      if (!/^[0-9a-f]{64}$/.test(ref)) throw new Error(`"${ref}" is not the name of a blob`);
      const bytes = await decompress(
        await readFile(pathOf(ref)).catch((cause: NodeJS.ErrnoException) => {
          throw new Error(cause.code === 'ENOENT' ? `The blob ${ref} is missing from ${folder}: the data folder is not complete.` : `The blob ${ref} cannot be read: ${cause.message}`, { cause });
        }),
      );
      if (createHash('sha256').update(bytes).digest('hex') !== ref) throw new Error(`The blob ${ref} is damaged: its bytes have another hash.`);
      return bytes;
    },
  };
};

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

const writeWhole = async (path: string, bytes: Uint8Array): Promise<void> => {
  await mkdir(dirname(path), { recursive: true });
  const aside = `${path}.${randomUUID()}.part`;
  try {
    const file = await open(aside, 'wx');
    try {
      await file.writeFile(bytes);
    } finally {
      await file.close();
    }
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true }).catch(() => undefined);
    throw error;
  }
};
