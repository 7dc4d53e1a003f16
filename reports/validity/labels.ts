import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { complaint } from '../exit-codes.ts';

const itemLabel = z.object({
  id: z.string(),
  answer: z.enum(['yes', 'no', 'undeterminable']),
  page: z.string().default(''),
  quote: z.string().default(''),
  confidence: z.number().optional(),
  note: z.string().default(''),
});
const siteLabels = z.object({ site: z.string().default(''), language: z.string().default(''), catalogue: z.string().default(''), labels: z.array(itemLabel).min(1) });
const pageLabel = z.object({
  corpus: z.string(),
  url: z.string(),
  language: z.string().default(''),
  labels: z.record(z.string(), z.enum(['yes', 'no', 'unclear'])),
  evidence: z.record(z.string(), z.string()).default({}),
});
const pageLabels = z.object({ pages: z.array(pageLabel).min(1) });

/** What people said about one site, item by item. */
export type SiteLabels = z.infer<typeof siteLabels>;
/** What people said about single pages, feature by feature. */
export type PageLabel = z.infer<typeof pageLabel>;
export type Gold = { readonly kind: 'items'; readonly file: string; readonly gold: SiteLabels } | { readonly kind: 'pages'; readonly file: string; readonly gold: readonly PageLabel[] };

/** Reads a file of labels. Complains (exit 2) with file and field when it is not one. */
export async function readGold(file: string): Promise<Gold> {
  const data = await readJson(file);
  const isPages = typeof data === 'object' && data !== null && 'pages' in data;
  const parsed = isPages ? pageLabels.safeParse(data) : siteLabels.safeParse(data);
  if (!parsed.success)
    throw complaint(`${file} is not a file of labels. It needs either {labels: [{id, answer: yes|no|undeterminable}]} or {pages: [{corpus, url, labels}]}:\n${z.prettifyError(parsed.error)}`);
  return 'pages' in parsed.data ? { kind: 'pages', file, gold: parsed.data.pages } : { kind: 'items', file, gold: parsed.data };
}

/** Reads a JSON file. Complains (exit 2) when it is missing or not JSON. */
export async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw complaint(`${file} cannot be read: ${error.message}`);
  });
  try {
    return JSON.parse(text);
  } catch (error) {
    throw complaint(`${file} is not JSON: ${(error as Error).message}`);
  }
}
