import { defineCheck } from '../contract.ts';
import { ABSENT_MESSAGES, SEARCH_PARTS, SITE_PARTS, absent, hitEvidence, labelled, siteFor } from '../concepts/for-check.ts';
import { portalSearchForms } from '../concepts/search-forms.ts';
import { elementEvidence } from '../evidence.ts';

const SORTING = /sort|order/i; // puts results in another order, narrows nothing
const CHOICES = new Set(['select', 'select-one', 'select-multiple', 'checkbox', 'radio', 'date']);

export const check = defineCheck({
  title: 'Advanced search or filters',
  why: 'Filters, facets, dates or types beside the search word (LOSI #207, OSI #004).',
  needs: SITE_PARTS,
  site: SEARCH_PARTS,
  messages: { ...ABSENT_MESSAGES, filters: 'A search or result page offers filters.', named: 'Advanced search or filters are named on the search page.' },
  run: (view) => {
    const site = siteFor(view);
    const narrowed = portalSearchForms(site).find(({ form }) => form.fields.some((field) => CHOICES.has(field.type) && !SORTING.test(field.name)));
    if (narrowed)
      return {
        outcome: 'pass',
        reason: 'filters',
        data: { strength: 0.85 },
        evidence: [
          elementEvidence(
            narrowed.reading.page,
            narrowed.form.selector,
            `form: ${narrowed.form.fields
              .slice(0, 8)
              .map((field) => field.label || field.name)
              .join(', ')}`,
          ),
        ],
      };
    const named = labelled(site, ['advanced-search'], { share: 0.3 }).find(({ hit: { unit } }) => unit.link?.kind !== 'fragment' && unit.link?.kind !== 'none'); // a link that leads nowhere is a mention
    if (named) return { outcome: 'pass', reason: 'named', data: { strength: 0.7 }, evidence: [hitEvidence(named)] };
    return absent(view, { concept: 'advanced-search', locus: 'portal' });
  },
});
