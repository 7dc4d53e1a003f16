import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const list = z.array(z.string().min(2));
const shape = z.strictObject({
  social_hosts: list,
  app_stores: list,
  phone_stores: z.strictObject({ apple: list, google: list }),
  messaging_hosts: list,
  machine_translation: list,
  open_data_paths: list,
  open_formats: list,
  licences: list,
});
export type Signatures = z.infer<typeof shape>;

let loaded: Signatures | undefined;
/** Hosts and address patterns by which technology is recognised in any language (`config/signatures.yaml`). */
export const signatures = (): Signatures => (loaded ??= shape.parse(parse(readFileSync(new URL('./signatures.yaml', import.meta.url), 'utf8'))));

/** The first entry whose host (and path prefix, where it names one) the address is on; null when none. */
export const onHost = (url: string, entries: readonly string[]): string | null => {
  let at: URL;
  try {
    at = new URL(url);
  } catch {
    return null;
  }
  const host = at.hostname.toLowerCase();
  return (
    entries.find((entry) => {
      const slash = entry.indexOf('/');
      const name = slash < 0 ? entry : entry.slice(0, slash);
      return (host === name || host.endsWith(`.${name}`)) && (slash < 0 || at.pathname.toLowerCase().startsWith(entry.slice(slash)));
    }) ?? null
  );
};

/** The first pattern contained in the text, compared in lower case; null when none. */
export const contains = (text: string, patterns: readonly string[]): string | null => {
  const lower = text.toLowerCase();
  return patterns.find((pattern) => lower.includes(pattern)) ?? null;
};
