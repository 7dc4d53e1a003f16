import { contains, signatures } from '../../config/signatures.ts';
import type { Link } from '../../crawler/artifact.ts';
import { about } from './proof.ts';
import type { Reading } from './reading.ts';
import type { Site } from './site.ts';

const formatOf = (url: string): string => url.split(/[?#]/)[0]!.toLowerCase().split('.').at(-1) ?? '';
const OPEN_ONLY = new Set(['zip', 'txt', 'xml', 'json']); // also used for other things: counted only on a page about open data

/** Downloads in open formats, on pages that speak of open data (or whose address is a data platform's). */
export const datasetLinks = (site: Site): { readonly reading: Reading; readonly link: Link; readonly format: string }[] =>
  site.readings.flatMap((reading) => {
    if (reading.page.host === 'external') return [];
    const data = about(reading, 'open-data') !== null || contains(reading.page.url, signatures().open_data_paths) !== null;
    return reading.links.flatMap((link) => {
      if (link.kind !== 'document' || !link.url) return [];
      const format = formatOf(link.url);
      if (!signatures().open_formats.includes(format) || (OPEN_ONLY.has(format) && !data)) return [];
      return data || reading.hits.has('open-data') ? [{ reading, link, format }] : [];
    });
  });
