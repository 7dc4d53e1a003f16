import type { DemoPages } from './layout.ts';
import { postForm } from './markup.ts';

/** Municipal portal, English: services, each on one rung from a mere mention to completed online. */
export const MUNICIPAL_SERVICES: DemoPages = {
  '/services': {
    lang: 'en',
    title: 'Services from A to Z',
    other: '/it/servizi',
    body: `<p>The services of the town hall. Every page names the documents, the cost and the time that it takes.</p>
<ul><li><a href="/services/address-change">Address change</a> – online form</li><li><a href="/services/birth-certificate">Birth certificate</a> – online form</li><li><a href="/services/building-permit">Building permit</a> – form to download</li><li><a href="/app/permits/">Business licence</a> – apply online</li><li><a href="/services/local-tax">Local tax</a> – information</li><li><a href="/services/lost-and-found">Lost and found</a> – online form</li><li><a href="/services/parking-fine">Parking fine</a> – pay online</li><li><a href="/jobs">Vacancies</a> – apply online</li><li><a href="/environment">Waste collection</a> – information</li></ul>
<h2>Not at the town hall</h2><p>Driver's licences are issued by the regional transport office in Montelago, pensions are paid by the Social Insurance Fund, and passports are a matter for the national service points.</p>`,
  },
  '/services/birth-certificate': {
    lang: 'en',
    title: 'Birth certificate',
    body: `<p>For everybody born in Portovento the registry of the town hall issues birth certificates, on paper and with a seal. You can request one online for yourself, your children or your parents; other people need a written authority.</p>
<h2>Documents, cost and time</h2><p>No documents are needed for the request. A certificate costs 6 crowns, paid in cash when you collect it; if you have it posted, an invoice is enclosed. It is ready after three working days.</p>
<h2>Request</h2>${postForm('/services/birth-certificate', 'Send request', [
      ['Full name', 'name'],
      ['Date of birth', 'birth', 'date'],
      ['Names of the parents', 'parents'],
      ['Collect or post?', 'delivery', ['Collect at the town hall', 'Post']],
      ['E-mail address', 'email', 'email'],
    ])}`,
  },
  '/services/building-permit': {
    lang: 'en',
    title: 'Building permit',
    body: `<p>You need a building permit if you build a house, change the outside of one, or put up a shed of more than twelve square metres. Fences, greenhouses and solar panels on the roof need none, except in the old town, where the department must be asked beforehand in every case.</p>
<h2>How to apply</h2><ol><li>Print the form and fill it in.</li><li>Add two sets of plans and the consent of the neighbours.</li><li>Hand everything in at the building department, room 14, or send it by post.</li></ol>
<h2>Cost and time</h2><p>The fee is 0.4 per cent of the building cost, at least 80 crowns. The department decides within sixty days.</p>
<p><a href="/files/building-permit.pdf">Building permit application form (PDF)</a></p>`,
  },
  '/services/parking-fine': {
    lang: 'en',
    title: 'Parking fine',
    body: `<p>If you have found a slip under the wiper of your car, you can pay the parking fine here at any hour. Within ten days the amount is reduced by a third. You need the number on the slip and a bank card.</p>
<h2>Contest a fine</h2><p>If you think that the fine is wrong, do not pay it. Write to the municipal police within thirty days, say why and enclose photographs. An officer who did not write the slip looks into the case; against her decision you may appeal to the justice of the peace.</p>
<h2>Step 1 of 2: find your fine</h2>${postForm('/services/parking-fine/payment', 'Continue to payment', [
      ['Number of the fine', 'fine'],
      ['Number plate', 'plate'],
      ['Date', 'date', 'date'],
    ])}
<p>Step 2 of 2: <a href="/services/parking-fine/payment">pay the fine online</a></p>`,
  },
  '/services/parking-fine/payment': {
    lang: 'en',
    title: 'Pay your parking fine online',
    body: `<p>This is the second and last step. Enter the details of your bank card and press the button once. The payment takes a few seconds; afterwards a confirmation with a receipt number appears on this page and is sent to you by e-mail. With the confirmation the matter is closed, and nothing more will be sent to you by post.</p>
<h2>Payment</h2>${postForm('/services/parking-fine/payment', 'Pay now', [
      ['Number of the fine', 'fine'],
      ['Amount in crowns', 'amount', 'number'],
      ['Name on card', 'cardholder'],
      ['Card number', 'card'],
      ['Valid until', 'expiry'],
      ['Security code', 'code'],
      ['E-mail address for the receipt', 'email', 'email'],
    ])}
<p>The city does not store the number of your card.</p>`,
  },
  '/services/local-tax': {
    lang: 'en',
    title: 'Local tax',
    body: `<p>The city raises a local tax on houses and land. It is 0.6 per cent of the registered value each year, and half of that for the house in which you live yourself. The money goes to schools, streets and parks.</p>
<p>In March every owner receives a letter with the amount. Pay it by bank transfer, or in cash at the treasury on the ground floor of the town hall, by the end of May; whoever pays in April saves two per cent. There is nothing to hand in: the town hall works out the amount from the land register.</p>
<p>If you believe that the amount is wrong, appeal to the treasury in writing within forty days. Questions: +999 4 555 0250, weekdays from 9:00 to 12:00.</p>`,
  },
  '/services/address-change': {
    lang: 'en',
    title: 'Change of address',
    body: `<p>If you move to Portovento or within the city, tell the registry your new address within fourteen days. You can do so online with the form below, for yourself and for everybody who moves with you. The registry informs the schools, the waste service and the voters' list.</p>
<h2>Documents, cost and time</h2><p>Have your rental contract or deed at hand; the registry may ask to see it. The service is free of charge. You receive a letter at the new address within a week, which is also the proof of your registration.</p>
<h2>Notice of a new address</h2>${postForm('/services/address-change', 'Send notice', [
      ['Full name', 'name'],
      ['Date of birth', 'birth', 'date'],
      ['Old address', 'old-address'],
      ['New address', 'new-address'],
      ['Moving day', 'moving-day', 'date'],
      ['People moving with you', 'people', 'number'],
    ])}`,
  },
  '/services/lost-and-found': {
    lang: 'en',
    title: 'Lost and found',
    body: `<p>Keys, umbrellas, bicycles: what is found in buses, on ferries and in the streets of Portovento comes to the lost property office in the basement of the town hall and is kept there for six months. Then it is given to charity. Report online what you have lost; as soon as something like it is handed in, the office calls you.</p>
<p>At the moment the shelves hold among other things a cello bow, four pairs of spectacles and a blue child's bicycle. Collecting costs 2 crowns.</p>
<h2>Report a lost item</h2><form method="post" action="/services/lost-and-found"><p><input name="item" type="text"></p><p><label for="f-where">Where did you lose it?</label> <input id="f-where" name="where" type="text"></p><p><label for="f-when">When?</label> <input id="f-when" name="when" type="date"></p><p><label for="f-phone">Your telephone number</label> <input id="f-phone" name="phone" type="tel"></p><p><button type="submit">Send report</button></p></form>`,
  },
  '/jobs': {
    lang: 'en',
    title: 'Vacancies at the city',
    body: `<p>The City of Portovento has 410 employees, from gardeners to architects. It offers regular hours, a pension and a season ticket for bus and ferry. Vacancies are announced here; you can apply online, and we answer every application within three weeks.</p>
<h2>Open posts</h2><ul><li>Gardener, department of environment and parks, full time. Apply by {{+16}}.</li><li>Librarian for the children's library, part time. Apply by {{+21}}.</li><li>Civil engineer, department of building and roads. Apply by {{+28}}.</li></ul>
<h2>Apply for a post</h2>${postForm('/jobs', 'Send application', [
      ['Post', 'post', ['Gardener', 'Librarian', 'Civil engineer']],
      ['Full name', 'name'],
      ['E-mail address', 'email', 'email'],
      ['Telephone', 'phone', 'tel'],
      ['Your experience', 'experience', 'textarea'],
    ])}`,
  },
  '/participation': {
    lang: 'en',
    title: 'Take part in city decisions',
    other: '/it/partecipazione',
    body: `<p>The council wants to hear you before it decides.</p>
<h2>Open consultation: land-use plan for the old shipyard</h2><p>The draft of the land-use plan foresees flats, workshops and a park on the shipyard grounds. Comment on it until {{+27}}. A walk over the grounds with the architects takes place on {{+10}} at 16:00.</p>
${postForm('/participation', 'Send comment', [
  ['Your name', 'name'],
  ['What should the shipyard become?', 'wish', ['Flats', 'Workshops', 'Park']],
  ['Your comment', 'comment', 'textarea'],
])}
<h2>Online petition: more benches on the quay</h2><p>214 residents have signed so far; from 300 on the council must discuss it. The petition is open until {{+50}}.</p>
<form method="post" action="/participation"><p><label for="p-name">Name of the signatory</label> <input id="p-name" name="signatory" type="text"></p><p><label for="p-email">E-mail of the signatory</label> <input id="p-email" name="signatory-email" type="email"></p><p><button type="submit">Sign the petition</button></p></form>
<h2>Results of the consultation on cycle lanes</h2><p>From {{-150}} to {{-120}} 620 residents answered. Most wanted a lane on the quay but none in Via Nuova. As a result of your answers the council decided on {{-49}} to build the lane on the quay and dropped the other one.</p>
<p><a href="/participation/budget">Participatory budget {{y}}</a></p>`,
  },
  '/participation/budget': {
    lang: 'en',
    title: 'Participatory budget',
    fault: 'no-lang',
    body: `<p>In the participatory budget {{y}} the residents decide themselves on 150,000 crowns of the city's money. Everybody over fourteen who lives in Portovento may propose a project and take part in the assemblies of the quarters, where the projects are chosen by a show of hands.</p>
<h2>How it goes in {{y}}</h2><ol><li>Proposals: send yours with the form below.</li><li>The departments examine what each proposal costs.</li><li>Assemblies in the harbour quarter, the old town and the hills.</li></ol>
<h2>Carried out from {{y-1}}</h2><p>A drinking fountain at the station, a repair workshop for bicycles and new swings in the ropery park.</p>
${postForm('/participation/budget', 'Send proposal', [
  ['Name of the project', 'project'],
  ['Quarter', 'quarter', ['Harbour', 'Old town', 'Hills']],
  ['Description', 'description', 'textarea'],
  ['Your name', 'name'],
])}`,
  },
  '/app/permits/': {
    lang: 'en',
    title: 'Permit desk',
    body: '',
    script: `(function () {
  var root = document.getElementById('root');
  function add(parent, tag, text) { var made = document.createElement(tag); if (text) made.textContent = text; parent.appendChild(made); return made; }
  var header = add(root, 'header'); var home = add(header, 'a', 'City of Portovento'); home.href = '/';
  var main = add(root, 'main');
  add(main, 'h1', 'Apply for a business licence');
  add(main, 'p', 'Whoever opens a shop, a workshop or a restaurant in Portovento needs a business licence from the city. Apply online with this form; the licence is sent to you by e-mail within ten working days and is valid for five years.');
  add(main, 'h2', 'Documents and cost');
  add(main, 'p', 'Keep the rental contract of the premises and a plan of the rooms at hand. The licence costs 95 crowns; you receive an invoice by post.');
  add(main, 'h2', 'Application form');
  var form = add(main, 'form'); form.method = 'post'; form.action = '/app/permits/';
  [['Name of the business', 'business'], ['Kind of business', 'kind'], ['Address of the premises', 'premises'], ['Owner', 'owner'], ['E-mail address', 'email']].forEach(function (field) {
    var line = add(form, 'p'); var label = add(line, 'label', field[0]); label.htmlFor = field[1];
    var input = add(line, 'input'); input.id = field[1]; input.name = field[1];
  });
  add(form, 'button', 'Submit application');
})();`,
  },
};
