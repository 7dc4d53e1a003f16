import { contains, signatures } from '../../config/signatures.ts';
import { isFailure } from '../../crawler/artifact.ts';
import { defineCheck } from '../contract.ts';
import { ABSENT_MESSAGES, SEARCH_PARTS, SITE_PARTS, absent, siteFor } from '../concepts/for-check.ts';
import { elementEvidence, textEvidence } from '../evidence.ts';
import { isLanguageLink } from '../pages/language-links.ts';

export const check = defineCheck({
  title: 'Other languages',
  why: 'A switch must lead to text in another detected language; a machine-translation widget is told apart (LOSI #212, OSI #015).',
  needs: [...SITE_PARTS, 'markup'] as const,
  site: SEARCH_PARTS,
  messages: {
    ...ABSENT_MESSAGES,
    'other-text': 'Pages in another language are there.',
    'switch-unread': 'A language switch is there, but where it leads could not be read.',
    'machine-translation': 'Only a machine-translation widget was found.',
    'switch-dead': 'A language switch is there, but it leads nowhere.',
  },
  run: (view) => {
    const site = siteFor(view);
    const home = site.home;
    if (!home) return absent(view, { concept: 'language-switch', locus: 'portal' });
    const primary = (tag: string): string => tag.split('-')[0]!;
    let unread = null as ReturnType<typeof textEvidence> | null;
    let dead = null as ReturnType<typeof textEvidence> | null;
    for (const reading of site.readings) {
      const page = view.pages.find((candidate) => candidate.url === reading.page.url);
      if (!page || page.host !== 'portal') continue;
      for (const link of reading.links) {
        if (!isLanguageLink(link, reading.language, page)) continue;
        const quote = textEvidence(page, link.text || link.name || link.lang, link.selector);
        if (!link.url) {
          dead ??= quote;
          continue;
        }
        const there = site.at(link.url);
        if (there?.reading && primary(there.reading.language) !== primary(reading.language)) {
          const block = there.reading.blocks.find((candidate) => candidate.text.length > 30) ?? there.reading.blocks[0];
          return {
            outcome: 'pass',
            reason: 'other-text',
            data: { strength: 0.95, languages: [reading.language, there.reading.language] },
            evidence: [quote, ...(block ? [textEvidence(there.reading.page, block.text, block.selector)] : [])],
          };
        }
        if (!there) unread ??= quote;
      }
    }
    if (unread) return { outcome: 'unsure', reason: 'switch-unread', evidence: [unread] };
    for (const page of view.pages) {
      if (isFailure(page.parts.markup)) continue;
      const widget = [...page.parts.markup.scripts.map((script) => script.src ?? script.inline), ...page.parts.markup.ids].find((text) => contains(text, signatures().machine_translation));
      if (widget) return { outcome: 'unsure', reason: 'machine-translation', evidence: [elementEvidence(page, 'script', widget)] };
    }
    const nothing = absent(view, { concept: 'language-switch', locus: 'portal' });
    return dead && nothing.outcome === 'not-found' ? { ...nothing, reason: 'switch-dead', evidence: [dead] } : nothing;
  },
});
