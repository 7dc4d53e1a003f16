import { existsSync } from 'node:fs';
import { z } from 'zod';
import { loadCatalogue } from '../../config/catalogue.ts';
import { assessmentJson } from '../assessment-json.ts';
import { type AssessmentJson, assessmentSchema } from '../assessment-schema.ts';
import { complaint, EXIT, type ExitCode } from '../exit-codes.ts';
import { compare, criteriaOf } from '../validity/compare.ts';
import { readGold, readJson } from '../validity/labels.ts';
import { type PeopleValidity, peopleValidity } from '../validity/people.ts';
import { printValidity } from '../validity/print.ts';
import { openWorkplace } from '../workplace.ts';
import { mustBeWritable, writeWhole } from '../write-out.ts';
import { print } from './outputs.ts';

const EDITIONS = ['losi-2024', 'osi-2024'] as const;

interface ValidityOptions {
  readonly gold?: readonly string[];
  readonly json?: string;
}

/** Says how well drafts agree with people: with labels in files, or, without any, with the answers of this installation's assessors. */
export async function validity(runs: readonly string[], { gold = [], json }: ValidityOptions): Promise<ExitCode> {
  if (json !== undefined && json !== '-') await mustBeWritable(json, '--json');
  if (gold.length > 0 && runs.length === 0) throw complaint('Name the runs, or the files written by egov assess --json, that the labels are for.');
  const catalogues = await Promise.all(EDITIONS.map((edition) => loadCatalogue(edition)));
  const criteria = criteriaOf(catalogues);
  const golds = await Promise.all(gold.map(readGold));
  const report = golds.length > 0 ? compare(await Promise.all(runs.map(readAssessment)), golds, criteria) : await withPeople(runs, criteria);
  const text = `${JSON.stringify(report, null, 2)}\n`;
  if (json !== undefined && json !== '-') await writeWhole(json, text);
  await print(json === '-' ? text : 'blind' in report ? `${printValidity(report.blind)}\n${printValidity(report.inSight)}` : printValidity(report));
  return EXIT.done;
}

async function withPeople(runs: readonly string[], criteria: ReadonlyMap<string, string>): Promise<PeopleValidity> {
  const file = runs.find((run) => /[/\\]|\.json$/.test(run));
  if (file !== undefined)
    throw complaint(`${file} is a file: name the labels to compare it with (--gold). Without labels only runs of this installation can be compared, with its assessors' answers.`);
  const workplace = await openWorkplace();
  try {
    return await peopleValidity(workplace.store, runs, EDITIONS, criteria);
  } finally {
    await workplace.close();
  }
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
