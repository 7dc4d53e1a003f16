import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const names = z.array(z.string().min(2)).min(1);
const shape = z.strictObject({ second_level: names, suffixes: names, municipal_labels: names });
export type GovernmentHosts = z.infer<typeof shape>;

let loaded: GovernmentHosts | undefined;
/** Names by which official hosts are recognised (`config/government-hosts.yaml`). */
export const governmentHosts = (): GovernmentHosts => (loaded ??= shape.parse(parse(readFileSync(new URL('./government-hosts.yaml', import.meta.url), 'utf8'))));
