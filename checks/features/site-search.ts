import { isFailure } from '../../crawler/artifact.ts';
import { defineCheck } from '../contract.ts';
import { ABSENT_MESSAGES, SEARCH_PARTS, SITE_PARTS, absent, hitEvidence, labelled, siteFor } from '../concepts/for-check.ts';
import { portalSearchForms } from '../concepts/search-forms.ts';
import { elementEvidence, textEvidence } from '../evidence.ts';

export const check = defineCheck({
  title: 'Search of the portal',
  why: 'A search is a form that works: one harmless word is tried and the result page must react (LOSI #206, OSI #003).',
  needs: SITE_PARTS,
  site: SEARCH_PARTS,
  messages: {
    ...ABSENT_MESSAGES,
    works: 'The search was tried with one word and the result page reacted.',
    'form-untried': 'There is a well-formed search form; the try could not be judged (script-only search or static copy).',
    'does-not-react': 'There is a search form, but its result page did not react to the word that was tried.',
    'on-own-page': 'The search stands on a page of its own.',
    'button-only': 'A control is named search, but no form was found behind it.',
  },
  run: (view) => {
    const site = siteFor(view);
    const home = site.home;
    const tried = view.site.searchTry;
    const form = home?.forms.find((candidate) => candidate.purpose === 'search');
    if (home && form) {
      const box = elementEvidence(home.page, form.selector, `search form: ${form.fields.map((field) => field.label || field.name).join(', ')}`);
      if (tried && !isFailure(tried) && tried.reacts !== null) {
        const result = [box, ...(tried.quote ? [textEvidence({ ...home.page, url: tried.resultUrl }, tried.quote)] : [])];
        return tried.reacts
          ? { outcome: 'pass', reason: 'works', data: { strength: 0.95, query: tried.query }, evidence: [box] }
          : { outcome: 'unsure', reason: 'does-not-react', data: { query: tried.query }, evidence: result.slice(0, 1) };
      }
      return { outcome: 'pass', reason: 'form-untried', data: { strength: 0.75 }, evidence: [box] };
    }
    const own = portalSearchForms(site).find((candidate) => candidate.form.purpose === 'search');
    if (own) return { outcome: 'pass', reason: 'on-own-page', data: { strength: 0.7 }, evidence: [elementEvidence(own.reading.page, own.form.selector, 'search form')] };
    const button = labelled(site, ['site-search'], { share: 0.5, kinds: ['button', 'link'] })[0];
    if (button) return { outcome: 'unsure', reason: 'button-only', evidence: [hitEvidence(button)] };
    return absent(view, { concept: 'site-search', locus: 'portal' });
  },
});
