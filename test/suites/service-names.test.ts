import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { prepareWords } from '../../checks/words.ts';
import { type ConceptKind, loadConcepts } from '../../config/concepts.ts';
import { loadLexicons } from '../../config/lexicon.ts';
import { readYaml } from '../../config/problem.ts';
import { share, type Share } from '../../reports/validity/statistics.ts';
import { tableOf } from './shared.ts';

/**
 * Names of services as two governments publish them, against concepts that a reader gave them from the definitions alone
 * (`test/validity/service-names.yaml`). Whoever improves words may look at what the development half misses; what the kept
 * half misses is never printed, so that its figures stay worth something.
 */

const FOLDER = resolve(import.meta.dirname, '../../../shared/data/service-names');
const LABELS = new URL('../validity/service-names.yaml', import.meta.url);
const COUNTED: ReadonlySet<ConceptKind> = new Set(['service', 'participation', 'institution', 'feature', 'topic']);
/** Least recall and precision over all drawn names: what was reached on 23 November 2026, less a few names. */
const LEAST = { pt: { recall: 0.65, precision: 0.7 }, es: { recall: 0.5, precision: 0.6 } } as Record<string, { readonly recall: number; readonly precision: number }>;
const missing = !existsSync(FOLDER);
if (missing) process.stderr.write(`skipped: no names of services at ${FOLDER}\n`);

const shape = z.array(z.strictObject({ file: z.string(), language: z.string(), seed: z.string(), labels: z.record(z.string(), z.array(z.string())) }));
const lists = readYaml(readFileSync(LABELS, 'utf8'), 'test/validity/service-names.yaml', shape);
const concepts = await loadConcepts();
const words = prepareWords(concepts, await loadLexicons());

interface Case {
  readonly name: string;
  readonly kept: boolean;
  readonly labels: readonly string[];
  readonly found: readonly string[];
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const keyOf = (id: string): string => sha256(id).slice(0, 12);
const isKept = (key: string): boolean => Number.parseInt(key[0]!, 16) % 2 === 1;
const counted = (id: string): boolean => COUNTED.has(concepts.get(id)!.kind);
const isNear = (one: string, other: string): boolean => concepts.get(one)!.not.includes(other) || concepts.get(other)!.not.includes(one);

/** RFC 4180: rows of fields, quoted where they hold commas, quotes or lines. */
const rowsOf = (csv: string): string[][] => {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain!);
    if (end !== ',') rows.push([]);
  }
  return rows;
};

const namesOf = (file: string): Map<string, string> => {
  const [head, ...rows] = rowsOf(readFileSync(resolve(FOLDER, file), 'utf8').replace(/^\uFEFF/, ''));
  const [id, name] = [head!.indexOf('id'), head!.indexOf('name')];
  return new Map(rows.flatMap((row) => (row[id] ? [[row[id], row[name]!]] : [])));
};

const casesOf = ({ file, language, labels }: (typeof lists)[number]): Case[] => {
  const byKey = new Map([...namesOf(file)].map(([id, name]) => [keyOf(id), name]));
  return Object.entries(labels).map(([key, own]) => {
    const name = byKey.get(key)!;
    const found = [...new Set(words.find(language, name).map(({ concept }) => concept))].filter(counted);
    return { name, kept: isKept(key), labels: own, found };
  });
};

/** Recall: of the labelled concepts, how many the words find. Precision: of those found, also on names without a concept, how many are labelled; `near`: or are told apart from a labelled one by `not`. */
const measure = (cases: readonly Case[], of: (concept: string) => boolean): { recall: Share; precision: Share; near: Share } => {
  const labelled = cases.flatMap(({ labels, found }) => labels.filter(of).map((label) => found.includes(label)));
  const found = cases.flatMap(({ labels, found: own }) => own.filter(of).map((one) => (labels.includes(one) ? 'right' : labels.some((label) => isNear(one, label)) ? 'near' : 'wrong')));
  const right = found.filter((one) => one === 'right').length;
  return {
    recall: share(labelled.filter(Boolean).length, labelled.length),
    precision: share(right, found.length),
    near: share(found.filter((one) => one !== 'wrong').length, found.length),
  };
};

const percent = (value: number | null): string => (value === null ? '-' : (100 * value).toFixed(0));
const said = ({ hits, of, value, low, high }: Share): string => `${percent(value)} % (${hits}/${of}; ${percent(low)}–${percent(high)})`;

describe.skipIf(missing)('names of services', () => {
  test.each(lists)('$file: the labelled names are the drawn ones, by concepts we have', ({ file, seed, labels }) => {
    const drawn = [...namesOf(file).keys()].sort((one, other) => (sha256(`${seed} ${one}`) < sha256(`${seed} ${other}`) ? -1 : 1)).slice(0, Object.keys(labels).length);
    expect(drawn.map(keyOf)).toEqual(Object.keys(labels));
    expect(
      Object.values(labels)
        .flat()
        .filter((id) => !concepts.has(id) || !counted(id)),
    ).toEqual([]);
  });

  test.each(lists)('$file: recall and precision of the words', (list) => {
    const cases = casesOf(list);
    const halves = { all: cases, development: cases.filter(({ kept }) => !kept), kept: cases.filter(({ kept }) => kept) };
    const isTopic = (id: string): boolean => concepts.get(id)!.kind === 'topic';
    const kinds = { 'every kind': () => true, 'services and features': (id: string) => !isTopic(id), 'sectors and topics': isTopic };
    const rows = Object.entries(halves).flatMap(([half, own]) =>
      Object.entries(kinds).map(([kind, of]) => {
        const { recall, precision, near } = measure(own, of);
        return [half, String(own.length), kind, said(recall), said(precision), said(near)];
      }),
    );
    console.log(`${list.language}\n${tableOf([['half', 'names', 'concepts', 'recall', 'precision', 'or near'], ...rows])}`);
    const faults = halves.development.flatMap(({ name, labels, found }) => {
      const missed = labels.filter((id) => !found.includes(id)).map((id) => `-${id}`);
      const wrong = found.filter((id) => !labels.includes(id)).map((id) => `+${id}`);
      return missed.length + wrong.length ? [`  ${[...missed, ...wrong].join(' ')}  ${name}`] : [];
    });
    console.log(`development half, missed (-) and wrong (+):\n${faults.join('\n')}`);
    const { recall, precision } = measure(cases, () => true);
    expect(recall.value).toBeGreaterThanOrEqual(LEAST[list.language]!.recall);
    expect(precision.value).toBeGreaterThanOrEqual(LEAST[list.language]!.precision);
  });
});
