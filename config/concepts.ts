import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { configError, readYaml } from './problem.ts';

/**
 * Concepts: everything a portal may say or offer that an indicator asks about, independent of language.
 * The words for them are in `config/lexicons/`; how each is proved is its `proof`.
 */

export type ConceptKind = 'service' | 'feature' | 'topic' | 'participation' | 'institution' | 'group' | 'action' | 'role' | 'part' | 'negative';

/**
 * How presence is proved.
 * service: rungs of an online service · page: a readable page or section about it · destination: a link so named that
 * leads to a readable page or an allowed host · document: a page or a linked document so named · listing: dated items
 * under it · words: never proved alone, helps other concepts.
 */
export type Proof = 'service' | 'page' | 'destination' | 'document' | 'listing' | 'words';

export interface Concept {
  readonly id: string;
  readonly kind: ConceptKind;
  readonly proof: Proof;
  /** Is a button so named the thing itself, "Save for later"? */
  readonly control: boolean;
  /** One or two sentences an annotator could decide by. */
  readonly definition: string;
  /** Life event in a person's or business's life, '' if none. */
  readonly lifeEvent: string;
  /** SDG targets this serves, e.g. "16.9"; empty rather than guessed. */
  readonly sdg: readonly string[];
  /** Concepts whose words near a match mean something else (the counter-examples). */
  readonly not: readonly string[];
}

/** Rungs of a service, lowest first. */
export const RUNGS = ['mention', 'information', 'download-form', 'online-form', 'completed-online'] as const;
export type Rung = (typeof RUNGS)[number];

const entry = z.strictObject({
  kind: z.enum(['service', 'feature', 'topic', 'participation', 'institution', 'group', 'action', 'role', 'part', 'negative']),
  proof: z.enum(['service', 'page', 'destination', 'document', 'listing', 'words']),
  control: z.boolean().default(false),
  definition: z.string(),
  life_event: z.string().default(''),
  sdg: z.array(z.string().regex(/^\d{1,2}\.[0-9a-d]{1,2}$/, 'write an SDG target such as 16.9')).default([]),
  not: z.array(z.string()).default([]),
});

/** Reads `config/concepts.yaml`. Throws a `ConfigError` with file, line and reason. */
export const loadConcepts = async (file: URL = new URL('./concepts.yaml', import.meta.url)): Promise<ReadonlyMap<string, Concept>> => {
  const read = readYaml(await readFile(file, 'utf8'), 'config/concepts.yaml', z.record(z.string().regex(/^[a-z][a-z0-9-]*$/, 'an id is lower case words joined by -'), entry));
  const unknown = Object.entries(read).flatMap(([id, { not }]) => not.filter((other) => !(other in read)).map((other) => `config/concepts.yaml: ${id}: not: there is no concept "${other}"`));
  if (unknown.length) throw configError(unknown);
  return new Map(Object.entries(read).map(([id, { life_event, ...rest }]) => [id, { id, ...rest, lifeEvent: life_event }]));
};
