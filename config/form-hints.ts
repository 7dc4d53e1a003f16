import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const names = z.array(z.string().min(2)).min(1);
const shape = z.strictObject({ search: names, login: names, contact: names, feedback: names, subscribe: names, language: names, payment: names, filter: names, personal: names });
export type FormHints = z.infer<typeof shape>;

let loaded: FormHints | undefined;
/** Names by which forms show what they are for (`config/form-hints.yaml`). */
export const formHints = (): FormHints => (loaded ??= shape.parse(parse(readFileSync(new URL('./form-hints.yaml', import.meta.url), 'utf8'))));
