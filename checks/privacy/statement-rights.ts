import { ABSENT_MESSAGES, SEARCH_PARTS, SITE_PARTS, absent, hitEvidence, siteFor } from '../concepts/for-check.ts';
import type { Reading } from '../concepts/reading.ts';
import { searchTrail } from '../concepts/site.ts';
import { defineCheck, type Evidence, type Result } from '../contract.ts';
import { textEvidence } from '../evidence.ts';
import { privacyStatement, spokenOf } from '../privacy-statement.ts';

type Reason = keyof typeof ABSENT_MESSAGES | 'rights-and-way' | 'rights-only' | 'no-rights-named' | 'only-a-document';
const MOST_EVIDENCE = 4;

export const check = defineCheck({
  title: 'People are told their rights over their data, and how to use them',
  why: 'Access, correction, deletion and objection are rights only for those who know of them and whom to write to (GDPR art. 12 to 22; Convention 108+ art. 9; UN Principles on Personal Data Protection and Privacy, 2018, principle 8).',
  needs: SITE_PARTS,
  site: SEARCH_PARTS,
  messages: {
    ...ABSENT_MESSAGES,
    'rights-and-way': 'The statement names rights ({phrases}) and whom to write to.',
    'rights-only': 'The statement names rights ({phrases}), but we found no address, form or telephone number on its page.',
    'no-rights-named': 'We found no right named in the statement.',
    'only-a-document': 'The statement is a document, which is not read.',
  },
  remedy: { 'rights-only': 'Say in the statement whom to write to.', 'no-rights-named': 'Say in the statement what people can ask for, and of whom.' },
  run: (view): Result<Reason> => {
    const site = siteFor(view);
    const statement = privacyStatement(site);
    const first = statement.readings[0];
    if (!first) return statement.document ? { outcome: 'unsure', reason: 'only-a-document', evidence: [statement.document] } : absent(view, { concept: 'privacy', locus: 'portal' });
    if (!view.words.phrases('statement-rights', first.language).length) return { outcome: 'untested', reason: 'language-without-words' };
    const said = spokenOf(statement, 'statement-rights');
    if (!said) {
      const read = statement.readings.map(({ page }) => ({ url: page.url, why: 'privacy statement', verdict: 'read, no right named' }));
      return { outcome: 'not-found', reason: 'no-rights-named', searched: searchTrail(site, 'statement-rights', read) };
    }
    const phrases = [...new Set(said.hits.map(({ match }) => match.phrase.replaceAll('*', '…')))];
    const data = { phrases: phrases.join(', ') };
    const quotes = [...new Map(said.hits.map((hit) => [hit.match.phrase, hitEvidence({ reading: said.reading, hit })])).values()].slice(0, MOST_EVIDENCE);
    const way = statement.readings.map(wayToAsk).find((evidence) => evidence !== null);
    return way ? { outcome: 'pass', reason: 'rights-and-way', data, evidence: [...quotes, way] } : { outcome: 'unsure', reason: 'rights-only', data, evidence: quotes };
  },
});

const ADDRESS = /[^\s@]+(?:@|\s?[[(]at[\])]\s?)[^\s@]+\.\p{L}{2,}/iu;
/** A way to reach somebody that stands in the statement itself, not in the foot of every page. */
const wayToAsk = ({ page, links, forms, blocks }: Reading): Evidence | null => {
  const stands = ({ place }: { readonly place: string }): boolean => place !== 'nav' && place !== 'footer' && place !== 'header';
  const link = links.find((one) => (one.kind === 'mail' || one.kind === 'tel') && stands(one));
  if (link) return textEvidence(page, link.text || link.name || link.href, link.selector);
  const form = forms.find((one) => stands(one) && one.fields.length > 0 && (one.purpose === 'contact' || one.purpose === 'feedback' || one.purpose === 'application'));
  if (form) return textEvidence(page, form.submits[0] || form.heading || form.name, form.selector);
  const block = blocks.find((one) => stands(one) && ADDRESS.test(one.text));
  return block ? textEvidence(page, block.text, block.selector) : null;
};
