import { type FormHints, formHints } from '../../config/form-hints.ts';
import type { FormField, FormPurpose } from '../artifact.ts';

/** What the structure of a form shows; no word of its language is read. */
export interface FormSigns {
  readonly fields: readonly FormField[];
  readonly passwords: number;
  readonly method: string;
  /** `role="search"` on it or around it. */
  readonly searchRole: boolean;
  /** id, class names, name and action of the form, in lower case. */
  readonly marks: string;
}

const TEXTUAL = new Set(['text', 'search', 'email', 'tel', 'url', 'number', 'date', 'textarea', 'datetime-local', 'month', 'week', 'time']);
const CHOICES = new Set(['select', 'checkbox', 'radio']);
const PERSONAL_AUTOFILL = /\b(name|given-name|family-name|additional-name|bday(-\w+)?|street-address|address-line\d|postal-code|tel(-\w+)?|organization|sex)\b/;

/** The form's purpose by field types, autocomplete tokens (HTML Standard §4.10.18.7) and names; `unknown` where they do not tell. */
export const purposeOf = ({ fields, passwords, method, searchRole, marks }: FormSigns): FormPurpose => {
  const hints = formHints();
  const typed = fields.filter((field) => TEXTUAL.has(field.type));
  const choices = fields.filter((field) => CHOICES.has(field.type));
  const areas = fields.filter((field) => field.type === 'textarea');
  const named = (kind: keyof FormHints): boolean => fields.some((field) => hinted(field.name, hints[kind]));
  const marked = (kind: keyof FormHints): boolean => hints[kind].some((hint) => !hint.startsWith('=') && marks.includes(hint));
  const autofill = (pattern: RegExp): number => fields.filter((field) => pattern.test(field.autocomplete)).length;
  const personal = Math.max(autofill(PERSONAL_AUTOFILL), fields.filter((field) => hinted(field.name, hints.personal)).length);

  if (passwords > 0 && fields.length <= 8) return 'login';
  if (autofill(/\bcc-/) > 0 || (named('payment') && typed.length >= 2)) return 'payment';
  if (fields.some((field) => field.type === 'file') && fields.length >= 2) return 'application';
  if (searchRole || fields.some((field) => field.type === 'search')) return 'search';
  if (areas.length === 0 && typed.length > 0 && typed.length <= 2 && (named('search') || (marked('search') && personal === 0))) return 'search';
  if (typed.length === 0 && choices.length > 0 && choices.length <= 2 && (named('language') || marked('language'))) return 'language';
  if (typed.length === areas.length && (marked('feedback') || (choices.length > 0 && named('feedback')))) return 'feedback';
  const mails = fields.filter((field) => field.type === 'email' || /\bemail\b/.test(field.autocomplete) || /e-?mail/.test(field.name.toLowerCase()));
  if (mails.length === 1 && areas.length === 0 && typed.length <= 2 && (marked('subscribe') || named('subscribe') || fields.length <= 2)) return 'subscribe';
  if (personal >= 3 && fields.length >= 5 && (areas.length === 0 || personal >= 4)) return 'application';
  if (areas.length > 0 && typed.length <= 8 && (mails.length > 0 || personal > 0 || marked('contact') || named('contact'))) return 'contact';
  if (method === 'get' && ((choices.length > 0 && typed.length === 0) || named('filter') || marked('filter'))) return 'filter';
  if (marked('login') && fields.length <= 3 && typed.length >= 1 && personal <= 1) return 'login';
  if (personal >= 2 && fields.length >= 3) return 'application';
  return 'unknown';
};

const hinted = (name: string, hints: readonly string[]): boolean => {
  const lower = name.toLowerCase();
  if (lower === '') return false;
  return hints.some((hint) => (hint.startsWith('=') ? lower === hint.slice(1) : lower.includes(hint)));
};
