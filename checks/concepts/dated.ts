import type { TextBlock } from '../../crawler/artifact.ts';
import { datesIn } from '../dates.ts';
import { about, datesThePage } from './proof.ts';
import type { Reading } from './reading.ts';
import type { Site } from './site.ts';

/** Dated lines of text, outside menus and footers. */
export interface Dated {
  readonly reading: Reading;
  readonly block: TextBlock;
  readonly iso: string;
}

const SHOWN = (block: TextBlock): boolean => block.place !== 'footer' && block.place !== 'header' && block.place !== 'nav';

/** Dated lines on pages about the concept, or under a heading that names it. */
export const datedUnder = (site: Site, concepts: readonly string[]): Dated[] => {
  const found: Dated[] = [];
  for (const concept of concepts)
    for (const { reading, hits } of site.naming(concept)) {
      if (reading.page.host !== 'portal') continue;
      const whole = about(reading, concept) !== null;
      const headings = new Set(hits.filter((hit) => hit.unit.kind === 'heading' || hit.unit.kind === 'h1').map((hit) => hit.unit.text));
      const itself = new Set(hits.filter((hit) => hit.unit.kind === 'text' || hit.unit.kind === 'link').map((hit) => hit.unit.text));
      for (const block of reading.blocks) {
        if (!SHOWN(block) || datesThePage(reading, block) || !(whole || headings.has(block.heading) || itself.has(block.text))) continue;
        for (const date of datesIn(block.text, reading.language)) found.push({ reading, block, iso: date.iso });
      }
    }
  return found;
};

/** The newest dated line that is not after the given day. */
export const newestUpTo = (dated: readonly Dated[], asOf: string): Dated | undefined =>
  dated.filter((item) => item.iso <= asOf).sort((a, b) => (a.iso < b.iso ? 1 : a.iso > b.iso ? -1 : a.reading.page.order - b.reading.page.order))[0];
