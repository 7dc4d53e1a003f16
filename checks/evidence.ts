import { createHash } from 'node:crypto';
import type { PageArtifact } from '../crawler/artifact.ts';
import type { Evidence } from './contract.ts';

/**
 * Constructors for evidence: each piece names its page, capture and time, and gets an id that is a hash of what it
 * points to, so that the same evidence has the same id in every run.
 */

type Seen = Pick<PageArtifact, 'url' | 'via'> & { readonly capture: Pick<PageArtifact['capture'], 'hash' | 'fetchedAt'> };

const QUOTE_LIMIT = 300; // characters: enough to recognise the place, short enough to read
const HTML_LIMIT = 500;

const idOf = (...what: readonly string[]): string => createHash('sha256').update(what.join('\u0000')).digest('hex').slice(0, 24);

const seenOn = (page: Seen) => ({ url: page.url, capture: page.capture.hash, observedAt: page.capture.fetchedAt, linkTrail: page.via });

/** White space folded to single blanks, as a person reads it. Quotes are compared in this form. */
const fold = (text: string): string => text.replace(/\s+/gu, ' ').trim();

/** Cuts at a word boundary without adding anything, so that the quote stays verbatim. */
const cut = (text: string, limit: number): string => {
  if (text.length <= limit) return text;
  const blank = text.lastIndexOf(' ', limit);
  return text.slice(0, blank > limit / 2 ? blank : limit).trimEnd();
};

/** A verbatim quote of the page (text or attribute value). */
export const textEvidence = (page: Seen, quote: string, selector?: string): Evidence => {
  const text = cut(fold(quote), QUOTE_LIMIT);
  return { id: idOf('text', page.url, text, selector ?? ''), kind: 'text', quote: text, selector, ...seenOn(page) };
};

/** An element of the page: how to find it and what it looked like. */
export const elementEvidence = (page: Seen, selector: string, html: string): Evidence => ({
  id: idOf('element', page.url, selector),
  kind: 'element',
  selector,
  html: cut(html, HTML_LIMIT),
  ...seenOn(page),
});

/** A response header as received; value '' says it was absent. */
export const headerEvidence = (page: Seen, name: string, value: string): Evidence => ({ id: idOf('header', page.url, name, value), kind: 'header', name, value, ...seenOn(page) });

/** A number or word measured by a named tool in a named version. */
export const measurementEvidence = (page: Seen, tool: string, toolVersion: string, name: string, value: string): Evidence => ({
  id: idOf('measurement', page.url, tool, name, value),
  kind: 'measurement',
  tool,
  toolVersion,
  name,
  value,
  ...seenOn(page),
});

/** A fact about the connection: certificate, protocol, redirect. */
export const connectionEvidence = (at: { readonly url: string; readonly capture: string; readonly observedAt: string }, fact: string, value: string): Evidence => ({
  id: idOf('connection', at.url, fact, value),
  kind: 'connection',
  fact,
  value,
  ...at,
  linkTrail: [],
});
