import type { Agent } from 'undici';
import type { GatherFailure, ResponsePart } from './artifact.ts';
import { isFailure } from './artifact.ts';
import type { CrawlOptions, Pace } from './contract.ts';
import { failed } from './failure-kinds.ts';
import { fetchOne, header, openAgent } from './fetch-one.ts';
import type { FetchBounds, RawResponse } from './fetch-one.ts';

/** Says no (with the reason) to an address before it is asked for: scope, robots.txt. Asked again for each redirect. */
export type Guard = (url: string) => Promise<GatherFailure | null>;
export interface Fetched {
  readonly requestedUrl: string;
  readonly raw: RawResponse;
  readonly redirects: ResponsePart['redirects'];
}
export interface GetOptions {
  readonly guard?: Guard;
  readonly bounds?: Partial<FetchBounds>;
  readonly maxRedirects?: number;
  /** Headers to send besides the usual ones. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Where a redirect really leads: an alias host becomes the portal's own origin. */
  readonly resolve?: (url: string) => string;
}
/** The plain HTTP tier: paced, bounded, guarded, honest about who asks. */
export interface Http {
  get(url: string, signal: AbortSignal, options?: GetOptions): Promise<Fetched | GatherFailure>;
  close(): Promise<void>;
}
export type HttpOptions = Pick<CrawlOptions, 'userAgent' | 'acceptLanguage' | 'allowPrivate' | 'timeoutMs' | 'maxBodyBytes' | 'maxRedirects' | 'concurrency'>;

const READABLE = /^(|text\/.*|application\/(xhtml\+xml|xml))$/;
export const isPageType = (mediaType: string): boolean => READABLE.test(mediaType);

/**
 * Opens the HTTP tier. It is not Crawlee's own client because that one dresses up as a browser (generated header
 * fingerprints) and offers no place to refuse a private address once its name has been looked up.
 */
export const openHttp = (options: HttpOptions, pace: Pace): Http => {
  const agent = openAgent({ allowPrivate: options.allowPrivate, timeoutMs: options.timeoutMs, connections: options.concurrency });
  const sent = { 'user-agent': options.userAgent, accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'accept-language': options.acceptLanguage };
  return {
    async get(url, signal, { guard, bounds, maxRedirects = options.maxRedirects, resolve = same, headers } = {}) {
      const limits = { timeoutMs: options.timeoutMs, maxBodyBytes: options.maxBodyBytes, ...bounds };
      const redirects: { from: string; to: string; status: number }[] = [];
      const cookies = new Map<string, Map<string, string>>();
      for (let current = url; ; ) {
        const address = parse(current);
        if (isFailure(address)) return address;
        const refused = await guard?.(current);
        if (refused) return refused;
        const cookie = [...(cookies.get(address.host) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
        const raw = await paced(pace, agent, current, address.host, { ...sent, ...(cookie && { cookie }), ...headers }, limits, signal);
        if (isFailure(raw)) return raw;
        const location = REDIRECTS.has(raw.status) ? header(raw.headers, 'location') : null;
        if (location === null) return { requestedUrl: url, raw, redirects };
        if (redirects.length >= maxRedirects) return failed('too-many-redirects', `${url} redirects more than ${maxRedirects} times`);
        keepCookies(cookies, address.host, raw.headers);
        const target = parse(location, current);
        if (isFailure(target)) return target;
        target.hash = '';
        const to = resolve(target.href);
        redirects.push({ from: current, to, status: raw.status });
        current = to;
      }
    },
    close: () => agent.destroy(),
  };
};

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const same = (url: string): string => url;

const parse = (url: string, base?: string): URL | GatherFailure => {
  if (!URL.canParse(url, base)) return failed('bad-url', `${url} is not a URL`);
  const parsed = new URL(url, base);
  return /^https?:$/.test(parsed.protocol) ? parsed : failed('bad-url', `${url} is not an http(s) URL`);
};

const paced = async (pace: Pace, agent: Agent, url: string, host: string, sent: Readonly<Record<string, string>>, bounds: FetchBounds, signal: AbortSignal): Promise<RawResponse | GatherFailure> => {
  try {
    await pace.wait(host, signal);
  } catch (error) {
    if (isFailure(error)) return failed(error.failure, error.detail);
    throw error;
  }
  let outcome: 'ok' | 'throttled' | 'failed' = 'ok';
  let retryAfterMs = 0;
  try {
    const raw = await fetchOne(agent, url, sent, bounds, signal);
    if (isFailure(raw)) outcome = CONNECTION_TROUBLE.has(raw.failure) ? 'failed' : 'ok';
    else if (isThrottled(raw.status)) {
      outcome = 'throttled';
      retryAfterMs = retryAfter(header(raw.headers, 'retry-after'));
    }
    return raw;
  } finally {
    pace.report(host, outcome, retryAfterMs);
  }
};

const CONNECTION_TROUBLE = new Set(['dns', 'refused', 'reset', 'timeout']);
export const isThrottled = (status: number): boolean => status === 429 || status === 503;

/** `Retry-After` in milliseconds: seconds or an HTTP date (RFC 9110 §10.2.3). */
const retryAfter = (value: string | null): number => {
  if (!value) return 0;
  const ms = /^\d+$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : 0;
};

/** Cookies live for one chain of redirects only: some portals redirect until theirs comes back. */
const keepCookies = (cookies: Map<string, Map<string, string>>, host: string, headers: RawResponse['headers']): void => {
  for (const [name, value] of headers) {
    if (name !== 'set-cookie') continue;
    const [pair = ''] = value.split(';');
    const at = pair.indexOf('=');
    if (at < 1) continue;
    if (!cookies.has(host)) cookies.set(host, new Map());
    cookies.get(host)!.set(pair.slice(0, at).trim(), pair.slice(at + 1).trim());
  }
};
