import type { TechnologyKind } from '../../config/technologies.ts';
import { siteFor } from '../concepts/for-check.ts';
import { searchTrail } from '../concepts/site.ts';
import { defineCheck } from '../contract.ts';
import { UNREAD, UNREAD_MESSAGES } from '../response.ts';
import { TECHNOLOGY_PARTS, named, recognise, wasRead } from '../technologies.ts';

const KINDS: readonly TechnologyKind[] = ['framework', 'hosting', 'search', 'sign-in', 'forms', 'maps', 'chat', 'chatbot', 'analytics'];

export const check = defineCheck({
  title: 'What else the portal is made with',
  why: 'Libraries, servers, search, forms, maps, chat and counting of visits that name themselves: whom to ask when something is wrong (OWASP WSTG-INFO-08); no question asks for it.',
  needs: TECHNOLOGY_PARTS,
  site: ['searchTry', 'sitemap'] as const,
  messages: { ...UNREAD_MESSAGES, recognised: 'Recognised: {names}.', unknown: 'Nothing known was recognised.' },
  run: (view) => {
    if (!wasRead(view)) return UNREAD;
    const found = KINDS.map((kind) => ({ kind, recognised: recognise(view, kind) })).filter(({ recognised }) => recognised.length);
    if (!found.length) return { outcome: 'not-found', reason: 'unknown', searched: searchTrail(siteFor(view), null) };
    const { data, evidence } = named(found.flatMap(({ recognised }) => recognised));
    const kinds = Object.fromEntries(found.map(({ kind, recognised }) => [kind, recognised.map(({ technology }) => technology.name)]));
    return { outcome: 'pass', reason: 'recognised', data: { ...data, kinds }, evidence };
  },
});
