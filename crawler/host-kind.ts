import { isIP } from 'node:net';
import { governmentHosts } from '../config/government-hosts.ts';
import type { HostKind } from './artifact.ts';
import { registrableDomain } from './url.ts';

/** What belongs to the subject: the start address, hosts that are the same portal, and the subject's other portals. */
export interface Scope {
  readonly start: string;
  readonly aliases: readonly string[];
  readonly portals: readonly string[];
}

/**
 * Whose host an address is on, by name alone. The portal is its own host, that host's subdomains and their common parent
 * with `www.`; other hosts of the same registered domain count as government when the domain is official.
 */
export const hostKind = (url: string, scope: Scope): HostKind => {
  const at = URL.parse(url);
  if (!at) return 'external';
  for (const own of [scope.start, ...scope.portals]) {
    const portal = URL.parse(own);
    if (portal && isPortalHost(at, portal)) return 'portal';
  }
  if (scope.aliases.includes(at.host) || scope.aliases.includes(at.hostname)) return 'portal';
  return isOfficial(at.hostname) ? 'government' : 'external';
};

/** An address on an alias host, written on the portal's own origin; every other address unchanged. */
export const mapAlias = (url: string, scope: Scope): string => {
  const at = URL.parse(url);
  if (!at || (!scope.aliases.includes(at.host) && !scope.aliases.includes(at.hostname))) return url;
  const start = new URL(scope.start);
  return `${start.origin}${at.pathname}${at.search}`;
};

const bare = (hostname: string): string => hostname.replace(/^www\d?\./, '');

/** IP addresses and single-label hosts are told apart by port too: on a test machine each port is another site. */
const isPortalHost = (at: URL, portal: URL): boolean => {
  if (isIP(at.hostname.replace(/^\[|\]$/g, '')) || !at.hostname.includes('.')) return at.host === portal.host;
  return bare(at.hostname) === bare(portal.hostname) || at.hostname.endsWith(`.${bare(portal.hostname)}`);
};

const known = new Map<string, boolean>();

const isOfficial = (hostname: string): boolean => {
  const name = hostname.toLowerCase();
  const before = known.get(name);
  if (before !== undefined) return before;
  const { suffixes, second_level, municipal_labels } = governmentHosts();
  const labels = name.split('.');
  const country = labels.at(-1) ?? '';
  const official =
    suffixes.some((suffix) => name === suffix || name.endsWith(`.${suffix}`)) ||
    (country.length === 2 && labels.length >= 2 && second_level.includes(labels.at(-2) ?? '')) ||
    (country.length === 2 && municipalLabel(labels, registrableDomain(`https://${name}/`), municipal_labels));
  known.set(name, official);
  return official;
};

/** "comune.example.it", "stadt-example.de": a municipal word that begins the registered name or stands before it. */
const municipalLabel = (labels: readonly string[], domain: string | null, words: readonly string[]): boolean => {
  const own = domain?.split('.')[0] ?? '';
  return words.some((word) => labels.slice(0, -1).includes(word) || own.startsWith(`${word}-`) || (word.length >= 6 && own.startsWith(word)));
};
