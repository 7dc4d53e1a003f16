import { holding } from '../../checks/survey/final-answers.ts';
import type { Store } from '../../storage/store.ts';
import type { Validation } from '../../storage/survey-contract.ts';
import { assessmentJson } from '../assessment-json.ts';
import { pairsOf, type ValidityReport } from './compare.ts';
import { itemValidity, type Pair } from './item-validity.ts';
import type { SiteLabels } from './labels.ts';

/** Agreement with the people of this installation: blind answers measure the drafts; answers given with the draft in sight lean towards it. */
export interface PeopleValidity {
  readonly blind: ValidityReport;
  readonly inSight: ValidityReport;
}

const VERDICT = { yes: 'yes', no: 'no', 'not-applicable': 'undeterminable', 'cannot-tell': 'undeterminable' } as const;

/** Compares people's answers that still hold with the draft of the run they belong to. `runs`: only these; none named: all. */
export async function peopleValidity(store: Store, runs: readonly string[], editions: readonly string[], criteria: ReadonlyMap<string, string>): Promise<PeopleValidity> {
  const subjects = await store.survey.subjects();
  const rows = (await Promise.all(subjects.flatMap(({ subject }) => editions.map((edition) => store.decisions.validations(subject.id, edition))))).flatMap(holding);
  const wanted = rows.filter(({ run, answer }) => run !== null && answer !== null && (runs.length === 0 || runs.includes(run)));
  const loaded: { readonly row: Validation; readonly pairs: readonly Pair[] }[] = [];
  for (const [run, own] of Map.groupBy(wanted, ({ run }) => run!)) {
    const assessment = assessmentJson(await store.loadAssessment(run));
    for (const row of own) loaded.push({ row, pairs: pairsOf(assessment, labelsOf(row), criteria) });
  }
  const report = (name: string, blind: boolean): ValidityReport => {
    const own = loaded.filter(({ row }) => (!row.sawDraft && !row.sawOther) === blind);
    const pairs = own.flatMap((one) => one.pairs);
    return {
      gold: [name],
      runs: [...new Set(own.map(({ row }) => row.run!))],
      items: pairs.length === 0 ? null : itemValidity(pairs),
      features: null,
      unmatched: pairs.length === 0 ? ['There are none yet.'] : [],
    };
  };
  return { blind: report('answers given with draft and other answer hidden', true), inSight: report('answers given with the draft or the other answer in sight', false) };
}

const labelsOf = ({ indicator, answer, note, url }: Validation): SiteLabels => ({
  site: '',
  language: '',
  catalogue: '',
  labels: [{ id: indicator, answer: VERDICT[answer!], page: url ?? '', quote: '', note }],
});
