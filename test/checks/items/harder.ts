import { type Fixture, NEUTRAL, page } from './portal.ts';

/**
 * Portals of which the items' own guidance says that they do not count, harder than the general near misses. Where the
 * drafts are still wrong, `wrong` says why; such a line must be removed as soon as it is no longer true.
 */
export interface Harder {
  readonly items: readonly string[];
  readonly what: string;
  readonly fixture: Fixture;
  readonly wrong?: string;
}

const list = (...items: readonly string[]): string => `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
const field = (name: string, label: string, type = 'text'): string => `<p><label for="${name}">${label}</label><input id="${name}" name="${name}" type="${type}"></p>`;
const form = (inner: string, button: string, attributes = 'method="post" action="/submit"'): string => `<form ${attributes}>${inner}<button type="submit">${button}</button></form>`;
const select = (name: string, label: string): string => `<p><label for="${name}">${label}</label><select id="${name}" name="${name}"><option>All</option><option>One</option></select></p>`;
const rating = form(
  '<p><input type="radio" id="yes" name="helpful" value="1"><label for="yes">Yes</label><input type="radio" id="no" name="helpful" value="0"><label for="no">No</label></p><p><label for="why">Why?</label><textarea id="why" name="why"></textarea></p>',
  'Send',
  'method="post" action="/feedback" class="page-feedback"',
);
const message = form(
  `${field('name', 'Your name')}${field('email', 'Your address', 'email')}<p><label for="message">Your message</label><textarea id="message" name="message"></textarea></p>`,
  'Send',
);

export const HARDER: readonly Harder[] = [
  {
    items: ['LOSI24-CP-220', 'OSI24-CP-028'],
    what: 'guidance for suppliers without any notice',
    fixture: { pages: { '/bids': page('Tenders and how to write them', NEUTRAL) } },
  },
  {
    items: ['LOSI24-CP-220', 'OSI24-CP-028'],
    what: 'a list of tenders long abandoned',
    fixture: { pages: { '/bids': page('Tenders', list('12 March 2017: a new bell', '2 May 2017: a new roof')) } },
  },
  {
    items: ['LOSI24-CP-226'],
    what: 'workplace rules for the city’s own staff',
    fixture: { pages: { '/staff': page('Health and safety of our staff', NEUTRAL) } },
  },
  {
    items: ['LOSI24-CP-229'],
    what: 'a page of links to social networks',
    fixture: { pages: { '/networks': page('Social networks', `${NEUTRAL}<p><a href="https://www.facebook.com/exampleton">Facebook</a></p>`) } },
  },
  {
    items: ['LOSI24-CP-231'],
    what: 'the site’s own accessibility statement',
    fixture: {
      pages: { '/access': page('Accessibility statement', `${NEUTRAL}<p>These pages should work for whoever uses a wheelchair or cannot see, and for every other person with disabilities.</p>`) },
    },
  },
  {
    items: ['LOSI24-CP-238'],
    what: 'an invitation to a conference elsewhere',
    fixture: { pages: { '/invitation': page('Conference on smart cities in Farville', NEUTRAL) } },
  },
  {
    items: ['LOSI24-CP-239'],
    what: 'a course about technology',
    fixture: { pages: { '/course': page('Evening course: artificial intelligence for beginners', NEUTRAL) } },
  },
  {
    items: ['LOSI24-EL-206', 'OSI24-EL-003'],
    what: 'a search of one list only',
    fixture: { pages: { '/books': page('Books in the tower', `${NEUTRAL}${form(field('q', 'Author', 'search'), 'Find', 'action="/books" role="search"')}`) } },
  },
  {
    items: ['LOSI24-EL-234', 'OSI24-EL-014', 'OSI24-IF-014'],
    what: 'the text of the law',
    fixture: { pages: { '/law': page('Data Protection Act', NEUTRAL) } },
  },
  {
    items: ['LOSI24-EL-240', 'OSI24-EL-006'],
    what: 'an empty page of frequent questions',
    fixture: { pages: { '/faq': page('Frequently asked questions', '<p>There is nothing here yet.</p>') } },
  },
  {
    items: ['OSI24-EL-017'],
    what: 'a digital identity still planned',
    fixture: { pages: { '/plan': page('Digital ID', '<p>Coming in 2028.</p>') } },
  },
  {
    items: ['LOSI24-TE-207', 'OSI24-TE-004'],
    what: 'filters of one list',
    fixture: { pages: { '/songs': page('Songs in the tower', form(select('kind', 'Kind') + select('month', 'Month'), 'Show', 'action="/songs" class="filter"')) } },
  },
  {
    items: ['LOSI24-TE-214', 'OSI24-TE-008'],
    what: 'the number of the web design company',
    fixture: { footer: '<p>Website made by Pixel Studio, +1 555 010 0142</p>' },
  },
  {
    items: ['LOSI24-SP-253', 'OSI24-SP-047', 'LOSI24-SP-298'],
    what: 'a rating of the page under information on the service',
    fixture: {
      pages: { '/crime': page('Report a theft', `${NEUTRAL}<h2>Was this page helpful?</h2>${rating}`), '/lost': page('Lost property office', `${NEUTRAL}<h2>Was this page helpful?</h2>${rating}`) },
    },
  },
  {
    items: ['OSI24-SP-043'],
    what: 'a tax calculator',
    fixture: {
      pages: { '/tax': page('Income tax', `${NEUTRAL}<h2>Calculator</h2>${form(field('wage', 'Wage per month', 'number') + field('weeks', 'Weeks', 'number'), 'Calculate', 'action="/tax"')}`) },
    },
  },
  {
    items: ['OSI24-SP-044'],
    what: 'looking up a VAT number',
    fixture: { pages: { '/vat': page('VAT', `${NEUTRAL}<h2>Is a number valid?</h2>${form(select('state', 'Country') + field('number', 'Number'), 'Check', 'action="/vat"')}`) } },
  },
  {
    items: ['OSI24-SP-045'],
    what: 'booking an appointment only',
    fixture: {
      pages: {
        '/visa': page(
          'Visa requirements',
          `${NEUTRAL}<h2>Book an appointment</h2>${form(field('first_name', 'First name') + field('last_name', 'Last name') + field('phone', 'Telephone', 'tel') + field('day', 'Day', 'date'), 'Book')}`,
        ),
      },
    },
  },
  {
    items: ['OSI24-SP-046'],
    what: 'a message form under information on the service',
    fixture: { pages: { '/car': page('Register a vehicle', `${NEUTRAL}${message}`) } },
  },
  {
    items: ['OSI24-SP-050', 'OSI24-SP-182'],
    what: 'a page where the certificate is only named among the documents to bring',
    fixture: { pages: { '/camp': page('Places in the summer camp', `${NEUTRAL}<h2>What to bring</h2>${list('birth certificate', 'criminal record certificate', 'two photographs')}`) } },
  },
  {
    items: ['OSI24-EP-096', 'OSI24-EP-330'],
    what: 'an old consultation whose page was changed lately',
    fixture: {
      pages: {
        '/say': page('Consultation on health', `<p>Closed on 12 March 2019.</p>${NEUTRAL}<p>Page last changed on 20 November 2026</p>`),
        '/say-too': page('Consultation on migrants', `<p>Closed on 12 March 2019.</p>${NEUTRAL}<p>Page last changed on 20 November 2026</p>`),
      },
    },
  },
  {
    items: ['OSI24-EP-323'],
    what: 'petitions that must be posted on paper',
    fixture: { pages: { '/petition': page('Petitions', `${NEUTRAL}<p>Write on paper, sign it and put it into the box at the tower.</p>`) } },
  },
];
