import { isFailure } from '../../crawler/artifact.ts';
import { defineCheck, type Result } from '../contract.ts';
import { siteFact } from '../response.ts';

const MOST_EVIDENCE = 3;

export const check = defineCheck({
  title: 'The portal’s search finds what its menu names',
  why: 'Whoever does not find a service in the menu asks the search, in the menu’s own words at best. One harmless search is made: for a word of the menu (design §5; features/site-search asks only whether there is a search).',
  needs: ['links'] as const,
  site: ['searchTry'] as const,
  messages: {
    'finds-the-page': 'The search for “{query}” leads to the page that the menu calls so.',
    'finds-others': 'The search for “{query}” leads to {found} pages named so, not to the one that the menu calls so.',
    'no-link': 'The search for “{query}” gives no link that names the word.',
    unjudged: 'The search could not be judged: {why}.',
    'not-tried': 'No search was made: {why}.',
  },
  remedy: { 'finds-others': 'Let the pages that the menu names come first.', 'no-link': 'Check that the search covers the whole portal, also the pages that the menu names.' },
  run: (view): Result<'finds-the-page' | 'finds-others' | 'no-link' | 'unjudged' | 'not-tried'> => {
    const { searchTry } = view.site;
    if (isFailure(searchTry)) return { outcome: 'untested', reason: 'not-tried', data: { why: searchTry.detail } };
    const { query, links, reacts, note, resultUrl } = searchTry;
    if (reacts === null || links === undefined) return { outcome: 'untested', reason: 'unjudged', data: { query, why: note || 'its links were not looked at in this visit' } };
    const menu = view.home && !isFailure(view.home.parts.links) ? view.home.parts.links : [];
    const word = query.toLocaleLowerCase();
    const meant = new Set(menu.filter(({ url, text }) => url !== null && text.toLocaleLowerCase().includes(word)).map(({ url }) => url));
    const hit = links.find(({ url }) => meant.has(url));
    const data = { query, found: links.length };
    const evidence = (hit ? [hit] : links.slice(0, MOST_EVIDENCE)).map(({ text, url }) => siteFact(view, resultUrl, `found for “${query}”`, `${text} → ${url}`));
    if (hit) return { outcome: 'pass', reason: 'finds-the-page', data, evidence };
    return links.length
      ? { outcome: 'unsure', reason: 'finds-others', data, evidence }
      : { outcome: 'unsure', reason: 'no-link', data, evidence: [siteFact(view, resultUrl, `found for “${query}”`, 'no link that names it')] };
  },
});
