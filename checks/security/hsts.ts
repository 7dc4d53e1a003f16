import { thresholds } from '../../config/thresholds.ts';
import { defineCheck } from '../contract.ts';
import { UNREAD, UNREAD_MESSAGES, headerSeen, isSecure, responseOf } from '../response.ts';

const NAME = 'strict-transport-security';
const DAY = 86_400; // seconds

export const check = defineCheck({
  title: 'Browsers are told to stay on HTTPS',
  why: 'HTTP Strict Transport Security keeps a browser from ever asking over plain HTTP again (RFC 6797; MDN HTTP Observatory: strict-transport-security).',
  needs: ['response'] as const,
  site: [] as const,
  messages: {
    ...UNREAD_MESSAGES,
    set: 'Browsers are told to use HTTPS only, for {days} days.',
    'too-short': 'Browsers are told to use HTTPS only for {days} days; at least {least} are expected.',
    'switched-off': 'The header tells browsers to forget the rule (max-age=0).',
    missing: 'There is no Strict-Transport-Security header.',
    unreadable: 'The Strict-Transport-Security header has no readable max-age; browsers ignore it.',
    'no-https': 'The page is served over plain HTTP, where the header does not count (RFC 6797 §8.1).',
  },
  remedy: {
    'too-short': 'Send Strict-Transport-Security: max-age=31536000; includeSubDomains.',
    'switched-off': 'Send Strict-Transport-Security: max-age=31536000; includeSubDomains.',
    missing: 'Send Strict-Transport-Security: max-age=31536000; includeSubDomains. Start with a short time and raise it.',
    unreadable: 'Send Strict-Transport-Security: max-age=31536000; includeSubDomains.',
    'no-https': 'Serve the portal over HTTPS first.',
  },
  run: (view) => {
    const page = view.home;
    const response = page && responseOf(page);
    if (!response) return UNREAD;
    const value = response.headers.find(([name]) => name === NAME)?.[1] ?? null; // only the first counts (RFC 6797 §8.1)
    const evidence = [headerSeen(page, NAME, value)];
    if (!isSecure(page.url)) return { outcome: 'fail', reason: 'no-https', evidence };
    if (value === null) return { outcome: 'fail', reason: 'missing', evidence };
    const directives = new Map(
      value
        .split(';')
        .map((directive) =>
          directive
            .trim()
            .toLowerCase()
            .split(/\s*=\s*/),
        )
        .map(([name, setting]) => [name ?? '', (setting ?? '').replace(/^"|"$/g, '')]),
    );
    const age = directives.get('max-age');
    if (!age || !/^\d+$/.test(age)) return { outcome: 'fail', reason: 'unreadable', evidence };
    const least = thresholds().security.hsts_days;
    const days = Math.floor(Number(age) / DAY);
    const data = {
      days,
      least,
      includeSubDomains: directives.has('includesubdomains'),
      preload: directives.has('preload'),
    };
    if (days >= least) return { outcome: 'pass', reason: 'set', data, evidence };
    return { outcome: 'fail', reason: Number(age) === 0 ? 'switched-off' : 'too-short', data, evidence };
  },
});
