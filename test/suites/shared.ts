import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { isFailure } from '../../crawler/artifact.ts';
import type { Browser, VisitResult } from '../../crawler/browser-contract.ts';
import { decode, encode } from '../../crawler/gather-page.ts';
import { ask, executable, memoryStore, open, visitAll } from '../crawler/browser/site.ts';

/** Published suites lie beside the project, not in it; without them, or without a browser, their tests are skipped and say so. */
export const suite = (name: string): { readonly folder: string; readonly missing: boolean } => {
  const folder = resolve(import.meta.dirname, '../../../shared/suites', name);
  const missing = executable === null || !existsSync(folder);
  if (missing) process.stderr.write(`skipped: ${executable === null ? 'no Chromium on this machine' : `no suite at ${folder}`}\n`);
  return { folder, missing };
};

/** Pages through our own pipeline: opened, measured, reduced, stored and read back; one that cannot be opened is left out and said. `all`: every measure, not only axe-core. */
export const measureAll = async (urls: readonly string[], { all = false, concurrency = 4 } = {}): Promise<Map<string, VisitResult>> => {
  const store = memoryStore();
  const browser: Browser = await open({ store, concurrency, timeoutMs: 20_000 });
  try {
    const read = new Map<string, VisitResult>();
    const round = async (due: readonly string[], from: Browser): Promise<void> => {
      for (const [url, result] of await visitAll(
        from,
        due.map((one) => ask(one, { accessibility: true, mobile: all })),
      )) {
        if ('failure' in result) {
          console.log(`not measured: ${url}: ${result.failure}, ${result.detail}`);
          continue;
        }
        read.set(url, { ...result, measured: decode(await store.get(await store.put(encode(result.measured)))) });
      }
    };
    await round(urls, browser);
    const unfinished = [...read].flatMap(
      ([
        url,
        {
          measured: { accessibility },
        },
      ]) => (isFailure(accessibility) && accessibility.failure === 'timeout' ? [url] : []),
    );
    if (unfinished.length) {
      // on a busy machine: once more, one at a time
      console.log(`${unfinished.length} pages came to no end and are measured once more`);
      const alone = await open({ store, concurrency: 1, timeoutMs: 60_000 });
      try {
        await round(unfinished, alone);
      } finally {
        await alone.close();
      }
    }
    return read;
  } finally {
    await browser.close();
  }
};

/** Rows as text in columns. */
export const tableOf = (rows: readonly (readonly (string | number)[])[]): string => {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (typeof cell === 'number' ? String(cell).padStart(widths[column]!) : cell.padEnd(widths[column]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};
