import { onHost, signatures } from '../../config/signatures.ts';
import { technologyIn } from '../../config/technologies.ts';
import { isFailure } from '../../crawler/artifact.ts';
import { defineCheck } from '../contract.ts';
import { ABSENT_MESSAGES, SEARCH_PARTS, SITE_PARTS, absent, hitEvidence, labelled, siteFor } from '../concepts/for-check.ts';
import { elementEvidence, textEvidence } from '../evidence.ts';

/** A messaging app by name and the number to write to beside it: "WhatsApp: +1 555 010 0199". */
const APP_NUMBER = /\b(?:whatsapp|viber|signal|telegram)\b[^\p{L}\p{N}+]{1,4}(?:\+|00)?\p{Nd}(?:[\s().\u2011/-]?\p{Nd}){6,}/iu;
const SENTENCE = 4; // words; a shorter text is only the label of a dead link

export const check = defineCheck({
  title: 'Live chat with a person',
  why: 'A chat widget, a messaging link or a described chat with staff; a profile or a bot is something else (LOSI #270a, OSI #009).',
  needs: [...SITE_PARTS, 'markup'] as const,
  site: SEARCH_PARTS,
  messages: {
    ...ABSENT_MESSAGES,
    messaging: 'A link or number opens a conversation in a messaging app.',
    widget: 'A chat widget is on the page; whether a person answers must be tried.',
    described: 'A chat with staff is offered.',
  },
  run: (view) => {
    const site = siteFor(view);
    for (const reading of site.readings) {
      const link = reading.page.host === 'portal' ? reading.links.find((candidate) => candidate.url !== null && onHost(candidate.url, signatures().messaging_hosts)) : undefined;
      if (link) return { outcome: 'pass', reason: 'messaging', data: { strength: 0.75 }, evidence: [textEvidence(reading.page, link.text || link.name || link.href, link.selector)] };
    }
    for (const reading of site.readings) {
      const block = reading.page.host === 'portal' ? reading.blocks.find((candidate) => APP_NUMBER.test(candidate.text)) : undefined;
      if (block) return { outcome: 'pass', reason: 'messaging', data: { strength: 0.7 }, evidence: [textEvidence(reading.page, block.text, block.selector)] };
    }
    // a link called "Chat" that leads nowhere is a mention
    const named = labelled(site, ['live-chat'], { share: 0.3, kinds: ['h1', 'heading', 'link', 'button', 'text'] }).find(({ hit: { unit } }) =>
      unit.kind === 'link' ? unit.link!.kind === 'page' || unit.link!.kind === 'script' : unit.kind !== 'text' || unit.words >= SENTENCE,
    );
    if (named) return { outcome: 'pass', reason: 'described', data: { strength: 0.68 }, evidence: [hitEvidence(named)] };
    for (const page of view.pages) {
      if (isFailure(page.parts.markup)) continue;
      const script = page.parts.markup.scripts.find((candidate) => technologyIn(candidate.src ?? candidate.inline, 'chat', ['loads']));
      if (script) return { outcome: 'unsure', reason: 'widget', evidence: [elementEvidence(page, 'script', script.src ?? script.inline)] };
    }
    return absent(view, { concept: 'live-chat', locus: 'portal' });
  },
});
