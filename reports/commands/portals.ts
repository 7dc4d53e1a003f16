import type { Level } from '../../crawler/artifact.ts';
import { loadRegistry } from '../../config/registry.ts';
import { complaint, EXIT, type ExitCode } from '../exit-codes.ts';
import { print } from './outputs.ts';

/** Lists registered portals, of all states or of those named by their ISO 3166-1 alpha-3 codes. */
export async function listPortals(countries: readonly string[], { level, json }: { readonly level?: Level; readonly json?: boolean }): Promise<ExitCode> {
  const registry = await loadRegistry();
  const wanted = new Set(countries.map(code => code.toUpperCase()));
  const unknown = [...wanted].filter(code => !registry.some(subject => subject.iso3 === code));
  if (unknown.length > 0) throw complaint(`No member state has the code ${unknown.join(', ')}. Give ISO 3166-1 alpha-3 codes, such as ITA or KHM.`);
  const rows = registry
    .filter(subject => wanted.size === 0 || wanted.has(subject.iso3))
    .filter(subject => level === undefined || subject.level === level)
    .flatMap(subject => subject.portals.map(portal => ({ iso3: subject.iso3, country: subject.country, level: subject.level, subject: subject.name, role: portal.role, url: portal.url, verified: portal.verified, source: portal.source })));
  if (json) await print(`${JSON.stringify(rows, null, 2)}\n`);
  else await print(rows.map(row => `${row.iso3}  ${row.level.padEnd(9)}  ${row.role.padEnd(10)}  ${row.subject.padEnd(34)}  ${row.url}\n`).join(''));
  process.stderr.write(`${rows.length} portals${rows.some(row => !row.verified) ? '; none is used before a person has verified that it is the official one' : ''}\n`);
  return EXIT.done;
}
