import { fileURLToPath } from 'node:url';
import type { DocumentsPart, GatherFailure, LinkedDocument, PageArtifact } from './artifact.ts';
import { isFailure } from './artifact.ts';
import { failed } from './failure-kinds.ts';
import type { Guard, Http } from './http.ts';
import { runOwnProcess } from './own-process.ts';
import type { PdfRead } from './pdf-process.ts';

/** How files beside the pages are asked for: as politely as pages. */
export interface FileDeps {
  readonly http: Http;
  readonly guard: Guard;
  readonly resolve: (url: string) => string;
  /** Is the address on a host that is neither the portal's nor another official body's? */
  readonly isOutside: (url: string) => boolean;
  readonly signal: AbortSignal;
}

/** Documents opened of one portal: enough to see how they are made, few enough to be polite. */
const MOST_DOCUMENTS = 3;
const MOST_BYTES = 3 * 1024 * 1024;
const READ_MS = 20_000; // start of the process included
const MEMORY_MB = 256;
const MOST_OUTPUT = 10_000;
const PROCESS = fileURLToPath(new URL('./pdf-process.ts', import.meta.url));
const BARRED = ['--disallow-code-generation-from-strings', '--permission', '--allow-fs-read=*', '--allow-worker', `--max-old-space-size=${MEMORY_MB}`, '--no-warnings'];

/** Reads some of the linked PDF documents: the first of each page, in page order, so that one long list does not stand for all. */
export const gatherDocuments = async (pages: readonly PageArtifact[], deps: FileDeps): Promise<DocumentsPart | GatherFailure> => {
  const linked = linkedPdfs(pages, deps.isOutside);
  if (!linked.size) return failed('not-tried', 'no PDF document of the portal is linked on the pages read');
  const sample: LinkedDocument[] = [];
  let version = '';
  for (const [url, from] of inTurn(linked).slice(0, MOST_DOCUMENTS)) {
    const got = await fetchPdf(url, deps);
    const read = isFailure(got) ? { version: '', facts: got } : await readPdf(got, deps.signal);
    version ||= read.version;
    sample.push({ url, from, bytes: isFailure(got) ? 0 : got.byteLength, facts: read.facts });
  }
  return { reader: 'PDF.js', version, linked: linked.size, sample };
};

/** Addresses by the page that links them first. */
const linkedPdfs = (pages: readonly PageArtifact[], isOutside: FileDeps['isOutside']): Map<string, string> => {
  const found = new Map<string, string>();
  for (const page of pages) {
    if (page.host !== 'portal' || page.state !== 'ok' || isFailure(page.parts.links)) continue;
    for (const { url } of page.parts.links) if (url !== null && /\.pdf($|\?)/i.test(url) && !found.has(url) && !isOutside(url)) found.set(url, page.url);
  }
  return found;
};

/** The first of each page, then the second of each, and so on. */
const inTurn = (linked: ReadonlyMap<string, string>): [string, string][] => {
  const turns = new Map<string, number>();
  return [...linked]
    .map((one, place) => {
      const turn = turns.get(one[1]) ?? 0;
      turns.set(one[1], turn + 1);
      return { one, turn, place };
    })
    .sort((a, b) => a.turn - b.turn || a.place - b.place)
    .map(({ one }) => one);
};

const fetchPdf = async (url: string, { http, guard, resolve, signal }: FileDeps): Promise<Uint8Array | GatherFailure> => {
  const got = await http.get(resolve(url), signal, {
    guard,
    resolve,
    bounds: { maxBodyBytes: MOST_BYTES, wants: (type) => /^(|application\/(x-)?pdf|application\/octet-stream|binary\/octet-stream)$/.test(type) },
  });
  if (isFailure(got)) return got;
  const { status, mediaType, body } = got.raw;
  if (status !== 200) return failed('http-error', `the document answers ${status}`);
  return body.byteLength ? body : failed('unsupported-type', `the document comes as ${mediaType || 'nothing'}`);
};

/** Reads one PDF in a process of its own: one that is broken, or made to hang or to swell, costs nothing but its own result. */
export const readPdf = async (bytes: Uint8Array, signal: AbortSignal): Promise<PdfRead> => {
  const said = await runOwnProcess(process.execPath, [...BARRED, PROCESS], { input: Buffer.from(bytes).toString('base64'), timeoutMs: READ_MS, mostBytes: MOST_OUTPUT, signal });
  if (isFailure(said)) return { version: '', facts: said.failure === 'bug' ? failed('parse-error', `the document could not be read: ${said.detail.slice(0, 200)}`) : said };
  try {
    return JSON.parse(said.slice(said.lastIndexOf('\n') + 1)) as PdfRead; // the last line: the reader may have muttered before
  } catch {
    return { version: '', facts: failed('parse-error', 'the document could not be read: its reader said nothing of use') };
  }
};
