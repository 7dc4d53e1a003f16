import type { Evidence } from './contract.ts';
import { hitEvidence, labelled } from './concepts/for-check.ts';
import { about } from './concepts/proof.ts';
import type { Hit, Reading } from './concepts/reading.ts';
import type { Site } from './concepts/site.ts';

/** Reading the portal's own privacy statement. */

const LABEL_SHARE = 0.5; // the concept makes up at least half of the label
const LEAST_WORDS = 60; // in the main part: fewer are a stub or a list of links

/** The pages that make up the statement, and how one comes there. */
export interface Statement {
  readonly readings: readonly Reading[];
  /** The link on the start page that leads to it; null where there is none. */
  readonly onHome: Evidence | null;
  /** A document that is named as the statement, which we do not read; null where there is none. */
  readonly document: Evidence | null;
}

/** Pages so titled, and those a link so named leads to, on hosts of the portal or another official body. */
export const privacyStatement = (site: Site): Statement => {
  const links = labelled(site, ['privacy'], { share: LABEL_SHARE, kinds: ['link'] }).filter(({ reading }) => reading.page.host === 'portal');
  const linked = links.flatMap((found) => {
    const there = found.hit.unit.link?.kind === 'page' && found.hit.unit.link.url ? site.at(found.hit.unit.link.url)?.reading : null;
    return there && there.page.order !== 0 ? [{ ...found, there }] : [];
  });
  const titled = site.naming('privacy').filter(({ reading }) => reading.page.host === 'portal' && about(reading, 'privacy'));
  const readings = [
    ...new Set([...linked.filter(({ reading }) => reading.page.order === 0).map(({ there }) => there), ...linked.map(({ there }) => there), ...titled.map(({ reading }) => reading)]),
  ].filter(({ page, mainWords }) => page.host !== 'external' && mainWords >= LEAST_WORDS);
  const fromHome = linked.filter(({ reading, there }) => reading.page.order === 0 && readings.includes(there));
  const onHome = fromHome.find(({ hit }) => hit.unit.place === 'footer') ?? fromHome[0];
  const document = links.find(({ hit }) => hit.unit.link?.kind === 'document');
  return { readings, onHome: onHome ? hitEvidence(onHome) : null, document: document ? hitEvidence(document) : null };
};

/** Where the statement speaks of something; menus and the foot of the page do not count. Null where it does not. */
export const spokenOf = ({ readings }: Statement, concept: string): { readonly reading: Reading; readonly hits: readonly Hit[] } | null => {
  for (const reading of readings) {
    const hits = (reading.hits.get(concept) ?? []).filter(({ unit }) => unit.place !== 'nav' && unit.place !== 'footer' && unit.place !== 'header' && unit.kind !== 'title');
    if (hits.length) return { reading, hits };
  }
  return null;
};
