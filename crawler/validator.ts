import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { GatherFailure, PageArtifact, ValidatorPart } from './artifact.ts';
import { isFailure } from './artifact.ts';
import type { CaptureStore } from './contract.ts';
import { failed } from './failure-kinds.ts';
import { runOwnProcess } from './own-process.ts';

/** Where `npm install vnu-jar` puts the checker. It is no dependency: 32 MB, and it needs Java. */
const INSTALLED = fileURLToPath(new URL('../node_modules/vnu-jar/build/dist/vnu.jar', import.meta.url));
const MOST_PAGES = 12;
const LARGEST_PAGE = 3_000_000; // bytes
const MOST_OUTPUT = 50_000_000; // bytes
const DEADLINE_MS = 180_000; // for all pages; the first takes seconds while Java warms up
const FIRST_MESSAGES = 10;
const LONGEST_MESSAGE = 300;

/** Path of the Nu Html Checker (vnu.jar): the one named by the settings and no other when one is named, else the one npm has installed; null when there is none. */
export const findVnu = (setting: string | null, installed = INSTALLED): string | null => [setting ?? installed].find((path) => existsSync(path)) ?? null;

/**
 * Runs the Nu Html Checker once over the stored bytes of pages (by requested address), as the server sent them. Makes no
 * request: the checker reads files, and as HTML, which knows no external entities.
 */
export const validateMarkup = async (
  pages: readonly PageArtifact[],
  { jar, store, signal, java = 'java' }: { readonly jar: string; readonly store: Pick<CaptureStore, 'get'>; readonly signal: AbortSignal; readonly java?: string },
): Promise<Map<string, ValidatorPart | GatherFailure>> => {
  const found = new Map<string, ValidatorPart | GatherFailure>();
  const readable: PageArtifact[] = [];
  for (const page of pages.slice(0, MOST_PAGES)) {
    const gap = whyNot(page);
    if (gap) found.set(page.requestedUrl, gap);
    else readable.push(page);
  }
  if (!readable.length) return found;
  const folder = await mkdtemp(join(tmpdir(), 'egov-vnu-'));
  try {
    const files = readable.map((_, place) => join(folder, `${place}.html`));
    for (const [place, page] of readable.entries()) await writeFile(files[place]!, await store.get(page.capture.bytes));
    const args = ['-Xmx512m', '-Djava.awt.headless=true', '-jar', jar, '--format', 'json', '--stdout', '--exit-zero-always', ...files];
    const said = await runOwnProcess(java, args, { timeoutMs: DEADLINE_MS, mostBytes: MOST_OUTPUT, signal });
    const read = isFailure(said) ? said : reportOf(said);
    for (const [place, page] of readable.entries()) found.set(page.requestedUrl, isFailure(read) ? read : partOf(read, pathToFileURL(files[place]!).href));
    return found;
  } finally {
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
};

const whyNot = ({ fetchedBy, capture, parts: { response } }: PageArtifact): GatherFailure | null => {
  if (fetchedBy !== 'http') return failed('unsupported-type', 'only the document after scripts is kept, and the validator judges what the server sends');
  if (isFailure(response) || response.contentType !== 'text/html') return failed('unsupported-type', 'only text/html is validated');
  return capture.size > LARGEST_PAGE ? failed('too-large', `${capture.size} bytes`) : null;
};

/** The checker's JSON (github.com/validator/validator/wiki/Output-»-JSON). */
interface Report {
  readonly version?: string;
  readonly messages: readonly { readonly type: string; readonly subType?: string; readonly url?: string; readonly lastLine?: number; readonly firstLine?: number; readonly message?: string }[];
}

const reportOf = (json: string): Report | GatherFailure => {
  try {
    const report = JSON.parse(json) as Report;
    return Array.isArray(report.messages) ? report : failed('parse-error', 'the checker wrote no messages');
  } catch {
    return failed('parse-error', `the checker wrote no JSON: ${json.slice(0, 200)}`);
  }
};

const partOf = ({ version = '', messages }: Report, address: string): ValidatorPart | GatherFailure => {
  const own = messages.filter(({ url = '' }) => sameFile(url, address));
  const broken = own.find(({ type }) => type === 'non-document-error');
  if (broken) return failed('parse-error', broken.message ?? 'the checker could not read the page');
  const errors = own.filter(({ type }) => type === 'error');
  return {
    engine: 'vnu',
    version,
    errors: errors.length,
    warnings: own.filter(({ type, subType }) => type === 'info' && subType === 'warning').length,
    first: errors.slice(0, FIRST_MESSAGES).map(({ firstLine, lastLine, message = '' }) => ({ line: firstLine ?? lastLine ?? 0, text: message.replace(/\s+/g, ' ').trim().slice(0, LONGEST_MESSAGE) })),
  };
};

/** Java writes `file:/tmp/x`, others `file:///tmp/x`. */
const sameFile = (url: string, address: string): boolean => url.replace(/^file:\/*/, '') === address.replace(/^file:\/*/, '');
