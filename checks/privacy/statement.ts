import { thresholds } from '../../config/thresholds.ts';
import { ABSENT_MESSAGES, SEARCH_PARTS, SITE_PARTS, absent, hitEvidence, siteFor } from '../concepts/for-check.ts';
import { defineCheck, type Result } from '../contract.ts';
import { textEvidence } from '../evidence.ts';
import { privacyStatement, spokenOf } from '../privacy-statement.ts';

/** What a statement should tell, by its concept. */
const PARTS = {
  'statement-responsible': 'who is responsible',
  'statement-purpose': 'what for',
  'statement-basis': 'on which legal basis',
  'statement-recipients': 'who receives the data',
  'statement-retention': 'how long they are kept',
  'statement-rights': 'what rights people have',
  'statement-complaint': 'where to complain',
} as const;
type Reason = keyof typeof ABSENT_MESSAGES | 'tells' | 'not-from-home' | 'tells-in-part' | 'tells-none' | 'only-a-document';

export const check = defineCheck({
  title: 'The privacy statement tells what people need to know',
  why: 'Who uses the data, what for, on which basis, who receives them, for how long, which rights people have and where they can complain (GDPR art. 13; Convention 108+ art. 8; OECD Privacy Guidelines, openness). That there is a statement: features/privacy.',
  needs: SITE_PARTS,
  site: SEARCH_PARTS,
  messages: {
    ...ABSENT_MESSAGES,
    tells: 'The statement tells {found} of {of}: {told}.',
    'not-from-home': 'The statement tells {found} of {of} ({told}), but the start page does not lead to it.',
    'tells-in-part': 'We found {found} of {of} in the statement: {told}. Not found: {missing}.',
    'tells-none': 'There is a page so named, but we found none of what a statement should tell.',
    'only-a-document': 'The statement is a document, which is not read.',
  },
  remedy: { 'not-from-home': 'Link the statement from the foot of every page.', 'tells-in-part': 'See whether the statement tells: {missing}.', 'only-a-document': 'Put the statement on a page.' },
  run: (view): Result<Reason> => {
    const statement = privacyStatement(siteFor(view));
    const first = statement.readings[0];
    if (!first) return statement.document ? { outcome: 'unsure', reason: 'only-a-document', evidence: [statement.document] } : absent(view, { concept: 'privacy', locus: 'portal' });
    if (!view.words.phrases('statement-purpose', first.language).length) return { outcome: 'untested', reason: 'language-without-words' };
    const parts = Object.entries(PARTS).map(([concept, name]) => ({ name, said: spokenOf(statement, concept) }));
    const told = parts.flatMap(({ name, said }) => (said ? [{ name, evidence: hitEvidence({ reading: said.reading, hit: said.hits[0]! }) }] : []));
    const data = {
      url: first.page.url,
      found: told.length,
      of: parts.length,
      told: told.map(({ name }) => name).join(', '),
      missing: parts
        .filter(({ said }) => !said)
        .map(({ name }) => name)
        .join(', '),
    };
    const opening = textEvidence(first.page, first.headings[0]?.text ?? first.blocks[0]!.text, first.headings[0]?.selector);
    const quotes = [...(statement.onHome ? [statement.onHome] : []), ...(told.length ? told.map((one) => one.evidence) : [opening])];
    const evidence = [...new Map(quotes.map((quote) => [quote.id, quote])).values()]; // one sentence may tell several
    if (!told.length) return { outcome: 'unsure', reason: 'tells-none', data, evidence };
    if (told.length < thresholds().privacy.statement_parts) return { outcome: 'unsure', reason: 'tells-in-part', data, evidence };
    return statement.onHome ? { outcome: 'pass', reason: 'tells', data, evidence } : { outcome: 'unsure', reason: 'not-from-home', data, evidence };
  },
});
