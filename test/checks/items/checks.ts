import type { SearchTryPart } from '../../../crawler/artifact.ts';
import { MEASURED } from './measured.ts';
import { type Fixture, NEUTRAL, page } from './portal.ts';

/** Fixtures for the checks that items name: what leads to `pass`, and the nearest thing that must not. */
export interface CheckFixtures {
  readonly proves: Fixture;
  readonly resembles: Fixture;
}

const list = (...items: readonly string[]): string => `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
const dead = (...labels: readonly string[]): string => labels.map((label) => `<li><a href="#">${label}</a></li>`).join('');
/** A story that only mentions the words. */
const story = (sentence: string): Readonly<Record<string, string>> => ({ '/evening': page('An evening in the tower', `${NEUTRAL}<p>${sentence}</p>`) });
const french =
  '<p>Le chemin commence près du moulin et suit la rivière pendant une heure avant de tourner vers les collines. Au printemps, la prairie est pleine de fleurs jaunes et les enfants du village y jouent jusqu’au soir.</p>';

const searchForm = '<form role="search" action="/find"><label for="q">Word</label><input id="q" name="q" type="search"><button>Find</button></form>';
const select = (name: string, label: string): string => `<label for="${name}">${label}</label><select id="${name}" name="${name}"><option>All</option><option>One</option></select>`;
const searchTry = (reacts: boolean): SearchTryPart => ({
  formSelector: 'form',
  action: 'https://portal.example/find',
  query: 'stone',
  resultUrl: 'https://portal.example/find?q=stone',
  status: 200,
  reacts,
  quote: '',
  note: '',
});

export const CHECKS: Readonly<Record<string, CheckFixtures>> = {
  'content/other-language': {
    proves: {
      menu: '<li><a href="/fr/" hreflang="fr">Français</a></li>',
      pages: { '/fr/': `<!doctype html><html lang="fr"><head><title>Le moulin</title></head><body><main><h1>Le moulin</h1>${french}</main></body></html>` },
      unlinked: ['/fr/'],
    },
    // the switch leads nowhere, or to English text that calls itself French; a machine translates
    resembles: {
      menu: `${dead('Français', 'Español')}<li><a href="/fr/" hreflang="fr">Français</a></li>`,
      main: '<div id="google_translate_element"></div>',
      pages: { '/fr/': page('The mill', NEUTRAL).replace('lang="en"', 'lang="fr"') },
      unlinked: ['/fr/'],
    },
  },
  'content/service-catalogue': {
    proves: {
      pages: {
        '/boats': page('Berth for a boat', `${NEUTRAL}<h2>Who can apply</h2><p>Whoever owns a boat.</p><h2>What you need</h2><p>The papers of the boat.</p><h2>How much it costs</h2><p>Nothing.</p>`),
      },
    },
    resembles: {
      pages: {
        '/names': page('List of services', list(...Array.from({ length: 14 }, (_, number) => `<a href="/story-${(number % 12) + 1}">Entry ${number + 1}</a>`))),
        '/boats': page('Berth for a boat', `${NEUTRAL}<p>Nobody said what the costs are or what you need.</p><h2>How to apply</h2><p>Ask at the tower.</p>`),
      },
    },
  },
  'content/vulnerable-groups': {
    proves: { pages: { '/seniors': page('Services for older people', NEUTRAL) } },
    resembles: {
      menu: dead('Seniors', 'Women', 'Vulnerable people'),
      footer: '<p>Accessibility for people with disabilities</p>',
      pages: story('Some children and an elderly man came along, and the women of the choir, who are not poor, sang until midnight.'),
    },
  },
  'content/mobile-apps': {
    proves: { main: '<p><a href="https://play.google.com/store/apps/details?id=example.town">Get it here</a></p>' },
    resembles: {
      menu: `${dead('Mobile app')}<li><a href="/">Download the app</a></li>`,
      pages: story('Somebody said that a mobile app would be nice, like those in every app store, and that our app should tell the hour.'),
    },
  },
  'content/usage-statistics': {
    proves: { pages: { '/figures': page('Website statistics', '<p>In October the pages were opened 184,302 times.</p>') } },
    // an analytics script, a notice that names it, a year, figures of something else
    resembles: {
      head: '<script async src="https://www.google-analytics.com/analytics.js"></script>',
      menu: dead('Website statistics'),
      footer: '<p>Website analytics help us since 2024.</p>',
      pages: { '/people': page('The people of the hills', `${NEUTRAL}<p>In 2024 the hills had 1,204,331 inhabitants.</p>`) },
    },
  },
  'content/satisfaction-survey': {
    proves: { main: '<h2>Was this page helpful?</h2><form method="post" action="/rate"><button name="rating" value="1">Yes</button><button name="rating" value="0">No</button></form>' },
    resembles: {
      menu: dead('Satisfaction survey'),
      pages: story('A satisfaction survey among guests of the inn is what the keeper wants, but he has neither the time nor the paper for it at present.'),
    },
  },
  'content/events': {
    proves: { pages: { '/events': page('Upcoming events', list('14 January 2027: singing in the tower')) } },
    resembles: {
      menu: dead('Events calendar'),
      pages: {
        '/events': page('Upcoming events', list('12 March 2026: singing in the tower', '3 May 2026: dancing on the square')),
        '/roof': page('A new roof', `${NEUTRAL}<p>The roof will be ready on 14 January 2027.</p>`),
      },
    },
  },
  'content/news': {
    proves: { pages: { '/news': page('Latest news', list('12 November 2026: the clock goes again', '2 October 2026: the roof is closed')) } },
    // nothing new for years; dates under something else
    resembles: {
      menu: dead('News archive'),
      pages: {
        '/news': page('Latest news', list('12 March 2019: the clock stands still', '2 February 2019: the roof is open')),
        '/roof': page('A new roof', `${NEUTRAL}<p>The work began on 12 November 2026.</p>`),
      },
    },
  },
  'content/updated-last-month': {
    proves: { main: '<p>Changed on 12 November 2026</p>' },
    resembles: { main: '<p>Changed on 12 September 2026</p><p>The roof will be ready on 14 January 2027.</p>', footer: '<p>November 2026</p>' },
  },
  'features/site-search': {
    proves: { main: searchForm, site: { searchTry: searchTry(true) } },
    resembles: { main: searchForm, menu: dead('Search'), site: { searchTry: searchTry(false) } },
  },
  'features/faq': {
    proves: { pages: { '/faq': page('Frequently asked questions', '<h2>May I ride there?</h2><p>Yes.</p><h2>Is it far?</h2><p>No.</p><h2>Is it steep?</h2><p>A little.</p>') } },
    resembles: {
      menu: `${dead('FAQ', 'Help')}<li><a href="/">Frequently asked questions</a></li>`,
      pages: story('He wrote the frequently asked questions of his guests into a book, and asked what help means to whoever needs it.'),
    },
  },
  'features/sign-in': {
    proves: {
      pages: {
        '/enter': page(
          'Sign in',
          '<form method="post" action="/session"><label for="u">Name</label><input id="u" name="username"><label for="p">Password</label><input id="p" name="password" type="password"><button>Sign in</button></form>',
        ),
      },
    },
    resembles: {
      menu: `${dead('Sign in')}<li><a href="/">Log in</a></li>`,
      main: '<form method="post" action="/newsletter" class="newsletter"><label for="email">Your address</label><input id="email" name="email" type="email"><button>Subscribe</button></form>',
      pages: story('Guests sign in at the desk of the inn, where a book has lain open for two hundred years beside the lamp.'),
    },
  },
  'features/live-chat': {
    proves: { main: '<h2>Live chat</h2><p>One of our staff answers from nine to five.</p>' },
    resembles: {
      menu: dead('Live chat'),
      head: '<script src="https://embed.tawk.to/1/default"></script>',
      pages: story('There they met for a web chat of the old kind, which means that they spoke about webs and spiders for an hour.'),
    },
  },
  'features/social-media': {
    proves: { footer: '<p><a href="https://www.facebook.com/town.of.exampleton">Facebook</a></p>' },
    // the network's start page, a button to share, and links that lead nowhere
    resembles: {
      footer:
        '<p><a href="https://www.facebook.com/">Facebook</a> <a href="https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fportal.example%2F">Share</a> <a href="#">Instagram</a> <a href="#">YouTube</a></p>',
    },
  },
  'features/chatbot': {
    proves: { head: '<script src="https://www.gstatic.com/dialogflow-console/fast/messenger/bootstrap.js"></script>', main: '<h2>Ask our virtual assistant</h2>' },
    resembles: {
      menu: dead('Chatbot'),
      head: '<script src="https://embed.tawk.to/1/default"></script>',
      main: '<h2>Live chat</h2><p>One of our staff answers from nine to five.</p>',
      pages: story('One visitor wished for a chatbot, another for a virtual assistant who could carry his bags up the hill.'),
    },
  },
  'features/contact': {
    proves: { footer: '<p>Square 1, Exampleton, telephone +1 555 010 0199</p>' },
    resembles: { menu: dead('Contact us'), footer: '<p><a href="#">Instagram</a></p>', pages: story('The inn can be reached by telephone under +1 555 010 0142 in the evening.') },
  },
  'features/sitemap': {
    proves: { pages: { '/map': page('Site map', list(...Array.from({ length: 12 }, (_, number) => `<a href="/story-${number + 1}">Story ${number + 1}</a>`))) } },
    resembles: {
      menu: `${dead('Sitemap')}<li><a href="/sitemap.xml">XML</a></li>`,
      pages: { '/streets': page('Map of the streets', NEUTRAL), '/map': page('Site map', list('<a href="/story-1">Story 1</a>', '<a href="/story-2">Story 2</a>')) },
      unlinked: ['/map'],
    },
  },
  'features/advanced-search': {
    proves: {
      pages: {
        '/find': page(
          'Find',
          `<form role="search" action="/find"><label for="q">Word</label><input id="q" name="q" type="search">${select('kind', 'Kind')}${select('year', 'Year')}<button>Find</button></form>`,
        ),
      },
    },
    resembles: { main: searchForm, menu: dead('Advanced search'), pages: story('An advanced search of the attic brought nothing to light except two hats and a lantern without glass.') },
  },
  'features/helpdesk': {
    proves: { pages: { '/desk': page('Technical help', '<p>Whoever cannot open a form calls 0555 010 0177 on weekdays.</p>') } },
    resembles: { menu: dead('Help desk'), footer: '<p>Telephone +1 555 010 0199</p>', pages: story('The help desk was carved in 2019 by a man from beyond the hills.') },
  },
  'participation/open-data-metadata': {
    proves: { pages: { '/data': page('Open data: trees', '<p><a href="/files/trees.csv">Trees</a></p><dl><dt>Update frequency</dt><dd>yearly</dd><dt>Data publisher</dt><dd>Gardens</dd></dl>') } },
    resembles: {
      menu: dead('Metadata'),
      pages: {
        '/data': page('Open data', list('<a href="/files/trees.csv">Trees</a>', '<a href="/files/lamps.csv">Lamps</a>')),
        ...story('The metadata of the old photographs are lost, as is their update frequency.'),
      },
    },
  },
  'technology/identity-provider': {
    proves: { main: '<form method="post" action="https://sso.acesso.gov.br/authorize?client_id=example"><button>Continue</button></form>' },
    // the website about one, its name, a protocol that says nothing of whose identity it is
    resembles: {
      menu: '<li><a href="https://www.digid.nl/">About</a></li>',
      footer: '<p><a href="/Shibboleth.sso/Metadata">Metadata</a></p>',
      pages: story('A man from the capital told everyone about MitID and SPID, and that his grandmother would never use them.'),
    },
  },
  'participation/open-data': {
    proves: { pages: { '/data': page('Open data', list('<a href="/files/trees.csv">Trees</a>', '<a href="/files/lamps.json">Lamps</a>')) } },
    // one table in a story, a picture of a table, the words alone
    resembles: {
      menu: `${dead('Open data')}<li><a href="/">Data portal</a></li>`,
      pages: {
        '/hours': page('Hours of the bell', `${NEUTRAL}<p><a href="/files/hours.csv">All hours</a> <a href="/files/hours.pdf">On paper</a></p>`),
        ...story('A student from the valley said that open data are what he would like to have for his birthday this year.'),
      },
    },
  },
  'participation/open-data-licence': {
    proves: { pages: { '/data': page('Open data', `${NEUTRAL}<p><a href="https://creativecommons.org/licenses/by/4.0/">Terms</a></p>`) } },
    resembles: {
      footer: '<p>All rights reserved</p>',
      pages: {
        '/data': page('Open data', `${NEUTRAL}<p><a href="/files/trees.csv">Trees</a></p>`),
        '/photo': page('Photographs', `${NEUTRAL}<p><a href="https://creativecommons.org/licenses/by/4.0/">Terms of the photographs</a></p>`),
      },
    },
  },
  'participation/upcoming-participation': {
    proves: { pages: { '/say': page('Have your say', list('Until 14 January 2027: a new bridge')) } },
    resembles: {
      menu: dead('Upcoming consultations'),
      pages: { '/say': page('Have your say', list('Until 12 March 2026: a new bridge')), '/roof': page('A new roof', `${NEUTRAL}<p>The roof will be ready on 14 January 2027.</p>`) },
    },
  },
  'participation/council-meetings': {
    proves: { pages: { '/council': page('Council meetings', list('3 November 2026, in the tower', '1 December 2026, in the tower')) } },
    resembles: {
      menu: dead('Council meetings'),
      pages: {
        '/council': page('Council meetings', '<p>They are held in the tower.</p>'),
        ...story('After one of the council meetings the lamps went out, and they all had to feel their way down the stairs.'),
      },
      unlinked: ['/council'],
    },
  },
  'institution/official-site': {
    proves: { footer: '<p>City of Exampleton</p>' },
    resembles: {
      title: 'Exampleton travel guide',
      menu: dead('City council'),
      pages: story('Somebody from the city council of Exampleton sat in the last row and said nothing for the whole evening.'),
    },
  },
  'institution/department-heads': {
    proves: {
      pages: {
        '/heads': page(
          'Who does what',
          '<p>Anna Stone, head of department: roads, <a href="mailto:stone@portal.example">stone@portal.example</a></p><p>Bert Field, head of department: gardens, <a href="mailto:field@portal.example">field@portal.example</a></p>',
        ),
      },
    },
    resembles: { menu: dead('Leadership team'), pages: story('The head of department came late, sat down beside the stove and fell asleep before the first song was over.') },
  },
  'institution/gov-links': {
    proves: { main: list('<a href="https://roads-office.gov/">Roads</a>', '<a href="https://forest-office.gov/">Forests</a>', '<a href="https://harbour-office.gov/">Harbours</a>') },
    resembles: {
      menu: dead('Government links', 'Roads', 'Forests'),
      main: list(
        '<a href="https://roads-office.gov/">Roads</a>',
        '<a href="https://www.roads-office.gov/map">Map of roads</a>',
        '<a href="https://forest-office.gov/">Forests</a>',
        '<a href="https://shop.example-commerce.com/">Shop</a>',
        '<a href="https://inn.example-commerce.net/">Inn</a>',
      ),
    },
  },
  'institution/local-government-links': {
    proves: {
      pages: {
        '/towns': page(
          'Local government',
          list('<a href="https://north.example-town.org/">North</a>', '<a href="https://south.example-village.org/">South</a>', '<a href="https://east.example-port.org/">East</a>'),
        ),
      },
    },
    resembles: {
      menu: dead('Local government', 'Find your council'),
      pages: { '/towns': page('Local government', list('North', 'South', '<a href="#">East</a>', '<a href="/story-1">West</a>', '<a href="https://south.example-village.org/">South</a>')) },
      unlinked: ['/towns'],
    },
  },
  ...MEASURED,
};
