/**
 * Text that no spreadsheet takes for a formula: `=`, `+`, `-`, `@`, tab and carriage return at the start get an apostrophe before them
 * (OWASP, CSV Injection), also behind spaces, line breaks and in full width, for some programs trim or fold before they look.
 */
export const harmless = (text: string): string => {
  const clean = printable(text);
  return /^(?:[\t\r]|\s*[=+\-@＝＋－＠])/u.test(clean) ? `'${clean}` : clean;
};

/** Without what XML 1.0 cannot carry (control characters, halves of surrogate pairs). Before the look at the start, which they could hide. */
// oxlint-disable-next-line no-control-regex
export const printable = (text: string): string => text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff\ufffe\uffff]/g, '');

/** Only these may be followed from a sheet or page; longer ones break Excel. */
export const followable = (url: string): boolean => /^https?:\/\//i.test(url) && url.length <= 2000;
