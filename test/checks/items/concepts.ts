import type { Locus, Term } from '../../../config/catalogue.ts';
import type { Words } from '../../../checks/contract.ts';
import { type Fixture, NEUTRAL, page, together } from './portal.ts';

/** Fixtures for a concept: what proves it, and everything that only looks like a proof. */

type ConceptTerm = Extract<Term, { concept: string }>;
export interface Asked {
  readonly term: ConceptTerm;
  readonly locus: Locus;
  readonly rungs: readonly string[];
}

/** Sectors and groups as portals write them behind another word. */
const BESIDE: Readonly<Record<string, string>> = {
  health: 'health',
  education: 'education',
  employment: 'employment',
  'social-protection': 'social protection',
  environment: 'environment',
  justice: 'justice',
  migrants: 'migrants',
  'older-people': 'older people',
  poverty: 'people in poverty',
  disability: 'people with disabilities',
  women: 'women',
  youth: 'young people',
  emergencies: 'emergencies',
  'rural-people': 'farmers',
  'company-registration': 'company registration',
  'business-tax': 'business tax',
};
/** Another sector, which nobody asks about here. */
const ELSEWHERE = 'fisheries';

const RECENT = '3 March 2026';
const COMING = '14 January 2027';
const LONG_AGO = '12 March 2019';
const DATES = {
  future: [COMING, RECENT],
  'past-month': ['10 November 2026', RECENT],
  'past-12-months': [RECENT, '12 March 2025'],
  'past-5-years-or-future': [RECENT, '12 March 2015'],
  'recent-or-future': [RECENT, LONG_AGO],
} as const;

/** Services paid for: there the form asks for a card. */
const PAID = new Set(['fee-payment', 'fine-payment', 'water-bill', 'energy-bill']);
/** Services whose content is a message. */
const MESSAGES = new Set(['police-declaration', 'lost-and-found', 'complaint-feedback', 'problem-report', 'discrimination-report', 'corruption-report', 'labour-violation-report', 'dataset-request']);

const field = (name: string, label: string, type = 'text'): string => `<p><label for="${name}">${label}</label><input id="${name}" name="${name}" type="${type}"></p>`;
const form = (inner: string, button: string, attributes = 'method="post" action="/submit"'): string => `<form ${attributes}>${inner}<button type="submit">${button}</button></form>`;
const APPLICATION = form(
  field('first_name', 'First name') +
    field('last_name', 'Last name') +
    field('birth_date', 'Date of birth', 'date') +
    field('street', 'Street') +
    field('postcode', 'Postcode') +
    field('phone', 'Telephone', 'tel'),
  'Send',
);
const PAYMENT = form(field('reference', 'Reference') + field('amount', 'Amount') + field('cardnumber', 'Card number'), 'Continue');
const MESSAGE = form(
  `${field('name', 'Your name')}${field('email', 'Your address', 'email')}<p><label for="message">What happened</label><textarea id="message" name="message"></textarea></p>`,
  'Send',
);
/** Forms by which no service can be asked for. */
const OTHER_FORMS =
  form(field('email', 'Your address', 'email'), 'Subscribe', 'method="post" action="/newsletter" class="newsletter"') + form(field('q', 'Word', 'search'), 'Find', 'action="/find" role="search"');

/** The first phrase of a concept that is neither a whole label nor open at its end, as a heading writes it. */
const phraseOf = (words: Words, concept: string): string => {
  const phrases = words.phrases(concept, 'en');
  const text = (phrases.find((phrase) => !/^=|\*/.test(phrase)) ?? phrases[0] ?? concept).replace(/^=|\*/g, '');
  return text[0]!.toUpperCase() + text.slice(1);
};
const withOther = (phrase: string, other: string | undefined): string => (other === undefined ? phrase : / (of|for)$/.test(phrase) ? `${phrase} ${other}` : `${phrase} for ${other}`);

/** What a heading on the subject says: the concept, and the sector or group beside it. */
const headingFor = (words: Words, term: ConceptTerm): string => withOther(phraseOf(words, term.concept), term.with && (BESIDE[term.with] ?? term.with));

const slug = (text: string): string => `/${text.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;
const dated = (date: string): string => `<ul><li>${date}: the first part</li><li>${date}: the second part</li></ul>`;
const proofOf = (words: Words, concept: string): string => words.concepts.get(concept)?.proof ?? 'page';
const needsTransaction = (words: Words, { term, rungs }: Asked): boolean => proofOf(words, term.concept) === 'service' && rungs.length > 0 && !rungs.includes('information');

/** The least that proves the concept: a page about it with prose; its form where a transaction or a tool is asked; its date where there is a window. */
export const provesConcept = (words: Words, asked: Asked): Fixture => {
  const { term } = asked;
  const heading = headingFor(words, term);
  const date = term.window ? dated(DATES[term.window][0]) : '';
  if (proofOf(words, term.concept) === 'listing') return { pages: { [slug(heading)]: page(heading, dated(RECENT)) } };
  const entry = term.concept === 'petition' ? MESSAGE : needsTransaction(words, asked) ? (PAID.has(term.concept) ? PAYMENT : MESSAGES.has(term.concept) ? MESSAGE : APPLICATION) : '';
  return { pages: { [slug(heading)]: page(heading, `${date}${NEUTRAL}${entry}`) } };
};

/** Everything near the concept that proves nothing, on one portal. */
export const resemblesConcept = (words: Words, asked: Asked): Fixture => {
  const { term, locus } = asked;
  const heading = headingFor(words, term);
  const proof = proofOf(words, term.concept);
  const phrase = phraseOf(words, term.concept);
  const lower = heading.toLowerCase();
  const near: Fixture[] = [
    {
      // a menu label without an address, one that leads back to the start page, one to a page that is gone, one to a shop (not for a digital identity, which is mostly proved on somebody else's host)
      menu: `<li><a href="#">${heading}</a></li><li><a href="/">${heading}</a></li><li><a href="/gone${slug(heading)}">${heading}</a></li>${locus === 'external' || term.concept === 'digital-id' ? '' : `<li><a href="https://shop.example-commerce.com/">${heading}</a></li>`}`,
      footer: `<p>${heading}</p>`,
      pages: {
        [`/gone${slug(heading)}`]: { html: page('Nothing here', ''), state: 'not-found', status: 404 },
        [`/talk${slug(heading)}`]: page(
          'A talk in the tower',
          `${NEUTRAL}<p>At the end one of the listeners asked about ${lower}, but the speaker had to leave and so the evening closed without a reply to it.</p>`,
        ),
      },
      unlinked: [`/gone${slug(heading)}`],
    },
  ];
  if (needsTransaction(words, asked)) {
    near.push({
      pages: {
        [slug(heading)]: page(
          heading,
          `${NEUTRAL}<p>Come to the counter in the tower and bring two photographs.</p>${OTHER_FORMS}${MESSAGES.has(term.concept) ? '' : `<h2>Write to the keeper</h2>${MESSAGE}`}`,
        ),
      },
    });
  } else if (proof === 'page' || proof === 'listing' || proof === 'service') {
    near.push({ pages: { [slug(heading)]: page(heading, '<p>This page is being prepared.</p>') }, unlinked: proof === 'page' ? [] : [slug(heading)] });
  }
  if (term.window) near.push({ pages: { [slug(heading)]: page(heading, `${dated(DATES[term.window][1])}${NEUTRAL}`) }, footer: '<p>20 November 2026</p>' });
  if (term.with) {
    const other = BESIDE[term.with] ?? term.with;
    const name = `${other[0]!.toUpperCase()}${other.slice(1)}`;
    const recent = term.window ? dated(DATES[term.window][0]) : '';
    near.push({
      pages: {
        // the concept for all, which mentions the sector in passing; the concept for another sector; the sector without the concept
        [slug(withOther(phrase, undefined))]: page(
          withOther(phrase, undefined),
          `${recent}${NEUTRAL}<p>A visitor who had come for reasons of ${other} stayed until the lamps were lit and then walked home along the water with the others.</p>`,
        ),
        [slug(withOther(phrase, ELSEWHERE))]: page(withOther(phrase, ELSEWHERE), `${recent}${NEUTRAL}`),
        [`/sector${slug(name)}`]: page(name, `${recent}${NEUTRAL}`),
      },
    });
  }
  return together(...near);
};

/** Checks that ask about one concept and add nothing: their fixtures are the concept's. */
export const AS_CONCEPT: Readonly<Record<string, { readonly concept: string; readonly window?: 'past-5-years-or-future'; readonly locus: 'portal' | 'external' }>> = {
  'content/about-place': { concept: 'about-place', locus: 'portal' },
  'content/procurement-notices': { concept: 'procurement-notices', locus: 'external' },
  'features/privacy': { concept: 'privacy', locus: 'portal' },
  'participation/feedback': { concept: 'complaint-feedback', locus: 'portal' },
  'participation/participatory-budget': { concept: 'participatory-budget', window: 'past-5-years-or-future', locus: 'portal' },
};
