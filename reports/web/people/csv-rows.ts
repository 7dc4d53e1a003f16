/** A row of a CSV file with the line it begins on, counted from 1 as an editor does. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** What Excel writes depends on the country; the first line shows it. */
const delimiterOf = (text: string): string => {
  const first = text.split(/\r?\n/, 1)[0] ?? '';
  return [',', ';', '\t'].map((sign) => ({ sign, many: first.split(sign).length })).toSorted((one, other) => other.many - one.many)[0]?.sign ?? ',';
};

/** Reads CSV (RFC 4180) with commas, semicolons or tabs. Empty lines are left out, cells trimmed. */
export const csvRows = (raw: string): readonly CsvRow[] => {
  const text = raw.replace(/^\uFEFF/, '');
  const delimiter = delimiterOf(text);
  const rows: CsvRow[] = [];
  let [cells, cell, quoted, line, begun]: [string[], string, boolean, number, number] = [[], '', false, 1, 1];
  const endRow = (): void => {
    cells.push(cell.trim());
    if (cells.some((one) => one !== '')) rows.push({ line: begun, cells });
    [cells, cell] = [[], ''];
  };
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? '';
    if (sign === '\n') line++;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') {
        cell += '"';
        at++;
      } else quoted = false;
    } else if (sign === '"' && cell.trim() === '') [quoted, cell] = [true, ''];
    else if (sign === delimiter) {
      cells.push(cell.trim());
      cell = '';
    } else if (sign === '\n') {
      endRow();
      begun = line;
    } else if (sign !== '\r') cell += sign;
  }
  endRow();
  return rows;
};

/** A table as CSV. */
export const csvText = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.map((cell) => (/[",;\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')).join('\r\n');

/** A cell that no spreadsheet takes for a formula (OWASP, CSV Injection). */
export const disarmed = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);

/** Rows by the names in the header line, or in the given order where there is no header. */
export const namedRows = <Name extends string>(text: string, names: readonly Name[]): readonly { readonly line: number; readonly cell: (name: Name) => string; readonly tooMany: boolean }[] => {
  const rows = csvRows(text);
  const header = rows[0]?.cells.map((cell) => cell.toLowerCase()) ?? [];
  const hasHeader = names[0] !== undefined && header.includes(names[0]);
  const order = hasHeader ? header : (names as readonly string[]);
  return rows.slice(hasHeader ? 1 : 0).map(({ line, cells }) => ({ line, cell: (name) => cells[order.indexOf(name)] ?? '', tooMany: cells.length > order.length }));
};
