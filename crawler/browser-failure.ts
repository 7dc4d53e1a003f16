import type { FailureKind, GatherFailure } from './artifact.ts';
import { failed, failureOf } from './failure-kinds.ts';

/** Chromium's network error names (net_error_list.h), by the kind of failure that they are. */
const BY_NET_ERROR: readonly (readonly [RegExp, FailureKind])[] = [
  [/NAME_NOT_RESOLVED|NAME_RESOLUTION_FAILED|DNS_/, 'dns'],
  [/CONNECTION_REFUSED|ADDRESS_UNREACHABLE|ADDRESS_INVALID|UNSAFE_PORT|INTERNET_DISCONNECTED|TUNNEL_CONNECTION_FAILED|PROXY_CONNECTION_FAILED/, 'refused'],
  [/CONNECTION_RESET|CONNECTION_CLOSED|CONNECTION_ABORTED|EMPTY_RESPONSE|SOCKET_NOT_CONNECTED|NETWORK_CHANGED|CONTENT_LENGTH_MISMATCH|INCOMPLETE_/, 'reset'],
  [/TIMED_OUT/, 'timeout'],
  [/CERT_|SSL_|BAD_SSL|QUIC_HANDSHAKE/, 'tls'],
  [/TOO_MANY_REDIRECTS/, 'too-many-redirects'],
  [/RESPONSE_HEADERS_TOO_BIG/, 'too-large'],
  [/INVALID_URL|UNKNOWN_URL_SCHEME|DISALLOWED_URL_SCHEME/, 'bad-url'],
  [/ABORTED/, 'unsupported-type'], // the answer is a download or has no content
  [/INVALID_RESPONSE|INVALID_HTTP_RESPONSE|HTTP2_|CONTENT_DECODING|INVALID_REDIRECT|RESPONSE_HEADERS_/, 'parse-error'],
];

/** Maps what Playwright throws to a failure; what it does not know is judged as any other error. */
export const failureOfBrowser = (error: unknown): GatherFailure => {
  const message = error instanceof Error ? error.message : String(error);
  const detail = (message.split('\n')[0] ?? '').slice(0, 300);
  const net = /net::ERR_([A-Z0-9_]+)/.exec(message)?.[1];
  const kind = net ? BY_NET_ERROR.find(([names]) => names.test(net))?.[1] : undefined;
  if (kind) return failed(kind, detail);
  if (/Download is starting/.test(message)) return failed('unsupported-type', detail);
  if (/Timeout \d+ms exceeded/.test(message)) return failed('timeout', detail);
  if (/crashed|(Target|page|context|browser).*closed|disconnected/i.test(message)) return failed('browser-crash', detail);
  if (/Execution context was destroyed|Cannot find context|frame was detached|is interrupted by another navigation/i.test(message))
    return failed('not-rendered', `the page went elsewhere while it was looked at: ${detail}`);
  return failureOf(error);
};
