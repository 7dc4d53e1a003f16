import { thresholds } from '../../config/thresholds.ts';
import { isFailure } from '../../crawler/artifact.ts';
import { defineCheck, type Result, type ViewPage } from '../contract.ts';
import { type Cookie, cookieIn, SAME_SITE } from '../cookie.ts';
import { connectionEvidence, headerEvidence } from '../evidence.ts';
import { UNREAD_MESSAGES, headerValue, responseOf, worstPage } from '../response.ts';

type Page = ViewPage<'response' | 'rendered'>;
/** `line`: the header that set it, null where only the browser held it. */
type Held = Pick<Cookie, 'name' | 'secure' | 'httpOnly' | 'sameSite'> & { readonly line: string | null };
type Reason = 'protected' | 'no-same-site' | 'none-seen' | 'held-by-hsts' | 'session-held-by-hsts' | 'session-not-secure' | 'session-readable' | 'forgery-token-sent-anywhere' | 'not-secure';

export const check = defineCheck({
  title: 'Cookies are protected',
  why: 'A stolen session cookie is a stolen account: Secure, HttpOnly and SameSite keep it (RFC 6265 §4.1.2, RFC 6265bis; OWASP Session Management; MDN HTTP Observatory: cookies).',
  needs: ['response', 'rendered'] as const,
  site: [] as const,
  messages: {
    ...UNREAD_MESSAGES,
    protected: 'All cookies are Secure, those of sessions HttpOnly, and all name SameSite.',
    'no-same-site': 'The cookie {cookie} may be sent by requests that other sites start.',
    'none-seen': 'No cookie was set on the pages read.',
    'held-by-hsts': 'The cookie {cookie} lacks Secure; only HSTS keeps it off plain HTTP.',
    'session-held-by-hsts': 'The session cookie {cookie} lacks Secure; only HSTS keeps it off plain HTTP.',
    'session-not-secure': 'The session cookie {cookie} may travel over plain HTTP.',
    'session-readable': 'The session cookie {cookie} can be read by scripts.',
    'forgery-token-sent-anywhere': 'The cookie {cookie} guards forms but names no SameSite.',
    'not-secure': 'The cookie {cookie} may travel over plain HTTP.',
  },
  remedy: {
    'no-same-site': 'Add SameSite=Lax (or Strict).',
    'held-by-hsts': 'Add Secure.',
    'session-held-by-hsts': 'Add Secure; HttpOnly; SameSite=Lax.',
    'session-not-secure': 'Add Secure; HttpOnly; SameSite=Lax.',
    'session-readable': 'Add HttpOnly.',
    'forgery-token-sent-anywhere': 'Add SameSite=Strict.',
    'not-secure': 'Add Secure.',
  },
  run: (view) =>
    worstPage(view, (page): Result<Reason> | null => {
      const response = responseOf(page);
      if (!response) return null;
      const cookies = cookiesOf(page, response.headers);
      const hsts = headerValue(response, 'strict-transport-security') !== null;
      const { session_cookies, forgery_cookies } = thresholds().security;
      const guards = cookies.filter((cookie) => isNamed(cookie, forgery_cookies));
      const sessions = cookies.filter((cookie) => isNamed(cookie, session_cookies) && !guards.includes(cookie));
      const found = (outcome: 'fail' | 'unsure', reason: Reason, cookie: Held): Result<Reason> => ({
        outcome,
        reason,
        data: { cookie: cookie.name },
        evidence: [cookieSeen(page, cookie)],
      });
      const openSession = sessions.find((cookie) => !cookie.secure);
      const readable = sessions.find((cookie) => !cookie.httpOnly);
      const guard = guards.find((cookie) => !SAME_SITE.has(cookie.sameSite));
      const open = cookies.find((cookie) => !cookie.secure);
      const loose = cookies.find((cookie) => !SAME_SITE.has(cookie.sameSite) || cookie.sameSite === 'none');
      if (!cookies.length) return { outcome: 'not-applicable', reason: 'none-seen' };
      if (openSession && !hsts) return found('fail', 'session-not-secure', openSession);
      if (readable) return found('fail', 'session-readable', readable);
      if (guard) return found('fail', 'forgery-token-sent-anywhere', guard);
      if (open && !hsts) return found('fail', 'not-secure', open);
      if (openSession) return found('unsure', 'session-held-by-hsts', openSession);
      if (open) return found('unsure', 'held-by-hsts', open);
      if (loose) return found('unsure', 'no-same-site', loose);
      return {
        outcome: 'pass',
        reason: 'protected',
        data: { cookies: cookies.length },
        evidence: [cookieSeen(page, cookies[0]!)],
      };
    }),
});

const isNamed = ({ name }: Held, parts: readonly string[]): boolean => {
  const lower = name.toLowerCase();
  const whole = lower.split(/[^a-z0-9]+/);
  return parts.some((part) => (part.startsWith('=') ? whole.includes(part.slice(1)) : lower.includes(part)));
};

/** Cookies that the response sets, and those the browser held afterwards for the same site (a header is the better witness). */
const cookiesOf = (page: Page, headers: readonly (readonly [string, string])[]): readonly Held[] => {
  const sent = headers
    .filter(([name]) => name === 'set-cookie')
    .flatMap(([, value]) => value.split('\n'))
    .map((line) => ({ ...cookieIn(line), line }))
    .filter(({ name }) => name && !thresholds().security.ignored_cookies.includes(name));
  const host = new URL(page.url).hostname;
  const held = isFailure(page.parts.rendered)
    ? []
    : page.parts.rendered.cookies.filter((cookie) => {
        const domain = cookie.domain.replace(/^\./, '');
        return host === domain || host.endsWith(`.${domain}`);
      });
  return [...sent, ...held.filter((cookie) => !sent.some((other) => other.name === cookie.name)).map((cookie) => ({ ...cookie, sameSite: cookie.sameSite.toLowerCase(), line: null }))];
};

/** The cookie without its value, which may be somebody's session. */
const cookieSeen = (page: Page, { name, line, secure, httpOnly, sameSite }: Held) =>
  line === null
    ? connectionEvidence(
        { url: page.url, capture: page.capture.hash, observedAt: page.capture.fetchedAt },
        `cookie ${name} in the browser`,
        [secure && 'Secure', httpOnly && 'HttpOnly', sameSite && `SameSite=${sameSite}`].filter(Boolean).join('; '),
      )
    : headerEvidence(page, 'set-cookie', line.replace(/^([^=;]*)=[^;]*/, '$1=…'));
