import type { DemoPages } from './layout.ts';
import { postForm } from './markup.ts';

/** National portal, English: services, each on one rung from a mere mention to completed online. */
export const NATIONAL_SERVICES: DemoPages = {
  '/services': {
    lang: 'en',
    title: 'Services',
    other: '/it/servizi',
    body: `<p>Choose a service. Each page tells you who may use it, which documents you need, what it costs and how long it takes.</p>
<h2>Documents and travel</h2><ul><li><a href="/services/passport">Passport</a> – apply online</li><li><a href="/services/visa">Entry visa</a> – form to download</li><li><a href="/services/birth-certificate">Birth certificate</a> – order online</li></ul>
<h2>Work, business and tax</h2><ul><li><a href="/services/company-registration">Company registration</a> – online, with payment</li><li><a href="/services/income-tax">Personal income tax</a></li><li><a href="/jobs">Jobs in the government</a></li><li><a href="/app/permits/">Environmental permit</a> – apply online</li></ul>
<h2>Family, studies and retirement</h2><ul><li><a href="/services/benefits">Pension and benefits</a> – information</li><li><a href="/services/scholarships">Scholarships</a> – apply online</li></ul>
<p>Driving licences are issued by the regional transport offices.</p>`,
  },
  '/services/passport': {
    lang: 'en',
    title: 'Apply for a passport',
    other: '/it/servizi/passaporto',
    body: `<p>Every citizen of Avelia can have a passport. It is valid for ten years, or for five years for children under twelve. You apply online and then collect the passport at the service point of your choice, where your fingerprints are taken.</p>
<h2>What you need</h2><ul><li>A photograph not older than six months</li><li>Your old passport, if you have one</li></ul><h2>Cost and time</h2><p>The fee is 62 crowns, paid when you collect the passport. It is ready within fifteen working days.</p>
<h2>Application</h2>${postForm('/services/passport', 'Submit application', [
      ['Surname', 'surname'],
      ['First names', 'first-names'],
      ['Date of birth', 'birth', 'date'],
      ['Place of birth', 'place'],
      ['E-mail address', 'email', 'email'],
      ['Service point for collection', 'point', ['Aurelia', 'Montelago', 'Ponte Chiaro']],
    ])}`,
  },
  '/services/visa': {
    lang: 'en',
    title: 'Entry visa',
    body: `<p>Visitors from most countries may stay in Avelia for up to ninety days without a visa. Everybody else needs an entry visa, which is issued by the embassies. A visa costs 45 crowns and allows one stay of up to thirty days; it can be extended once at the police station of the place where you stay.</p>
<h2>How to apply</h2><p>Print the form, fill it in and sign it. Bring it to the embassy in person together with your passport, two photographs and proof of travel insurance. The embassy decides within twenty days.</p>
<p><a href="/files/visa-application.pdf">Download the visa application form (PDF)</a></p><p>The form cannot be sent by e-mail.</p>`,
  },
  '/services/company-registration': {
    lang: 'en',
    title: 'Register a new company',
    body: `<p>You can found a company entirely online. The registrar checks the name and the articles on the same day, and after payment you receive the certificate of registration as a signed document. No visit to an office is needed.</p>
<h2>What you need</h2><ul><li>The name and the seat of the company</li><li>The articles of association</li><li>The names of all founders</li></ul><h2>Cost and time</h2><p>The fee is 120 crowns and is paid online in the second step. Registration takes one working day.</p>
<h2>Step 1 of 2: application</h2>${postForm('/services/company-registration/payment', 'Continue to payment', [
      ['Company name', 'company'],
      ['Legal form', 'form', ['Limited company', 'Partnership', 'Sole trader']],
      ['Seat', 'seat'],
      ['Founder', 'founder'],
      ['E-mail address', 'email', 'email'],
    ])}
<p>Step 2 of 2: <a href="/services/company-registration/payment">payment and confirmation</a></p>`,
  },
  '/services/company-registration/payment': {
    lang: 'en',
    title: 'Company registration: pay the fee online',
    body: `<p>This is the second and last step of company registration. Pay the fee of 120 crowns by card. As soon as the payment has arrived, the registrar enters the company in the register and you receive a confirmation with the registration number on screen and by e-mail. The certificate itself follows on the next working day.</p>
<h2>Payment</h2>${postForm('/services/company-registration/payment', 'Pay 120 crowns now', [
      ['Application reference', 'reference'],
      ['Name on card', 'cardholder'],
      ['Card number', 'card'],
      ['Valid until', 'expiry'],
      ['Security code', 'code'],
    ])}
<p>Payments are refunded in full if the registrar refuses the company name. Questions about a payment are answered at register@gov.av; please give the application reference.</p>`,
  },
  '/services/income-tax': {
    lang: 'en',
    title: 'Personal income tax',
    body: `<p>Everybody who lives in Avelia for more than half of the year pays personal income tax. Employers deduct the tax from wages every month; if you have other income, or wish to claim expenses, you hand in a tax return for the past year by the end of April.</p>
<p>The first 9,000 crowns a year are free of tax. Above that the rate is 18 per cent, and 31 per cent for the part above 48,000 crowns. Gifts to charities, interest on the loan for your own home and the cost of further education can be deducted.</p>
<p>The Revenue Office runs its own system: <a href="/tax/online">go to the tax portal</a>. Questions are answered at +999 1 555 0170.</p>`,
  },
  '/services/birth-certificate': {
    lang: 'en',
    title: 'Order a birth certificate',
    body: `<p>The civil registry issues certified copies of birth certificates for everybody born in Avelia since 1911. You may order your own certificate or that of your child; lawyers need a power of attorney. The certificate is printed on secure paper and posted to the address that you enter here, also abroad.</p>
<h2>Cost and time</h2><p>One copy is free of charge, every further copy costs 8 crowns. It takes five working days, and up to three weeks for births before 1950.</p>
<h2>Order form</h2>${postForm('/services/birth-certificate', 'Order certificate', [
      ['Full name at birth', 'name'],
      ['Date of birth', 'birth', 'date'],
      ['Place of birth', 'place'],
      ['Postal address', 'address', 'textarea'],
      ['Number of copies', 'copies', 'number'],
    ])}`,
  },
  '/services/benefits': {
    lang: 'en',
    title: 'Pension and benefits',
    body: `<p>The Social Insurance Fund pays pensions and benefits to everybody who is insured in Avelia. This page tells you who is entitled and how to apply; all forms are handed in at the offices of the Fund.</p>
<h2>Retirement pension</h2><p>You can retire from the age of sixty-six if you have paid contributions for fifteen years. Apply three months ahead with the <a href="/files/pension-application.pdf">pension application form (PDF)</a>.</p>
<h2>Child benefit</h2><p>Parents receive 140 crowns a month for each child under eighteen. Bring the birth certificate and your bank details.</p>
<h2>Maternity benefit</h2><p>Mothers receive their full wage for eighteen weeks. The employer or the midwife issues the statement that you hand in.</p>
<h2>Unemployment benefit</h2><p>If you lose your job, register at the employment office within ten days. The benefit is sixty per cent of your last wage, for up to a year.</p>
<h2>Disability benefit</h2><p>Persons with disabilities who cannot work, or only in part, can claim disability benefit after a medical examination.</p>`,
  },
  '/services/scholarships': {
    lang: 'en',
    title: 'Scholarships for students',
    body: `<p>Each year the Ministry of Education awards four hundred scholarships to students at the universities and music schools of the country. A scholarship pays 350 crowns a month during the academic year and need not be paid back. Half of the places go to students whose parents did not study, and a commission of teachers and students decides.</p>
<p>Applications for the coming year close on {{+41}}. You need your latest school report and a letter of no more than one page on what you wish to study.</p>
<h2>Apply online</h2>${postForm('/services/scholarships', 'Send application', [
      ['Full name', 'name'],
      ['Date of birth', 'birth', 'date'],
      ['University or school', 'school'],
      ['Subject', 'subject'],
      ['E-mail address', 'email', 'email'],
      ['Your letter', 'letter', 'textarea'],
    ])}`,
  },
  '/jobs': {
    lang: 'en',
    title: 'Jobs in the government',
    fault: 'zoom-blocked',
    body: `<p>The ministries and agencies employ about twenty thousand people all over the country. Vacancies are announced on this page every second week. To apply for one of them, send a letter and your papers by post to the personnel office of the ministry named; the page of each post says what is expected and by when.</p>
<h2>Current vacancies</h2><ul><li>Statistician, Ministry of Health, Aurelia. Apply by {{+18}}.</li><li>Forest ranger, Ministry of the Environment, Val d'Orso. Apply by {{+22}}.</li><li>Lawyer for contract law, Office of the Prime Minister, Aurelia. Apply by {{+30}}.</li></ul>
<p>Interviews take place about three weeks after the closing day. Candidates with equal marks are invited alike, whatever their age or origin.</p>`,
  },
  '/app/permits/': {
    lang: 'en',
    title: 'Environmental permits',
    body: '',
    script: `(function () {
  var root = document.getElementById('root');
  function add(parent, tag, text) { var made = document.createElement(tag); if (text) made.textContent = text; parent.appendChild(made); return made; }
  var header = add(root, 'header'); var home = add(header, 'a', 'Republic of Avelia'); home.href = '/';
  var main = add(root, 'main');
  add(main, 'h1', 'Apply for an environmental permit');
  add(main, 'p', 'Businesses that release substances into air, water or soil need an environmental permit from the Ministry of the Environment. Apply online with the form below; an engineer of the ministry visits the site within thirty days, and the decision is sent to you by e-mail.');
  add(main, 'h2', 'What you need');
  add(main, 'p', 'A plan of the site, a list of the substances and the name of the person who is responsible. The permit costs 210 crowns and is valid for six years.');
  add(main, 'h2', 'Application form');
  var form = add(main, 'form'); form.method = 'post'; form.action = '/app/permits/';
  [['Company', 'company'], ['Address of the site', 'site'], ['Substances released', 'substances'], ['Responsible person', 'person'], ['E-mail address', 'email']].forEach(function (field) {
    var line = add(form, 'p'); var label = add(line, 'label', field[0]); label.htmlFor = field[1];
    var input = add(line, 'input'); input.id = field[1]; input.name = field[1];
  });
  add(form, 'button', 'Submit application');
})();`,
  },
};
