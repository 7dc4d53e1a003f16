import type { Concept } from '../config/concepts.ts';
import type { Check, Finding } from '../checks/contract.ts';
import type { Assessment } from '../storage/contract.ts';
import type { Wording } from './html/context.ts';

/** Sentences for the reasons that no check file can own: those of the concept mechanism, of drafting and of items for people. */
const SENTENCES: Readonly<Record<string, string>> = {
  'page-about': 'A page about it was read.',
  'section-about': 'A section of a page is about it.',
  'link-leads-there': 'A link so named leads to a readable page.',
  'control-there': 'A button so named is there.',
  'document-linked': 'A document so named is linked.',
  'linked-elsewhere': 'The portal links to another site for it.',
  'dated-list': 'A list of dated entries stands under it.',
  'form-found': 'There is a form for it.',
  'action-leads-to-form': 'The link to apply leads to a form.',
  'action-leads-to-sign-in': 'The link to apply leads to a sign-in page.',
  'action-leads-elsewhere': 'The link to apply leads to another site.',
  'form-to-download': 'There is a form to download.',
  'payment-reached': 'A page to pay was reached.',
  'only-mentioned': 'It is only mentioned; nothing leads further.',
  'weak-signs': 'There are signs of it, too weak for a yes.',
  'candidate-not-read': 'A promising page could not be read.',
  'no-date-in-window': 'Entries were found, none of them in the time asked for.',
  'nothing-found': 'Searched, and nothing about it was found.',
  'lower-rung-only': 'Something is offered, but less than the question asks for.',
  'language-without-words': 'The pages are in a language we have no words for.',
  'too-little-seen': 'Too few pages could be seen to say anything.',
  'nothing-read': 'No page could be read.',
  'check-threw': 'The check itself failed; this is a fault of ours.',
  'not-run': 'What would answer it was not run.',
  'words-unmeasured': 'The words of this language have never been measured on labelled pages, so the confidence is capped.',
  'engine-missing': 'The tool or browser that the question names is not installed here.',
  'not-rendered': 'No page was opened in a browser.',
  'send-message': 'Somebody has to send a message and wait for the reply.',
  judge: 'It has to be judged by a person.',
};
const HELP: Readonly<Record<string, string>> = {
  'candidate-not-read': 'a higher page budget, or opening the page by hand.',
  'language-without-words': 'a lexicon for that language in config/lexicons.',
  'too-little-seen': 'a higher page budget, or the addresses of further portals.',
  'nothing-read': 'visiting from another network, or a start page that answers.',
  'engine-missing': 'installing it, then the same command again.',
  'not-rendered': 'a Chromium (egov doctor says how), then the same command again.',
  'weak-signs': 'a look at the evidence.',
};

/** Words for one assessment: reasons are keys such as `security/hsts:too-short` or `concept/contact:page-about`. */
export function wordingFor(assessment: Assessment, checks: ReadonlyMap<string, Check>, concepts: ReadonlyMap<string, Concept>): Wording {
  const findings = new Map(assessment.findings.map((finding) => [`${finding.check}:${finding.reason}`, finding]));
  const message = (finding: Finding): string => {
    const template = checks.get(finding.check)?.messages[finding.reason];
    return template === undefined ? sentence(finding.reason) : fill(template, finding.data ?? {});
  };
  return {
    reason: (key) => {
      const finding = findings.get(key);
      const [owner, reason] = parts(key);
      if (!finding) return sentence(reason);
      const concept = /^concept\/([^+@~]+)/.exec(owner)?.[1];
      return concept ? `${capital(words(concept))}: ${lower(message(finding))}` : message(finding);
    },
    help: (key) => HELP[parts(key)[1]] ?? '',
    check: (id) => {
      const concept = /^concept\/([^+@~]+)/.exec(id)?.[1] ?? '';
      const check = checks.get(id);
      return check ? { title: check.title, why: check.why } : { title: capital(words(concept || id)), why: concepts.get(concept)?.definition ?? '' };
    },
    message,
    remedy: (finding) => fill(checks.get(finding.check)?.remedy?.[finding.reason] ?? '', finding.data ?? {}),
  };
}

/** Words for keys alone, where the finding with its data is not at hand: what changed between two visits. */
export interface KeyWords {
  /** Of a check or a concept's finding: `security/hsts`, `concept/consultation+health@past-12-months~government`. */
  readonly about: (id: string) => string;
  /** Of a reason of such a finding, or of an answer. */
  readonly reason: (owner: string, reason: string) => string;
}

export const keyWords = (checks: ReadonlyMap<string, Check>): KeyWords => ({
  about: (id) => {
    const [, concept, other, window, locus] = /^concept\/([^+@~]+)(?:\+([^@~]+))?(?:@([^~]+))?(?:~(.+))?$/.exec(id) ?? [];
    if (concept === undefined) return checks.get(id)?.title ?? capital(words(id));
    return [capital(words(concept)), other && `with ${words(other)}`, window && words(window), locus && (PLACES[locus] ?? words(locus))].filter(Boolean).join(', ');
  },
  reason: (owner, reason) => {
    const template = checks.get(owner)?.messages[reason];
    return template === undefined || template.includes('{') ? sentence(reason) : template;
  },
});
const PLACES: Readonly<Record<string, string>> = { government: 'on any government site', external: 'on any site it links to' };

const parts = (key: string): readonly [string, string] => [key.slice(0, Math.max(0, key.lastIndexOf(':'))), key.slice(key.lastIndexOf(':') + 1)];
const sentence = (reason: string): string => SENTENCES[reason] ?? `${capital(words(reason))}.`;
const words = (key: string): string => key.replace(/[-/]/g, ' ');
const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
const lower = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);

/** Puts the finding's data into a message: `{days}`; what is missing stays visible as it is. */
const fill = (template: string, data: Readonly<Record<string, unknown>>): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = data[name];
    return value === undefined || value === null ? whole : Array.isArray(value) ? value.join(', ') : String(value);
  });
