import type { Form } from '../../crawler/artifact.ts';
import { about } from './proof.ts';
import { labelConcepts, type Reading } from './reading.ts';
import type { Site } from './site.ts';

/**
 * Which search forms search the portal. A box in the main part of a page about something else searches that page's list
 * only, unless it says more or leads where the portal's own box leads.
 */

export interface SearchForm {
  readonly reading: Reading;
  readonly form: Form;
}

const SEARCH = ['site-search', 'role-search', 'advanced-search'] as const;
const OWN_SHARE = 0.34;
const LITTLE_ELSE = 40; // main words: a page that holds the form and little else is the search's own

/** Search and filter forms by which the portal is searched, in page order. */
export const portalSearchForms = (site: Site): SearchForm[] => {
  const forms = site.readings.flatMap((reading) =>
    reading.page.host === 'portal' ? reading.forms.filter(({ purpose }) => purpose === 'search' || purpose === 'filter').map((form) => ({ reading, form })) : [],
  );
  const targets = new Set(forms.filter((item) => saysSo(item, site)).flatMap(({ form }) => pathOf(form.action) ?? []));
  return forms.filter((item) => saysSo(item, site) || targets.has(pathOf(item.form.action) ?? ''));
};

const saysSo = ({ reading, form }: SearchForm, site: Site): boolean => {
  if (SEARCH.some((concept) => about(reading, concept))) return true;
  if (form.purpose === 'filter') return false;
  if (form.place !== 'main' && form.place !== 'unknown') return true;
  if (reading.page.order === 0 || reading.mainWords < LITTLE_ELSE) return true;
  return [form.name, form.heading, ...form.submits, ...form.fields.map((field) => field.label)].some((text) =>
    labelConcepts(site.words, reading.language, text).some((match) => match.concept === 'site-search' && match.share >= OWN_SHARE && match.words > 1),
  );
};

const pathOf = (url: string | null): string | null => (url === null ? null : new URL(url).origin + new URL(url).pathname);
