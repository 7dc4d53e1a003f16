import { formHints } from '../../config/form-hints.ts';
import type { Form, FormField } from '../../crawler/artifact.ts';
import type { Match } from '../contract.ts';
import { labelConcepts, type Reading } from './reading.ts';
import type { Site } from './site.ts';

/**
 * Which forms ask for a service. A rating, a calculator, a booking, a search or a message is also a form with fields, so
 * its structure, its own heading and its buttons must say that it is an application.
 */

const MIN_FIELDS = 2;
const OWN_SHARE = 0.34; // of the heading's or button's words: fewer are a mention
/** What else a form's own words may say that it is for. */
const OTHER_PURPOSES = new Set([
  'satisfaction-survey',
  'opinion-poll',
  'advanced-search',
  'site-search',
  'book-appointment',
  'appointment-booking',
  'alerts',
  'sms-alerts',
  'track',
  'log-in',
  'sign-in',
]);
const APPLYING = new Set(['apply', 'register', 'submit', 'pay', 'start-now']);
/** Services whose whole content is a message: there a contact or feedback form is the service. */
const MESSAGE_SERVICES = new Set([
  'problem-report',
  'discrimination-report',
  'corruption-report',
  'labour-violation-report',
  'complaint-feedback',
  'dataset-request',
  'lost-and-found',
  'police-declaration',
]);

/** A form by which the service is asked for, in the page's body. */
export const serviceForm = (concept: string, site: Site, reading: Reading): Form | undefined => reading.forms.find((form) => isServiceForm(form, concept, site, reading));

export const isServiceForm = (form: Form, concept: string, site: Site, reading: Reading): boolean => {
  if (form.place === 'nav' || form.place === 'header' || form.place === 'footer' || form.fields.length < MIN_FIELDS) return false;
  const own = ownWords(form, site, reading);
  if (own.some((match) => match.concept !== concept && OTHER_PURPOSES.has(match.concept)) && !own.some((match) => match.concept === concept)) return false;
  if (form.purpose === 'application' || form.purpose === 'payment') return true;
  const applying = own.some((match) => APPLYING.has(match.concept));
  if (form.purpose === 'contact') return MESSAGE_SERVICES.has(concept) || own.some((match) => match.concept === 'apply' || match.concept === 'register');
  if (form.purpose === 'feedback') return MESSAGE_SERVICES.has(concept) && !isRating(form);
  // a form sent by GET looks something up or calculates; one without an address is sent by script
  return form.purpose === 'unknown' && (applying || ((form.method !== 'get' || form.action === null) && form.fields.some(asksTheAsker)));
};

/** What the form says of itself: its name, its buttons, and its heading unless that is the whole page's. */
const ownWords = (form: Form, site: Site, reading: Reading): Match[] => {
  const ofPage = reading.headings.some((heading) => heading.level === 1 && heading.text === form.heading);
  return [form.name, ...form.submits, ...(ofPage ? [] : [form.heading])].flatMap((text) => labelConcepts(site.words, reading.language, text).filter((match) => match.share >= OWN_SHARE));
};

/** Stars or yes and no, with a line to explain, and nobody to answer to. */
const isRating = (form: Form): boolean => form.fields.some((field) => field.type === 'radio') && !form.fields.some(asksTheAsker);

const WHO = new Set(['email', 'tel', 'file']);
const IN_WORDS = new Set(['text', 'textarea', 'date']);
/** Must somebody say who they are, or answer in words? Raters need not explain, and calculators want numbers. */
const asksTheAsker = ({ name, type, label, autocomplete, required }: FormField): boolean => {
  const lower = name.toLowerCase();
  return (
    WHO.has(type) ||
    (autocomplete !== '' && autocomplete !== 'off') ||
    formHints().personal.some((hint) => (hint.startsWith('=') ? lower === hint.slice(1) : lower.includes(hint))) ||
    (IN_WORDS.has(type) && (required || /\*\s*$/.test(label)))
  );
};
