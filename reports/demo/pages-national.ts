import type { DemoPages } from './layout.ts';
import { newsItem, postForm, table } from './markup.ts';

/** National portal, English: institution, topics, news, contact and the pages about the site. */
export const NATIONAL: DemoPages = {
  '/': {
    lang: 'en',
    title: 'Welcome to the national portal of Avelia',
    other: '/it/',
    body: `<p>This is the official website of the Government of the Republic of Avelia. Here you find public services, the laws and strategies of the country, the members of the government and the ways in which you can take part in its decisions. The portal is kept by the Office of the Prime Minister together with all ministries.</p>
<h2>Most used services</h2><ul><li><a href="/services/passport">Apply for a passport</a></li><li><a href="/services/company-registration">Register a company</a></li><li><a href="/services/birth-certificate">Order a birth certificate</a></li><li><a href="/services">All services</a></li></ul>
<h2>Latest</h2><p>{{-4}}: The government opens a <a href="/participation">public consultation on the national clean air plan</a>. Everybody who lives in Avelia may answer until {{+24}}.</p>
<p>{{-11}}: <a href="/news">Three new service points open in the Lagune region</a>.</p>`,
  },
  '/government': {
    lang: 'en',
    title: 'The government and its structure',
    other: '/it/governo',
    body: `<p>Avelia is a parliamentary republic. The Prime Minister leads the Council of Ministers; each ministry directs the agencies that belong to it. The chart below lists the ministries from the top of the organisation down, with the person at the head of each.</p>
${table(
  'Ministries and ministers',
  ['Ministry', 'Head', 'Telephone'],
  [
    ['Office of the Prime Minister', 'Elena Vasari, Prime Minister', '+999 1 555 0101'],
    ['<a href="https://www.health.gov.av/">Ministry of Health</a>', 'Dr Tomas Berlin, Minister of Health', '+999 1 555 0110'],
    ['<a href="https://www.education.gov.av/">Ministry of Education</a>', 'Marta Olden, Minister of Education', '+999 1 555 0120'],
    ['<a href="https://www.employment.gov.av/">Ministry of Employment</a>', 'Ruben Castelli, Minister of Employment', '+999 1 555 0130'],
    ['<a href="https://www.socialprotection.gov.av/">Ministry of Social Protection</a>', 'Ines Halvorsen, Minister of Social Protection', '+999 1 555 0140'],
    ['<a href="https://www.environment.gov.av/">Ministry of the Environment</a>', 'Paolo Grandi, Minister of the Environment', '+999 1 555 0150'],
    ['Ministry of Justice', 'Sofia Brandt, Minister of Justice', '+999 1 555 0160'],
  ],
)}
<h2>National Chief Information Officer</h2><p>Nadia Kerr is the Chief Information Officer (CIO) of the government. She leads the Digital Government Agency and answers for the digital government strategy. Telephone +999 1 555 0180.</p>
<h2>Regions and municipalities</h2><p>Local authorities have their own websites:</p><ul><li><a href="https://www.comune.portovento.av/">City of Portovento</a></li><li><a href="https://www.comune.montelago.av/">Municipality of Montelago</a></li><li><a href="https://www.comune.aurelia.av/">City of Aurelia</a></li><li><a href="https://www.regionecosta.gov.av/">Region of Costa</a></li></ul>`,
  },
  '/government/laws': {
    lang: 'en',
    title: 'Laws, strategies and access to information',
    body: `<p>This page sets out the main laws and strategies on information, data and digital government, in short. The full texts can be read in the Official Gazette, which every public library keeps.</p>
<h2>Freedom of information</h2><p>Under the Freedom of Information Act 2009 everybody has the right of access to government information. Write to the authority that holds the document, in any form; it answers within 20 working days, free of charge. Against a refusal you may appeal to the Information Commissioner, Greta Lund.</p>
<h2>Personal Data Protection Act 2018</h2><p>The Act lays down when authorities and companies may process personal data, and the rights of the people concerned. The Data Protection Authority supervises it.</p>
<h2>Cybersecurity Act 2020</h2><p>Operators of essential services must report serious incidents to the national response team within 24 hours and keep minimum security measures.</p>
<h2>Open Government Data Directive 2021</h2><p>Ministries publish the data they collect in open formats, free of charge and under an open licence, unless a law forbids it.</p>
<h2>Digital Government Strategy {{y-2}}–{{y+3}}</h2><p>The strategy has four aims: services that work from beginning to end, information asked for only once, skills for civil servants, and help for people who are not online. The Digital Government Agency reports to Parliament every spring.</p>`,
  },
  '/topics': {
    lang: 'en',
    title: 'Topics: health, education, environment',
    body: `<p>The government's policy in three fields, what is being spent on it and the services that go with it.</p>
<h2>Health policy</h2><p>The National Health Plan {{y-1}}–{{y+4}} puts family doctors first. By the end of the plan every town above two thousand inhabitants is to have a health centre with evening hours, and waiting times for planned operations are to fall below ninety days. Vaccination remains free for children and for everybody over sixty-five.</p>
<h2>Education policy</h2><p>The education strategy extends free kindergarten to all children from the age of three, adds a language assistant to every primary school in mountain districts, and renews the training of teachers in mathematics.</p><p>Online services for education: <a href="/services/scholarships">apply for a scholarship</a>.</p>
<h2>Environment policy</h2><p>Avelia wants to halve its greenhouse gas emissions within fifteen years. The environment policy covers clean air, the protection of lagoons and forests, and less packaging.</p><p>Online services for the environment: <a href="/app/permits/">apply for an environmental permit</a>.</p>
<img src="/assets/harbour.svg" width="320" height="120">`,
  },
  '/news': {
    lang: 'en',
    title: 'News and upcoming dates',
    other: '/it/notizie',
    body: `${newsItem('Consultation on the national clean air plan opens', '{{-4}}', 'Minister Paolo Grandi has presented the draft of the clean air plan. Until {{+24}} everybody may comment on it on the pages of this portal; the ministry publishes a summary of all answers in the following month.')}
${newsItem('Three new service points in the Lagune region', '{{-11}}', 'In Ponte Chiaro, Isola Bassa and Fontegrande staff now help people who prefer not to use a computer, or who need advice while they fill in a form. The service points are in the post offices.')}
${newsItem('Parliament hears the fishermen of Costa', '{{-19}}', 'A delegation handed over a petition on the fishing season, signed on paper by eleven hundred people in the harbour towns. The committee for agriculture will discuss it with the minister.')}
<h2>Upcoming dates</h2><ul><li>{{+9}}: public hearing on the clean air plan, Concord Hall, Aurelia, 18:00</li><li>{{+33}}: open day at Government House</li></ul>`,
  },
  '/contact': {
    lang: 'en',
    title: 'Contact, feedback and complaints',
    other: '/it/contatti',
    body: `<p>You can reach the national contact centre from Monday to Friday between 8:00 and 18:00. The staff speak English and Italian and will pass your question on to the ministry that can answer it. Visitors are welcome at Government House, 1 Concord Square, Aurelia; please bring an appointment letter if you have one.</p>
<p>Telephone: +999 1 555 0100. E-mail: info@gov.av.</p>
<h2>Send feedback or a complaint</h2><p>Tell us what went well and what did not. We confirm every message and answer within ten working days. If you are not content with the answer, you may turn to the Ombudsman, Arvid Lindner.</p>
${postForm('/contact', 'Send message', [
  ['Your name', 'name'],
  ['E-mail address', 'email', 'email'],
  ['Kind of message', 'kind', ['Question', 'Feedback', 'Complaint']],
  ['Your message', 'message', 'textarea'],
])}`,
  },
  '/help': {
    lang: 'en',
    title: 'Help: questions and answers',
    body: `<h2>Frequently asked questions</h2><h3>Do I need an account to order a document?</h3><p>No. A birth certificate can be ordered without one. For the passport and for company registration you sign in with Avelia ID.</p><h3>How long does an answer take?</h3><p>Every service page says how long it usually takes. Most documents are posted within ten working days.</p><h3>What if a page does not work?</h3><p>Call the contact centre and say which page it was; a colleague will do the step together with you.</p>
<h2>Guide: how to use the online services, step by step</h2><ol><li>Choose the service in the list of services and read which documents you need.</li><li>Sign in with Avelia ID if the page asks for it.</li><li>Fill in the form and check your entries on the last step.</li><li>Keep the reference number that you receive.</li></ol>
<h2>Help in person</h2><p>At the service points in forty-two post offices trained staff help you to use the online services, free of charge and without an appointment, from Tuesday to Saturday.</p>`,
  },
  '/privacy': {
    lang: 'en',
    title: 'Privacy and data protection',
    other: '/it/privacy',
    body: `<p>This statement explains which personal data the national portal collects, why, how long it is stored and which rights you have. The Office of the Prime Minister is responsible for it.</p>
<p>When you visit a page, our server notes the time, the address of the page and a shortened form of your network address; these notes are deleted after thirty days. What you enter in a form is used only for the service in question and is stored as long as the law on that service requires. We do not sell data and do not pass it on to third parties outside the public administration.</p>
<p>You have the right to see your data, to have it corrected or deleted and to object to its use. Write to the data protection officer, Joan Meller, at privacy@gov.av or to Government House. You may also complain to the Data Protection Authority.</p>`,
  },
  '/accessibility': {
    lang: 'en',
    title: 'Accessibility statement',
    other: '/it/accessibilita',
    body: `<p>We want everybody to be able to use this website, also with a screen reader, with the keyboard alone or on a small screen. It aims to meet the Web Content Accessibility Guidelines (WCAG) 2.1 at level AA and meets them in part.</p>
<p>Known limits: some older PDF forms cannot be filled in with a screen reader, and one picture still lacks a description. We are replacing them this year. This statement was last reviewed on {{-60}} after a self-assessment by the Digital Government Agency.</p>
<p>If something does not work for you, please write to accessibility@gov.av or call +999 1 555 0190. We answer within five working days and send you the content in another form. If our answer does not help, the Ombudsman examines your case free of charge.</p>`,
  },
  '/sitemap': {
    lang: 'en',
    title: 'Site map',
    body: '<p>All pages of this portal in one list, the English ones first and then the Italian ones. If you do not find what you are looking for, use the search at the top of the page or call the contact centre; the staff will be glad to point you to the right place.</p>{{sitemap}}',
  },
  '/account': {
    lang: 'en',
    title: 'Sign in with Avelia ID',
    body: `<p>Avelia ID is the digital identity of the Republic. With it you sign in once and use the services of all ministries. You receive it free of charge at any service point; bring your passport and a telephone that can receive a code.</p>
<p><a href="https://id.gov.av/openid-connect/auth?client_id=portal">Sign in with Avelia ID</a></p>
<h2>What you find in your personal account</h2><ul><li>See your personal data: the data that the population register holds on you, with the day of the last change.</li><li>Change your personal data: correct your telephone number, e-mail address and bank details yourself.</li><li>Save and continue later: save an application that you have begun and resume it within sixty days.</li><li>Your history: all applications that you have sent in the past five years, with their state.</li></ul>`,
  },
};
