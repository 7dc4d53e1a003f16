import { randomBytes } from 'node:crypto';
import { access, constants, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { complaint } from './exit-codes.ts';

/** Writes a file so that a reader sees the old one or the whole new one, never a half: beside it first, then renamed. */
export async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  const target = resolve(file);
  const beside = join(dirname(target), `.${basename(target)}.${randomBytes(4).toString('hex')}.part`);
  try {
    await writeFile(beside, content);
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

/** Complains (exit 2) when a file cannot be written there. Asked before a crawl, so that hours are not lost for a typing error. */
export async function mustBeWritable(file: string, option: string): Promise<void> {
  const target = resolve(file);
  if ((await kind(target)) === 'folder') throw complaint(`${option}: ${file} is a folder. Give a file name, such as ${join(file, 'assessment.json')}.`);
  const folder = dirname(target);
  if ((await kind(folder)) !== 'folder') throw complaint(`${option}: the folder ${folder} does not exist. Create it first: mkdir -p ${folder}`);
  await mayWriteIn(folder, option);
}

/** Creates the folder for a report, or complains (exit 2) when that is impossible. */
export async function mustBeFolder(folder: string, option: string): Promise<void> {
  const target = resolve(folder);
  if ((await kind(target)) === 'file') throw complaint(`${option}: ${folder} is a file. Give a folder; the report is written into it.`);
  try {
    await mkdir(target, { recursive: true });
  } catch (error) {
    throw complaint(`${option}: the folder ${folder} cannot be created (${(error as Error).message}). Choose another one.`);
  }
  await mayWriteIn(target, option);
}

async function mayWriteIn(folder: string, option: string): Promise<void> {
  try {
    await access(folder, constants.W_OK | constants.X_OK);
  } catch {
    throw complaint(`${option}: no permission to write in ${folder}. Choose a folder of your own, or change its permissions.`);
  }
}

async function kind(path: string): Promise<'file' | 'folder' | 'nothing'> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch {
    return 'nothing';
  }
}
