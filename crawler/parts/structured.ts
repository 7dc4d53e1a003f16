import type { StructuredPart } from '../artifact.ts';
import { type PageDocument, rawText } from './document.ts';

const MOST_BLOCKS = 20;
const MOST_CHARACTERS = 200_000;
const MAX_DEPTH = 8;

/** JSON-LD, and the type names used in JSON-LD, microdata and RDFa; Open Graph as name → value. Broken JSON-LD is left out. */
export const structuredPart = (document: PageDocument): StructuredPart => {
  const jsonLd: unknown[] = [];
  let characters = 0;
  for (const node of document.tagged('script')) {
    if (!/ld\+json/i.test(node.attributes['type'] ?? '') || jsonLd.length >= MOST_BLOCKS) continue;
    const text = rawText(node.element);
    characters += text.length;
    if (characters > MOST_CHARACTERS) break;
    try {
      jsonLd.push(JSON.parse(text));
    } catch {
      /* what cannot be parsed says nothing */
    }
  }
  const types = new Set<string>();
  for (const block of jsonLd) collectTypes(block, types, 0);
  const openGraph: Record<string, string> = {};
  for (const { attributes } of document.nodes) {
    for (const value of [attributes['itemtype'], attributes['typeof']]) for (const name of value?.split(/\s+/) ?? []) if (name) types.add(shortName(name));
    if (attributes['property']?.startsWith('og:')) openGraph[attributes['property']] ??= (attributes['content'] ?? '').slice(0, 500);
  }
  return { jsonLd, types: [...types].sort(), openGraph };
};

const collectTypes = (value: unknown, types: Set<string>, depth: number): void => {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return;
  if (Array.isArray(value)) {
    for (const item of value) collectTypes(item, types, depth + 1);
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    if (key === '@type') {
      for (const name of Array.isArray(inner) ? inner : [inner]) if (typeof name === 'string') types.add(shortName(name));
    } else collectTypes(inner, types, depth + 1);
  }
};

const shortName = (name: string): string => name.replace(/^.*[/#:]/, '');
