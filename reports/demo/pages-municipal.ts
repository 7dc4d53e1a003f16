import type { DemoPages } from './layout.ts';
import { newsItem, postForm, table } from './markup.ts';

/** Municipal portal, English: the city, its council, news and the pages about the site. */
export const MUNICIPAL: DemoPages = {
  '/': {
    lang: 'en',
    title: 'Welcome to Portovento',
    other: '/it/',
    body: `<p>This is the official website of the City of Portovento, the harbour town at the mouth of the river Orsa. Here you can settle matters with the town hall without standing in a queue, follow the work of the city council and find out what is going on in the quarters. The site is kept by the town hall's information office.</p>
<h2>Often used</h2><ul><li><a href="/services/parking-fine">Pay a parking fine</a></li><li><a href="/services/address-change">Tell us your new address</a></li><li><a href="/environment">When is my waste collected?</a></li><li><a href="/services">All services from A to Z</a></li><li><a href="/jobs">Jobs at the city</a></li><li><a href="/open-data">Open data</a></li></ul>
<h2>Coming up</h2><p>{{+6}}: <a href="/events">lantern walk along the quay</a>. {{+14}}: <a href="/council">meeting of the city council</a>. Until {{+27}}: <a href="/participation">consultation on the land-use plan</a>.</p>`,
  },
  '/administration': {
    lang: 'en',
    title: 'City administration',
    body: `<p>The mayor, Livia Moretti, leads the administration. Below her are four departments, each with its own offices; the chart shows who directs which department and how to reach that person. The offices are open on weekdays from 9:00 to 13:00 and on Thursdays also in the afternoon.</p>
${table(
  'Organisation chart: departments and their heads',
  ['Department', 'Head of department', 'Telephone', 'E-mail'],
  [
    ["Mayor's office", 'Livia Moretti, Mayor', '+999 4 555 0201', 'mayor@comune.portovento.av'],
    ['Citizens and registry', 'Anna Fabbri, Director', '+999 4 555 0210', 'a.fabbri@comune.portovento.av'],
    ['Building and roads', 'Jonas Keel, Director', '+999 4 555 0220', 'j.keel@comune.portovento.av'],
    ['Environment and parks', 'Dario Sartori, Director', '+999 4 555 0230', 'd.sartori@comune.portovento.av'],
    ['Schools, culture and welfare', 'Mira Lang, Director', '+999 4 555 0240', 'm.lang@comune.portovento.av'],
  ],
)}
<h2>Other authorities</h2><ul><li><a href="https://www.gov.av/">Government of Avelia</a></li><li><a href="https://www.regionecosta.gov.av/">Region of Costa</a></li><li><a href="https://www.comune.montelago.av/">Municipality of Montelago</a></li><li><a href="https://www.comune.aurelia.av/">City of Aurelia</a></li></ul>`,
  },
  '/council': {
    lang: 'en',
    title: 'City council, transparency and freedom of information',
    body: `<p>The city council has nineteen members and meets once a month in the great hall of the town hall. Meetings are public; whoever wishes to speak puts their name on the list before the beginning. The agenda is on this page a week ahead, the minutes a week after.</p>
<h2>Next meeting</h2><p>{{+14}}, 18:30. Agenda: parking on the quay, the summer programme, report on the land-use plan.</p>
<h2>Past meetings</h2><ul><li>{{-21}}: <a href="/files/minutes-1.pdf">minutes of the meeting (PDF)</a></li><li>{{-49}}: <a href="/files/minutes-2.pdf">minutes of the meeting (PDF)</a></li></ul>
<h2>Freedom of information</h2><p>You have the right of access to information that the city holds, under the Freedom of Information Act 2009. Write to Carla Venn, information officer, Town Hall, 12 Harbour Street, or info.officer@comune.portovento.av; say which document you mean. The city answers within twenty working days. If it refuses, you may appeal to the Information Commissioner.</p>`,
  },
  '/living': {
    lang: 'en',
    title: 'Living in Portovento',
    body: `<img src="/assets/harbour.svg" width="320" height="120">
<h2>History and geography</h2><p>Portovento was founded by rope makers in 1284 and lies between the lagoon and the hills of Costa. It has 38,400 inhabitants, who live mostly from the harbour, from boat building and from guests in summer.</p>
<h2>Schools and kindergartens</h2><p>There are seven kindergartens, six primary schools and the music school. Parents enrol their children at the school office in February.</p>
<h2>Health</h2><p>The health centre in Via Nuova is open every day; family doctors and the vaccination room are on the first floor.</p>
<h2>Older people and persons with disabilities</h2><p>Meals on wheels, a day centre in the old ropery and a wheelchair bus that can be ordered by telephone one day ahead.</p>
<h2>Social support</h2><p>The welfare office advises families with low income on rent support and debts.</p>
<h2>Culture, leisure and sport</h2><p>The city museum, the library, two swimming pools and the rowing club welcome everybody.</p>
<h2>Buses and ferries</h2><p>Line 1 runs every ten minutes from the station to the quay, the ferry to Isola Bassa every hour. A single ticket costs 1.80 crowns.</p>
<h2>Road works</h2><p>Via dei Cordai is closed to cars until {{+35}}; please follow the signs.</p>`,
  },
  '/environment': {
    lang: 'en',
    title: 'Environment, air and waste collection',
    body: `<p>The department of environment and parks looks after waste, air, water and the city's nine hundred trees.</p>
<h2>Waste collection and recycling</h2><p>Put the bins in front of the house before six in the morning. Glass and clothes go into the containers on the squares; the recycling yard in Via del Faro takes furniture, paint and old appliances from Monday to Saturday.</p>
${table(
  'Collection days',
  ['Quarter', 'Household waste', 'Paper and cardboard', 'Plastic and metal', 'Garden and kitchen waste'],
  [
    ['Harbour', 'Monday', 'Tuesday', 'Wednesday', 'Thursday'],
    ['Old town', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'],
    ['Hills', 'Wednesday', 'Thursday', 'Friday', 'Monday'],
  ],
  'wide',
)}
<h2>Air quality</h2><p>Measurements at the station on the quay, mean of {{-1}}:</p>${table(
      'Pollutants in micrograms per cubic metre',
      ['Pollutant', 'Measured', 'Limit'],
      [
        ['PM10', '21', '50'],
        ['NO2', '27', '40'],
        ['Ozone', '64', '120'],
      ],
    )}
<h2>Measures for clean air</h2><p>The clean air policy of the city: ships switch to shore power, old diesel vans stay out of the old town, and from November to March wood stoves must not be lit on days with little wind.</p>`,
  },
  '/news': {
    lang: 'en',
    title: 'News',
    other: '/it/notizie',
    body: `<p class="faint">News from the town hall, the quarters and the harbour; the newest items come first.</p>
${newsItem('Land-use plan: the consultation has begun', '{{-6}}', 'Until {{+27}} all residents may say what should become of the old shipyard. The draft plan is shown in the town hall and on the pages of this site.')}
${newsItem('Via dei Cordai closed for road works', '{{-13}}', 'The water main under the street is ninety years old and is being replaced. Shops remain open, and pedestrians can pass on the north side at all times.')}
${newsItem('The library opens on Sundays', '{{-22}}', 'From next month the library in the old ropery is open on Sundays between 10:00 and 16:00. Mayor Livia Moretti thanked the reading club, which had asked for it for years.')}
<p><a href="/news/archive">Older news: archive</a></p>`,
  },
  '/news/archive': {
    lang: 'en',
    title: 'News archive',
    body: `<p>News of past years, kept for reference. The statements below were true on the day on which they were written and are not kept up to date; opening hours, prices and dates have often changed since. For what holds today, please see the current news and the pages of the services.</p>
${newsItem('Poll on the name of the new ferry', '{{-760}}', 'On election day visitors at the town hall could put a slip with a name into a box. Most wrote “Gabbiano”, and the ferry was christened on the same evening by the schoolchildren of the harbour quarter.')}
${newsItem('Night of the open boatyards', '{{-790}}', 'Six boatyards showed visitors how a rowing boat is built. More than a thousand people came in spite of the rain.')}
<p class="tiny">Pages: <a href="/news/archive">1</a><a href="/news">2</a><a href="/events">3</a></p>`,
  },
  '/events': {
    lang: 'en',
    title: 'Events calendar',
    body: `<p>What is on in Portovento in the coming weeks. Entrance is free unless a price is given. Clubs may announce their own events by writing to the culture office at least ten days ahead; please give the place, the time and a telephone number.</p>
<ul><li>{{+6}}, 17:30: lantern walk along the quay, meeting point at the lighthouse</li><li>{{+12}}, 20:00: concert of the music school, great hall of the town hall</li><li>{{+19}}, 10:00: market of the boat builders, old shipyard, 3 crowns</li><li>{{+40}}, 15:00: story hour for children at the library</li></ul>
<p>Past: {{-9}}, autumn regatta of the rowing club. <a class="icon" href="/news"></a></p>`,
  },
  '/open-data': {
    lang: 'en',
    title: 'Open data',
    body: '<p>This page is under construction. The city is working on this section; nothing has been published here yet. Please come back later, or write to the information office of the town hall if you are looking for a particular figure: the staff will tell you whether the city holds it and where you can see it on paper.</p>',
  },
  '/contact': {
    lang: 'en',
    title: 'Contact, complaints and street problems',
    other: '/it/contatti',
    body: `<p>Town Hall, 12 Harbour Street, 40210 Portovento. Telephone +999 4 555 0200, e-mail townhall@comune.portovento.av. The information desk is on the ground floor and is open on weekdays from 8:30 to 17:00. If you need a quiet room or an interpreter, please tell us a day ahead.</p>
<p><a href="#">Chat</a></p>
<h2>Report a problem or make a complaint</h2><p>Street lamps that do not work, potholes, overflowing bins, or something about our own work: report it here. We pass it on the same day and tell you what has been done.</p>
${postForm('/contact', 'Send report', [
  ['What is it about?', 'kind', ['Street lamp', 'Pothole or pavement', 'Rubbish', 'Complaint about an office', 'Feedback']],
  ['Where is the problem?', 'place'],
  ['Describe the problem', 'description', 'textarea'],
  ['Your name', 'name'],
  ['E-mail address', 'email', 'email'],
])}`,
  },
  '/help': {
    lang: 'en',
    title: 'Help and frequently asked questions',
    body: `<h2>Frequently asked questions</h2><h3>Do I have to register to use a form?</h3><p>No. All forms on this site can be filled in without registration; for some of them you show your passport later at the desk.</p>
<h3>Where is the number of my parking fine?</h3><p>On the slip under the wiper, at the top right, with two letters and six digits.</p>
<h3>May I write in Italian?</h3><p>Yes. The staff of the town hall read and answer letters in English and Italian.</p>
<h2>Helpdesk for online forms</h2><p>If a form does not work, call the technical helpdesk at +999 4 555 0299, on weekdays from 9:00 to 16:00. A colleague will stay on the line until the form has gone through.</p>`,
  },
  '/privacy': {
    lang: 'en',
    title: 'Privacy and data protection',
    other: '/it/privacy',
    body: `<p>This privacy statement says which personal data the City of Portovento collects on this website, for which purpose, how long it keeps them and which rights you have. Responsible is the mayor's office.</p>
<p>The server keeps a record of each visit for fourteen days in order to find faults. The entries of a form go to the office concerned and are stored for as long as the matter is open and two years beyond; then they are erased. A cookie named “session” keeps your place in forms of several steps.</p>
<p>You may see the data that we have stored about you at the town hall, have them corrected or erased, and object to their use. Please turn to the data protection officer, Peter Osk, at dpo@comune.portovento.av. Complaints are also heard by the national Data Protection Authority.</p>`,
  },
  '/accessibility': {
    lang: 'en',
    title: 'Accessibility statement',
    other: '/it/accessibilita',
    body: `<p>The City of Portovento wants its website to be usable by everybody. It follows the Web Content Accessibility Guidelines (WCAG) 2.1, level AA, in part. What does not yet conform is listed here: one picture lacks a text alternative, a table is too wide for small screens, one field has no label, and some grey text is hard to read.</p>
<p>We wrote this statement on {{-120}} after a test by our own staff. If you meet a barrier, please call +999 4 555 0298 or write to access@comune.portovento.av; we answer within ten working days and send what you need on paper, in large print or as a recording. If you are not content with the answer, you may turn to the Ombudsman of Avelia.</p>`,
  },
  '/sitemap': {
    lang: 'en',
    title: 'Site map',
    body: '<p>An index of all pages of this website: first those in English, then those in Italian. If something is missing, the search at the top of each page looks through the text of every page. You may also ask at the information desk of the town hall, by telephone or in person.</p>{{sitemap}}',
  },
};
