import { load } from 'js-yaml';
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';

/** What is wrong with a setting or a file that people edit, with place and reason. Ends a start with exit code 2. */
export const configError = (problems: readonly string[]): Error =>
  Object.assign(new Error(problems.length === 1 ? problems[0]! : `${problems.length} things are wrong:\n${problems.map((problem) => `  · ${problem}`).join('\n')}`), { name: 'ConfigError' });

/**
 * Reads YAML by a schema. Throws a `ConfigError` that names file, line and reason of every problem, all at once.
 * `file` is the name people know it by.
 */
export const readYaml = <Shape extends z.ZodType>(text: string, file: string, shape: Shape): z.output<Shape> => {
  const fast = quickly(text);
  const good = fast === undefined ? undefined : shape.safeParse(fast);
  if (good?.success) return good.data;
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length) throw configError(document.errors.map((error) => `${file}:${lines.linePos(error.pos[0]).line}: ${error.message}`));
  const checked = shape.safeParse(document.toJS());
  if (checked.success) return checked.data;
  throw configError(checked.error.issues.map((issue) => `${file}:${lineOf(document, issue.path, lines)}: ${issue.path.length ? `${issue.path.join('.')}: ` : ''}${issue.message}`));
};

/** Eight times as fast as the parser that knows its lines, which is asked only when something is wrong. */
const quickly = (text: string): unknown => {
  try {
    return load(text);
  } catch {
    return undefined;
  }
};

/** The line on which the value at a path stands, or the nearest thing around it. */
const lineOf = (document: Document, path: readonly PropertyKey[], lines: LineCounter): number => {
  let node: unknown = document.contents;
  let offset = 0;
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key);
      if (!pair) break;
      if (isScalar(pair.key) && pair.key.range) offset = pair.key.range[0];
      node = pair.value;
    } else if (isSeq(node)) node = node.items[Number(key)];
    else break;
    const range = (node as { range?: readonly number[] } | null)?.range;
    if (range && !isScalar(node)) offset = Math.max(offset, range[0] ?? 0);
  }
  return lines.linePos(offset).line;
};
