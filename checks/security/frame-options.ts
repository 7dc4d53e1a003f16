import { defineCheck } from '../contract.ts';
import { policiesIn } from '../content-policy.ts';
import { UNREAD_MESSAGES, headerSeen, headerValue, responseOf, worstPage } from '../response.ts';

const ANYBODY = new Set(['*', 'http:', 'https:', 'http://*', 'https://*']);

export const check = defineCheck({
  title: 'Other sites cannot put the portal into a frame',
  why: 'A framed portal can be overlaid so that people click what they do not see (CSP3 frame-ancestors; RFC 7034; OWASP Clickjacking; MDN HTTP Observatory: x-frame-options).',
  needs: ['response'] as const,
  site: [] as const,
  messages: {
    ...UNREAD_MESSAGES,
    'by-policy': 'The content security policy names who may frame the page.',
    'by-header': 'X-Frame-Options keeps other sites from framing the page.',
    'allow-from': 'X-Frame-Options uses ALLOW-FROM, which current browsers ignore.',
    'any-site': 'The policy lets any site frame the page.',
    unreadable: 'X-Frame-Options has a value that browsers do not know.',
    missing: '{affected} of {pages} pages may be framed by any site.',
  },
  remedy: {
    'allow-from': 'Name the sites in the policy: Content-Security-Policy: frame-ancestors https://…',
    'any-site': "Send Content-Security-Policy: frame-ancestors 'self'.",
    unreadable: "Send Content-Security-Policy: frame-ancestors 'self'.",
    missing: "Send Content-Security-Policy: frame-ancestors 'self' (and X-Frame-Options: SAMEORIGIN for old browsers).",
  },
  run: (view) =>
    worstPage(view, (page) => {
      const response = responseOf(page);
      if (!response) return null;
      const policy = headerValue(response, 'content-security-policy');
      const ancestors = policiesIn(policy ?? '')
        .map((each) => each.get('frame-ancestors'))
        .filter((sources) => sources !== undefined);
      if (ancestors.length) {
        // overrules X-Frame-Options (CSP3 §6.4.2.1)
        const open = ancestors.every((sources) => sources.some((source) => ANYBODY.has(source)));
        const evidence = [headerSeen(page, 'content-security-policy', policy)];
        return open ? { outcome: 'fail', reason: 'any-site', evidence } : { outcome: 'pass', reason: 'by-policy', evidence };
      }
      const value = headerValue(response, 'x-frame-options');
      const evidence = [headerSeen(page, 'x-frame-options', value)];
      if (!value) return { outcome: 'fail', reason: 'missing', evidence };
      const values = [...new Set(value.split(',').map((each) => each.trim().toUpperCase()))];
      if (values.every((each) => each === 'DENY' || each === 'SAMEORIGIN')) return { outcome: 'pass', reason: 'by-header', evidence };
      if (values.some((each) => each.startsWith('ALLOW-FROM'))) return { outcome: 'unsure', reason: 'allow-from', evidence };
      return { outcome: 'fail', reason: 'unreadable', evidence };
    }),
});
