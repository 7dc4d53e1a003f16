import type { Rung } from './concepts.ts';

export type CatalogueId = 'losi-2024' | 'osi-2024';
/** Where evidence may lie: the subject's portal only, any government host, or also an outside site the portal links to. */
export type Locus = 'portal' | 'government' | 'external';
/** Time window judged against `--as-of`. */
export type TimeWindow = 'future' | 'past-month' | 'past-12-months' | 'past-5-years-or-future' | 'recent-or-future';

/** A check, or a concept (with a sector or group beside it, within a window, on accepted rungs), or a nested expression. */
export type Term =
  | { readonly check: string }
  | { readonly concept: string; readonly with?: string; readonly window?: TimeWindow; readonly rungs?: readonly Rung[] }
  | Binding;
/** Three-valued (Kleene) logic over terms. Exactly one of the keys. */
export type Binding = { readonly all: readonly Term[] } | { readonly any: readonly Term[] } | { readonly none: readonly Term[] };

export interface Indicator {
  readonly id: string;               // LOSI24-SP-259
  readonly version: number;
  readonly edition: CatalogueId;
  readonly criterion: string;
  readonly unCode: string;           // "#259"
  readonly label: string;
  readonly question: string;
  readonly locus: Locus;
  readonly automatable: 'full' | 'assist' | 'no';
  readonly rungs: readonly Rung[];   // accepted rungs, empty for items that are not services
  readonly window: TimeWindow | null;
  readonly behindLogin: boolean;
  readonly sdg: readonly string[];
  readonly guidance: { readonly counts: string; readonly verify: string; readonly not: string };
  readonly provenance: string;
  /** What answers it; null when `needsHuman` says why no machine can. */
  readonly binding: Binding | null;
  readonly needsHuman: string | null; // reason key, e.g. 'send-message'
}

export interface Catalogue { readonly id: CatalogueId; readonly version: string; readonly level: 'municipal' | 'national'; readonly criteria: readonly string[]; readonly indicators: readonly Indicator[] }
