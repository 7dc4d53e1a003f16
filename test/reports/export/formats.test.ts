import { rm } from 'node:fs/promises';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { followable, harmless } from '../../../reports/export/cells.ts';
import { csvOf } from '../../../reports/export/csv.ts';
import type { SurveyExport } from '../../../reports/export/export-schema.ts';
import { gatherExport } from '../../../reports/export/gather.ts';
import { htmlOf } from '../../../reports/export/html.ts';
import { xlsxOf } from '../../../reports/export/xlsx.ts';
import type { Store } from '../../../storage/store.ts';
import { seededStore, sourcesOf } from './seeded.ts';

let store: Store;
let data: string;
let plain: SurveyExport;
let drafted: SurveyExport;
beforeAll(async () => {
  ({ store, data } = await seededStore());
  const subjects = await store.survey.subjects();
  plain = await gatherExport({ subjects, drafts: false }, sourcesOf(store));
  drafted = await gatherExport({ subjects, drafts: true }, sourcesOf(store));
});
afterAll(async () => {
  await store.close();
  await rm(data, { recursive: true, force: true });
});

/** A reader of RFC 4180 that knows nothing of our writer. */
const parse = (text: string): string[][] => {
  const rows: string[][] = [];
  for (const line of text.match(/(?:"(?:[^"]|"")*"|[^",\r\n]*)(?:,(?:"(?:[^"]|"")*"|[^",\r\n]*))*\r\n/g) ?? [])
    rows.push([...line.slice(0, -2).matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g)].map((match) => match[1]?.replaceAll('""', '"') ?? match[2] ?? ''));
  return rows;
};

describe('cells that begin like a formula', () => {
  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '\n=1', '\u0000=1', '\ufeff=1', '＝1', '－1'])('%j is escaped', (text) => expect(harmless(text)).toMatch(/^'/));
  test.each(['yes', '1+1', 'https://a.example/?a=b', '', 'a\n=b', '–', '«=»'])('%j is left', (text) => expect(harmless(text)).toBe(text));
  test('whatever comes, no cell begins with a sign', () => fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !/^[=+\-@\t\r]/.test(harmless(text)))));
  test('only web addresses can be followed', () =>
    expect(['https://a.example/', 'javascript:alert(1)', 'file:///etc/passwd', `https://a.example/${'a'.repeat(3000)}`].map(followable)).toEqual([true, false, false, false]));
});

describe('CSV', () => {
  test('is RFC 4180 in UTF-8 with a byte order mark; every row has every column', () => {
    const text = csvOf(plain);
    expect(text.startsWith('\ufeffsubject,name,')).toBe(true);
    const rows = parse(text.slice(1));
    expect(rows).toHaveLength(10);
    expect(new Set(rows.map((row) => row.length)).size).toBe(1);
    expect(rows.flat().join('')).toContain('خدمات البلدية');
    expect(rows.slice(1).every((row) => row[rows[0]!.indexOf('evidence_url')]!.startsWith('https://'))).toBe(true);
  });
  test('whatever notes and names hold, a reader gets them back', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (note) => {
        const spoilt = structuredClone(plain);
        spoilt.answers[0]!.question = note;
        expect(parse(csvOf(spoilt).slice(1))[1]![7]).toBe(harmless(note));
      }),
    ));
  test('says DRAFT in its header and in each row that nobody validated', () => {
    const [header, ...rows] = parse(csvOf(drafted).slice(1));
    expect(header![0]).toBe(drafted.status);
    expect(rows.map((row) => row[0]).filter((word) => word === 'DRAFT')).toHaveLength(7);
    expect(csvOf(plain)).not.toMatch(/draft_|DRAFT/);
  });
});

describe('workbook', () => {
  const read = async (all: SurveyExport): Promise<ExcelJS.Workbook> => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await xlsxOf(all)).buffer as ArrayBuffer);
    return book;
  };
  test('has its five sheets, each headed with what it is, on paper too', async () => {
    for (const all of [plain, drafted]) {
      const book = await read(all);
      expect(book.worksheets.map(({ name }) => name)).toEqual(['Summary', 'Answers', 'Findings', 'Changes', 'About']);
      for (const sheet of book.worksheets) {
        expect(sheet.getCell('A1').value).toBe(all.status);
        expect(sheet.headerFooter.oddHeader).toContain(all.status);
        expect(sheet.rowCount).toBeGreaterThan(3);
      }
    }
    expect(drafted.status).toMatch(/^DRAFT · 2 of 9/);
  });
  test('holds no formula, and links to web addresses only', async () => {
    for (const sheet of (await read(drafted)).worksheets)
      sheet.eachRow((row) =>
        row.eachCell((cell) => {
          expect(cell.type).not.toBe(ExcelJS.ValueType.Formula);
          expect(cell.text).not.toMatch(/^[=+\-@\t\r]/);
          if (cell.hyperlink) expect(cell.hyperlink).toMatch(/^https?:/);
        }),
      );
  });
  test('answers can be sorted and filtered: times are times, shares are shares', async () => {
    const sheet = (await read(plain)).getWorksheet('Answers')!;
    const titles = (sheet.getRow(3).values as string[]).slice(1);
    const cell = (title: string) => sheet.getRow(4).getCell(titles.indexOf(title) + 1);
    expect(cell('Answer').value).toBe('yes');
    expect(cell('Share validated').value).toBeCloseTo(2 / 9);
    expect(cell('Decided').value).toEqual(new Date('2026-11-23T12:11:00.000Z'));
    expect(cell('Evidence').hyperlink).toBe('https://www.lindenau.example/services');
    expect(cell('Archived page (SHA-256)').value).toBe('a'.repeat(64));
    expect(titles.some((title) => title.startsWith('DRAFT'))).toBe(false);
  });
  test('a text longer than a cell is cut, not the file', async () => {
    const long = structuredClone(plain);
    long.answers[0]!.question = `${'a'.repeat(31_999)}😀${'b'.repeat(9000)}`;
    const shown = (await read(long)).getWorksheet('Answers')!.getRow(4).getCell(8).text;
    expect(shown.length).toBeLessThan(32_767);
    expect(shown.isWellFormed()).toBe(true);
  });
});

describe('page', () => {
  test('needs nothing from the network and runs nothing', () => {
    const page = htmlOf(drafted);
    expect(page).toContain('content="default-src &#39;none&#39;;');
    expect(page).not.toMatch(/<script|<img|<link (?!rel="icon" href="data:)|onerror="|href="javascript:/i);
    expect(page).toContain('&lt;script&gt;window.hacked=1');
  });
  test('is marked DRAFT in title, head, each table and on paper; otherwise not', () => {
    const page = htmlOf(drafted);
    expect(page).toContain('<title>DRAFT: ');
    expect(page).toContain(`@top-left { content: "${drafted.status}"`);
    expect(page.match(/<table>/g)).toHaveLength(page.match(/<caption><b>DRAFT · 2 of 9/g)!.length);
    expect(htmlOf(plain)).not.toContain('<b>DRAFT');
  });
});
