import { existsSync } from 'node:fs';
import { z } from 'zod';
import { loadCatalogue } from '../../config/catalogue.ts';
import { assessmentJson } from '../assessment-json.ts';
import { type AssessmentJson, assessmentSchema } from '../assessment-schema.ts';
import { complaint, EXIT, type ExitCode } from '../exit-codes.ts';
import { compare, criteriaOf } from '../validity/compare.ts';
import { readGold, readJson } from '../validity/labels.ts';
import { printValidity } from '../validity/print.ts';
import { openWorkplace } from '../workplace.ts';
import { mustBeWritable, writeWhole } from '../write-out.ts';
import { print } from './outputs.ts';

/** Compares drafts with labels of people and says how well they agree. */
export async function validity(runs: readonly string[], options: { readonly gold: readonly string[]; readonly json?: string }): Promise<ExitCode> {
  if (options.json !== undefined && options.json !== '-') await mustBeWritable(options.json, '--json');
  const golds = await Promise.all(options.gold.map(readGold));
  const assessments = await Promise.all(runs.map(readAssessment));
  const catalogues = await Promise.all([loadCatalogue('losi-2024'), loadCatalogue('osi-2024')]);
  const report = compare(assessments, golds, criteriaOf(catalogues));
  const text = `${JSON.stringify(report, null, 2)}\n`;
  if (options.json !== undefined && options.json !== '-') await writeWhole(options.json, text);
  await print(options.json === '-' ? text : printValidity(report));
  return EXIT.done;
}

/** A file written by `assess --json`, or the id of a stored run. */
async function readAssessment(run: string): Promise<AssessmentJson> {
  if (!existsSync(run)) return storedAssessment(run);
  const parsed = assessmentSchema.safeParse(await readJson(run));
  if (!parsed.success) throw complaint(`${run} was not written by egov assess --json:\n${z.prettifyError(parsed.error).split('\n').slice(0, 6).join('\n')}`);
  return parsed.data;
}

async function storedAssessment(run: string): Promise<AssessmentJson> {
  if (/[/\\]|\.json$/.test(run)) throw complaint(`There is no file ${run}.`);
  const workplace = await openWorkplace();
  try {
    return assessmentJson(await workplace.store.loadAssessment(run));
  } finally {
    await workplace.close();
  }
}
