import { readFileSync } from 'node:fs';
import { z } from 'zod';

const shape = z.record(z.string(), z.object({ mode: z.string().optional(), includeSubDomains: z.boolean().optional() }));

let loaded: ReadonlyMap<string, boolean> | null | undefined;
/**
 * Hosts that browsers ask over HTTPS only because they are built into them: host → with its subdomains. The list is not
 * ours to ship; it is read from `config/hsts-preload.json` (the file of that name in an installed MDN HTTP Observatory)
 * where somebody put it. Null when it is not there.
 */
export const hstsPreload = (): ReadonlyMap<string, boolean> | null => (loaded === undefined ? (loaded = read()) : loaded);

const read = (): ReadonlyMap<string, boolean> | null => {
  let text: string;
  try {
    text = readFileSync(new URL('./hsts-preload.json', import.meta.url), 'utf8');
  } catch {
    return null;
  }
  const entries = Object.entries(shape.parse(JSON.parse(text)));
  return new Map(entries.filter(([, { mode }]) => mode === 'force-https').map(([host, { includeSubDomains = false }]) => [host, includeSubDomains]));
};
