import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { loadRegistry, type RegisteredSubject } from '../../config/registry.ts';
import { readSettings } from '../../config/settings.ts';
import { isFailure, type Level, type Portal } from '../../crawler/artifact.ts';
import { FAILURE_KINDS } from '../../crawler/failure-kinds.ts';
import { openHttp } from '../../crawler/http.ts';
import { localPace } from '../../crawler/pace.ts';
import { addedHere, addressOf, registerSubjects } from '../../queue/subjects.ts';
import type { SubjectStanding } from '../../storage/survey-contract.ts';
import { complaint, EXIT, type ExitCode } from '../exit-codes.ts';
import { openWorkplace } from '../workplace.ts';
import { portalUrl } from './options.ts';
import { print } from './outputs.ts';
import { listenForStop } from './stop-signal.ts';

const ROLES = ['national', 'e-services', 'participation', 'open-data', 'ministry', 'city', 'other'] as const satisfies readonly Portal['role'][];

/** Lists registered portals and those added here, of all states or of those named by their ISO 3166-1 alpha-3 codes. */
export async function listPortals(countries: readonly string[], { level, json }: { readonly level?: Level; readonly json?: boolean }): Promise<ExitCode> {
  const rows = (await knownPortals(countries, level)).map(({ entry, portal, verified, source }) => ({
    iso3: entry.iso3,
    country: entry.country,
    level: entry.level,
    subject: entry.name,
    role: portal.role,
    url: portal.url,
    verified,
    source,
  }));
  if (json) await print(`${JSON.stringify(rows, null, 2)}\n`);
  else await print(rows.map((row) => `${row.iso3}  ${row.level.padEnd(9)}  ${row.role.padEnd(10)}  ${row.subject.padEnd(34)}  ${row.url}\n`).join(''));
  process.stderr.write(`${rows.length} portals${rows.some((row) => !row.verified) ? '; none is used before a person has verified that it is the official one' : ''}\n`);
  return EXIT.done;
}

interface Known {
  readonly entry: RegisteredSubject;
  readonly portal: Pick<Portal, 'url' | 'role'>;
  readonly verified: boolean;
  readonly source: string;
}

async function knownPortals(countries: readonly string[], level: Level | undefined): Promise<readonly Known[]> {
  const registry = await loadRegistry();
  const wanted = new Set(countries.map((code) => code.toUpperCase()));
  mustBeKnown([...wanted], registry);
  const standings = await standingsHere();
  return registry
    .filter((entry) => (wanted.size === 0 || wanted.has(entry.iso3)) && (level === undefined || entry.level === level))
    .flatMap((entry) => [
      ...entry.portals.map((portal) => ({ entry, portal, verified: portal.verified, source: portal.source })),
      ...addedHere(standings.get(entry.id), entry).map((portal) => ({ entry, portal, verified: true, source: 'added here' })),
    ]);
}

function mustBeKnown(codes: readonly string[], registry: readonly RegisteredSubject[]): void {
  const unknown = codes.filter((code) => !registry.some((entry) => entry.iso3 === code));
  if (unknown.length > 0) throw complaint(`No member state has the code ${unknown.join(', ')}. Give ISO 3166-1 alpha-3 codes, such as ITA or KHM.`);
}

/** What was added here; to list portals makes no data folder where there is none. */
async function standingsHere(): Promise<ReadonlyMap<string, SubjectStanding>> {
  const { data, databaseUrl } = readSettings();
  if (databaseUrl === null && !existsSync(join(data, 'egov.sqlite'))) return new Map();
  const { store, close } = await openWorkplace();
  try {
    return new Map((await store.survey.subjects()).map((standing) => [standing.subject.id, standing]));
  } finally {
    await close();
  }
}

const row = z.strictObject({
  iso3: z.string(),
  level: z.enum(['municipal', 'national'], 'give municipal or national'),
  role: z.enum(ROLES, `give one of ${ROLES.join(', ')}`),
  url: z.string(),
  alias: z.array(z.string()),
});
type Addition = z.output<typeof row>;

/** Adds a portal to a country or its city. Whoever adds it says with this that it is official. */
export async function addPortal(
  iso3: string,
  url: string,
  { level = 'national', role, alias = [] }: { readonly level?: Level; readonly role?: string; readonly alias?: readonly string[] },
): Promise<ExitCode> {
  const checked = row.safeParse({ iso3, url, level, role: role ?? (level === 'municipal' ? 'city' : 'national'), alias });
  if (!checked.success) throw complaint(checked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
  return addAll([checked.data]);
}

/** Adds portals from a CSV file with the columns iso3, level, role and url; all of them or, when one is wrong, none. */
export async function importPortals(file: string): Promise<ExitCode> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw complaint(`${file} cannot be read (${cause.code}).`);
  });
  const [header = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const columns = cells(header).map((name) => name.toLowerCase());
  if (!['iso3', 'level', 'role', 'url'].every((name) => columns.includes(name))) throw complaint(`${file}:1: the first line must name the columns iso3, level, role, url.`);
  const problems: string[] = [];
  const additions: Addition[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const values = cells(line);
    const value = (name: string): string => values[columns.indexOf(name)] ?? '';
    const checked = row.safeParse({ iso3: value('iso3'), level: value('level'), role: value('role'), url: value('url'), alias: [] });
    if (checked.success) additions.push(checked.data);
    else problems.push(...checked.error.issues.map(({ path, message }) => `${file}:${index + 2}: ${path.join('.')}: ${message}`));
  }
  if (problems.length > 0) throw complaint(problems.join('\n'));
  return addAll(additions);
}

/** Cells of a line of CSV; quoted ones may hold commas, and doubled quotes (RFC 4180 §2), but no line breaks. */
const cells = (line: string): readonly string[] => [...line.matchAll(/(?:^|,)(?:\s*"((?:[^"]|"")*)"\s*|([^,]*))/g)].map(([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain.trim());

async function addAll(additions: readonly Addition[]): Promise<ExitCode> {
  const registry = await loadRegistry();
  const rows = additions.map((addition) => ({ ...addition, iso3: addition.iso3.toUpperCase(), url: portalUrl(addition.url) }));
  mustBeKnown(
    rows.map(({ iso3 }) => iso3),
    registry,
  );
  const { store, close } = await openWorkplace();
  try {
    await registerSubjects(store, registry);
    let added = 0;
    for (const { iso3, level, role, url, alias } of rows) {
      const entry = registry.find((one) => one.iso3 === iso3 && one.level === level);
      const standing = entry && (await store.survey.subject(entry.id));
      if (!entry || !standing) throw complaint(`${iso3} has no ${level} subject.`);
      if (entry.portals.some((portal) => addressOf(portal.url) === url)) {
        process.stderr.write(`${url} is in the registry already; whether it is official is said by "verified" in config/portals.yaml.\n`);
        continue;
      }
      if (standing.portals.some((portal) => addressOf(portal.url) === url)) {
        process.stderr.write(`${url} had been added already.\n`);
        continue;
      }
      await store.survey.addSubjects([{ subject: standing.subject, portals: [...standing.portals, { url, role, aliases: alias }] }]);
      added++;
    }
    process.stderr.write(`${added} of ${rows.length} portals added.\n`);
    return EXIT.done;
  } finally {
    await close();
  }
}

/** Asks each portal for its start page and tells what came: whether the address still leads anywhere, not whether it is official. */
export async function checkPortals(countries: readonly string[], { level, allowPrivate = false }: { readonly level?: Level; readonly allowPrivate?: boolean }): Promise<ExitCode> {
  const portals = await knownPortals(countries, level);
  const settings = readSettings();
  const pace = localPace({ delayMs: settings.delayMs });
  const http = openHttp({ ...settings, allowPrivate, acceptLanguage: 'en;q=0.5, *;q=0.3' }, pace);
  const stop = listenForStop((text) => process.stderr.write(`${text}\n`));
  let reached = 0;
  try {
    for (const { entry, portal, verified } of portals) {
      const got = await http.get(portal.url, stop.signal);
      const good = !isFailure(got) && got.raw.status < 400;
      if (good) reached++;
      const what = isFailure(got) ? FAILURE_KINDS[got.failure].message : `HTTP ${got.raw.status}${got.redirects.length > 0 ? `, leads to ${got.raw.url}` : ''}`;
      await print(`${entry.iso3}  ${good ? 'ok  ' : 'FAIL'}  ${verified ? 'verified  ' : 'unverified'}  ${portal.url}  ${what}\n`);
    }
    process.stderr.write(`${reached} of ${portals.length} portals answer.\n`);
    return reached === portals.length ? EXIT.done : reached > 0 ? EXIT.someFailed : EXIT.nothingAssessed;
  } catch (error) {
    const code = stop.code();
    if (code === null) throw error;
    return code;
  } finally {
    stop.release();
    await http.close();
  }
}
