import { connect } from 'node:tls';
import type { PeerCertificate, TLSSocket } from 'node:tls';
import { isIP } from 'node:net';
import type { GatherFailure, TlsPart } from './artifact.ts';
import { failed, failureOf } from './failure-kinds.ts';
import { guardedLookup, refusePrivateLiteral } from './private-address.ts';

const TIMEOUT_MS = 8000;

/**
 * What TLS connection the host makes. An untrusted certificate is observed, not refused, and old protocol versions are
 * accepted, because what the portal offers is the finding. Never takes longer than 8 s.
 */
export const inspectTls = async (host: string, port: number, options: { readonly allowPrivate: boolean; readonly timeoutMs?: number }): Promise<TlsPart | GatherFailure> => {
  const bare = host.replace(/^\[|\]$/g, '');
  let socket: TLSSocket | undefined;
  try {
    if (!options.allowPrivate) refusePrivateLiteral(bare);
    socket = await handshake(bare, port, options.allowPrivate, Math.min(TIMEOUT_MS, options.timeoutMs ?? TIMEOUT_MS));
    return partOf(bare, socket);
  } catch (error) {
    return failureOf(error);
  } finally {
    socket?.destroy();
  }
};

const handshake = (host: string, port: number, allowPrivate: boolean, timeoutMs: number): Promise<TLSSocket> =>
  new Promise((resolve, reject) => {
    const socket = connect({
      host,
      port,
      rejectUnauthorized: false,
      minVersion: 'TLSv1',
      ciphers: 'DEFAULT@SECLEVEL=0',
      ...(isIP(host) ? {} : { servername: host }),
      ...(allowPrivate ? {} : { lookup: guardedLookup }),
    });
    const timer = setTimeout(() => {
      socket.destroy();
      reject(Object.assign(new Error(`no TLS handshake with ${host}:${port} within ${timeoutMs} ms`), { code: 'ETIMEDOUT' }));
    }, timeoutMs);
    socket.once('secureConnect', () => {
      clearTimeout(timer);
      resolve(socket);
    });
    socket.once('error', (error) => {
      clearTimeout(timer);
      socket.destroy();
      reject(error);
    });
  });

const partOf = (host: string, socket: TLSSocket): TlsPart | GatherFailure => {
  const certificate = socket.getPeerCertificate();
  if (!certificate?.valid_to) return failed('tls', `${host} shows no certificate`);
  return {
    host,
    authorized: socket.authorized,
    error: socket.authorized ? '' : String(socket.authorizationError ?? 'untrusted'),
    protocol: socket.getProtocol() ?? '',
    cipher: socket.getCipher().standardName ?? socket.getCipher().name,
    validFrom: new Date(certificate.valid_from).toISOString(),
    validTo: new Date(certificate.valid_to).toISOString(),
    subjectNames: namesOf(certificate),
    issuer: first(certificate.issuer?.O) || first(certificate.issuer?.CN),
  };
};

const namesOf = (certificate: PeerCertificate): string[] => {
  const alternative = (certificate.subjectaltname ?? '')
    .split(', ')
    .map((name) => name.replace(/^(DNS|IP Address):/, ''))
    .filter(Boolean);
  return alternative.length ? alternative : [first(certificate.subject?.CN)].filter(Boolean);
};

const first = (value: string | string[] | undefined): string => (Array.isArray(value) ? value[0] : value) ?? '';
