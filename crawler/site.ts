import type { CrossOriginPart, GatherFailure, HttpsPart, NotFoundPart, SecurityTxtPart, SiteParts, Gathered, RobotsPart } from './artifact.ts';
import { isFailure } from './artifact.ts';
import { gatherDns } from './dns.ts';
import { failed } from './failure-kinds.ts';
import { header } from './fetch-one.ts';
import type { Guard, Http } from './http.ts';
import { extractParts } from './parts/extract.ts';
import type { Robots } from './robots.ts';
import { readSitemaps } from './sitemap.ts';
import { inspectTls } from './tls.ts';

/** An address that no portal has: what it answers is what it answers to every wrong address. */
const IMPOSSIBLE = '/egov-no-such-page-7f3a9c1e';
const SECURITY_TXT = '/.well-known/security.txt'; // RFC 9116 §3
const SECURITY_TXT_BYTES = 32 * 1024;
const OTHER_SITE = 'https://other-site.example'; // RFC 2606 §3: nobody's

export interface SiteDeps {
  readonly http: Http;
  readonly robots: Robots;
  readonly guard: Guard;
  readonly resolve: (url: string) => string;
  readonly allowPrivate: boolean;
  readonly signal: AbortSignal;
}
export interface SiteSeen {
  readonly parts: Omit<Gathered<SiteParts>, 'searchTry' | 'documents' | 'appLinks' | 'manifest'>;
  readonly listed: readonly string[];
}

/** What belongs to the portal as a whole, asked once: robots.txt, sitemaps, TLS, http→https, wrong addresses, security.txt, what another site's scripts may read, names. */
export const gatherSite = async (start: string, deps: SiteDeps): Promise<SiteSeen> => {
  const { origin } = new URL(start);
  const robots = await deps.robots.part(origin);
  const sitemaps = await readSitemaps(sitemapAddresses(origin, robots), deps);
  const [tls, https, notFound, securityTxt] = [await tlsOf(start, deps), await httpsOf(start, deps), await notFoundOf(origin, deps), await securityTxtOf(origin, deps)];
  const crossOrigin = await crossOriginOf(start, deps);
  const dns = await gatherDns(new URL(start).hostname);
  return { parts: { robots, sitemap: sitemaps.part, tls, https, notFound, securityTxt, crossOrigin, dns }, listed: sitemaps.urls };
};

const sitemapAddresses = (origin: string, robots: RobotsPart | GatherFailure): readonly string[] => (!isFailure(robots) && robots.sitemaps.length ? robots.sitemaps : [`${origin}/sitemap.xml`]);

const tlsOf = async (start: string, { allowPrivate, signal }: SiteDeps): Promise<SiteParts['tls'] | GatherFailure> => {
  signal.throwIfAborted();
  const { protocol, hostname, port } = new URL(start);
  if (protocol === 'http:' && port !== '') return failed('not-tried', `the portal is served without TLS on port ${port}`);
  return inspectTls(hostname, Number(port || 443), { allowPrivate });
};

/** Asks for the home page over plain HTTP and follows where it leads. */
const httpsOf = async (start: string, { http, guard, resolve, signal }: SiteDeps): Promise<HttpsPart | GatherFailure> => {
  const at = new URL(start);
  if (at.protocol === 'https:' && at.port !== '') return failed('not-tried', `the portal is on port ${at.port}, where no plain HTTP can be`);
  const httpUrl = `http://${at.host}/`;
  const plain = await http.get(httpUrl, signal, { guard, resolve });
  const secure = at.protocol === 'https:' ? true : at.port === '' ? !isFailure(await http.get(`https://${at.host}/`, signal, { guard, resolve })) : false;
  if (isFailure(plain)) return { httpUrl, httpStatus: null, redirectsToHttps: false, chain: [], httpsReachable: secure, failure: plain.failure };
  return {
    httpUrl,
    httpStatus: plain.redirects[0]?.status ?? plain.raw.status,
    redirectsToHttps: plain.raw.url.startsWith('https:'),
    chain: plain.redirects,
    httpsReachable: secure || plain.raw.url.startsWith('https:'),
  };
};

const notFoundOf = async (origin: string, { http, guard, resolve, signal }: SiteDeps): Promise<NotFoundPart | GatherFailure> => {
  const url = origin + IMPOSSIBLE;
  const got = await http.get(url, signal, { guard, resolve });
  if (isFailure(got)) return got;
  const { text, shape } = extractParts({ html: got.raw.body, response: { url: got.raw.url, headers: got.raw.headers }, rendered: false });
  return { url, status: got.raw.status, shapeHash: isFailure(shape) ? '' : shape.hash, title: isFailure(text) ? '' : text.title };
};

const securityTxtOf = async (origin: string, { http, guard, resolve, signal }: SiteDeps): Promise<SecurityTxtPart | GatherFailure> => {
  const url = origin + SECURITY_TXT;
  const got = await http.get(url, signal, { guard, resolve, bounds: { maxBodyBytes: SECURITY_TXT_BYTES, truncate: true } });
  if (isFailure(got)) return got;
  return { url, status: got.raw.status, contentType: got.raw.mediaType, body: got.raw.mediaType === 'text/plain' ? new TextDecoder().decode(got.raw.body) : '' };
};

/** Asks once more as a browser does for a script of another site: with GET, because nothing else is ever sent. */
const crossOriginOf = async (start: string, { http, guard, resolve, signal }: SiteDeps): Promise<CrossOriginPart | GatherFailure> => {
  const got = await http.get(start, signal, { guard, resolve, headers: { origin: OTHER_SITE }, bounds: { wants: () => false } });
  if (isFailure(got)) return got;
  const { url, status, headers } = got.raw;
  return { url, origin: OTHER_SITE, status, allowOrigin: header(headers, 'access-control-allow-origin'), allowCredentials: header(headers, 'access-control-allow-credentials') };
};
