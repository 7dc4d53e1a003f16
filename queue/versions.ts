import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

const ROOT = new URL('../', import.meta.url);
/** Folders whose change can change an answer: what is known beforehand, how it is gathered, how it is judged. */
const ANSWERING = ['config/', 'crawler/', 'checks/'];

let known: string | undefined;
/** The package version and a fingerprint of all that can change an answer, so that "we changed" is never taken for "they changed". */
export const codeVersion = (): string => {
  if (known) return known;
  const { version } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')) as { version: string };
  const hash = createHash('sha256');
  for (const folder of ANSWERING) for (const file of filesBelow(folder)) hash.update(file).update(readFileSync(new URL(file, ROOT)));
  return (known = `${version}+${hash.digest('hex').slice(0, 10)}`);
};

const filesBelow = (folder: string): string[] =>
  readdirSync(new URL(folder, ROOT), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|ya?ml|csv)$/.test(entry.name))
    .map((entry) => `${entry.parentPath}/${entry.name}`.replace(new RegExp(`^.*?/(?=${folder})`), ''))
    .sort();
