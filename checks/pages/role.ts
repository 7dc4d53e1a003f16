import type { PageRole } from '../../crawler/artifact.ts';
import { about } from '../concepts/proof.ts';
import type { Reading } from '../concepts/reading.ts';
import type { Site } from '../concepts/site.ts';
import { datesIn } from '../dates.ts';

/** Roles decided by what a page is about; the first that fits. */
const BY_CONCEPT: readonly (readonly [string, PageRole])[] = [
  ['sitemap', 'sitemap'],
  ['privacy', 'privacy'],
  ['accessibility-statement', 'accessibility-statement'],
  ['contact', 'contact'],
  ['sign-in', 'sign-in'],
  ['log-in', 'sign-in'],
  ['site-search', 'search'],
  ['role-search', 'search'],
];
const BY_LIST: readonly (readonly [string, PageRole])[] = [
  ['news', 'news'],
  ['role-news', 'news'],
  ['events', 'events'],
  ['role-services', 'service-list'],
  ['service-catalogue', 'service-list'],
  ['online-services', 'service-list'],
];
const PAGE_LINKS = 12; // links in the main part that make a list
const FORM_FIELDS = 3;

/** What a page is for (WCAG-EM step 3: the structured sample is chosen by role). */
export const pageRole = (reading: Reading, site: Site): PageRole => {
  if (reading.page.order === 0) return 'home';
  for (const [concept, role] of BY_CONCEPT) if (about(reading, concept)) return role;
  if (reading.forms.some((form) => form.purpose === 'login')) return 'sign-in';
  const mainLinks = reading.links.filter((link) => link.place === 'main' && link.kind === 'page').length;
  for (const [concept, role] of BY_LIST) if (about(reading, concept) && mainLinks >= 3) return role;
  if (
    reading.forms.some(
      (form) => form.place !== 'header' && form.place !== 'footer' && form.place !== 'nav' && form.fields.length >= FORM_FIELDS && form.purpose !== 'search' && form.purpose !== 'filter',
    )
  )
    return 'form';
  const isService = [...reading.hits.keys()].some((concept) => site.words.concepts.get(concept)?.kind === 'service' && about(reading, concept));
  const described = [...reading.hits.keys()].filter((concept) => concept.startsWith('part-')).length;
  if (isService || described >= 3) return 'service';
  if (mainLinks >= PAGE_LINKS) return 'list';
  return reading.blocks.some((block) => block.place === 'main' && datesIn(block.text, reading.language).length > 0) || reading.mainWords >= 80 ? 'article' : 'other';
};
