/** How we know a phrase: read on a named page, checked by a reader of the language, or written by us. */
export type PhraseSource = 'attested' | 'reviewed' | 'written';

export interface Phrase { readonly text: string; readonly source: PhraseSource; /** where an attested phrase was read */ readonly on: string }

/** The words of one language: concept id → phrases as portals write them. One file per language, named by its BCP 47 tag. */
export interface Lexicon {
  readonly language: string;
  readonly name: string;
  /** Who measured these words on labels, '' when nobody has: then "not found" says `words-unmeasured`. */
  readonly measuredOn: string;
  readonly concepts: ReadonlyMap<string, readonly Phrase[]>;
  readonly rejected: ReadonlyMap<string, readonly { readonly text: string; readonly why: string }[]>;
}
