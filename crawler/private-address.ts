import { lookup as dnsLookup } from 'node:dns';
import type { LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import type { LookupFunction, Socket } from 'node:net';
import ipaddr from 'ipaddr.js';
import { buildConnector } from 'undici';

/** True for every address that is not public unicast: loopback, link-local, private, carrier NAT, mapped and tunnelled forms. */
export const isPrivateAddress = (address: string): boolean => {
  const bare = address.replace(/^\[|\]$/g, '').split('%')[0]!;
  if (!ipaddr.isValid(bare)) return true;
  const parsed = ipaddr.process(bare); // unwraps ::ffff:127.0.0.1
  return parsed.range() !== 'unicast';
};

const refusal = (host: string, address: string): Error & { code: string } =>
  Object.assign(new Error(`${host} is at ${address}, a private or local address; --allow-private permits it`), { code: 'EPRIVATE' });

/** A DNS look-up that refuses names leading to a private address, so that neither a redirect nor a changed record gets through. */
export const guardedLookup: LookupFunction = (host, options, callback) => {
  dnsLookup(host, { ...options, all: true }, (error, found) => {
    if (error) return callback(error, '', 0);
    const addresses = found as LookupAddress[];
    const bad = addresses.find(({ address }) => isPrivateAddress(address));
    if (bad) return callback(refusal(host, bad.address), '', 0);
    if (options.all) return callback(null, addresses);
    callback(null, addresses[0]!.address, addresses[0]!.family);
  });
};

/** Throws `EPRIVATE` for a host written as a private address; names are judged after look-up. */
export const refusePrivateLiteral = (hostname: string): void => {
  const bare = hostname.replace(/^\[|\]$/g, '');
  if (isIP(bare) && isPrivateAddress(bare)) throw refusal(hostname, bare);
};

/** Connects for undici; unless `allowPrivate`, refuses private addresses before and (whatever the resolver said) after connecting. */
export const guardedConnector = (allowPrivate: boolean, timeoutMs: number): buildConnector.connector => {
  if (allowPrivate) return buildConnector({ timeout: timeoutMs });
  const connect = buildConnector({ timeout: timeoutMs, lookup: guardedLookup });
  return (options, callback) => {
    try {
      refusePrivateLiteral(options.hostname);
    } catch (error) {
      return callback(error as Error, null);
    }
    connect(options, (...result: [Error, null] | [null, Socket]) => {
      const [error, socket] = result;
      if (error) return callback(error, null);
      const address = socket!.remoteAddress ?? '';
      if (!isPrivateAddress(address)) return callback(null, socket!);
      socket!.destroy();
      callback(refusal(options.hostname, address), null);
    });
  };
};
