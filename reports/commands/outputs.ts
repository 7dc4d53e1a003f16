import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Assessment } from '../../storage/contract.ts';
import { assessmentJson } from '../assessment-json.ts';
import { scorecard } from '../scorecard.ts';
import { mustBeFolder, mustBeWritable, writeWhole } from '../write-out.ts';
import { type ReportSources, writeReport } from '../write-report.ts';

/** Where results go. `json` is a file or `-`. */
export interface OutputOptions {
  readonly json?: string;
  readonly report?: string;
}

/** Complains (exit 2) before anything is visited when the results could not be written. */
export async function mustHavePlace({ json, report }: OutputOptions): Promise<void> {
  if (report !== undefined) await mustBeFolder(report, '--report');
  if (json !== undefined && json !== '-') await mustBeWritable(json, '--json');
}

/** Prints the scorecard on standard error and writes report and JSON where they are wanted. */
export async function putOut(assessment: Assessment, { json, report }: OutputOptions, sources: ReportSources): Promise<void> {
  const page = report === undefined ? null : await writeReport(report, assessment, sources);
  const text = `${JSON.stringify(assessmentJson(assessment, { reportDir: report }), null, 2)}\n`;
  if (json === '-') await print(text);
  else if (json !== undefined) await writeWhole(json, text);
  process.stderr.write(scorecard(assessment, (key) => sources.wording.reason(key)));
  process.stderr.write(`  Run     ${assessment.run.id}\n`);
  if (page !== null) process.stderr.write(`  Report  ${pathToFileURL(page).href}\n`);
  if (json !== undefined && json !== '-') process.stderr.write(`  JSON    ${join(json)}\n`);
}

/** Writes to standard output and waits until it has left, so that a long object is never cut off at the end. */
export const print = (text: string): Promise<void> => new Promise((resolve, reject) => process.stdout.write(text, (error) => (error ? reject(error) : resolve())));
