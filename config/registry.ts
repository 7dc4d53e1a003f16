import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { configError, readYaml } from './problem.ts';

export type RegisteredRole = 'national' | 'e-services' | 'open-data' | 'city';
/** A portal we know of. `verified` is a person's word that it is the official one; `source` says where the address comes from. */
export interface RegisteredPortal {
  readonly role: RegisteredRole;
  readonly url: string;
  readonly source: string;
  readonly verified: boolean;
}
/** A country (OSI) or its most populous city (LOSI) with its portals; `portals` may be empty: then nobody has named one yet. */
export interface RegisteredSubject {
  readonly id: string;
  readonly iso3: string;
  readonly country: string;
  readonly name: string;
  readonly level: 'national' | 'municipal';
  readonly region: string;
  readonly languages: readonly string[];
  readonly portals: readonly RegisteredPortal[];
}

const portal = z.strictObject({ role: z.enum(['national', 'e-services', 'open-data', 'city']), url: z.url('give a full URL'), source: z.string().min(1), verified: z.boolean() });
const shape = z.strictObject({
  provenance: z.string().min(20),
  states: z.array(
    z.strictObject({
      iso3: z.string().regex(/^[A-Z]{3}$/, 'an ISO 3166-1 alpha-3 code'),
      country: z.string().min(2),
      region: z.string(),
      languages: z.array(z.string()),
      city: z.string(),
      city_source: z.string(),
      portals: z.array(portal),
    }),
  ),
});

/** Reads the registry of the 193 member states. Throws a `ConfigError` with file, line and reason. */
export const loadRegistry = async (file: URL = new URL('./portals.yaml', import.meta.url)): Promise<readonly RegisteredSubject[]> => {
  const { states } = readYaml(await readFile(file, 'utf8'), 'config/portals.yaml', shape);
  const twice = states.filter((state, place) => states.findIndex((other) => other.iso3 === state.iso3) !== place);
  if (twice.length) throw configError(twice.map((state) => `config/portals.yaml: ${state.iso3} is there twice`));
  return states.flatMap((state): RegisteredSubject[] => {
    const of = (level: RegisteredSubject['level'], id: string, name: string, portals: readonly RegisteredPortal[]): RegisteredSubject => ({
      id,
      iso3: state.iso3,
      country: state.country,
      name,
      level,
      region: state.region,
      languages: state.languages,
      portals,
    });
    return [
      of(
        'national',
        state.iso3,
        state.country,
        state.portals.filter((known) => known.role !== 'city'),
      ),
      of(
        'municipal',
        `${state.iso3}-city`,
        state.city,
        state.portals.filter((known) => known.role === 'city'),
      ),
    ];
  });
};
