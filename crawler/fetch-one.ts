import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { Agent, request } from 'undici';
import type { GatherFailure } from './artifact.ts';
import { failed, failureOf } from './failure-kinds.ts';
import { guardedConnector } from './private-address.ts';

/** Bounds of one request. Nothing is read beyond them. */
export interface FetchBounds {
  readonly timeoutMs: number; // from the first byte sent to the last received
  readonly maxBodyBytes: number; // on the wire and after unpacking
  /** Read up to the bound and keep that much, instead of failing (robots.txt, RFC 9309 §2.5). */
  readonly truncate?: boolean;
  /** Media types whose body is wanted; of others only the headers are kept. Everything when absent. */
  readonly wants?: (mediaType: string) => boolean;
}
export interface RawResponse {
  readonly url: string;
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[]; // lower-case names, in order, repeated names kept
  readonly mediaType: string;
  readonly body: Uint8Array; // unpacked
  readonly ms: number;
}

/** Most that a compressed body may grow; HTML rarely passes 30. A small body may always grow to 1 MiB. */
const MAX_RATIO = 150;
const FREE_GROWTH = 1 << 20;
const CONNECT_MS = 10_000;

export const openAgent = (options: { readonly allowPrivate: boolean; readonly timeoutMs: number; readonly connections: number }): Agent =>
  new Agent({
    connect: guardedConnector(options.allowPrivate, Math.min(options.timeoutMs, CONNECT_MS)),
    connections: options.connections,
    pipelining: 1,
    maxHeaderSize: 64 * 1024,
    headersTimeout: options.timeoutMs + 1000,
    bodyTimeout: options.timeoutMs + 1000,
  });

export const header = (headers: RawResponse['headers'], name: string): string | null => headers.find(([key]) => key === name)?.[1] ?? null;

/** One GET, no redirects followed. Network trouble comes back as a failure; only a stop by the caller's signal throws. */
export const fetchOne = async (agent: Agent, url: string, sent: Readonly<Record<string, string>>, bounds: FetchBounds, signal: AbortSignal): Promise<RawResponse | GatherFailure> => {
  signal.throwIfAborted();
  const stop = new AbortController();
  const cancel = () => stop.abort();
  signal.addEventListener('abort', cancel);
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    stop.abort();
  }, bounds.timeoutMs);
  const started = performance.now();
  try {
    const response = await request(url, { dispatcher: agent, headers: { ...sent, 'accept-encoding': 'gzip, deflate, br' }, signal: stop.signal, responseHeaders: 'raw' });
    // an abort must destroy the socket quietly: its error reaches us through the reading below
    response.body.on('error', () => {});
    const headers = pairs(response.headers as unknown as readonly string[]);
    const mediaType = (header(headers, 'content-type') ?? '').split(';')[0]!.trim().toLowerCase();
    const redirect = response.statusCode >= 300 && response.statusCode < 400;
    const wanted = !redirect && (bounds.wants?.(mediaType) ?? true);
    const packed = wanted ? await readBounded(response.body, headers, bounds) : dropBody(response.body);
    if ('failure' in packed) return packed;
    const body = await unpack(packed, header(headers, 'content-encoding'), bounds);
    if ('failure' in body) return body;
    return { url, status: response.statusCode, headers, mediaType, body, ms: Math.round(performance.now() - started) };
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    return late ? failed('timeout', `no complete answer from ${url} within ${bounds.timeoutMs} ms`) : failureOf(error);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', cancel);
  }
};

const pairs = (raw: readonly string[]): [string, string][] => {
  const found: [string, string][] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) found.push([String(raw[i]).toLowerCase(), String(raw[i + 1])]);
  return found;
};

type Body = Awaited<ReturnType<typeof request>>['body'];

const dropBody = (body: Body): Uint8Array => {
  void body.dump({ limit: 16 * 1024 }).catch(() => {});
  return new Uint8Array();
};

const readBounded = async (body: Body, headers: RawResponse['headers'], bounds: FetchBounds): Promise<Uint8Array | GatherFailure> => {
  const tooLarge = (size: string) => failed('too-large', `${size} bytes, more than the ${bounds.maxBodyBytes} we read`);
  const announced = header(headers, 'content-length');
  if (!bounds.truncate && announced && Number(announced) > bounds.maxBodyBytes) {
    body.destroy();
    return tooLarge(announced);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size <= bounds.maxBodyBytes) continue;
    body.destroy();
    if (!bounds.truncate) return tooLarge(`over ${bounds.maxBodyBytes}`);
    break;
  }
  const whole = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
  return whole.subarray(0, bounds.maxBodyBytes);
};

const UNPACKERS: Readonly<Record<string, (bytes: Uint8Array, options: { maxOutputLength: number; finishFlush: number }) => Promise<Buffer>>> = {
  gzip: promisify(zlib.gunzip),
  'x-gzip': promisify(zlib.gunzip),
  deflate: (bytes, options) => promisify(zlib.inflate)(bytes, options).catch((error) => (tooBig(error) ? Promise.reject(error) : promisify(zlib.inflateRaw)(bytes, options))),
  br: (bytes, { maxOutputLength }) => promisify(zlib.brotliDecompress)(bytes, { maxOutputLength }),
};
const tooBig = (error: unknown): boolean => (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE';

/** Undoes Content-Encoding; zlib itself stops at the bound, so a bomb never takes more memory than that. */
const unpack = async (packed: Uint8Array, encoding: string | null, bounds: FetchBounds): Promise<Uint8Array | GatherFailure> => {
  const steps = (encoding ?? '')
    .toLowerCase()
    .split(',')
    .map((step) => step.trim())
    .filter((step) => step && step !== 'identity')
    .toReversed();
  if (!steps.length || !packed.byteLength) return packed;
  if (steps.length > 2) return failed('decompression-bomb', `packed ${steps.length} times`);
  const allowed = Math.max(FREE_GROWTH, packed.byteLength * MAX_RATIO);
  let bytes = packed;
  for (const step of steps) {
    const unpacker = UNPACKERS[step];
    if (!unpacker) return failed('parse-error', `unknown content-encoding ${step}`);
    try {
      // finishFlush: a stream cut off at the end is read as far as it goes, as browsers do
      bytes = await unpacker(bytes, { maxOutputLength: Math.min(bounds.maxBodyBytes, allowed), finishFlush: zlib.constants.Z_SYNC_FLUSH });
    } catch (error) {
      if (!tooBig(error)) return failureOf(error);
      return allowed < bounds.maxBodyBytes
        ? failed('decompression-bomb', `${packed.byteLength} bytes unpack to more than ${allowed}`)
        : failed('too-large', `unpacks to more than the ${bounds.maxBodyBytes} bytes we read`);
    }
  }
  return bytes;
};
