import type { MetaPart } from '../artifact.ts';
import { type PageDocument, resolve } from './document.ts';

const MOST_NAMED = 100;
const LONGEST = 1000; // characters
const LONGEST_POLICY = 20_000;
const POLICY = 'content-security-policy';
const FEED = /^application\/(rss|atom)\+xml|^application\/feed\+json/i;

/** `<meta>` and `<link>` of the head as plain facts. */
export const metaPart = (document: PageDocument): MetaPart => {
  const named: Record<string, string> = {};
  for (const { attributes } of document.tagged('meta').slice(0, MOST_NAMED)) {
    const name = attributes['name'] ?? attributes['property'] ?? (attributes['http-equiv'] && `http-equiv:${attributes['http-equiv']}`);
    if (name) named[name.toLowerCase()] ??= (attributes['content'] ?? '').slice(0, LONGEST);
  }
  const links = document.tagged('link').map(({ attributes }) => ({ rel: (attributes['rel'] ?? '').toLowerCase().split(/\s+/), href: attributes['href'] ?? '', type: attributes['type'] ?? '' }));
  const first = (rel: string): string | null => {
    const link = links.find((candidate) => candidate.rel.includes(rel) && candidate.href);
    return link ? resolve(link.href, document.base) : null;
  };
  return {
    viewport: named['viewport'] ?? null,
    description: named['description'] ?? '',
    generator: named['generator'] ?? '',
    canonical: first('canonical'),
    robots: named['robots'] ?? '',
    refresh: named['http-equiv:refresh'] ?? '',
    manifest: first('manifest'),
    feeds: links
      .filter((link) => link.rel.includes('alternate') && FEED.test(link.type) && link.href)
      .map((link) => resolve(link.href, document.base))
      .filter((url) => url !== null),
    named,
    ...policiesOf(document),
  };
};

/** What the page says of its own security, as a browser reads it: every policy holds, of referrer policies the last. */
const policiesOf = (document: PageDocument): Pick<MetaPart, 'contentPolicies' | 'referrer'> => {
  const contentPolicies: string[] = [];
  let referrer = '';
  for (const { attributes } of document.tagged('meta')) {
    const content = attributes['content'];
    if (content === undefined) continue;
    if (attributes['http-equiv'] === undefined) {
      if (content && attributes['name']?.trim().toLowerCase() === 'referrer') referrer = content.slice(0, LONGEST);
    } else if (content && attributes['http-equiv'].trim().toLowerCase() === POLICY && contentPolicies.length < MOST_NAMED) contentPolicies.push(content.slice(0, LONGEST_POLICY));
  }
  return { contentPolicies, referrer };
};
