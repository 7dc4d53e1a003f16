import { siteFor } from '../concepts/for-check.ts';
import { searchTrail } from '../concepts/site.ts';
import { defineCheck } from '../contract.ts';
import { UNREAD, UNREAD_MESSAGES, portalPages } from '../response.ts';
import { TECHNOLOGY_PARTS, named, recognise, wasRead } from '../technologies.ts';

export const check = defineCheck({
  title: 'Design system of a government',
  why: 'Pages made with a government’s design system look and work alike, and share its care for accessibility (European Interoperability Framework, user-centricity); no question asks for it.',
  needs: TECHNOLOGY_PARTS,
  site: ['searchTry', 'sitemap'] as const,
  messages: { ...UNREAD_MESSAGES, recognised: 'The pages are made with {names}.', unknown: 'No known design system was recognised on {pages} pages.' },
  run: (view) => {
    if (!wasRead(view)) return UNREAD;
    const found = recognise(view, 'design-system');
    if (found.length) return { outcome: 'pass', reason: 'recognised', ...named(found) };
    return { outcome: 'not-found', reason: 'unknown', data: { pages: portalPages(view).length }, searched: searchTrail(siteFor(view), null) };
  },
});
