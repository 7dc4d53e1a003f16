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
