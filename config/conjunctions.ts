import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const shape = z.strictObject({ joining: z.array(z.string().min(1)).min(1) });

let loaded: ReadonlySet<string> | undefined;
/** Words that join the items of a label, in all languages together (`config/conjunctions.yaml`). */
export const conjunctions = (): ReadonlySet<string> => (loaded ??= new Set(shape.parse(parse(readFileSync(new URL('./conjunctions.yaml', import.meta.url), 'utf8'))).joining));
