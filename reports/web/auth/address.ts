import { isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { WebContext } from '../context.ts';

/** `c.env` as @hono/node-server gives it; a test's request has none. */
interface NodeBindings {
  readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } };
}

const peerOf = (context: WebContext): string => {
  const address = (context.env as unknown as NodeBindings | undefined)?.incoming?.socket?.remoteAddress;
  return address && ipaddr.isValid(address) ? ipaddr.process(address).toString() : '';
};

const isNear = (address: string): boolean => address !== '' && ['loopback', 'private', 'uniqueLocal', 'linkLocal'].includes(ipaddr.parse(address).range());

/** Does the request come from this machine itself? Not when a proxy on this machine hands it on. */
export const isLoopback = (context: WebContext): boolean => {
  const peer = peerOf(context);
  return peer !== '' && ipaddr.parse(peer).range() === 'loopback' && !['forwarded', 'x-forwarded-for', 'x-real-ip'].some((name) => context.req.header(name) !== undefined);
};

/**
 * The address to count failures by. What a proxy says is believed only of one nearby, and only its own word: the last.
 * Of IPv6 the /64, since one subscriber has at least that many addresses (RFC 6177).
 */
export const addressOf = (context: WebContext): string => {
  const peer = peerOf(context);
  const said = isNear(peer) ? (context.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() ?? '') : '';
  const address = ipaddr.isValid(said) ? ipaddr.process(said).toString() : peer;
  return isIPv6(address)
    ? `${ipaddr
        .parse(address)
        .toByteArray()
        .slice(0, 8)
        .map((byte) => byte.toString(16).padStart(2, '0'))
        .join('')}::/64`
    : address || 'unknown';
};
