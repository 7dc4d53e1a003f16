import { ABSENT_MESSAGES, SEARCH_PARTS, absent } from '../concepts/for-check.ts';
import { defineCheck } from '../contract.ts';
import { TECHNOLOGY_PARTS, named, recognise } from '../technologies.ts';

export const check = defineCheck({
  title: 'Electronic identity',
  why: 'Signing in with an identity that the state or banks vouch for lets people do things online to the end (OSI #017, LOSI #245; Regulation (EU) 910/2014). An engine or protocol alone does not say whose identity it is.',
  needs: TECHNOLOGY_PARTS,
  site: SEARCH_PARTS,
  messages: { ...ABSENT_MESSAGES, recognised: 'The portal leads to {names} to identify users.', 'only-named': 'The portal names {names}; that users are identified by it was not seen.' },
  run: (view) => {
    const found = recognise(view, 'identity');
    const used = found.filter(({ weak }) => !weak);
    if (used.length) return { outcome: 'pass', reason: 'recognised', ...named(used) };
    if (found.length) return { outcome: 'unsure', reason: 'only-named', ...named(found) };
    return absent(view, { concept: 'digital-id', locus: 'portal' });
  },
});
