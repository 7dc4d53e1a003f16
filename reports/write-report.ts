import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Catalogue } from '../config/catalogue.ts';
import type { BlobRef } from '../crawler/artifact.ts';
import type { Assessment } from '../storage/contract.ts';
import type { Wording } from './html/context.ts';
import { renderReport } from './html/report.ts';
import { allPictures } from './pictures.ts';
import { writeWhole } from './write-out.ts';

/** What a report is made from, beside the assessment: `blob` reads a stored picture. */
export interface ReportSources {
  readonly catalogue: Catalogue;
  readonly wording: Wording;
  blob(ref: BlobRef): Promise<Uint8Array>;
}

/**
 * Writes the report into the folder: pictures first, `index.html` last, so that whoever finds the page finds all of it.
 * A picture that can no longer be read is left out. Returns the path of the page.
 */
export async function writeReport(folder: string, assessment: Assessment, { catalogue, wording, blob }: ReportSources): Promise<string> {
  await mkdir(join(folder, 'screenshots'), { recursive: true });
  const pictures = new Map<BlobRef, Uint8Array>();
  for (const picture of allPictures(assessment)) {
    const bytes = await blob(picture.blob).catch(() => null);
    if (bytes === null) continue;
    pictures.set(picture.blob, bytes);
    await writeWhole(join(folder, picture.path), bytes);
  }
  const page = join(folder, 'index.html');
  await writeWhole(page, renderReport({ assessment, catalogue, wording, pictures }));
  return page;
}
