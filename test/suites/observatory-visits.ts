import fc from 'fast-check';
import type { Requests } from './observatory-artifacts.ts';

/** Visits made up from words that the published tests tell apart, in every mixture. */

const some = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 2 });

const directive = some(
  'default-src',
  'script-src',
  'style-src',
  'object-src',
  'img-src',
  'media-src',
  'frame-ancestors',
  'base-uri',
  'form-action',
  'report-uri',
  'report-to',
  'sandbox',
  'Connect-Src',
  'upgrade-insecure-requests',
);
const sourceWord = some("'none'", "'self'", "'SELF'", "'unsafe-inline'", "'unsafe-eval'", "'strict-dynamic'", "'nonce-Abc'", "'sha256-xyz'", 'data:', 'blob:', '*', 'http:', 'https:', 'ftp:').chain(
  (word) =>
    some(
      word,
      word,
      word,
      'https://a.example',
      'https://a.example/',
      'https://a.example/x/',
      'https://a.example/x/y',
      'http://b.example',
      'ftp://c.example',
      'https://*',
      'http://*.*',
      'https://a.example/%zz',
      '/',
      'x',
    ),
);
const policy = fc
  .array(
    fc.tuple(directive, fc.array(sourceWord, { maxLength: 4 })).map(([name, sources]) => [name, ...sources].join(' ')),
    { maxLength: 5 },
  )
  .chain((parts) => some('; ', ';', ' ;; ', ', ').map((joint) => parts.join(joint)));
const cookie = fc
  .tuple(
    some('lang', 'SESSIONID', 'login', 'csrftoken', 'XSRF-TOKEN', 'heroku-session-affinity', 'sid', ''),
    fc.subarray(['Secure', 'HttpOnly', 'Path=/', 'Max-Age=0', 'Domain=mozilla.org', 'Domain=.mozilla.org', 'Domain=org', 'Domain=other.example', 'Domain=www.mozilla.org']),
    maybe(some('SameSite=Lax', 'samesite=STRICT', 'SameSite=None', 'SameSite=', 'SameSite', 'SameSite=Maybe', 'SameSite = Lax')),
  )
  .map(([name, flags, sameSite]) => [`${name}=1`, ...flags, ...(sameSite ? [sameSite] : [])].join('; '));
const script = fc
  .tuple(
    some(
      '',
      '/a.js',
      'a.js',
      '//cdn.example/a.js',
      '//www.mozilla.org/a.js',
      'https://www.mozilla.org/a.js',
      'http://www.mozilla.org/a.js',
      'https://cdn.example.com/a.js',
      'HTTP://cdn.example.com/a.js',
      'https://localhost/a.js',
      'data:text/javascript,1',
      ' https://cdn.example.com/b.js ',
    ),
    some('', ' integrity="sha384-x"', ' integrity=""', ' type="application/ld+json"', ' type="module" integrity="sha256-y"'),
  )
  .map(([src, rest]) => `<script${src ? ` src="${src}"` : ''}${rest}></script>`);
const route = fc.tuple(
  some('http://mozilla.org/', 'http://pokeinthe.io/'),
  fc.array(some('https://mozilla.org/', 'https://www.mozilla.org/', 'http://www.mozilla.org/', 'https://mozilla.org:8443/', 'https://www.pokeinthe.io/', 'https://pokeinthe.io/'), { maxLength: 3 }),
);

export const arbitraryVisit = fc.record({
  hostname: some('mozilla.org', 'mozilla.org', 'www.mozilla.org', 'bugzilla.mozilla.org', 'facebook.com'),
  csp: maybe(policy),
  reportOnly: maybe(policy),
  metas: fc.array(policy, { maxLength: 3 }),
  base: maybe(some('https://cdn.example.com/', '/x/', 'https://www.mozilla.org/')),
  cookies: fc.array(cookie, { maxLength: 3 }),
  hsts: maybe(
    some(
      'max-age=31536000',
      'max-age=15552000; includeSubDomains',
      'Max-Age=86400',
      'max-age=0',
      'includeSubDomains',
      'max-age="31536000"',
      'max-age=x',
      'max-age=1, max-age=31536000',
      'max-age = 9',
      '',
      'max-age=1; max-age=99999999',
    ),
  ),
  referrer: maybe(some('no-referrer', 'UNSAFE-URL', 'origin, strict-origin', 'whimsy', 'no-referrer,whimsy', '')),
  referrerMetas: fc.array(some('same-origin', 'unsafe-url', 'always', ''), { maxLength: 2 }),
  type: maybe(some('nosniff', ' NoSniff ', 'nosniff, nosniff', 'no', '')),
  frame: maybe(some('DENY', 'sameorigin ', 'SAMEORIGIN, SAMEORIGIN', 'ALLOW-FROM https://a.example', 'all', '')),
  resource: maybe(some('same-origin', 'Same-Site', 'cross-origin', 'mine', ' ', '')),
  allowed: maybe(some('*', ' * ', 'null', 'https://asking.example', 'https://map.example', '')),
  credentials: maybe(some('true', ' TRUE ', 'false')),
  scripts: fc.array(script, { maxLength: 4 }),
  contentType: some('text/html', 'text/html; charset=utf-8', 'text/html', 'application/xhtml+xml', 'application/json', 'Text/HTML'),
  http: fc.boolean(),
  route,
  https: some('yes', 'yes', 'yes', 'none', 'untrusted'),
});
type Visit = typeof arbitraryVisit extends fc.Arbitrary<infer T> ? T : never;

interface Theirs {
  readonly emptyRequests: () => any;
  readonly parseHttpEquivHeaders: (html: string, url: string) => Map<string, string[]>;
}

/** A made-up visit in the published cases' shape, cookies in their jar and meta elements through their parser. */
export const visitOf = (visit: Visit, { emptyRequests, parseHttpEquivHeaders }: Theirs): Requests => {
  const requests = emptyRequests();
  const { auto, cors, https } = requests.responses;
  const set = (headers: Record<string, unknown>, name: string, value: string | null): void => {
    if (value !== null) headers[name] = value;
  };
  requests.hostname = visit.hostname;
  auto.headers['content-type'] = visit.contentType;
  delete auto.headers['Content-Type'];
  set(auto.headers, 'content-security-policy', visit.csp);
  set(auto.headers, 'content-security-policy-report-only', visit.reportOnly);
  set(auto.headers, 'referrer-policy', visit.referrer);
  set(auto.headers, 'x-content-type-options', visit.type);
  set(auto.headers, 'x-frame-options', visit.frame);
  set(auto.headers, 'cross-origin-resource-policy', visit.resource);
  set(https.headers, 'strict-transport-security', visit.hsts);
  if (visit.cookies.length) auto.headers['set-cookie'] = visit.cookies;
  const home = `https://${visit.hostname}/`;
  for (const line of visit.cookies) requests.session.jar.setCookieSync(line, home, { http: true, ignoreError: true });
  cors.request.headers['origin'] = 'https://asking.example';
  set(cors.headers, 'access-control-allow-origin', visit.allowed);
  set(cors.headers, 'access-control-allow-credentials', visit.credentials);
  const metas = visit.metas
    .map((content) => `<meta http-equiv=" Content-Security-Policy" content="${content}">`)
    .concat(visit.referrerMetas.map((content) => `<meta name="Referrer" content="${content}">`));
  requests.resources.path = `<!doctype html><html><head>${visit.base === null ? '' : `<base href="${visit.base}">`}${metas.join('')}</head><body>${visit.scripts.join('')}</body></html>`;
  auto.httpEquiv = parseHttpEquivHeaders(requests.resources.path, home);
  const [first, later] = visit.route;
  requests.responses.httpRedirects = [first, ...later].map((url) => ({ url: new URL(url), status: 301 }));
  if (!visit.http && visit.https !== 'none') {
    requests.responses.http = null;
    requests.responses.httpRedirects = [];
  }
  if (visit.https === 'none') {
    requests.responses.https = null;
    requests.session.url = new URL(`http://${visit.hostname}/`);
  }
  if (visit.https === 'untrusted') {
    https.verified = false;
    // only a way that comes to HTTPS meets the certificate
    if (requests.responses.http && later.some((url) => url.startsWith('https:'))) requests.responses.http.verified = false;
  }
  return requests;
};
