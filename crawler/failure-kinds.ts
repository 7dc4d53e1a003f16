import type { FailureKind, GatherFailure } from './artifact.ts';

/** What a kind of failure means. `permanent`: asking again in this run cannot help, so it is not retried. */
export interface FailureFacts {
  readonly permanent: boolean;
  readonly message: string;
  readonly fix?: string;
}

/** The one table of failure kinds: retries, messages and remedies are read from here. */
export const FAILURE_KINDS: Readonly<Record<FailureKind, FailureFacts>> = {
  'bad-url': { permanent: true, message: 'the address is not a valid http(s) URL', fix: 'give a full address such as https://www.example.gov/' },
  'private-address': { permanent: true, message: 'the address is on a private or local network', fix: 'add --allow-private if this machine is yours' },
  dns: { permanent: false, message: 'the host name does not resolve', fix: "check the spelling of the host and this machine's DNS" },
  refused: { permanent: false, message: 'the host refuses connections or cannot be reached', fix: 'check the port and that the server is running' },
  reset: { permanent: false, message: 'the server broke the connection' },
  timeout: { permanent: false, message: 'the server did not answer in time', fix: 'try again later or raise the time limit' },
  tls: { permanent: true, message: 'no trustworthy TLS connection could be made' },
  'too-many-redirects': { permanent: true, message: 'the address redirects too often' },
  'robots-denied': { permanent: true, message: 'robots.txt does not allow us to read this', fix: "ask the portal's owner to allow our user agent" },
  'too-large': { permanent: true, message: 'the response is larger than we read' },
  'decompression-bomb': { permanent: true, message: 'the compressed response unpacks to far more than it should' },
  'unsupported-type': { permanent: true, message: 'the response is not a page we can read' },
  'http-error': { permanent: true, message: 'the server answered with an error' },
  throttled: { permanent: false, message: 'the server asks us to come back later', fix: 'raise --delay or run at night' },
  'off-scope': { permanent: true, message: 'the address leads outside the portal and the hosts it links to' },
  budget: { permanent: true, message: 'the budget of pages or minutes was spent', fix: 'raise --max-pages' },
  'browser-crash': { permanent: false, message: 'the browser crashed on this page' },
  'engine-missing': { permanent: true, message: 'a program needed for this is not installed', fix: 'run egov doctor' },
  'not-rendered': { permanent: true, message: 'the page was not opened in a browser' },
  'parse-error': { permanent: true, message: 'the response could not be parsed' },
  'not-tried': { permanent: true, message: 'this was not tried' },
  bug: { permanent: true, message: 'an error in this program', fix: 'please report it with the detail' },
};

export const failed = (failure: FailureKind, detail: string): GatherFailure => ({ failure, detail });

/** Operating system, resolver, HTTP and zlib error codes, by the kind of failure that they are. */
const KIND_BY_CODE: Readonly<Record<string, FailureKind>> = {
  EPRIVATE: 'private-address',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_FAIL: 'dns',
  EAI_NODATA: 'dns',
  EAI_NONAME: 'dns',
  ENODATA: 'dns',
  ESERVFAIL: 'dns',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  EHOSTDOWN: 'refused',
  EADDRNOTAVAIL: 'refused',
  EACCES: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ECONNABORTED: 'reset',
  UND_ERR_SOCKET: 'reset',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'reset',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_OVERFLOW: 'too-large',
  HPE_HEADER_OVERFLOW: 'too-large',
  EPROTO: 'tls',
};

/** Maps a thrown network error to a failure; an error we do not know is a `bug` that names itself. */
export const failureOf = (error: unknown): GatherFailure => {
  const chain: { code?: unknown; message?: unknown }[] = [];
  for (let at = error as { cause?: unknown; errors?: unknown[] } | undefined; at && chain.length < 5; at = (at.cause ?? at.errors?.[0]) as typeof at) chain.push(at as { code?: unknown });
  const detail = String(chain.find((at) => at.message)?.message ?? error);
  for (const { code } of chain) {
    if (typeof code !== 'string') continue;
    const kind = KIND_BY_CODE[code];
    if (kind) return failed(kind, detail);
    if (/^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO|DEPTH_ZERO|SELF_SIGNED|CRL_|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH)/.test(code)) return failed('tls', `${code}: ${detail}`);
    if (/^(HPE_|UND_ERR_|Z_|ERR__ERROR)/.test(code)) return failed('parse-error', `${code}: ${detail}`);
    if (code === 'ERR_INVALID_URL') return failed('bad-url', detail);
  }
  return failed('bug', detail);
};
