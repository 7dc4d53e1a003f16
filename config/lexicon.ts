import { readdir, readFile } from 'node:fs/promises';
import { z } from 'zod';
import { loadConcepts } from './concepts.ts';
import { keptCopy } from './kept-copy.ts';
import { configError, readYaml } from './problem.ts';

/** How we know a phrase: read on a named page, checked by a reader of the language, or written by us. */
export type PhraseSource = 'attested' | 'reviewed' | 'written';

export interface Phrase {
  readonly text: string;
  readonly source: PhraseSource /** where an attested phrase was read */;
  readonly on: string;
}

/** The words of one language: concept id → phrases as portals write them. One file per language, named by its BCP 47 tag. */
export interface Lexicon {
  readonly language: string;
  readonly name: string;
  /** Who measured these words on labels, '' when nobody has: then "not found" says `words-unmeasured`. */
  readonly measuredOn: string;
  readonly concepts: ReadonlyMap<string, readonly Phrase[]>;
  readonly rejected: ReadonlyMap<string, readonly { readonly text: string; readonly why: string }[]>;
}

const phrase = z.string().min(1);
const shape = z.strictObject({
  language: z.string().regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?$/, 'a BCP 47 tag such as uk or zh-Hans'),
  name: z.string().min(1),
  measured_on: z.string().default(''),
  concepts: z.record(
    z.string(),
    z.strictObject({ written: z.array(phrase).optional(), reviewed: z.array(phrase).optional(), attested: z.array(z.strictObject({ text: phrase, on: z.string().min(1) })).optional() }),
  ),
  rejected: z
    .record(z.string(), z.array(z.strictObject({ text: phrase, why: z.string().min(1) })))
    .nullish()
    .transform((read) => read ?? {}), // a heading with nothing below it is empty, not wrong
});

interface LexiconFile {
  readonly file: string;
  readonly text: string;
}
type Read = z.output<typeof shape>;
const SHAPE_VERSION = '1'; // of what is kept: to be raised when `shape` changes

/** Reads every lexicon of a folder, by language tag. Throws a `ConfigError` with file, line and reason of every problem. `cache`: a folder for a copy that is read faster the next time. */
export const loadLexicons = async (folder: URL = new URL('./lexicons/', import.meta.url), cache: string | null = null): Promise<ReadonlyMap<string, Lexicon>> => {
  const concepts = await loadConcepts();
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  const files = await Promise.all(names.map(async (file): Promise<LexiconFile> => ({ file, text: await readFile(new URL(file, folder), 'utf8') })));
  const make = (): Read[] => checked(files, new Set(concepts.keys()));
  const read = cache === null ? make() : await keptCopy(cache, 'lexicons', [SHAPE_VERSION, [...concepts.keys()].join(' '), ...files.flatMap(({ file, text }) => [file, text])], make);
  return new Map(read.map((lexicon) => [lexicon.language, lexiconOf(lexicon)]));
};

const checked = (files: readonly LexiconFile[], concepts: ReadonlySet<string>): Read[] => {
  const problems: string[] = [];
  const lexicons = files.map(({ file, text }) => {
    const name = `config/lexicons/${file}`;
    const read = readYaml(text, name, shape);
    if (`${read.language}.yaml` !== file) problems.push(`${name}: language is "${read.language}", so the file must be called ${read.language}.yaml`);
    for (const id of [...Object.keys(read.concepts), ...Object.keys(read.rejected)]) if (!concepts.has(id)) problems.push(`${name}: there is no concept "${id}" in config/concepts.yaml`);
    return read;
  });
  if (problems.length) throw configError(problems);
  return lexicons;
};

const lexiconOf = (read: Read): Lexicon => ({
  language: read.language,
  name: read.name,
  measuredOn: read.measured_on,
  concepts: new Map(Object.entries(read.concepts).map(([id, words]) => [id, phrasesOf(words)])),
  rejected: new Map(Object.entries(read.rejected)),
});

const phrasesOf = ({ written = [], reviewed = [], attested = [] }: Read['concepts'][string]): Phrase[] => [
  ...attested.map(({ text, on }) => ({ text, on, source: 'attested' as const })),
  ...reviewed.map((text) => ({ text, on: '', source: 'reviewed' as const })),
  ...written.map((text) => ({ text, on: '', source: 'written' as const })),
];
