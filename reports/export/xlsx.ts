import ExcelJS from 'exceljs';
import { followable, harmless } from './cells.ts';
import type { SurveyExport } from './export-schema.ts';
import { type Cell, type Column, type Table, tablesOf } from './tables.ts';

/** Row of the column titles: above them stand the status and what the sheet is. */
const TITLES = 3;
/** Limits of Excel: characters of a cell, links of a sheet (65 530; left some room). */
const LONGEST = 32_000;
const LINKS = 60_000;
/** Of ECMA-376; and how many characters of width stay readable on it. */
const A3 = 8 as ExcelJS.PaperSize;
const PAPER = 330;
const FONT = { name: 'Calibri', size: 11 } as const;
const LINE: Partial<ExcelJS.Border> = { style: 'thin', color: { argb: 'FFD8DEE6' } };
const FORMATS: Readonly<Partial<Record<Column['kind'], string>>> = { share: '0%', time: 'yyyy-mm-dd hh:mm', count: 'General' };
const colour = (argb: string): ExcelJS.Fill => ({ type: 'pattern', pattern: 'solid', fgColor: { argb } });

/** The workbook: Summary, Answers, Findings, Changes, About. Every sheet says on screen and on paper whether it is a draft. */
export const xlsxOf = async (all: SurveyExport): Promise<Uint8Array> => {
  const book = new ExcelJS.Workbook();
  const at = new Date(all.exportedAt);
  Object.assign(book, { creator: `egov ${all.codeVersion}`, lastModifiedBy: 'egov', created: at, modified: at, title: all.status, description: all.status });
  for (const table of tablesOf(all)) addSheet(book, table, all);
  return new Uint8Array(await book.xlsx.writeBuffer());
};

const addSheet = (book: ExcelJS.Workbook, { name, note, columns, rows }: Table, all: SurveyExport): void => {
  const still = Math.max(1, columns.findIndex(({ key }) => key === 'question' || key === 'title' || key === 'before') + 1);
  const sheet = book.addWorksheet(name, {
    properties: all.draft ? { tabColor: { argb: 'FFE2A400' } } : {},
    views: [{ state: 'frozen', ySplit: TITLES, xSplit: Math.min(still, 3), showGridLines: false }],
    pageSetup: {
      orientation: 'landscape',
      paperSize: A3,
      fitToPage: true,
      fitToWidth: Math.ceil(columns.reduce((sum, { width }) => sum + width, 0) / PAPER),
      fitToHeight: 0,
      printTitlesRow: `${TITLES}:${TITLES}`,
      margins: { left: 0.4, right: 0.4, top: 0.7, bottom: 0.6, header: 0.3, footer: 0.3 },
    },
    headerFooter: { oddHeader: `&L&B${printed(all.status)}&R&A`, oddFooter: `&L${printed(`egov, ${all.exportedAt.slice(0, 10)}`)}&R&P / &N` },
  });
  sheet.columns = columns.map(({ width }) => ({ width }));
  // one object for each look: ExcelJS recognises them by identity, and compares XML otherwise
  const looks = new Map(columns.map((column) => [column.kind, styleOf(column)]));
  const linked = { ...styleOf({ kind: 'link' }), font: { ...FONT, color: { argb: 'FF1D4F91' }, underline: true } };
  heading(
    sheet,
    1,
    all.status,
    all.draft ? { font: { ...FONT, bold: true, size: 13, color: { argb: 'FF4F3700' } }, fill: colour('FFFFF3D1') } : { font: { ...FONT, bold: true, size: 13 } },
    columns.length,
  );
  heading(sheet, 2, note, { font: { ...FONT, italic: true, color: { argb: 'FF525D6B' } } }, columns.length);
  const titles = sheet.getRow(TITLES);
  titles.height = 30;
  columns.forEach(({ title }, place) => {
    const cell = titles.getCell(place + 1);
    cell.value = title;
    cell.style = { font: { ...FONT, bold: true, color: { argb: 'FFFFFFFF' } }, fill: colour(title.startsWith('DRAFT') ? 'FF8A5A00' : 'FF1D4F91'), alignment: { vertical: 'middle', wrapText: true } };
  });
  let links = 0;
  for (const row of rows) {
    const line = sheet.addRow(row.map((cell, place) => valueOf(cell, columns[place]!)));
    row.forEach((cell, place) => {
      const shown = line.getCell(place + 1);
      shown.style = looks.get(columns[place]!.kind)!;
      if (columns[place]!.kind !== 'link' || typeof cell !== 'string' || !followable(cell) || links++ >= LINKS) return;
      shown.value = { text: harmless(cell), hyperlink: cell };
      shown.style = linked;
    });
    line.height = heightOf(row, columns);
  }
  sheet.autoFilter = { from: { row: TITLES, column: 1 }, to: { row: Math.max(TITLES, sheet.rowCount), column: columns.length } };
};

const styleOf = ({ kind }: Pick<Column, 'kind'>): Partial<ExcelJS.Style> => ({
  font: FONT,
  numFmt: FORMATS[kind] ?? '@',
  border: { bottom: LINE, right: LINE },
  alignment: { vertical: 'top', wrapText: kind === 'text' || kind === 'link', ...(FORMATS[kind] ? { horizontal: 'center' as const } : {}) },
});

const heading = (sheet: ExcelJS.Worksheet, at: number, text: string, style: Partial<ExcelJS.Style>, columns: number): void => {
  const row = sheet.getRow(at);
  for (let place = 1; place <= columns; place++) row.getCell(place).style = { ...style, alignment: { vertical: 'middle' } };
  row.getCell(1).value = text;
  row.height = at === 1 ? 24 : 18;
};

const valueOf = (cell: Cell, { kind }: Column): ExcelJS.CellValue => {
  if (cell === null || cell === '' || typeof cell === 'number') return cell === '' ? null : cell;
  if (kind === 'time' && !Number.isNaN(Date.parse(cell))) return new Date(cell);
  const text = harmless(cell);
  return text.length > LONGEST ? `${text.slice(0, LONGEST).toWellFormed()} …` : text;
};

/** Rows grow with their text up to a height at which many still fit on a screen; what is cut stands in the cell. */
const heightOf = (row: readonly Cell[], columns: readonly Column[]): number => {
  const lines = row.map((cell, place) =>
    typeof cell !== 'string' || !['text', 'link'].includes(columns[place]!.kind) || columns[place]!.key === 'evidence_more'
      ? 1
      : cell
          .slice(0, 2000)
          .split('\n')
          .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / columns[place]!.width)), 0),
  );
  return 15 * Math.min(6, Math.max(1, ...lines));
};

/** In page headers `&` begins a code. */
const printed = (text: string): string => text.replaceAll('&', '&&').slice(0, 200);
