import { thresholds } from '../../config/thresholds.ts';
import { registrableDomain } from '../../crawler/url.ts';
import { type Cookie, cookieIn, SAME_SITE } from '../cookie.ts';

/** The published result for the cookies that a page sets. `kept`: HSTS for six months or more keeps them off plain HTTP. */
export const cookiesResult = (lines: readonly string[], url: string, kept: boolean): string => {
  const cookies = jar(lines, new URL(url));
  if (!cookies.length) return 'cookies-not-found';
  const faults = new Set(cookies.flatMap((cookie) => faultsOf(cookie, kept)));
  if (lines.some(namesNoSameSite)) faults.add('samesite-flag-invalid');
  const worst = WORST_FIRST.find((fault) => faults.has(fault));
  if (worst) return `cookies-${worst}`;
  return cookies.every(({ sameSite }) => SAME_SITE.has(sameSite)) ? 'cookies-secure-with-httponly-sessions-and-samesite' : 'cookies-secure-with-httponly-sessions';
};

const WORST_FIRST = [
  'session-without-secure-flag',
  'session-without-httponly-flag',
  'anticsrf-without-samesite-flag',
  'samesite-flag-invalid',
  'session-without-secure-flag-but-protected-by-hsts',
  'without-secure-flag',
  'without-secure-flag-but-protected-by-hsts',
];

const faultsOf = ({ name, secure, httpOnly, sameSite }: Cookie, kept: boolean): readonly string[] => {
  const lower = name.toLowerCase();
  const session = lower.includes('login') || lower.includes('sess');
  const open = kept ? 'without-secure-flag-but-protected-by-hsts' : 'without-secure-flag';
  return [
    ...(secure ? [] : [open, ...(session ? [`session-${open}`] : []), ...(sameSite === 'none' ? ['samesite-flag-invalid'] : [])]),
    ...(session && !httpOnly ? ['session-without-httponly-flag'] : []),
    ...(lower.includes('csrf') && !SAME_SITE.has(sameSite) ? ['anticsrf-without-samesite-flag'] : []),
  ];
};

/** SameSite is there, but without a value that exists. */
const namesNoSameSite = (line: string): boolean =>
  line.split(';').some((part) => {
    const [name = '', value = ''] = part.split('=');
    return name.trim().toLowerCase() === 'samesite' && !SAME_SITE.has(value.trim().toLowerCase());
  });

/** What a browser keeps of them: of equal name, domain and path the last, and none for a foreign domain or a public suffix (RFC 6265 §5.3). */
const jar = (lines: readonly string[], { hostname: host, pathname }: URL): readonly Cookie[] => {
  const folder = pathname.slice(0, pathname.lastIndexOf('/')) || '/'; // RFC 6265 §5.1.4
  const { ignored_cookies } = thresholds().security;
  const kept = new Map<string, Cookie>();
  for (const cookie of lines.map(cookieIn)) {
    if (!cookie.name || ignored_cookies.includes(cookie.name)) continue;
    if (cookie.domain && ((host !== cookie.domain && !host.endsWith(`.${cookie.domain}`)) || registrableDomain(`https://${cookie.domain}/`) === null)) continue;
    kept.set([cookie.name, cookie.domain || host, cookie.path.startsWith('/') ? cookie.path : folder].join('\n'), cookie);
  }
  return [...kept.values()];
};
