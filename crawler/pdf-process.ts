import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import { getDocumentProxy } from 'unpdf';
import { version } from 'unpdf/pdfjs';
import type { GatherFailure, PdfFacts } from './artifact.ts';
import { failed } from './failure-kinds.ts';

/**
 * The process in which one PDF is read: its bytes in base64 are the first line on standard input, facts or failure go to standard
 * output. It is started without the right to make code from strings, to write files or to start programs, and it ends itself when it swells: documents are hostile, too.
 */

export interface PdfRead {
  readonly version: string;
  readonly facts: PdfFacts | GatherFailure;
}

const MOST_IMAGE_PIXELS = 1_000_000; // pictures are never decoded here; a bound all the same
const LONGEST = 300; // characters kept
const MOST_MEMORY = 512 * 1024 * 1024;

new Worker(new URL('./memory-watch.ts', import.meta.url), { workerData: MOST_MEMORY }).unref();
const lines = createInterface({ input: process.stdin, crlfDelay: Infinity });
lines.once('line', (line) => void main(Buffer.from(line, 'base64')));

async function main(bytes: Uint8Array): Promise<void> {
  const facts = await read(new Uint8Array(bytes)).catch((error: unknown) =>
    failed('parse-error', `the document could not be read: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`.slice(0, LONGEST)),
  );
  process.stdout.write(JSON.stringify({ version, facts } satisfies PdfRead), () => process.exit(0));
}

async function read(data: Uint8Array): Promise<PdfFacts> {
  const pdf = await getDocumentProxy(data, { verbosity: 0, enableXfa: false, disableFontFace: true, useSystemFonts: false, maxImageSize: MOST_IMAGE_PIXELS });
  const { info, metadata } = await pdf.getMetadata();
  const told = info as Readonly<Record<string, unknown>>;
  const marked = await pdf.getMarkInfo();
  const { items } = await (await pdf.getPage(1)).getTextContent();
  return {
    tagged: marked?.['Marked'] === true,
    language: textOf(told['Language']),
    title: textOf(told['Title']) || textOf(metadata?.get('dc:title')),
    pages: pdf.numPages,
    hasText: items.some((item) => 'str' in item && item.str.trim() !== ''),
  };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim().slice(0, LONGEST) : '');
