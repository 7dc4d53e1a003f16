import type { Catalogue, Indicator } from '../../config/catalogue.ts';
import type { Finding } from '../../checks/contract.ts';
import type { BlobRef } from '../../crawler/artifact.ts';
import type { Assessment } from '../../storage/contract.ts';

/** Sentences for reason keys: keys are compared between runs, sentences are for people. */
export interface Wording {
  /** Why a draft says what it says. */
  reason(key: string): string;
  /** What would make a draft possible, '' where nothing is known. */
  help(key: string): string;
  check(id: string): { readonly title: string; readonly why: string };
  message(finding: Finding): string;
  /** What the portal's owner can do, '' where there is nothing to do. */
  remedy(finding: Finding): string;
}

/** All that the report is made from. `pictures` holds the bytes of the pictures to show, by blob. */
export interface ReportInput {
  readonly assessment: Assessment;
  readonly catalogue: Catalogue;
  readonly wording: Wording;
  readonly pictures: ReadonlyMap<BlobRef, Uint8Array>;
}

/** Indicators by id, made once for each catalogue. */
export const indicatorsOf = (catalogue: Catalogue): ReadonlyMap<string, Indicator> => new Map(catalogue.indicators.map((indicator) => [indicator.id, indicator]));
