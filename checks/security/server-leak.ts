import { thresholds } from '../../config/thresholds.ts';
import { isFailure } from '../../crawler/artifact.ts';
import { defineCheck } from '../contract.ts';
import { textEvidence } from '../evidence.ts';
import { UNREAD_MESSAGES, headerSeen, headerValue, responseOf, worstPage } from '../response.ts';

const VERSION = /\d+\.\d+/;
const NUMBER = /\d/;

export const check = defineCheck({
  title: 'The server does not tell which versions it runs',
  why: 'A version number tells attackers which known holes to try (OWASP WSTG-INFO-02, WSTG-INFO-08).',
  needs: ['response', 'meta'] as const,
  messages: {
    ...UNREAD_MESSAGES,
    silent: 'No version of the software is shown.',
    version: 'The software shows its version: {shown}.',
    'maybe-version': 'A number beside the software’s name may be its version: {shown}.',
  },
  remedy: { version: 'Switch off version numbers in the headers named and in the generator tag.', 'maybe-version': 'Take the number out of the headers named and out of the generator tag.' },
  run: (view) =>
    worstPage(view, (page) => {
      const response = responseOf(page);
      if (!response) return null;
      const shown = thresholds().security.version_headers.flatMap((name) => {
        const value = headerValue(response, name);
        return value ? [{ value, evidence: headerSeen(page, name, value) }] : [];
      });
      const generator = isFailure(page.parts.meta) ? '' : page.parts.meta.generator;
      if (generator) shown.push({ value: generator, evidence: textEvidence(page, generator, 'meta[name=generator]') });
      const telling = shown.filter(({ value }) => VERSION.test(value));
      if (telling.length) return { outcome: 'fail', reason: 'version', data: { shown: telling.map(({ value }) => value) }, evidence: telling.map(({ evidence }) => evidence) };
      const numbered = shown.filter(({ value }) => NUMBER.test(value));
      if (numbered.length) return { outcome: 'unsure', reason: 'maybe-version', data: { shown: numbered.map(({ value }) => value) }, evidence: numbered.map(({ evidence }) => evidence) };
      return { outcome: 'pass', reason: 'silent', evidence: shown.map(({ evidence }) => evidence) };
    }),
});
