import { ABSENT_MESSAGES, SEARCH_PARTS, SITE_PARTS, absent, hitEvidence, siteFor } from '../concepts/for-check.ts';
import { about } from '../concepts/proof.ts';
import type { Hit, Reading } from '../concepts/reading.ts';
import { defineCheck, type Evidence, type Result } from '../contract.ts';
import { textEvidence } from '../evidence.ts';

type Reason = keyof typeof ABSENT_MESSAGES | 'name-and-address' | 'name-only' | 'address-only';

export const check = defineCheck({
  title: 'The portal says who is responsible and where to find them',
  why: 'Who runs the portal and how to reach them is the first sign that it can be trusted (E-Commerce Directive 2000/31/EC art. 5; UN Principles on Personal Data Protection and Privacy, 2018, principle 8).',
  needs: SITE_PARTS,
  site: SEARCH_PARTS,
  messages: {
    ...ABSENT_MESSAGES,
    'name-and-address': 'The portal names the authority and how to reach it, in the foot of the start page or its imprint.',
    'name-only': 'The portal names the authority; neither the foot of the start page nor an imprint says how to reach it.',
    'address-only': 'An address or telephone number is given, but no name of an authority that we know.',
  },
  remedy: { 'name-only': 'Add postal address, telephone number and e-mail to the foot of the page or the imprint.', 'address-only': 'Say which authority is responsible.' },
  run: (view): Result<Reason> => {
    const site = siteFor(view);
    const own = site.readings.filter(({ page }) => page.host === 'portal');
    const places = [
      ...own.filter(({ page }) => page.order === 0).map((reading) => ({ reading, whole: false })),
      ...own.filter((reading) => IMPRINTS.some((concept) => about(reading, concept))).map((reading) => ({ reading, whole: true })),
    ];
    const found = places.map(({ reading, whole }) => ({ name: nameIn(reading, whole), address: addressIn(reading, whole) }));
    const name = found.find((one) => one.name)?.name;
    const address = found.find((one) => one.address)?.address;
    if (name && address) return { outcome: 'pass', reason: 'name-and-address', evidence: [name, address] };
    if (name) return { outcome: 'unsure', reason: 'name-only', evidence: [name] };
    if (address) return { outcome: 'unsure', reason: 'address-only', evidence: [address] };
    return absent(view, { concept: 'authority-name', locus: 'portal' });
  },
});

/** Pages whose whole text may say it; of the start page only head and foot, where it is about the portal. */
const IMPRINTS = ['legal-notice', 'contact'] as const;

const nameIn = (reading: Reading, whole: boolean): Evidence | null => {
  const stands = ({ unit }: Hit): boolean => unit.kind === 'title' || unit.kind === 'h1' || unit.place === 'footer' || unit.place === 'header' || (whole && unit.place !== 'nav');
  const hit = (reading.hits.get('authority-name') ?? []).find(stands);
  return hit ? hitEvidence({ reading, hit }) : null;
};

const PHONE = /\+?\(?\d[\d\s()./-]{7,}\d/g;
const DIGITS = { least: 9, most: 13 }; // a date has eight
const hasPhone = (text: string): boolean =>
  (text.match(PHONE) ?? []).some((number) => {
    const digits = number.replace(/\D/g, '').length;
    return digits >= DIGITS.least && digits <= DIGITS.most;
  });
const MAIL = /[^\s@]+@[^\s@]+\.\p{L}{2,}/u;
/** A postal address in an element made for it, a telephone number or an e-mail address. */
const addressIn = ({ page, links, blocks }: Reading, whole: boolean): Evidence | null => {
  const stands = ({ place }: { readonly place: string }): boolean => place === 'footer' || place === 'header' || (whole && place !== 'nav');
  const block = blocks.find((one) => stands(one) && (one.tag === 'address' || hasPhone(one.text) || MAIL.test(one.text)));
  if (block) return textEvidence(page, block.text, block.selector);
  const link = links.find((one) => stands(one) && (one.kind === 'mail' || one.kind === 'tel'));
  return link ? textEvidence(page, link.text || link.name || link.href, link.selector) : null;
};
