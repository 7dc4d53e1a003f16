import { expect, it } from 'vitest';
import { check as imprint } from '../../checks/privacy/imprint.ts';
import { check as statement } from '../../checks/privacy/statement.ts';
import { check as rights } from '../../checks/privacy/statement-rights.ts';
import { judge, type Pages, table } from './situations.ts';

const MEETING = 'Neighbours meet on the first Monday of the month in the hall on the square, and everybody may come and listen to what is said there about roads, schools and parks.';
const page = (title: string, main: string, foot = '', language = 'en'): string =>
  `<!doctype html><html lang="${language}"><head><title>${title}</title></head><body><main><h1>${title}</h1>${main}</main><footer>${foot}</footer></body></html>`;
const PRIVACY_LINK = '<a href="/privacy">Privacy statement</a>';
const home = (foot = PRIVACY_LINK): string => page('Farville', `<p>${MEETING}</p>`, foot);

const WHO = '<h2>Data controller</h2><p>The data controller is the council. You can write to our data protection officer at dpo@farville.example at any time.</p>';
const USE =
  '<h2>How we use your data</h2><p>The purpose of processing is to answer what you ask. The legal basis is our public task. We do not share your data with third parties.</p><p>The retention period is two years, and after that what you sent us is deleted from our systems.</p>';
const RIGHTS = '<h2>Your rights</h2><p>You have the right of access, the right to rectification and the right to object.</p>';
const COMPLAIN = '<p>You can lodge a complaint with the supervisory authority.</p>';
const WHOLE = WHO + USE + RIGHTS + COMPLAIN;
const SECURITY =
  '<h2>How safe it is</h2><p>We take great care of everything that you tell us, and our systems are tested once a year by people from outside the town, who have found little so far. All of our staff are trained in it when they begin, and again every second year. What you send goes over a protected line, as you can see in your browser.</p>';
const german = (main: string): Pages => ({
  '/': page(
    'Fernstadt',
    '<p>Der Rat der Stadt tagt am ersten Montag des Monats im Rathaus, und alle dürfen kommen und hören, was dort gesagt wird.</p>',
    '<a href="/datenschutz">Datenschutzerklärung</a>',
    'de',
  ),
  '/datenschutz': page('Datenschutzerklärung', main, '', 'de'),
});
const GERMAN =
  '<p>Verantwortlich für die Datenverarbeitung ist die Stadt. Zweck der Verarbeitung ist, dass wir Ihre Anliegen beantworten können; Rechtsgrundlage ist das Gesetz über den Datenschutz in unserem Land.</p><p>Eine Weitergabe an Dritte findet nicht statt. Die Speicherdauer beträgt zwei Jahre, und danach wird alles gelöscht, was Sie uns geschrieben haben. Sie haben ein Recht auf Auskunft, auf Berichtigung und auf Löschung. Schreiben Sie dafür an datenschutz@fernstadt.example, wir antworten Ihnen innerhalb eines Monats.</p>';

table('what the statement tells', statement, [
  ['all of it, linked from the foot', { '/': home(), '/privacy': page('Privacy statement', WHOLE) }, 'pass: tells'],
  ['German', german(GERMAN), 'pass: tells'],
  ['the link says less than the page', { '/': home('<a href="/data">Privacy</a>'), '/data': page('What we know of you', WHOLE) }, 'pass: tells'],
  ['all of it, but the start page does not lead there', { '/': home(''), '/privacy': page('Privacy statement', WHOLE) }, 'unsure: not-from-home'],
  ['some of it', { '/': home(), '/privacy': page('Privacy statement', USE + SECURITY) }, 'unsure: tells-in-part'],
  [
    'its menu does not count',
    { '/': home(), '/privacy': page('Privacy statement', SECURITY).replace('<main>', '<nav><a href="/a">Data controller</a><a href="/b">Your rights</a></nav><main>') },
    'unsure: tells-none',
  ],
  ['none of it', { '/': home(), '/privacy': page('Privacy statement', SECURITY) }, 'unsure: tells-none'],
  ['a document', { '/': home('<a href="/privacy.pdf">Privacy statement</a>') }, 'unsure: only-a-document'],
  ['could not be read', { '/': home(), '/privacy': { html: '', state: 'blocked' } }, 'unsure: candidate-not-read'],
  ['no statement', { '/': home('') }, 'not-found: nothing-found'],
  ['nothing read', { '/': { html: '', state: 'blocked' } }, 'untested: nothing-read'],
]);
it('what is told is quoted, what is missing is named', () => {
  const { data, evidence } = judge(statement, { '/': home(), '/privacy': page('Privacy statement', USE + SECURITY) });
  expect(data).toMatchObject({
    found: 4,
    of: 7,
    told: 'what for, on which legal basis, who receives the data, how long they are kept',
    missing: 'who is responsible, what rights people have, where to complain',
  });
  expect(evidence.map((piece) => (piece.kind === 'text' ? piece.quote : ''))[0]).toBe('Privacy statement');
});

const NO_ADDRESS = RIGHTS + SECURITY;
table('rights over data', rights, [
  ['rights, and an address', { '/': home(), '/privacy': page('Privacy statement', WHOLE) }, 'pass: rights-and-way'],
  ['German', german(GERMAN), 'pass: rights-and-way'],
  ['a link to write to', { '/': home(), '/privacy': page('Privacy statement', `${NO_ADDRESS}<p><a href="mailto:dpo@farville.example">Write to us</a></p>`) }, 'pass: rights-and-way'],
  [
    'a form',
    {
      '/': home(),
      '/privacy': page(
        'Privacy statement',
        `${NO_ADDRESS}<form action="/contact" method="post"><label>Message <textarea name="message"></textarea></label><label>E-mail <input type="email" name="email"></label><button>Send</button></form>`,
      ),
    },
    'pass: rights-and-way',
  ],
  ['rights, and nobody to write to', { '/': home(), '/privacy': page('Privacy statement', NO_ADDRESS) }, 'unsure: rights-only'],
  [
    'an address in the foot of every page is none',
    { '/': home(), '/privacy': page('Privacy statement', NO_ADDRESS, '<a href="mailto:town@farville.example">town@farville.example</a>') },
    'unsure: rights-only',
  ],
  ['no rights', { '/': home(), '/privacy': page('Privacy statement', USE + SECURITY) }, 'not-found: no-rights-named'],
  ['a document', { '/': home('<a href="/privacy.pdf">Privacy statement</a>') }, 'unsure: only-a-document'],
  ['no statement', { '/': home('') }, 'not-found: nothing-found'],
  ['nothing read', { '/': { html: '', state: 'blocked' } }, 'untested: nothing-read'],
]);
it('no rights found comes with what was read', () =>
  expect(judge(rights, { '/': home(), '/privacy': page('Privacy statement', USE + SECURITY) }).searched?.pages).toEqual([
    { url: 'https://portal.example/privacy', why: 'privacy statement', verdict: 'read, no right named' },
  ]));

const unnamed = (foot: string): string =>
  `<!doctype html><html lang="en"><head><title>Welcome</title></head><body><main><h1>Welcome</h1><p>${MEETING}</p></main><footer>${foot}</footer></body></html>`;
table('imprint', imprint, [
  ['name and address in the foot', { '/': unnamed('<p>City of Farville</p><address>1 Main Street, Farville</address>') }, 'pass: name-and-address'],
  ['a telephone number', { '/': unnamed('<p>City of Farville, phone +1 555 010 0000</p>') }, 'pass: name-and-address'],
  [
    'in the imprint',
    {
      '/': unnamed('<a href="/legal">Legal notice</a>'),
      '/legal': page('Legal notice', '<p>This is the portal of the City of Farville, which you can reach at town@farville.example at all times.</p>'),
    },
    'pass: name-and-address',
  ],
  ['only a name', { '/': unnamed('<p>City of Farville</p>') }, 'unsure: name-only'],
  ['a date is no telephone number', { '/': unnamed('<p>City of Farville, 01.02.2026</p>') }, 'unsure: name-only'],
  ['an address in the text of the start page', { '/': unnamed('<p>City of Farville</p>').replace('</main>', '<p>Write to fair@farville.example</p></main>') }, 'unsure: name-only'],
  ['only an address', { '/': unnamed('<a href="mailto:hello@farville.example">Write</a>') }, 'unsure: address-only'],
  ['neither', { '/': unnamed('') }, 'not-found: nothing-found'],
  ['nothing read', { '/': { html: '', state: 'blocked' } }, 'untested: nothing-read'],
]);
