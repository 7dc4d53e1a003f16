import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { z } from 'zod';
import { loadConcepts, RUNGS, type Rung } from './concepts.ts';
import { configError, readYaml } from './problem.ts';

export type CatalogueId = 'losi-2024' | 'osi-2024';
/** Where evidence may lie: the subject's portal only, any government host, or also an outside site the portal links to. */
export type Locus = 'portal' | 'government' | 'external';
/** Time window judged against `--as-of`. */
export type TimeWindow = 'future' | 'past-month' | 'past-12-months' | 'past-5-years-or-future' | 'recent-or-future';

/** A check, or a concept (with a sector or group beside it, within a window, on accepted rungs), or a nested expression. */
export type Term = { readonly check: string } | { readonly concept: string; readonly with?: string; readonly window?: TimeWindow; readonly rungs?: readonly Rung[] } | Binding;
/** Three-valued (Kleene) logic over terms. Exactly one of the keys. */
export type Binding = { readonly all: readonly Term[] } | { readonly any: readonly Term[] } | { readonly none: readonly Term[] };

export interface Indicator {
  readonly id: string; // LOSI24-SP-259
  readonly version: number;
  readonly edition: CatalogueId;
  readonly criterion: string;
  readonly unCode: string; // "#259"
  readonly label: string;
  readonly question: string;
  readonly locus: Locus;
  readonly automatable: 'full' | 'assist' | 'no';
  readonly rungs: readonly Rung[]; // accepted rungs, empty for items that are not services
  readonly window: TimeWindow | null;
  readonly behindLogin: boolean;
  readonly sdg: readonly string[];
  readonly guidance: { readonly counts: string; readonly verify: string; readonly not: string };
  readonly provenance: string;
  /** What answers it; null when `needsHuman` says why no machine can. */
  readonly binding: Binding | null;
  readonly needsHuman: string | null; // reason key, e.g. 'send-message'
}

export interface Catalogue {
  readonly id: CatalogueId;
  readonly version: string;
  readonly level: 'municipal' | 'national';
  readonly criteria: readonly string[];
  readonly indicators: readonly Indicator[];
}

const window = z.enum(['future', 'past-month', 'past-12-months', 'past-5-years-or-future', 'recent-or-future']);
const rungs = z.array(z.enum(RUNGS));
const leaf = z.union([
  z.strictObject({ check: z.string().regex(/^[a-z-]+\/[a-z0-9-]+$/, 'a check id is folder/file') }),
  z.strictObject({ concept: z.string(), with: z.string().optional(), window: window.optional(), rungs: rungs.optional() }),
]);
type RawTerm = z.output<typeof leaf> | { all: RawTerm[] } | { any: RawTerm[] } | { none: RawTerm[] };
const term: z.ZodType<RawTerm> = z.lazy(() => z.union([leaf, binding]));
const terms = z.array(term).min(1, 'name at least one check or concept');
const binding = z.union([z.strictObject({ all: terms }), z.strictObject({ any: terms }), z.strictObject({ none: terms })]);
const sentence = z.string().min(20, 'write a sentence an assessor can act on');
const item = z
  .strictObject({
    id: z.string().regex(/^[A-Z0-9]+-[A-Z]+-[0-9a-z]+$/, 'an id such as LOSI24-SP-259'),
    un_code: z.string(),
    label: z.string().min(2),
    question: z.string().min(8),
    locus: z.enum(['portal', 'government', 'external']),
    automatable: z.enum(['full', 'assist', 'no']),
    rungs: rungs.default([]),
    window: window.nullable().default(null),
    behind_login: z.boolean().default(false),
    sdg: z.array(z.string().regex(/^\d{1,2}\.[0-9a-d]{1,2}$/, 'write an SDG target such as 16.9')).default([]),
    guidance: z.strictObject({ counts: sentence, verify: sentence, not: sentence }),
    answer: binding.optional(),
    needs_human: z
      .string()
      .regex(/^[a-z-]+$/, 'a reason key such as send-message')
      .optional(),
  })
  .refine((read) => (read.answer === undefined) !== (read.needs_human === undefined), 'give either answer or needs_human');
const shape = z.strictObject({
  edition: z.enum(['losi-2024', 'osi-2024']),
  criterion: z.string().min(2),
  order: z.number().int(),
  version: z.number().int().min(1),
  provenance: z.string().min(20),
  indicators: z.array(item).min(1),
});

/** Reads one edition's catalogue, one file per criterion. Its version is a hash of the files, so that any edit shows. */
export const loadCatalogue = async (id: CatalogueId, folder: URL = new URL(`./catalogues/${id}/`, import.meta.url)): Promise<Catalogue> => {
  const concepts = await loadConcepts();
  const hash = createHash('sha256');
  const read: (z.output<typeof shape> & { readonly file: string })[] = [];
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort()) {
    const text = await readFile(new URL(file, folder), 'utf8');
    hash.update(text);
    read.push({ ...readYaml(text, `config/catalogues/${id}/${file}`, shape), file });
  }
  read.sort((a, b) => a.order - b.order);
  const problems = read.flatMap(({ file, edition, indicators }) => [
    ...(edition === id ? [] : [`config/catalogues/${id}/${file}: edition is "${edition}"`]),
    ...indicators.flatMap((indicator) =>
      unknownConcepts(indicator.answer, concepts).map((concept) => `config/catalogues/${id}/${file}: ${indicator.id}: there is no concept "${concept}" in config/concepts.yaml`),
    ),
  ]);
  const seen = new Set<string>();
  for (const { file, indicators } of read)
    for (const indicator of indicators) {
      if (seen.has(indicator.id)) problems.push(`config/catalogues/${id}/${file}: ${indicator.id} is there twice`);
      seen.add(indicator.id);
    }
  if (!read.length) problems.push(`config/catalogues/${id}: no file there`);
  if (problems.length) throw configError(problems);
  return {
    id,
    version: hash.digest('hex').slice(0, 12),
    level: id === 'losi-2024' ? 'municipal' : 'national',
    criteria: read.map(({ criterion }) => criterion),
    indicators: read.flatMap(indicatorsOf),
  };
};

const indicatorsOf = ({ edition, criterion, version, provenance, indicators }: z.output<typeof shape>): Indicator[] =>
  indicators.map((read) => ({
    id: read.id,
    version,
    edition,
    criterion,
    unCode: read.un_code,
    label: read.label,
    question: read.question,
    locus: read.locus,
    automatable: read.automatable,
    rungs: read.rungs,
    window: read.window,
    behindLogin: read.behind_login,
    sdg: read.sdg,
    guidance: read.guidance,
    provenance,
    binding: (read.answer as Binding | undefined) ?? null,
    needsHuman: read.needs_human ?? null,
  }));

const unknownConcepts = (at: RawTerm | undefined, concepts: ReadonlyMap<string, unknown>): string[] => {
  if (!at || 'check' in at) return [];
  if ('concept' in at) return [at.concept, at.with].filter((id): id is string => id !== undefined && !concepts.has(id));
  return ('all' in at ? at.all : 'any' in at ? at.any : at.none).flatMap((inner) => unknownConcepts(inner, concepts));
};
