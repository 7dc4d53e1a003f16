import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const names = z.array(z.string().min(2)).min(1);
const shape = z.strictObject({
  places: z.strictObject({ header: names, nav: names, main: names, aside: names, footer: names, dialog: names }),
  prefixes: names,
  suffixes: names,
  items: names,
});
export type LandmarkHints = z.infer<typeof shape>;

let loaded: LandmarkHints | undefined;
/** Id and class names by which regions and cards are recognised where landmark elements are missing (`config/landmark-hints.yaml`). */
export const landmarkHints = (): LandmarkHints => (loaded ??= shape.parse(parse(readFileSync(new URL('./landmark-hints.yaml', import.meta.url), 'utf8'))));
