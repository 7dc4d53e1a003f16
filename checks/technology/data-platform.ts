import { ABSENT_MESSAGES, SEARCH_PARTS, absent } from '../concepts/for-check.ts';
import { defineCheck } from '../contract.ts';
import { TECHNOLOGY_PARTS, named, recognise } from '../technologies.ts';

export const check = defineCheck({
  title: 'Data platform',
  why: 'Datasets on a known platform can be found and fetched by programs in a known way (W3C DCAT 3; OSI #037, LOSI #236).',
  needs: TECHNOLOGY_PARTS,
  site: SEARCH_PARTS,
  messages: { ...ABSENT_MESSAGES, recognised: 'Data is served by {names}.' },
  run: (view) => {
    const found = recognise(view, 'data-platform', 'government');
    return found.length ? { outcome: 'pass', reason: 'recognised', ...named(found) } : absent(view, { concept: 'open-data', locus: 'government' });
  },
});
