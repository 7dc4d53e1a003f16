import { Resolver } from 'node:dns/promises';
import type { DnsPart, GatherFailure } from './artifact.ts';
import { failed } from './failure-kinds.ts';
import { isPrivateAddress } from './private-address.ts';
import { registrableDomain } from './url.ts';

const TIMEOUT_MS = 2000;
const NOTHING = new Set(['ENODATA', 'ENOTFOUND']); // answered: there is none

/**
 * Asks for the records that guard a host's certificates and its domain's mail. Only public hosts are asked for; where no
 * name server answers within two seconds it is a gap. `servers`: others than the machine's own.
 */
export const gatherDns = async (host: string, { servers }: { readonly servers?: readonly string[] } = {}): Promise<DnsPart | GatherFailure> => {
  const domain = registrableDomain(`https://${host}/`);
  if (!domain) return failed('not-tried', `${host} is no public name`);
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: 1 });
  if (servers) resolver.setServers(servers);
  try {
    const addresses = await resolver.resolve4(host).catch((error) => (codeOf(error) === 'ENODATA' ? [] : Promise.reject(error)));
    if (addresses.some(isPrivateAddress)) return failed('private-address', `${host} is at a private or local address`);
    const texts = async (name: string, sign: RegExp): Promise<string[]> => (await known(resolver.resolveTxt(name))).map((pieces) => pieces.join('')).filter((text) => sign.test(text));
    const mx = (await known(resolver.resolveMx(domain))).map(({ exchange }) => exchange).sort();
    return { host, domain, caa: await caaOf(resolver, host), mx, spf: await texts(domain, /^v=spf1( |$)/i), dmarc: await texts(`_dmarc.${domain}`, /^v=DMARC1\s*(;|$)/i) };
  } catch (error) {
    return failed(codeOf(error) === 'ETIMEOUT' ? 'timeout' : 'dns', `${host}: ${error instanceof Error ? error.message : String(error)}`);
  }
};

const codeOf = (error: unknown): unknown => (error as { readonly code?: unknown }).code;

const known = <T>(asked: Promise<T[]>): Promise<T[]> => asked.catch((error): T[] | Promise<T[]> => (NOTHING.has(String(codeOf(error))) ? [] : Promise.reject(error)));

/** Up from the host to the top-level domain, until a name has some (RFC 8659 §3). */
const caaOf = async (resolver: Resolver, host: string): Promise<DnsPart['caa']> => {
  const labels = host.split('.');
  for (const [at] of labels.entries()) {
    const name = labels.slice(at).join('.');
    const records = await known(resolver.resolveCaa(name));
    if (!records.length) continue;
    const written = records.flatMap(({ critical: _, ...properties }) =>
      Object.entries(properties)
        .filter(([property]) => property !== 'type')
        .map(([property, value]) => `${property} ${String(value)}`),
    );
    return { at: name, records: written.sort() };
  }
  return { at: '', records: [] };
};
