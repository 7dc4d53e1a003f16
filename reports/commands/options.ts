import { InvalidArgumentError } from 'commander';
import { complaint } from '../exit-codes.ts';

/** Reads an address typed by a person. Complains (exit 2) with what is wrong and what was probably meant. */
export function portalUrl(text: string): string {
  const fix = /^[\w-]+(\.[\w-]+)+([:/].*)?$/.test(text) ? ` Did you mean https://${text} ?` : ' Write it with its scheme, such as https://www.example.org/';
  if (!URL.canParse(text)) throw complaint(`"${text}" is not a URL.${fix}`);
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw complaint(`"${text}" is not a web address: only http and https can be visited.${fix}`);
  if (url.username !== '' || url.password !== '') throw complaint(`"${url.host}": give the address without user name and password; egov never signs in.`);
  url.hash = '';
  return url.href;
}

/** Reads a whole number of at least `least`, and of at most `most` where that is given. */
export const wholeNumber =
  (least: number, most = Number.MAX_SAFE_INTEGER) =>
  (text: string): number => {
    const number = Number(text);
    if (!/^\d+$/.test(text) || !Number.isSafeInteger(number) || number < least || number > most)
      throw new InvalidArgumentError(most === Number.MAX_SAFE_INTEGER ? `Give a whole number of ${least} or more.` : `Give a whole number from ${least} to ${most}.`);
    return number;
  };

/** Reads a day such as 2026-11-23. */
export function day(text: string): string {
  const date = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text) throw new InvalidArgumentError('Give a day as YYYY-MM-DD, such as 2026-11-23.');
  return text;
}

/** Reads a host name (with a port if it has one), in lower case, and adds it to those given before. */
export function hosts(text: string, before: readonly string[] = []): readonly string[] {
  const url = URL.canParse(`http://${text}/`) ? new URL(`http://${text}/`) : null;
  if (!url || url.pathname !== '/' || url.host === '' || text.includes('@')) throw new InvalidArgumentError('Give a host name only, such as www.example.org');
  return [...before, url.host];
}
