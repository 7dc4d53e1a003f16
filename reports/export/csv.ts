import { harmless } from './cells.ts';
import type { SurveyExport } from './export-schema.ts';
import { answerTable, type Cell } from './tables.ts';

/**
 * The answers as CSV (RFC 4180: CRLF, quotes doubled), in UTF-8 with a byte order mark: without it Excel reads UTF-8 as the code page of the
 * machine and spoils every name outside ASCII, while pandas, R (UTF-8-BOM) and LibreOffice drop it. Programs that mind it have the JSON.
 */
export const csvOf = (all: SurveyExport): string => {
  const { columns, rows } = answerTable(all);
  return `\ufeff${[columns.map(({ key }) => key), ...rows].map((row) => `${row.map(fieldOf).join(',')}\r\n`).join('')}`;
};

const fieldOf = (cell: Cell): string => {
  const text = cell === null ? '' : typeof cell === 'number' ? String(cell) : harmless(cell);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
