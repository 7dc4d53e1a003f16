import { isFailure } from '../../crawler/artifact.ts';
import { defineCheck, type Evidence } from '../contract.ts';
import { textEvidence } from '../evidence.ts';

/** A number in international notation (ITU-T E.123), which nothing but a phone number is written in. */
const INTERNATIONAL = /\+\s?\d(?:[\s().\u00a0\u2011/-]{0,2}\d){7,14}/gu;
const FAX = /fax|факс|ファックス|传真|傳真|فاكس|फ़ैक्स/iu; // nobody calls a fax
const LABEL = 20; // characters before a number that can say what it is for
const LAST_DIGITS = 7; // the same number may be written with and without the country
const MOST_LINKED = 0.5;

const digits = (text: string): string => text.replace(/\D/g, '').slice(-LAST_DIGITS);

export const check = defineCheck({
  title: 'Phone numbers to tap',
  why: 'On a phone a number should start a call: a tel: link (RFC 3966; best practice for LOSI #204, OSI #071). Only numbers in international notation are told apart from others.',
  needs: ['text', 'links'] as const,
  messages: {
    linked: 'Phone numbers are links that start a call.',
    'some-linked': '{linked} of {numbers} phone numbers are links that start a call.',
    'not-linked': 'None of {numbers} phone numbers is a link that starts a call.',
    'no-numbers': 'No phone number in international notation and no tel: link was seen.',
    'nothing-read': 'No page of the portal could be read.',
  },
  remedy: { 'not-linked': 'Write phone numbers as <a href="tel:+…">.', 'some-linked': 'Write the other phone numbers as <a href="tel:+…">, too.' },
  run: (view) => {
    const linked = new Map<string, Evidence>();
    const written = new Map<string, Evidence>();
    let read = 0;
    for (const page of view.pages) {
      const { text, links } = page.parts;
      if (page.host !== 'portal' || isFailure(text) || isFailure(links)) continue;
      read += 1;
      for (const link of links) if (link.kind === 'tel' && digits(link.href).length >= 3) linked.set(digits(link.href), textEvidence(page, link.text || link.href, link.selector));
      for (const block of text.blocks)
        for (const match of block.text.matchAll(INTERNATIONAL)) {
          if (FAX.test(block.text.slice(Math.max(0, match.index - LABEL), match.index))) continue;
          if (!written.has(digits(match[0]))) written.set(digits(match[0]), textEvidence(page, match[0], block.selector));
        }
    }
    if (!read) return { outcome: 'untested', reason: 'nothing-read' };
    if (!linked.size && !written.size) return { outcome: 'not-applicable', reason: 'no-numbers' };
    const dead = [...written].filter(([number]) => !linked.has(number)).map(([, evidence]) => evidence);
    const numbers = linked.size + dead.length;
    const data = { numbers, linked: linked.size };
    if (!linked.size) return { outcome: 'fail', reason: 'not-linked', data, evidence: dead.slice(0, 3) };
    return linked.size / numbers > MOST_LINKED
      ? { outcome: 'pass', reason: 'linked', data, evidence: [...linked.values()].slice(0, 3) }
      : { outcome: 'unsure', reason: 'some-linked', data, evidence: dead.slice(0, 3) };
  },
});
