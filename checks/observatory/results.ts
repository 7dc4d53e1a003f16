import { isFailure, type CrossOriginPart, type GatherFailure, type HttpsPart, type TlsPart } from '../../crawler/artifact.ts';
import type { ViewPage } from '../contract.ts';
import { headerValue, isSecure, responseOf } from '../response.ts';
import { judgePolicies } from './content-policy.ts';
import { cookiesResult } from './cookies.ts';
import { contentTypeOptions, frameOptions, referrerPolicy, resourcePolicy, sharing, transportSecurity } from './headers.ts';
import { isPreloaded } from './preload.ts';
import { redirectionResult } from './redirection.ts';
import { scriptsResult } from './scripts.ts';

/** What the published tests look at: the start page, and what was seen of its connection. */
export interface Seen {
  readonly page: ViewPage<'response' | 'meta' | 'markup'>;
  readonly https: HttpsPart | GatherFailure;
  readonly tls: TlsPart | GatherFailure;
  readonly crossOrigin: CrossOriginPart | GatherFailure;
}

/** The ten published tests by name, each with the published name of its result; null where the visit has a gap. */
export const publishedResults = ({ page, https, tls, crossOrigin }: Seen): Readonly<Record<string, string | null>> | null => {
  const response = responseOf(page);
  if (!response) return null;
  const { meta, markup } = page.parts;
  const { hostname } = new URL(page.url);
  const secure = isSecure(page.url);
  const header = (name: string): string | null => headerValue(response, name);
  const policy = header('content-security-policy');
  const verdict = isFailure(meta) ? null : judgePolicies(policy === null ? [] : [policy], meta.contentPolicies, header('content-security-policy-report-only'), secure);
  // our own requests refuse an untrusted certificate, so a page that came was trusted
  const trusted = isFailure(tls) || tls.authorized;
  const reachable = secure && (isFailure(https) || https.httpsReachable);
  const strict = !reachable ? 'hsts-not-implemented-no-https' : isPreloaded(hostname) ? 'hsts-preloaded' : trusted ? transportSecurity(header('strict-transport-security')) : 'hsts-invalid-cert';
  const lines = response.headers.filter(([name]) => name === 'set-cookie').flatMap(([, value]) => value.split('\n'));
  return {
    'content-security-policy': verdict?.code ?? null,
    cookies: cookiesResult(lines, page.url, strict === 'hsts-preloaded' || strict === 'hsts-implemented-max-age-at-least-six-months'),
    'cross-origin-resource-sharing': isFailure(crossOrigin) ? null : sharing(crossOrigin),
    redirection: isFailure(https) || (https.httpStatus === null && !secure) ? null : redirectionResult(https, isPreloaded),
    'referrer-policy': isFailure(meta) ? null : referrerPolicy(header('referrer-policy'), meta.referrer),
    'strict-transport-security': strict,
    'subresource-integrity': isFailure(markup)
      ? markup.failure === 'parse-error'
        ? 'html-not-parseable'
        : null
      : scriptsResult(markup.scriptSources, header('content-type') ?? '', { host: hostname, secure }),
    'x-content-type-options': contentTypeOptions(header('x-content-type-options')),
    'x-frame-options': verdict && frameOptions(header('x-frame-options'), verdict.framing),
    'cross-origin-resource-policy': resourcePolicy(header('cross-origin-resource-policy')),
  };
};
