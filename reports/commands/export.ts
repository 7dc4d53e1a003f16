import { type CatalogueId, loadCatalogue } from '../../config/catalogue.ts';
import { loadRegistry } from '../../config/registry.ts';
import { codeVersion } from '../../queue/versions.ts';
import type { Store } from '../../storage/store.ts';
import type { SubjectStanding } from '../../storage/survey-contract.ts';
import { complaint, EXIT, type ExitCode } from '../exit-codes.ts';
import { csvOf } from '../export/csv.ts';
import type { SurveyExport } from '../export/export-schema.ts';
import { gatherExport } from '../export/gather.ts';
import { htmlOf } from '../export/html.ts';
import { openWorkplace } from '../workplace.ts';
import { mustBeWritable, writeWhole } from '../write-out.ts';

type Format = 'xlsx' | 'csv' | 'json' | 'html';
interface ExportOptions {
  readonly format: Format;
  readonly edition?: CatalogueId;
  readonly includeDrafts?: boolean;
  readonly out?: string;
}

/** Writes the answers of a country and its city, or of all, with the evidence they rest on. */
export async function exportSurvey(whose: string, { format, edition, includeDrafts = false, out }: ExportOptions): Promise<ExitCode> {
  const now = new Date();
  const file = out ?? `egov-${whose.replace(/[^\w.-]/g, '_')}${edition ? `-${edition}` : ''}${includeDrafts ? '-DRAFT' : ''}-${now.toISOString().slice(0, 10)}.${format}`;
  if (file !== '-') await mustBeWritable(file, '--out');
  else if (format === 'xlsx' && process.stdout.isTTY) throw complaint('A workbook cannot be shown on a terminal. Give a file: --out survey.xlsx');
  const workplace = await openWorkplace();
  try {
    const { store, settings } = workplace;
    const subjects = await subjectsOf(whose, store);
    const all = await gatherExport(
      { subjects, edition, drafts: includeDrafts },
      {
        store,
        catalogue: loadCatalogue,
        wording: async (assessment) => (await workplace.sources(assessment)).wording,
        resultShare: settings.resultShare,
        codeVersion: codeVersion(),
        now,
      },
    );
    if (all.subjects.length === 0)
      throw complaint(
        `Nothing to export: ${whose === 'all' ? 'nothing' : `nothing of ${whose}`} has been assessed or answered yet${edition ? ` for ${edition}` : ''}. First: egov assess, or egov crawl.`,
        EXIT.nothingAssessed,
      );
    const content = await contentOf(all, format);
    if (file === '-') await putOnOutput(content);
    else await writeWhole(file, content);
    process.stderr.write(`  ${all.status}\n`);
    if (file !== '-') process.stderr.write(`  Written ${file}\n`);
    return EXIT.done;
  } finally {
    await workplace.close();
  }
}

/** Subjects by ISO 3166-1 alpha-3 code, or one by its id, such as KEN-city or the host of a portal assessed by itself. */
const subjectsOf = async (whose: string, store: Store): Promise<readonly SubjectStanding[]> => {
  if (whose === 'all') return store.survey.subjects();
  const ofCountry = await store.survey.subjects({ iso3: [whose.toUpperCase()] });
  if (ofCountry.length > 0) return ofCountry;
  const one = await store.survey.subject(whose);
  if (one !== null) return [one];
  if ((await loadRegistry()).some(({ iso3 }) => iso3 === whose.toUpperCase())) return [];
  throw complaint(`There is no country or portal "${whose}". Give an ISO 3166-1 alpha-3 code such as KEN, the id of a subject such as KEN-city, or all.`);
};

/** Text or bytes; waits until they have left, so that nothing is cut off at the end. */
const putOnOutput = (content: string | Uint8Array): Promise<void> => new Promise((resolve, reject) => process.stdout.write(content, (error) => (error ? reject(error) : resolve())));

/** ExcelJS is loaded only where it is needed: it takes longer to load than all the rest. */
const contentOf = async (all: SurveyExport, format: Format): Promise<string | Uint8Array> => {
  switch (format) {
    case 'xlsx':
      return (await import('../export/xlsx.ts')).xlsxOf(all);
    case 'csv':
      return csvOf(all);
    case 'json':
      return `${JSON.stringify(all, null, 2)}\n`;
    case 'html':
      return htmlOf(all);
  }
};
