import { defineCheck } from '../contract.ts';
import { ABSENT_MESSAGES, SEARCH_PARTS, SITE_PARTS, absent, hitEvidence, labelled, siteFor } from '../concepts/for-check.ts';

export const check = defineCheck({
  title: 'Measurement of satisfaction',
  why: 'A rating, poll or survey about the portal or its services (LOSI #293).',
  needs: SITE_PARTS,
  site: SEARCH_PARTS,
  messages: { ...ABSENT_MESSAGES, asks: 'Users are asked how satisfied they are.' },
  run: (view) => {
    const found = labelled(siteFor(view), ['satisfaction-survey'], { share: 0.3, kinds: ['h1', 'heading', 'link', 'button', 'text'] }).find(
      ({ hit: { unit } }) => unit.link?.kind !== 'fragment' && unit.link?.kind !== 'none' && !(unit.kind === 'text' && unit.place === 'nav'),
    ); // a label that leads nowhere is a mention
    if (found) return { outcome: 'pass', reason: 'asks', data: { strength: 0.85 }, evidence: [hitEvidence(found)] };
    return absent(view, { concept: 'satisfaction-survey', locus: 'portal' });
  },
});
