import { getDomain, parse } from 'tldts';

/** Query names that only count visitors; two addresses that differ in them are one page. */
const TRACKING = /^(utm_[a-z]+|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|_ga|_gl|igshid|yclid|phpsessid|jsessionid|sid|aspsessionid[a-z]*)$/i;
const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/**
 * The one spelling under which a run knows an address: fragment, tracking and session names removed, query sorted, default
 * port dropped, percent-encoding in upper case. Null when it is no http(s) address. (RFC 3986 §6.2)
 */
export const normaliseUrl = (url: string): string | null => {
  const at = URL.parse(url.trim());
  if (!at || !(at.protocol in DEFAULT_PORTS) || at.hostname === '') return null;
  at.hash = '';
  at.username = '';
  at.password = '';
  at.pathname = at.pathname
    .replace(/;jsessionid=[^/]*/i, '')
    .replace(/\/{2,}/g, '/')
    .replace(/%[0-9a-f]{2}/gi, (code) => code.toUpperCase());
  if (at.search) {
    const kept = [...at.searchParams].filter(([name]) => !TRACKING.test(name));
    if (kept.length !== [...at.searchParams].length || kept.length > 1) at.search = new URLSearchParams(kept.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))).toString();
  }
  return at.href.replace(/\?$/, '');
};

/** The domain somebody registered (Public Suffix List, private suffixes left out); null for IP addresses and bare suffixes. */
export const registrableDomain = (url: string): string | null => getDomain(url, { allowPrivateDomains: false });

/** Is the address below a name under which a company hosts the pages of anybody (private part of the Public Suffix List)? */
export const isHostersDomain = (url: string): boolean => parse(url, { allowPrivateDomains: true }).isPrivate === true;
