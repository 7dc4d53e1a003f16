import { expect, test } from 'vitest';
import type { Check } from '../../checks/contract.ts';
import { keyWords, wordingFor } from '../../reports/wording.ts';
import { ASSESSMENT } from '../fixtures/assessment.ts';

const hsts = {
  title: 'HSTS',
  why: 'RFC 6797',
  needs: [],
  messages: { 'too-short': 'Only {days} days, {unknown}.' },
  remedy: { 'too-short': 'At least {least} days.' },
  run: () => ({ outcome: 'fail', reason: 'too-short' }),
} as unknown as Check;
const finding = { check: 'security/hsts', portal: 'p', outcome: 'fail', reason: 'too-short', data: { days: 3, least: 180 }, evidence: [] } as const;
const concept = { check: 'concept/open-data+health@past-12-months', portal: 'p', outcome: 'not-found', reason: 'nothing-found', evidence: [] } as const;
const wording = wordingFor({ ...ASSESSMENT, findings: [finding, concept] }, new Map([['security/hsts', hsts]]), new Map());

test.each([
  ['a check’s own message, filled', 'security/hsts:too-short', 'Only 3 days, {unknown}.'],
  ['a concept is named', 'concept/open-data+health@past-12-months:nothing-found', 'Open data: searched, and nothing about it was found.'],
  ['an item for people', 'needs-human:send-message', 'Somebody has to send a message and wait for the reply.'],
  ['a key nobody knows stays readable', 'draft:some-new-reason', 'Some new reason.'],
])('%s', (_, key, sentence) => expect(wording.reason(key)).toBe(sentence));

const words = keyWords(new Map([['security/hsts', { ...hsts, messages: { ...hsts.messages, absent: 'The header is not sent.' } } as Check]]));
test.each([
  ['security/hsts', 'HSTS'],
  ['concept/open-data+health@past-12-months~government', 'Open data, with health, past 12 months, on any government site'],
  ['concept/contact', 'Contact'],
  ['security/gone-since', 'Security gone since'],
])('what %s is about', (id, about) => expect(words.about(id)).toBe(about));
test.each([
  ['security/hsts', 'absent', 'The header is not sent.'],
  ['security/hsts', 'too-short', 'Too short.'],
  ['concept/contact', 'page-about', 'A page about it was read.'],
])('%s: %s without its data', (owner, reason, sentence) => expect(words.reason(owner, reason)).toBe(sentence));

test('remedy is filled', () => expect(wording.remedy(finding)).toBe('At least 180 days.'));
test('a concept without check has a title', () => expect(wording.check(concept.check).title).toBe('Open data'));
