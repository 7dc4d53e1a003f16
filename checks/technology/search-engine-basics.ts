import { isFailure } from '../../crawler/artifact.ts';
import { defineCheck } from '../contract.ts';
import { elementEvidence, textEvidence } from '../evidence.ts';
import { UNREAD, UNREAD_MESSAGES, headerSeen, headerValue, responseOf, siteFact } from '../response.ts';

const HIDES = /(^|[\s,:])(noindex|none)([\s,]|$)/i;

export const check = defineCheck({
  title: 'Search engines can read and list the portal',
  why: 'Most people come to a service from a search engine: it needs a title, a description, one address for each page, a sitemap, and leave to list it (RFC 9309; sitemaps.org; HTML Standard §4.2; RFC 6596).',
  needs: ['response', 'text', 'meta'] as const,
  site: ['robots', 'sitemap'] as const,
  messages: {
    ...UNREAD_MESSAGES,
    complete: 'Title, description, canonical address and sitemap are there.',
    incomplete: 'The start page may be listed, but lacks: {missing}.',
    'no-title': 'The start page has no title.',
    hidden: 'The start page asks search engines not to list it.',
    'robots-refuse': 'robots.txt asks all programs to stay away.',
  },
  remedy: {
    incomplete: 'Add what is missing: {missing}.',
    'no-title': 'Give every page a title of its own (WCAG 2.2 SC 2.4.2).',
    hidden: 'Take noindex out of the robots tag and the X-Robots-Tag header.',
    'robots-refuse': 'Let robots.txt refuse only what must not be read.',
  },
  run: (view) => {
    const page = view.home;
    if (!page || isFailure(page.parts.meta) || isFailure(page.parts.text)) return UNREAD;
    const { meta, text } = page.parts;
    const { robots, sitemap } = view.site;
    const response = responseOf(page);
    const tag = response && headerValue(response, 'x-robots-tag');
    if (!isFailure(robots) && robots.rules === 'disallow-all') return { outcome: 'fail', reason: 'robots-refuse', evidence: [siteFact(view, robots.url, 'robots.txt', robots.rules)] };
    if (tag && HIDES.test(tag)) return { outcome: 'fail', reason: 'hidden', evidence: [headerSeen(page, 'x-robots-tag', tag)] };
    if (HIDES.test(meta.robots)) return { outcome: 'fail', reason: 'hidden', evidence: [textEvidence(page, meta.robots, 'meta[name=robots]')] };
    if (!text.title.trim()) return { outcome: 'fail', reason: 'no-title', evidence: [elementEvidence(page, 'head', '<title> is absent or empty')] };
    const missing = [!meta.description && 'description', !meta.canonical && 'canonical address', !isFailure(sitemap) && sitemap.urls === 0 && 'sitemap'].filter((name) => name !== false);
    const evidence = [textEvidence(page, text.title, 'title'), ...(meta.description ? [textEvidence(page, meta.description, 'meta[name=description]')] : [])];
    if (missing.length) return { outcome: 'unsure', reason: 'incomplete', data: { missing }, evidence };
    return { outcome: 'pass', reason: 'complete', data: { sitemap: isFailure(sitemap) ? null : sitemap.urls }, evidence };
  },
});
