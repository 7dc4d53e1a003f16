import { isFailure } from '../../crawler/artifact.ts';
import { registrableDomain } from '../../crawler/url.ts';
import { defineCheck } from '../contract.ts';
import { textEvidence } from '../evidence.ts';
import { UNREAD_MESSAGES, worstPage } from '../response.ts';

export const check = defineCheck({
  title: 'Scripts from other sites are pinned to their content',
  why: 'Who breaks into a script host breaks into every portal that loads it, unless the page names the script’s hash (W3C Subresource Integrity; MDN HTTP Observatory: subresource-integrity).',
  needs: ['markup'] as const,
  site: [] as const,
  messages: {
    ...UNREAD_MESSAGES,
    'no-scripts': 'The pages load no scripts.',
    'own-scripts': 'All scripts come from the portal’s own site.',
    pinned: 'All scripts from other sites are pinned by their hash.',
    unpinned: '{count} scripts from other sites are not pinned by a hash.',
    unencrypted: '{count} scripts from other sites are loaded over plain HTTP.',
  },
  remedy: {
    unpinned: 'Add integrity and crossorigin to these scripts, or serve them from the portal itself.',
    unencrypted: 'Load these scripts over HTTPS with integrity, or serve them from the portal itself.',
  },
  run: (view) =>
    worstPage(view, (page) => {
      if (isFailure(page.parts.markup)) return null;
      const loaded = page.parts.markup.scripts.flatMap(({ src, integrity }) => (src && /^https?:/.test(src) ? [{ src, integrity }] : []));
      if (!page.parts.markup.scripts.length) return { outcome: 'not-applicable', reason: 'no-scripts' };
      const own = siteOf(page.url);
      const foreign = loaded.filter(({ src }) => siteOf(src) !== own);
      const quote = (scripts: typeof loaded) => scripts.slice(0, 3).map(({ src }) => textEvidence(page, src, 'script[src]'));
      const unencrypted = foreign.filter(({ src }) => src.startsWith('http:'));
      if (unencrypted.length)
        return {
          outcome: 'fail',
          reason: 'unencrypted',
          data: { count: unencrypted.length },
          evidence: quote(unencrypted),
        };
      const unpinned = foreign.filter(({ integrity }) => !integrity);
      if (unpinned.length) return { outcome: 'fail', reason: 'unpinned', data: { count: unpinned.length }, evidence: quote(unpinned) };
      if (foreign.length) return { outcome: 'pass', reason: 'pinned', data: { count: foreign.length }, evidence: quote(foreign) };
      return { outcome: 'pass', reason: 'own-scripts' };
    }),
});

/** Hosts below one registrable domain are one site; an address or local name stands for itself. */
const siteOf = (url: string): string => registrableDomain(url) ?? new URL(url).hostname;
