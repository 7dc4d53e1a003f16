import { loadRegistry, type RegisteredSubject } from '../config/registry.ts';
import type { Portal } from '../crawler/artifact.ts';
import type { Store } from '../storage/store.ts';
import type { SubjectStanding } from '../storage/survey-contract.ts';

/**
 * Brings the registry into the store: a country (OSI) and its city (LOSI) are subjects, each with its portals. Portals that people here
 * added stay beside those of the registry. Can be repeated.
 */
export const registerSubjects = async (store: Pick<Store, 'survey'>, registry?: readonly RegisteredSubject[]): Promise<void> => {
  const known = new Map((await store.survey.subjects()).map((standing) => [standing.subject.id, standing]));
  await store.survey.addSubjects(
    (registry ?? (await loadRegistry())).map((entry) => ({
      subject: { id: entry.id, name: entry.name, level: entry.level, iso3: entry.iso3, region: entry.region, languages: entry.languages },
      portals: [...entry.portals.map(({ url, role }): Portal => ({ url, role, aliases: [] })), ...addedHere(known.get(entry.id), entry)],
    })),
  );
};

/** Portals of a subject that the registry does not list: people here added them, and that is their word that they are official. */
export const addedHere = (standing: Pick<SubjectStanding, 'portals'> | undefined, entry: RegisteredSubject | undefined): readonly Portal[] => {
  const listed = new Set(entry?.portals.map(({ url }) => addressOf(url)));
  return (standing?.portals ?? []).filter(({ url }) => !listed.has(addressOf(url)));
};

/** What may be visited of a subject, the main portal first, and the registered portals that wait for a person's word that they are official. */
export const portalsToVisit = (
  standing: SubjectStanding,
  entry: RegisteredSubject | undefined,
  includeUnverified: boolean,
): { readonly portals: readonly Portal[]; readonly unverified: readonly string[] } => {
  const doubted = new Set(entry?.portals.filter(({ verified }) => !verified).map(({ url }) => addressOf(url)));
  const portals = standing.portals.filter(({ url }) => includeUnverified || !doubted.has(addressOf(url))).toSorted((one, other) => ROLES.indexOf(one.role) - ROLES.indexOf(other.role));
  return { portals, unverified: standing.portals.filter(({ url }) => doubted.has(addressOf(url))).map(({ url }) => url) };
};

const ROLES: readonly Portal['role'][] = ['national', 'city', 'e-services', 'participation', 'open-data', 'ministry', 'other'];

/** Addresses are compared as a browser reads them: with and without the closing slash of a bare host is the same. */
export const addressOf = (url: string): string => (URL.canParse(url) ? new URL(url).href : url);
