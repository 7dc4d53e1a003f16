import { isFailure } from '../../crawler/artifact.ts';
import { defineCheck } from '../contract.ts';
import { isSecure, portalPages, siteFact } from '../response.ts';

export const check = defineCheck({
  title: 'Pages come over HTTPS',
  why: 'Without encryption anybody on the way can read and change what citizens see and send (RFC 9110 §4.2.2, RFC 9325; LOSI and OSI: the portal is secure).',
  needs: ['response'] as const,
  site: ['https'] as const,
  messages: {
    secure: 'Pages are served over HTTPS and plain HTTP leads there.',
    'https-only': 'Pages are served over HTTPS; plain HTTP is not answered.',
    'no-https': 'The portal answers over plain HTTP only.',
    'served-over-http': '{affected} of {pages} pages are served over plain HTTP.',
    'no-redirect': 'HTTPS works, but who asks over plain HTTP stays there.',
    'http-not-answered': 'Plain HTTP is answered with an error ({status}), so nobody is led to HTTPS.',
    'not-inspected': 'The connection was not inspected.',
  },
  remedy: {
    'no-https': 'Get a certificate (for example by ACME, RFC 8555), serve everything over HTTPS and redirect HTTP there.',
    'served-over-http': 'Redirect every HTTP address to the same address over HTTPS.',
    'no-redirect': 'Answer HTTP requests with 301 to the same address over HTTPS.',
    'http-not-answered': 'Answer HTTP requests with 301 to the same address over HTTPS, or close port 80.',
  },
  run: (view) => {
    const pages = portalPages(view);
    const plain = pages.filter((page) => !isSecure(page.url));
    const { https } = view.site;
    const unreachable = !isFailure(https) && !https.httpsReachable;
    if (unreachable && (plain.length > 0 || https.httpStatus !== null)) return { outcome: 'fail', reason: 'no-https', evidence: [siteFact(view, https.httpUrl, 'HTTPS', 'not answered')] };
    if (plain[0]) return { outcome: 'fail', reason: 'served-over-http', data: { affected: plain.length, pages: pages.length }, evidence: [siteFact(view, plain[0].url, 'scheme', 'http')] };
    if (isFailure(https) || unreachable) return { outcome: 'untested', reason: 'not-inspected' };
    const hops = siteFact(view, https.httpUrl, 'answer over plain HTTP', https.httpStatus === null ? 'none' : [https.httpStatus, ...https.chain.map((hop) => hop.to)].join(' → '));
    if (https.redirectsToHttps) return { outcome: 'pass', reason: 'secure', evidence: [hops] };
    if (!pages.length) return { outcome: 'untested', reason: 'not-inspected' }; // nothing came over HTTPS, so it is not known to work
    if (https.httpStatus === null) return { outcome: 'pass', reason: 'https-only', data: { strength: 0.75 }, evidence: [hops] };
    if (https.httpStatus >= 400) return { outcome: 'unsure', reason: 'http-not-answered', data: { status: https.httpStatus }, evidence: [hops] };
    return { outcome: 'fail', reason: 'no-redirect', evidence: [hops] };
  },
});
