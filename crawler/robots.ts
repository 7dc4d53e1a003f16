import robotsParserModule from 'robots-parser';
import type { GatherFailure, RobotsPart } from './artifact.ts';
import { isFailure } from './artifact.ts';
import type { Pace } from './contract.ts';
import { failed } from './failure-kinds.ts';
import type { Http } from './http.ts';

// its type declarations name a default export that the CommonJS module does not have
const robotsParser = robotsParserModule as unknown as (
  url: string,
  text: string,
) => { isAllowed(url: string, agent: string): boolean | undefined; getCrawlDelay(agent: string): number | undefined; getSitemaps(): string[] };

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 500 * 1024; // RFC 9309 §2.5
const MAX_REDIRECTS = 5; // RFC 9309 §2.3.1.2
const MAX_CRAWL_DELAY_MS = 30_000;

/** robots.txt of every host the crawl meets, asked once per origin (RFC 9309). */
export interface Robots {
  /** Null when the address may be read, else why not. */
  check(url: string): Promise<GatherFailure | null>;
  part(origin: string): Promise<RobotsPart | GatherFailure>;
}
interface Rules {
  readonly part: RobotsPart | GatherFailure;
  readonly refusal: GatherFailure | null;
  readonly allows: (url: string) => boolean;
}

export const openRobots = (deps: { readonly http: Http; readonly pace: Pace; readonly userAgent: string; readonly signal: AbortSignal; readonly timeoutMs?: number }): Robots => {
  const known = new Map<string, Promise<Rules>>();
  const rulesOf = (origin: string): Promise<Rules> => {
    if (!known.has(origin)) known.set(origin, readRules(origin, deps));
    return known.get(origin)!;
  };
  return {
    async check(url) {
      const rules = await rulesOf(new URL(url).origin);
      return rules.refusal ?? (rules.allows(url) ? null : failed('robots-denied', `robots.txt of ${new URL(url).host} disallows ${new URL(url).pathname}`));
    },
    part: async (origin) => (await rulesOf(origin)).part,
  };
};

const ASK_AGAIN = new Set(['dns', 'refused', 'reset']);

/** The name by which robots.txt knows us: the product token of the user agent. */
const tokenOf = (userAgent: string): string => /^[A-Za-z_-]+/.exec(userAgent)?.[0] ?? '*';

const readRules = async (origin: string, deps: Parameters<typeof openRobots>[0]): Promise<Rules> => {
  const url = `${origin}/robots.txt`;
  const ask = () =>
    deps.http.get(url, deps.signal, { maxRedirects: MAX_REDIRECTS, bounds: { timeoutMs: Math.min(TIMEOUT_MS, deps.timeoutMs ?? TIMEOUT_MS), maxBodyBytes: MAX_BYTES, truncate: true } });
  let got = await ask();
  if (isFailure(got) && ASK_AGAIN.has(got.failure)) got = await ask(); // the whole host hangs on this answer
  if (isFailure(got)) return withoutAnswer(url, got);
  const { status, body, mediaType } = got.raw;
  if (status >= 500) return denyAll(url, status, `robots.txt answers ${status}: everything is taken as disallowed (RFC 9309 §2.3.1.4)`);
  const part = (rules: RobotsPart['rules'], note: string, extra: Partial<RobotsPart> = {}): RobotsPart => ({ url, status, rules, crawlDelayMs: null, sitemaps: [], note, ...extra });
  if (status !== 200) return { part: part('absent', `robots.txt answers ${status}: everything is allowed`), refusal: null, allows: () => true };
  if (mediaType === 'text/html') return { part: part('absent', 'robots.txt is an HTML page: everything is allowed'), refusal: null, allows: () => true };
  const token = tokenOf(deps.userAgent);
  const parsed = robotsParser(url, new TextDecoder().decode(body));
  const seconds = parsed.getCrawlDelay(token);
  const crawlDelayMs = seconds === undefined || !Number.isFinite(seconds) ? null : Math.min(MAX_CRAWL_DELAY_MS, Math.max(0, seconds * 1000));
  if (crawlDelayMs) deps.pace.setDelay(new URL(origin).host, crawlDelayMs);
  const note = crawlDelayMs !== null && seconds! * 1000 > crawlDelayMs ? `Crawl-delay ${seconds} s shortened to ${crawlDelayMs / 1000} s` : '';
  return {
    part: part('obeyed', note, { crawlDelayMs, sitemaps: [...new Set(parsed.getSitemaps())].filter((at) => URL.canParse(at, origin)).map((at) => new URL(at, origin).href) }),
    refusal: null,
    allows: (page) => parsed.isAllowed(page, token) !== false,
  };
};

/** No answer at all. Where the host itself is the trouble, that is said; a host that lives but hides robots.txt disallows all. */
const withoutAnswer = (url: string, trouble: GatherFailure): Rules => {
  if (trouble.failure === 'too-many-redirects')
    return { part: { url, status: 0, rules: 'absent', crawlDelayMs: null, sitemaps: [], note: `${trouble.detail}: everything is allowed` }, refusal: null, allows: () => true };
  if (['timeout', 'reset', 'parse-error'].includes(trouble.failure)) return denyAll(url, 0, `robots.txt could not be read (${trouble.detail}): everything is taken as disallowed (RFC 9309 §2.3.1.4)`);
  return { part: trouble, refusal: trouble, allows: () => false };
};

const denyAll = (url: string, status: number, note: string): Rules => ({
  part: { url, status, rules: 'disallow-all', crawlDelayMs: null, sitemaps: [], note },
  refusal: failed('robots-denied', note),
  allows: () => false,
});
