import { thresholds } from '../../config/thresholds.ts';
import { isFailure } from '../../crawler/artifact.ts';
import { defineCheck } from '../contract.ts';
import { isPreloaded } from '../observatory/preload.ts';
import { UNREAD, UNREAD_MESSAGES, headerSeen, isSecure, responseOf } from '../response.ts';

const NAME = 'strict-transport-security';
const DAY = 86_400; // seconds

export const check = defineCheck({
  title: 'Browsers are told to stay on HTTPS',
  why: 'HTTP Strict Transport Security keeps a browser from ever asking over plain HTTP again (RFC 6797; MDN HTTP Observatory: strict-transport-security).',
  needs: ['response'] as const,
  site: ['tls'] as const,
  messages: {
    ...UNREAD_MESSAGES,
    set: 'Browsers are told to use HTTPS only, for {days} days.',
    preloaded: 'Browsers know without being told that this portal is on HTTPS only (preload list); the header is missing.',
    'too-short': 'Browsers are told to use HTTPS only for {days} days; at least {least} are expected.',
    'switched-off': 'The header tells browsers to forget the rule (max-age=0).',
    missing: 'There is no Strict-Transport-Security header.',
    unreadable: 'The Strict-Transport-Security header has no readable max-age; browsers ignore it.',
    untrusted: 'The certificate is not trusted ({error}), so browsers do not heed the header (RFC 6797 §8.1).',
    'no-https': 'The page is served over plain HTTP, where the header does not count (RFC 6797 §8.1).',
  },
  remedy: {
    'too-short': 'Send Strict-Transport-Security: max-age=31536000; includeSubDomains.',
    'switched-off': 'Send Strict-Transport-Security: max-age=31536000; includeSubDomains.',
    missing: 'Send Strict-Transport-Security: max-age=31536000; includeSubDomains. Start with a short time and raise it.',
    unreadable: 'Send Strict-Transport-Security: max-age=31536000; includeSubDomains.',
    preloaded: 'Send the header all the same: who does not is taken off the list.',
    untrusted: 'Get a certificate from an authority that browsers trust.',
    'no-https': 'Serve the portal over HTTPS first.',
  },
  run: (view) => {
    const page = view.home;
    const response = page && responseOf(page);
    if (!response) return UNREAD;
    const value = response.headers.find(([name]) => name === NAME)?.[1] ?? null; // only the first counts (RFC 6797 §8.1)
    const evidence = [headerSeen(page, NAME, value)];
    if (!isSecure(page.url)) return { outcome: 'fail', reason: 'no-https', evidence };
    if (value === null) return isPreloaded(new URL(page.url).hostname) ? { outcome: 'pass', reason: 'preloaded', evidence } : { outcome: 'fail', reason: 'missing', evidence };
    const { tls } = view.site;
    if (!isFailure(tls) && !tls.authorized) return { outcome: 'fail', reason: 'untrusted', data: { error: tls.error }, evidence };
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
