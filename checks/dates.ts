/**
 * Dates as portals write them, in the language's own month names, digits and calendar. Month names come from Intl
 * (Unicode CLDR), so no word list lives here.
 */

/** `iso` is yyyy-mm-dd; with precision 'month' the day is the first of the month. `start`/`end` index the text. */
export interface FoundDate {
  readonly iso: string;
  readonly precision: 'day' | 'month';
  readonly start: number;
  readonly end: number;
}

const CALENDARS: Readonly<Record<string, string>> = { fa: 'persian', am: 'ethiopic', ti: 'ethiopic' };
const ERAS: readonly (readonly [RegExp, number])[] = [
  [/民國|民国/u, 1911],
  [/令和/u, 2018],
  [/平成/u, 1988],
];
const BUDDHIST_FROM = 2400; // Thai, Lao and Khmer years above this are Buddhist (543 ahead)
const FIRST_YEAR = 1900;
const LAST_YEAR = 2100;

/** All full dates (and months with a year) in a text, in order. Dates without a year are left out: they prove no window. */
export const datesIn = (text: string, language: string): FoundDate[] => {
  const plain = latinDigits(text);
  if (!/\d/.test(plain)) return [];
  const found: FoundDate[] = [];
  const add = (match: RegExpExecArray | RegExpMatchArray, year: number, month: number, day: number | null, calendar?: string): void => {
    const iso = calendar ? fromCalendar(calendar, year, month, day ?? 1) : gregorian(year, month, day ?? 1);
    const start = match.index ?? 0;
    if (iso && !found.some((date) => start < date.end && date.start < start + match[0].length)) {
      found.push({ iso, precision: day === null ? 'month' : 'day', start, end: start + match[0].length });
    }
  };
  const calendar = CALENDARS[language.split('-')[0]!];
  const own = (year: number): string | undefined => (calendar && year < 1700 ? calendar : undefined); // numbers alone: only a Persian year looks like this

  for (const match of plain.matchAll(/(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/g)) add(match, +match[1]!, +match[2]!, +match[3]!, own(+match[1]!));
  for (const match of plain.matchAll(/(\p{sc=Han}{2})?\s?(\d{1,4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(?:(\d{1,2})\s?[日일])?/gu)) {
    const era = ERAS.find(([name]) => match[1] && name.test(match[1]));
    add(match, +match[2]! + (era ? era[1] : 0), +match[3]!, match[4] ? +match[4] : null);
  }
  for (const match of plain.matchAll(/(?<![\p{L}\d./-])(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?!\d)/gu)) {
    const [first, second] = [+match[1]!, +match[2]!];
    const monthFirst = second > 12 || (language === 'en-US' && first <= 12); // the world writes the day first, the United States the month
    add(match, +match[3]!, monthFirst ? first : second, monthFirst ? second : first, own(+match[3]!));
  }
  for (const names of new Set([monthsOf(language), monthsOf('en')])) {
    const addNamed = (match: RegExpExecArray, year: string, name: string, day: string | null): void => {
      const { number, calendar: ofName } = names.named(name);
      add(match, +year, number, day === null ? null : +day, ofName);
    };
    for (const match of plain.matchAll(names.dayFirst)) addNamed(match, match[3]!, match[2]!, match[1]!);
    for (const match of plain.matchAll(names.monthFirst)) addNamed(match, match[3]!, match[1]!, match[2]!);
    for (const match of plain.matchAll(names.yearFirst)) addNamed(match, match[1]!, match[2]!, match[3]!);
    for (const match of plain.matchAll(names.monthOnly)) addNamed(match, match[2]!, match[1]!, null);
  }
  return found.sort((a, b) => a.start - b.start);
};

/** Years named in a text (four digits that are no part of a longer number), Buddhist ones turned into common ones. */
export const yearsIn = (text: string): number[] =>
  [...latinDigits(text).matchAll(/(?<![\d.,/])(\d{4})(?![\d])/g)].map((match) => commonYear(+match[1]!)).filter((year) => year >= FIRST_YEAR && year <= LAST_YEAR);

/** Whole days from one ISO date to another; negative when `to` is earlier. */
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / 86_400_000);

const commonYear = (year: number): number => (year >= BUDDHIST_FROM && year <= LAST_YEAR + 543 ? year - 543 : year);

const gregorian = (year: number, month: number, day: number): string | null => {
  const common = commonYear(year);
  if (common < FIRST_YEAR || common > LAST_YEAR || month < 1 || month > 12 || day < 1 || day > 31) return null;
  const date = new Date(Date.UTC(common, month - 1, day));
  return date.getUTCMonth() === month - 1 ? date.toISOString().slice(0, 10) : null;
};

/** Every script's decimal digits stand in runs of ten that begin at a code point of value zero. */
const latinDigits = (text: string): string =>
  text.replace(/(?![0-9])\p{Nd}/gu, (digit) => {
    let zero = digit.codePointAt(0)!;
    let value = 0;
    while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) {
      zero--;
      value++;
    }
    return digit.length === 1 ? String(value) : digit; // keep places in the text; digits outside the BMP are not used by portals
  });

interface Months {
  readonly dayFirst: RegExp;
  readonly monthFirst: RegExp;
  readonly yearFirst: RegExp;
  readonly monthOnly: RegExp /** The month's number and the calendar it belongs to, undefined for the common one. */;
  named(name: string): { readonly number: number; readonly calendar: string | undefined };
}
const months = new Map<string, Months>();

const monthsOf = (language: string): Months => {
  const known = months.get(language);
  if (known) return known;
  const numbers = new Map<string, { readonly number: number; readonly calendar: string | undefined }>();
  const calendar = CALENDARS[language.split('-')[0]!];
  let locale = 'en';
  try {
    locale = Intl.getCanonicalLocales(language)[0] ?? 'en';
  } catch {
    /* an unknown tag keeps English months */
  }
  for (const ca of calendar ? [calendar, 'gregory'] : ['gregory']) {
    for (const month of ['long', 'short'] as const) {
      for (const options of [{ month }, { month, day: 'numeric' }] as const) {
        // the name inside a date is inflected in many languages
        const format = new Intl.DateTimeFormat(`${locale}-u-ca-${ca}-nu-latn`, { ...options, timeZone: 'UTC' });
        for (let day = 0; day < 366; day += 10) {
          const date = new Date(Date.UTC(2024, 0, 5 + day));
          const name = format
            .formatToParts(date)
            .find((part) => part.type === 'month')
            ?.value.toLowerCase()
            .replace(/\.$/, '');
          const number = ca === 'gregory' ? date.getUTCMonth() + 1 : monthIn(ca, date);
          if (name && name.length > 1 && /\p{L}/u.test(name) && !numbers.has(name)) numbers.set(name, { number, calendar: ca === 'gregory' ? undefined : ca });
        }
      }
    }
  }
  const names =
    [...numbers.keys()]
      .sort((a, b) => b.length - a.length)
      .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('|') || '(?!)';
  const gap = "[\\s.,ºª°'’/-]*(?:\\p{L}{1,4}[\\s.'’]+)?"; // "3rd of March", "3 de marzo de 2026", "1er mars"
  const month = `(?<!\\p{L})(${names})\\.?(?!\\p{L})`;
  const unspaced = /[\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u.test(names);
  const monthName = unspaced ? `(${names})` : month;
  const built: Months = {
    dayFirst: new RegExp(`(?<!\\d)(\\d{1,2})(?:st|nd|rd|th)?${gap}${monthName}${gap}(\\d{4})(?!\\d)`, 'giu'),
    monthFirst: new RegExp(`${monthName}${gap}(\\d{1,2})(?:st|nd|rd|th)?${gap}(\\d{4})(?!\\d)`, 'giu'),
    yearFirst: new RegExp(`(?<!\\d)(\\d{4})${gap}${monthName}${gap}(\\d{1,2})(?!\\d)`, 'giu'),
    monthOnly: new RegExp(`${monthName}${gap}(\\d{4})(?!\\d)`, 'giu'),
    named: (name) => numbers.get(name.toLowerCase().replace(/\.$/, '')) ?? { number: 0, calendar: undefined },
  };
  months.set(language, built);
  return built;
};

const formats = new Map<string, Intl.DateTimeFormat>();
const partsIn = (calendar: string, date: Date): { year: number; month: number; day: number } => {
  let format = formats.get(calendar);
  if (!format) formats.set(calendar, (format = new Intl.DateTimeFormat(`en-u-ca-${calendar}-nu-latn`, { year: 'numeric', month: 'numeric', day: 'numeric', timeZone: 'UTC' })));
  const parts = format.formatToParts(date);
  const value = (type: string): number => parseInt(parts.find((part) => part.type === type)?.value ?? '0', 10);
  return { year: value('year'), month: value('month'), day: value('day') };
};
const monthIn = (calendar: string, date: Date): number => partsIn(calendar, date).month;

/** Finds the common day of a date in another calendar by asking Intl around a guess. */
const fromCalendar = (calendar: string, year: number, month: number, day: number): string | null => {
  const offset = { persian: 621, ethiopic: 7 }[calendar];
  if (offset === undefined || month < 1 || month > 13) return null;
  const guess = Date.UTC(year + offset, calendar === 'persian' ? 2 : 8, 20) + ((month - 1) * 30.4 + day - 1) * 86_400_000;
  for (let step = 0; step <= 20; step++) {
    for (const sign of step === 0 ? [1] : [1, -1]) {
      const date = new Date(guess + sign * step * 86_400_000);
      const parts = partsIn(calendar, date);
      if (parts.year === year && parts.month === month && parts.day === day) return date.toISOString().slice(0, 10);
    }
  }
  return null;
};
