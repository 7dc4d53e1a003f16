import { technologyIn } from '../../config/technologies.ts';
import { isFailure } from '../../crawler/artifact.ts';
import { defineCheck } from '../contract.ts';
import { ABSENT_MESSAGES, SEARCH_PARTS, SITE_PARTS, absent, hitEvidence, labelled, siteFor } from '../concepts/for-check.ts';
import { elementEvidence } from '../evidence.ts';

export const check = defineCheck({
  title: 'Chatbot',
  why: 'A virtual assistant; that it is driven by artificial intelligence must be confirmed by a person (LOSI #270b, OSI #09a).',
  needs: [...SITE_PARTS, 'markup'] as const,
  site: SEARCH_PARTS,
  messages: { ...ABSENT_MESSAGES, widget: 'The page loads a chatbot of a known vendor.', named: 'A virtual assistant is offered by name.' },
  run: (view) => {
    for (const page of view.pages) {
      if (isFailure(page.parts.markup)) continue;
      const { scripts, iframes } = page.parts.markup;
      const found = [...scripts.map((script) => script.src ?? script.inline), ...iframes.map((frame) => frame.src)].find((text) => technologyIn(text, 'chatbot', ['loads']));
      if (found) return { outcome: 'pass', reason: 'widget', data: { strength: 0.8 }, evidence: [elementEvidence(page, 'script', found)] };
    }
    const named = labelled(siteFor(view), ['chatbot'], { share: 0.4 }).find(({ hit: { unit } }) => unit.link?.kind !== 'fragment' && unit.link?.kind !== 'none'); // a link that leads nowhere is a mention
    if (named) return { outcome: 'pass', reason: 'named', data: { strength: 0.7 }, evidence: [hitEvidence(named)] };
    return absent(view, { concept: 'chatbot', locus: 'portal' });
  },
});
