import { defineCheck } from '../contract.ts';
import { ABSENT_MESSAGES, SEARCH_PARTS, SITE_PARTS, absent, siteFor } from '../concepts/for-check.ts';
import { textEvidence } from '../evidence.ts';
import type { Hit, Reading } from '../concepts/reading.ts';

const PHONE = /(?:\+|00)?\d(?:[\s().\u2011/-]?\d){6,}/u;
const MAIL = /[^\s@]+@[^\s@]+\.\p{L}{2,}/u;
const MIN_HEADS = 2;

/** Rows of the table whose column header the hit is: a person each. */
const rowsUnder = (reading: Reading, { unit }: Hit): number => {
  const table = /^(.*?) > (?:thead|tbody|tr)\b.* th(?::nth-of-type\(\d+\))?$/.exec(unit.selector)?.[1];
  return table === undefined
    ? 0
    : new Set(reading.blocks.flatMap((block) => (block.tag === 'td' && block.selector.startsWith(`${table} `) ? [block.selector.replace(/ > t[dh](:nth-of-type\(\d+\))?( .*)?$/, '')] : []))).size;
};

export const check = defineCheck({
  title: 'Heads of departments',
  why: 'People with name, post and a way to reach them on one page (LOSI #216, OSI #011).',
  needs: SITE_PARTS,
  site: SEARCH_PARTS,
  messages: { ...ABSENT_MESSAGES, listed: '{count} posts with contact details stand on one page.', 'no-contact': 'Posts are named, but no way to reach the people was found beside them.' },
  run: (view) => {
    const site = siteFor(view);
    let without = null as { count: number; evidence: ReturnType<typeof textEvidence> } | null;
    for (const { reading, hits } of site.naming('department-heads')) {
      if (reading.page.host !== 'portal') continue;
      const heads = [
        ...new Map(hits.filter((hit) => hit.unit.kind !== 'title' && hit.unit.kind !== 'link' && hit.unit.place !== 'nav' && hit.unit.place !== 'footer').map((hit) => [hit.unit.text, hit])).values(),
      ];
      const count = Math.max(heads.length, ...heads.map((hit) => rowsUnder(reading, hit)));
      if (count < MIN_HEADS) continue;
      const reach = [
        ...reading.links
          .filter((link) => (link.kind === 'mail' || link.kind === 'tel') && link.place !== 'footer' && link.place !== 'header')
          .map((link) => ({ text: link.text || link.href, selector: link.selector })),
        ...reading.blocks.filter((block) => block.place !== 'footer' && block.place !== 'header' && block.text.length < 300 && (PHONE.test(block.text) || MAIL.test(block.text))),
      ];
      const evidence = textEvidence(reading.page, heads[0]!.unit.text, heads[0]!.unit.selector);
      if (reach.length >= MIN_HEADS)
        return { outcome: 'pass', reason: 'listed', data: { strength: 0.85, count }, evidence: [evidence, textEvidence(reading.page, reach[0]!.text, reach[0]!.selector)] };
      without ??= { count, evidence };
    }
    if (view.level === 'national' && without) return { outcome: 'pass', reason: 'listed', data: { strength: 0.75, count: without.count }, evidence: [without.evidence] }; // OSI #011 asks for name and title only
    const nothing = absent(view, { concept: 'department-heads', locus: 'portal' });
    return without && nothing.outcome !== 'untested' ? { outcome: 'not-found', reason: 'no-contact', evidence: [without.evidence], searched: nothing.searched } : nothing;
  },
});
