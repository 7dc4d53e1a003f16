import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const list = z.array(z.string().min(2)).min(1);
const shape = z.strictObject({
  challenge_headers: list,
  challenge_marks: list,
  challenge_titles: list,
  blocked_titles: list,
  error_titles: list,
  not_found_titles: list,
  parked_titles: list,
  parked_marks: list,
  shell_ids: list,
  archive_hosts: list,
  sign_in_paths: list,
});
export type RefusalSignatures = z.infer<typeof shape>;

let loaded: RefusalSignatures | undefined;
/** How challenges, error pages, parked domains and empty shells show themselves (`config/refusal-signatures.yaml`). */
export const refusalSignatures = (): RefusalSignatures => (loaded ??= shape.parse(parse(readFileSync(new URL('./refusal-signatures.yaml', import.meta.url), 'utf8'))));
