import { siteFor } from '../concepts/for-check.ts';
import { searchTrail } from '../concepts/site.ts';
import { defineCheck } from '../contract.ts';
import { UNREAD, UNREAD_MESSAGES } from '../response.ts';
import { TECHNOLOGY_PARTS, interfaces, named, wasRead } from '../technologies.ts';

export const check = defineCheck({
  title: 'Programs can use the services and data',
  why: 'An interface that is described for developers lets others bring public services and data where people are (RFC 8631, RFC 9727, OpenAPI; European Interoperability Framework, recommendation on open specifications).',
  needs: TECHNOLOGY_PARTS,
  site: ['searchTry', 'sitemap'] as const,
  messages: { ...UNREAD_MESSAGES, offered: 'Interfaces for programs: {names}.', unknown: 'No description of an interface, no portal for developers and no known interface was recognised.' },
  run: (view) => {
    if (!wasRead(view)) return UNREAD;
    const found = interfaces(view);
    return found.length ? { outcome: 'pass', reason: 'offered', ...named(found) } : { outcome: 'not-found', reason: 'unknown', searched: searchTrail(siteFor(view), null) };
  },
});
