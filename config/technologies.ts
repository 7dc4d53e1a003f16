import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { configError, readYaml } from './problem.ts';
import { onHost } from './signatures.ts';

/** What a technology is for; each kind is one file of `config/technologies/`. */
export const TECHNOLOGY_KINDS = [
  'analytics',
  'chat',
  'chatbot',
  'content-management',
  'data-platform',
  'design-system',
  'developer-portal',
  'forms',
  'framework',
  'hosting',
  'identity',
  'maps',
  'payment',
  'search',
  'sign-in',
] as const;
export type TechnologyKind = (typeof TECHNOLOGY_KINDS)[number];

/**
 * Where a technology shows itself, and what its pattern is compared with.
 * header: `name: value` · meta: `name: content` · generator: its content · cookie: a cookie's name · loads: address of a
 * script, style sheet, image or frame · inline: start of a script in the page · element: an id or custom element ·
 * class: one class name · host: where a link, form, frame or redirect leads (`host/path`, subdomains too) · link: the
 * same addresses by pattern · named: text of a link or button (a name proves less than an address).
 */
export const MARK_KINDS = ['header', 'meta', 'generator', 'cookie', 'loads', 'inline', 'element', 'class', 'host', 'link', 'named'] as const;
export type MarkKind = (typeof MARK_KINDS)[number];

/** One sign of a technology. A pattern's group gives the version; that of a `host` mark only says whether a closer look is worth it. */
export interface Mark {
  readonly by: MarkKind;
  readonly pattern: RegExp;
  readonly host: string;
  /** What the sign looks like on a real page. */
  readonly example: string;
}
export interface Technology {
  readonly name: string;
  readonly kind: TechnologyKind;
  /** ISO 3166-1 alpha-3 where it serves one country, '' otherwise. */
  readonly country: string;
  readonly website: string;
  /** The technology of the same kind that this one is a ready-made form of, '' if none. */
  readonly builtOn: string;
  readonly marks: readonly Mark[];
}

/** Capital letters tell a name from a word; hosts come in lower case. */
const flagsOf = (by: MarkKind): string => (by === 'named' || by === 'host' ? 'u' : 'iu');
const HOST = /^[a-z0-9.-]+\.[a-z]{2,}(\/\S*)?$/;

const mark = z
  .strictObject({ ...(Object.fromEntries(MARK_KINDS.map((kind) => [kind, z.string().min(2).optional()])) as Record<MarkKind, z.ZodOptional<z.ZodString>>), example: z.string().min(2) })
  .transform(({ example, ...marks }, context): Mark => {
    const given = MARK_KINDS.filter((kind) => marks[kind] !== undefined);
    const [by] = given;
    if (!by || given.length > 1) {
      context.addIssue({ code: 'custom', message: `a mark has exactly one of ${MARK_KINDS.join(', ')}` });
      return z.NEVER;
    }
    const written = marks[by]!;
    if (by === 'host' && !HOST.test(written)) {
      context.addIssue({ code: 'custom', path: [by], message: 'write a host such as login.gov, or host/path, in lower case' });
      return z.NEVER;
    }
    try {
      return { by, example, host: by === 'host' ? written : '', pattern: by === 'host' ? new RegExp(written.split('/')[0]!.replaceAll('.', '\\.'), flagsOf(by)) : new RegExp(written, flagsOf(by)) };
    } catch (error) {
      context.addIssue({ code: 'custom', path: [by], message: error instanceof Error ? error.message : String(error) });
      return z.NEVER;
    }
  });
const shape = z.record(
  z.string().min(2),
  z.strictObject({
    website: z.url(),
    country: z
      .string()
      .regex(/^[A-Z]{3}$/, 'write an ISO 3166-1 alpha-3 code such as EST')
      .default(''),
    built_on: z.string().default(''),
    marks: z.array(mark).min(1),
  }),
);

/** Reads every file of `config/technologies/`, one for each kind. Throws a `ConfigError` with file, line and reason. */
export const loadTechnologies = (folder: URL = new URL('./technologies/', import.meta.url)): readonly Technology[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .flatMap((file) => {
      const name = `config/technologies/${file}`;
      const kind = TECHNOLOGY_KINDS.find((candidate) => `${candidate}.yaml` === file);
      if (!kind) throw configError([`${name}: there is no such kind of technology; the kinds are ${TECHNOLOGY_KINDS.join(', ')}`]);
      const read = readYaml(readFileSync(new URL(file, folder), 'utf8'), name, shape);
      const unknown = Object.entries(read).filter(([, { built_on }]) => built_on && !(built_on in read));
      if (unknown.length) throw configError(unknown.map(([title, { built_on }]) => `${name}: ${title}: built_on: there is no "${built_on}" in this file`));
      return Object.entries(read).map(([title, { built_on, ...entry }]) => ({ name: title, kind, builtOn: built_on, ...entry }));
    });

let loaded: ReadonlyMap<TechnologyKind, readonly Technology[]> | undefined;
/** All technologies of a kind that we know how to recognise. */
export const technologiesOf = (kind: TechnologyKind): readonly Technology[] => (loaded ??= Map.groupBy(loadTechnologies(), (technology) => technology.kind)).get(kind) ?? [];

/** The version where a mark gives one, '' where it gives none, null where the mark is not there. `text` is what the mark's kind is compared with. */
export const readMark = ({ host, pattern }: Mark, text: string): string | null => {
  const match = pattern.exec(text);
  if (!match) return null;
  if (host) return onHost(text, [host]) ? '' : null;
  return match[1] ?? '';
};

const unions = new Map<string, RegExp>();
/** All patterns of a kind for one sort of mark in one: what it does not match shows none of them. */
export const anyOf = (kind: TechnologyKind, by: MarkKind): RegExp => {
  const key = `${kind} ${by}`;
  let union = unions.get(key);
  if (!union) {
    const patterns = technologiesOf(kind).flatMap(({ marks }) => marks.filter((candidate) => candidate.by === by).map(({ pattern }) => `(?:${pattern.source})`));
    unions.set(key, (union = patterns.length ? new RegExp(patterns.join('|'), flagsOf(by)) : /$^/u));
  }
  return union;
};

/** The first technology of the kind that has a mark of one of these sorts in the text; null when none. */
export const technologyIn = (text: string, kind: TechnologyKind, by: readonly MarkKind[]): Technology | null =>
  by.some((sort) => anyOf(kind, sort).test(text))
    ? (technologiesOf(kind).find(({ marks }) => marks.some((candidate) => by.includes(candidate.by) && readMark(candidate, text) !== null)) ?? null)
    : null;
