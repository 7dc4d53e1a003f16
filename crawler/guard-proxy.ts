import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { GatherFailure } from './artifact.ts';
import { failureOf } from './failure-kinds.ts';
import { guardedLookup, isPrivateAddress, refusePrivateLiteral } from './private-address.ts';

/** A local proxy through which the browser reaches public addresses only. */
export interface GuardProxy {
  readonly url: string;
  /** Why the last connection to a host (`name:port`) was not made; a browser reports only that the tunnel failed. */
  failureOf(host: string): GatherFailure | null;
  close(): Promise<void>;
}

const CONNECT_MS = 20_000;
const IDLE_MS = 120_000;
const MOST_REMEMBERED = 1000;

/**
 * Starts the guard. Names are looked up here and nowhere else, so a redirect, a script or a DNS record that changes between
 * two look-ups cannot lead the browser into the local network. HTTP is forwarded, HTTPS tunnelled (RFC 9110 §9.3.6).
 */
export const openGuardProxy = async (): Promise<GuardProxy> => {
  const failures = new Map<string, GatherFailure>();
  const sockets = new Set<Socket>();
  const remember = (host: string, error: unknown): void => {
    if (failures.size >= MOST_REMEMBERED) failures.clear();
    failures.set(host, failureOf(error));
  };

  const forward = (asked: IncomingMessage, answer: ServerResponse): void => {
    const target = URL.canParse(asked.url ?? '') ? new URL(asked.url!) : null;
    if (target?.protocol !== 'http:') {
      answer.writeHead(400).end();
      return;
    }
    const host = `${target.hostname}:${target.port || '80'}`;
    const fail = (error: unknown): void => {
      remember(host, error);
      answer.destroy();
    };
    try {
      refusePrivateLiteral(target.hostname);
    } catch (error) {
      return fail(error);
    }
    const sent = httpRequest({
      host: bare(target.hostname),
      port: target.port || 80,
      method: asked.method,
      path: target.pathname + target.search,
      headers: endToEnd(asked.headers),
      setHost: false,
      lookup: guardedLookup,
      agent: false,
      timeout: CONNECT_MS,
    });
    sent.on('socket', (socket) =>
      socket.once('connect', () => {
        if (isPrivateAddress(socket.remoteAddress ?? '')) sent.destroy(refusal(target.hostname));
      }),
    );
    sent.on('timeout', () => sent.destroy(timeout(host)));
    sent.on('error', (error) => {
      if (answer.headersSent) answer.destroy();
      else fail(error);
    });
    sent.on('response', (got) => {
      failures.delete(host);
      answer.writeHead(got.statusCode ?? 502, got.statusMessage, withoutHopByHop(got.rawHeaders));
      got.on('error', () => answer.destroy());
      got.pipe(answer);
    });
    answer.on('close', () => sent.destroy());
    asked.pipe(sent);
  };

  const tunnel = (asked: IncomingMessage, client: Socket, head: Buffer): void => {
    client.on('error', () => client.destroy());
    const target = URL.canParse(`http://${asked.url}`) ? new URL(`http://${asked.url}`) : null;
    if (!target) {
      client.end('HTTP/1.1 400 Bad Request\r\n\r\n');
      return;
    }
    const port = Number(asked.url!.split(':').at(-1));
    const host = `${target.hostname}:${port}`;
    const fail = (error: unknown): void => {
      remember(host, error);
      client.end('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n');
    };
    try {
      refusePrivateLiteral(target.hostname);
    } catch (error) {
      return fail(error);
    }
    const server = connect({ host: bare(target.hostname), port, lookup: guardedLookup });
    sockets.add(server);
    let open = false;
    server.setTimeout(CONNECT_MS, () => server.destroy(timeout(host)));
    server.on('error', (error) => {
      if (open) client.destroy();
      else fail(error);
    });
    server.on('close', () => {
      sockets.delete(server);
      if (open) client.destroy();
    });
    client.on('close', () => server.destroy());
    server.on('connect', () => {
      if (isPrivateAddress(server.remoteAddress ?? '')) {
        server.destroy(refusal(target.hostname));
        return;
      }
      open = true;
      failures.delete(host);
      server.setTimeout(IDLE_MS, () => server.destroy());
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      server.write(head);
      server.pipe(client).pipe(server);
    });
  };

  const proxy = createServer({ maxHeaderSize: 64 * 1024 }, forward)
    .on('connect', tunnel)
    .on('clientError', (_error, socket) => socket.destroy());
  proxy.on('upgrade', (_asked, socket) => socket.destroy()); // plain ws:// is not needed to see a page
  proxy.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    proxy.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    failureOf: (host) => failures.get(host) ?? null,
    close: () =>
      new Promise((resolve) => {
        proxy.close(() => resolve());
        proxy.closeAllConnections();
        for (const socket of sockets) socket.destroy();
      }),
  };
};

const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, '');
const refusal = (host: string): Error => Object.assign(new Error(`${host} is at a private or local address; --allow-private permits it`), { code: 'EPRIVATE' });
const timeout = (host: string): Error => Object.assign(new Error(`${host} did not answer in ${CONNECT_MS} ms`), { code: 'ETIMEDOUT' });

/** Headers that belong to one connection, not to the message (RFC 9110 §7.6.1). */
const HOP_BY_HOP = new Set(['connection', 'proxy-connection', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'proxy-authorization', 'proxy-authenticate']);
const endToEnd = (headers: IncomingMessage['headers']): Record<string, string | string[]> =>
  Object.fromEntries(Object.entries(headers).filter((entry): entry is [string, string | string[]] => !HOP_BY_HOP.has(entry[0]) && entry[1] !== undefined));
const withoutHopByHop = (raw: readonly string[]): string[] => {
  const kept: string[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) if (!HOP_BY_HOP.has(raw[at]!.toLowerCase())) kept.push(raw[at]!, raw[at + 1]!);
  return kept;
};
