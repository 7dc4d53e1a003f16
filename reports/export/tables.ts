import type { ExportedAnswer, ExportedEvidence, ExportedSubject, SurveyExport } from './export-schema.ts';

/** text: wraps · code: an id or hash · link: an address to follow · share, count, time: sorted as what they are. */
export type CellKind = 'text' | 'code' | 'link' | 'share' | 'count' | 'time';
export type Cell = string | number | null;
export interface Column {
  readonly key: string;
  readonly title: string;
  readonly kind: CellKind;
  readonly width: number;
}
export interface Table {
  readonly name: string;
  readonly note: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A column with how a row fills it: the two are written side by side, so that they cannot drift apart. */
interface Filled<Row> extends Column {
  readonly of: (row: Row) => Cell;
}
const column = <Row>(key: string, title: string, kind: CellKind, width: number, of: (row: Row) => Cell): Filled<Row> => ({ key, title, kind, width, of });
const table = <Row>(name: string, note: string, columns: readonly Filled<Row>[], rows: readonly Row[]): Table => ({
  name,
  note,
  columns: columns.map(({ key, title, kind, width }) => ({ key, title, kind, width })),
  rows: rows.map((row) => columns.map(({ of }) => of(row))),
});

/** The sheets of a workbook, in their order. */
export const tablesOf = (all: SurveyExport): readonly Table[] => [summaryTable(all), answerTable(all), findingTable(all), changeTable(all), aboutTable(all)];

const evidenceColumns = <Row extends { readonly evidence: readonly ExportedEvidence[] }>(): Filled<Row>[] => [
  column('evidence_url', 'Evidence', 'link', 46, ({ evidence }) => evidence[0]?.url ?? null),
  column('evidence_capture', 'Capture (SHA-256)', 'code', 20, ({ evidence }) => evidence[0]?.capture ?? null),
  column('evidence_archive', 'Archived page (SHA-256)', 'code', 20, ({ evidence }) => evidence[0]?.archive ?? null),
  column('evidence_seen', 'Seen', 'time', 17, ({ evidence }) => evidence[0]?.observedAt ?? null),
  column('evidence_text', 'What is to be seen', 'text', 46, ({ evidence }) => evidence[0]?.text ?? null),
  column('evidence_from', 'Named by', 'code', 10, ({ evidence }) => evidence[0]?.from ?? null),
  column('evidence_more', 'More evidence', 'text', 40, ({ evidence }) => evidence.slice(1).map(lineOf).join('\n')),
];
const lineOf = ({ url, capture, archive, from }: ExportedEvidence): string => [url, capture && `capture ${capture}`, archive && `archive ${archive}`, from].filter(Boolean).join(' | ');

/** Drafts that say nothing have no confidence to tell. */
const NO_WORD: ReadonlySet<string> = new Set(['cannot-assess', 'needs-human']);

const naming = (all: SurveyExport): ((id: string) => ExportedSubject | undefined) => {
  const subjects = new Map(all.subjects.map((subject) => [subject.id, subject]));
  return (id) => subjects.get(id);
};

const summaryTable = (all: SurveyExport): Table =>
  table<ExportedSubject>(
    'Summary',
    'One row for each country or city. Score and tier come from validated answers only and stay empty until enough are validated.',
    [
      column('subject', 'Subject', 'code', 16, ({ id }) => id),
      column('name', 'Name', 'text', 26, ({ name }) => name),
      column('iso3', 'Country', 'code', 9, ({ iso3 }) => iso3),
      column('level', 'Level', 'code', 11, ({ level }) => level),
      column('edition', 'Questions', 'code', 12, ({ edition }) => edition),
      column('questions', 'Number', 'count', 9, ({ questions }) => questions),
      column('final', 'Validated', 'count', 10, ({ standings }) => standings.final),
      column('share_validated', 'Share validated', 'share', 11, ({ shareValidated }) => shareValidated),
      column('result', 'A result?', 'code', 10, ({ isResult }) => (isResult ? 'yes' : 'not yet')),
      column('score_low', 'Score from', 'share', 9, ({ score }) => score?.low ?? null),
      column('score_high', 'Score to', 'share', 9, ({ score }) => score?.high ?? null),
      column('tier', 'Tier', 'code', 11, ({ tier }) => tier),
      column('open', 'Open', 'count', 8, ({ standings }) => standings.open),
      column('half', 'Half', 'count', 8, ({ standings }) => standings.half),
      column('disagree', 'Disagree', 'count', 10, ({ standings }) => standings.disagree),
      column('reopened', 'Reopened', 'count', 10, ({ standings }) => standings.reopened),
      column('kappa', 'Kappa', 'count', 8, ({ kappa }) => (kappa === null ? null : Math.round(kappa * 100) / 100)),
      ...(all.draft
        ? [
            column<ExportedSubject>('draft_score_low', 'DRAFT score from', 'share', 10, ({ draftScore }) => draftScore?.low ?? null),
            column<ExportedSubject>('draft_score_high', 'DRAFT score to', 'share', 10, ({ draftScore }) => draftScore?.high ?? null),
          ]
        : []),
      column('portals', 'Portals', 'text', 36, ({ portals }) => portals.join('\n')),
      column('visited', 'Visited', 'time', 17, ({ run }) => run?.startedAt ?? null),
      column('pages_read', 'Pages read', 'count', 9, ({ run }) => run?.pagesRead ?? null),
      column('run', 'Run', 'code', 26, ({ run }) => run?.id ?? null),
    ],
    all.subjects,
  );

/** Answers, one row for each question of each subject: the sheet, and the whole of the CSV. */
export const answerTable = (all: SurveyExport): Table => {
  const subject = naming(all);
  const reader = new Intl.ListFormat('en', { style: 'narrow', type: 'unit' });
  return table<ExportedAnswer>(
    'Answers',
    'Answer is empty until validated: two people agree, or a third decided. Empty is never “no”.',
    [
      ...(all.draft ? [column<ExportedAnswer>(all.status, 'DRAFT?', 'code', 10, ({ answer }) => (answer === null ? 'DRAFT' : 'validated'))] : []),
      column('subject', 'Subject', 'code', 14, (row) => row.subject),
      column('name', 'Name', 'text', 20, (row) => subject(row.subject)?.name ?? ''),
      column('iso3', 'Country', 'code', 8, (row) => subject(row.subject)?.iso3 ?? ''),
      column('indicator', 'Indicator', 'code', 15, ({ indicator }) => indicator),
      column('indicator_version', 'Version', 'count', 8, ({ indicatorVersion }) => indicatorVersion),
      column('un_code', 'UN code', 'code', 9, ({ unCode }) => unCode),
      column('criterion', 'Criterion', 'text', 20, ({ criterion }) => criterion),
      column('question', 'Question', 'text', 46, ({ question }) => question),
      column('answer', 'Answer', 'code', 13, ({ answer }) => answer),
      column('standing', 'Standing', 'code', 10, ({ standing }) => standing),
      column('share_validated', 'Share validated', 'share', 10, ({ shareValidated }) => shareValidated),
      ...(all.draft
        ? [
            column<ExportedAnswer>('draft_answer', 'DRAFT answer', 'code', 14, ({ draft }) => draft?.answer ?? null),
            column<ExportedAnswer>('draft_confidence', 'DRAFT confidence', 'share', 12, ({ draft }) => (draft === null || NO_WORD.has(draft.answer) ? null : draft.confidence)),
            column<ExportedAnswer>('draft_step', 'DRAFT step of service', 'code', 16, ({ draft }) => draft?.rung ?? null),
            column<ExportedAnswer>('draft_reasons', 'DRAFT reasons', 'text', 40, ({ draft }) => draft?.reasons.join('\n') ?? null),
          ]
        : []),
      ...evidenceColumns<ExportedAnswer>(),
      column('notes', 'Notes', 'text', 40, ({ decisions }) =>
        decisions
          .filter(({ note }) => note !== '')
          .map(({ assessor, note }) => `${assessor}: ${note}`)
          .join('\n'),
      ),
      column('assessors', 'Assessors', 'text', 26, ({ decisions }) => reader.format(decisions.map(({ round, assessor }) => `${round} ${assessor}`))),
      column('given', 'Answers given', 'text', 30, ({ decisions }) => decisions.map(({ assessor, answer, sawDraft }) => `${assessor}: ${answer}${sawDraft ? '' : ' (draft hidden)'}`).join('\n')),
      column('decided', 'Decided', 'time', 17, ({ decidedAt }) => decidedAt),
      column('reopened', 'Reopened', 'time', 17, ({ reopenedAt }) => reopenedAt),
      column('visited', 'Visited', 'time', 17, ({ visitedAt }) => visitedAt),
    ],
    all.answers,
  );
};

const findingTable = (all: SurveyExport): Table =>
  table<SurveyExport['findings'][number]>(
    'Findings',
    'Observed by machine; nobody has confirmed them. No fault found is not the same as no fault.',
    [
      column('subject', 'Subject', 'code', 14, ({ subject }) => subject),
      column('portal', 'Portal', 'link', 30, ({ portal }) => portal),
      column('check', 'Check', 'code', 26, ({ check }) => check),
      column('title', 'What was looked at', 'text', 34, ({ title }) => title),
      column('outcome', 'Outcome', 'code', 14, ({ outcome }) => outcome),
      column('message', 'What was seen', 'text', 46, ({ message }) => message),
      column('remedy', 'What helps', 'text', 40, ({ remedy }) => remedy),
      ...evidenceColumns(),
      column('run', 'Run', 'code', 26, ({ run }) => run),
    ],
    all.findings,
  );

const CAUSES = { they: 'the portal changed', we: 'our code or questions changed', doubtful: 'not seen a second time' } as const;
const changeTable = (all: SurveyExport): Table =>
  table<SurveyExport['changes'][number]>(
    'Changes',
    'Between two visits, the newest first within each subject. What we changed ourselves is kept apart from what the portal changed.',
    [
      column('subject', 'Subject', 'code', 14, ({ subject }) => subject),
      column('at', 'Noticed', 'time', 17, ({ at }) => at),
      column('kind', 'Kind', 'code', 10, ({ kind }) => kind),
      column('what', 'What', 'text', 40, ({ key }) => key),
      column('before', 'Before', 'text', 26, ({ before }) => before),
      column('after', 'After', 'text', 26, ({ after }) => after),
      column('cause', 'Cause', 'text', 24, ({ cause }) => CAUSES[cause]),
      column('worse', 'Worse', 'code', 8, ({ worse }) => (worse ? 'worse' : '')),
      column('indicators', 'Touches', 'text', 24, ({ indicators }) => indicators.join('\n')),
      ...evidenceColumns(),
      column('from_run', 'From run', 'code', 26, ({ fromRun }) => fromRun),
      column('to_run', 'To run', 'code', 26, ({ toRun }) => toRun),
    ],
    all.changes,
  );

const aboutTable = (all: SurveyExport): Table =>
  table<SurveyExport['about'][number]>(
    'About',
    'Where this comes from and how to read it.',
    [column('topic', 'Topic', 'code', 18, ({ topic }) => topic), column('text', 'What it means', 'text', 110, ({ text }) => text)],
    [
      ...all.about,
      ...all.subjects.flatMap(({ id, edition, catalogueVersion, run }) =>
        run
          ? [
              {
                topic: `Visit of ${id}`,
                text: `Run ${run.id}, ${run.startedAt}, judged as of ${run.asOf}, with egov ${run.codeVersion}, extractor ${run.extractorVersion}, questions ${edition} ${run.catalogueVersion} (exported with ${catalogueVersion}), from ${run.vantage || 'a place not stated'}, as ${run.userAgent}.`,
              },
            ]
          : [],
      ),
    ],
  );
