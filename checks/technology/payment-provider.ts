import { ABSENT_MESSAGES, SEARCH_PARTS, absent } from '../concepts/for-check.ts';
import { defineCheck } from '../contract.ts';
import { TECHNOLOGY_PARTS, named, recognise } from '../technologies.ts';

export const check = defineCheck({
  title: 'Who takes payments',
  why: 'A payment gateway behind the portal shows that fees can be paid online (LOSI #269a and #269b); its name tells the assessor where to look.',
  needs: TECHNOLOGY_PARTS,
  site: SEARCH_PARTS,
  messages: { ...ABSENT_MESSAGES, recognised: 'The portal leads to {names} to pay.', 'only-named': 'The portal names {names}; that one can pay by it was not seen.' },
  run: (view) => {
    const found = recognise(view, 'payment');
    const used = found.filter(({ weak }) => !weak);
    if (used.length) return { outcome: 'pass', reason: 'recognised', ...named(used) };
    if (found.length) return { outcome: 'unsure', reason: 'only-named', ...named(found) };
    return absent(view, { concept: 'fee-payment', locus: 'portal' });
  },
});
