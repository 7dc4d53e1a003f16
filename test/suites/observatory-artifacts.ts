import { loadChecks } from '../../checks/load.ts';
import type { Check, Finding } from '../../checks/contract.ts';
import type { Graded } from '../../checks/observatory/grade.ts';
import { runChecks } from '../../checks/run.ts';
import { prepareWords } from '../../checks/words.ts';
import type { TlsPart } from '../../crawler/artifact.ts';
import { portalOf } from '../checks/portal-fixture.ts';

/** The published cases' picture of a visit, as far as its tests look at it. */
export interface Requests {
  hostname: string;
  readonly resources: { path: string | null };
  readonly responses: {
    auto: (Response & { httpEquiv?: Map<string, string[]> }) | null;
    cors: (Response & { request?: { headers: Headers } }) | null;
    http: Response | null;
    https: Response | null;
    httpRedirects: readonly { readonly url: URL; readonly status: number }[];
  };
  readonly session: { readonly url: URL } | null;
}
type Headers = Readonly<Record<string, unknown>>;
interface Response {
  readonly headers: Headers;
  status: number;
  readonly verified: boolean;
}

const checks = await loadChecks();
const words = prepareWords(new Map(), new Map());
const SECURITY = new Map([...checks].filter(([id]) => id.startsWith('security/')));

/** Our ten results of the published tests, with score and grade. */
export interface Ours {
  readonly tests: readonly Graded[];
  readonly score: number;
  readonly grade: string;
}
export const gradedByUs = (requests: Requests): Ours => {
  const finding = judge(requests, new Map([['security/observatory', checks.get('security/observatory')!]]))[0]!;
  if (finding.outcome === 'error' || finding.outcome === 'untested') throw new Error(`security/observatory: ${finding.outcome}: ${JSON.stringify(finding.data)}`);
  return finding.data as unknown as Ours;
};

/** What our own security checks, which go by the standards, say of the same visit: check → outcome. */
export const ownOutcomes = (requests: Requests): Readonly<Record<string, string>> => Object.fromEntries(judge(requests, SECURITY).map(({ check, outcome, reason }) => [check, `${outcome}:${reason}`]));

const judge = (requests: Requests, which: ReadonlyMap<string, Check>): Finding[] =>
  runChecks({ artifacts: artifactsOf(requests), level: 'municipal', asOf: '2026-11-23', words, checks: which, queries: [] });

/** The same visit as a crawl of ours would have left it: through our own extraction of the page, and every header as it came. */
const artifactsOf = ({ hostname, resources, responses, session }: Requests) => {
  const { auto, cors, http, https, httpRedirects } = responses;
  const start = `${session?.url.protocol ?? 'http:'}//${hostname}/`;
  const asked = '2026-10-01T00:00:00.000Z';
  const tls: TlsPart = {
    host: hostname,
    authorized: https?.verified ?? true,
    error: '',
    protocol: 'TLSv1.3',
    cipher: '',
    validFrom: asked,
    validTo: '2027-10-01T00:00:00.000Z',
    subjectNames: [hostname],
    issuer: '',
  };
  // one response where they keep two: over HTTPS, the page and its HSTS header come together
  const lasting = https ? firstOf(https.headers, 'strict-transport-security') : undefined;
  const headers = { ...pageHeaders(auto?.headers ?? {}), ...(lasting === undefined ? {} : { 'strict-transport-security': lasting }) };
  if (https && lasting === undefined) delete headers['strict-transport-security'];
  const chain = httpRedirects.slice(1).map(({ url }, at) => ({ from: httpRedirects[at]!.url.href, to: url.href, status: httpRedirects[at]!.status }));
  return portalOf(
    { '/': { html: resources.path ?? '', headers, status: auto?.status ?? 200 } },
    {
      start,
      site: {
        tls,
        https: {
          httpUrl: httpRedirects[0]?.url.href ?? `http://${hostname}/`,
          // our requests refuse an untrusted certificate, so the way ends there
          ...(http?.verified === false ? { failure: 'tls' as const } : {}),
          httpStatus: http?.verified ? (httpRedirects[0]?.status ?? http.status) : null,
          redirectsToHttps: httpRedirects.at(-1)?.url.protocol === 'https:' && chain.length > 0,
          chain,
          httpsReachable: https !== null,
        },
        crossOrigin: {
          url: start,
          origin: firstOf(cors?.request?.headers ?? {}, 'origin') ?? '',
          status: cors?.status ?? 404,
          allowOrigin: firstOf(cors?.headers ?? {}, 'access-control-allow-origin') ?? null,
          allowCredentials: firstOf(cors?.headers ?? {}, 'access-control-allow-credentials') ?? null,
        },
      },
    },
  );
};

const entriesOf = (headers: Headers): (readonly [string, string])[] =>
  Object.entries(headers).flatMap(([name, value]) =>
    Array.isArray(value) ? [[name.toLowerCase(), value.join('\n')] as const] : typeof value === 'string' ? [[name.toLowerCase(), value] as const] : [],
  );
const firstOf = (headers: Headers, name: string): string | undefined => entriesOf(headers).find(([key]) => key === name)?.[1];
const pageHeaders = (headers: Headers): Record<string, string> => Object.fromEntries(entriesOf(headers));
