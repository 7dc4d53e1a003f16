import { isFailure } from '../../crawler/artifact.ts';
import { defineCheck } from '../contract.ts';
import { isSecure, portalPages, siteFact } from '../response.ts';

export const check = defineCheck({
  title: 'The way from HTTP to HTTPS is the shortest',
  why: 'Only a first hop to HTTPS on the same host lets the browser learn to stay there (RFC 6797 §7.2; MDN HTTP Observatory: redirection).',
  needs: [] as const,
  site: ['https'] as const,
  messages: {
    direct: 'The first hop leads to HTTPS on the same host.',
    'not-needed': 'Plain HTTP is not answered, so no hop is needed.',
    'other-host': 'The first hop leads to another host ({to}), so browsers never learn to ask {host} over HTTPS.',
    'http-first': 'The first hop leads to another address over plain HTTP ({to}).',
    'not-to-https': 'The hops do not end at HTTPS.',
    missing: 'Plain HTTP is answered without leading to HTTPS.',
    'not-inspected': 'The connection was not inspected.',
  },
  remedy: {
    'other-host': 'Redirect to https://{host}/ first and from there to the final host.',
    'http-first': 'Redirect to https://{host}/ first and from there to the final address.',
    'not-to-https': 'Redirect to the same address over HTTPS.',
    missing: 'Answer HTTP requests with 301 to the same address over HTTPS.',
  },
  run: (view) => {
    const { https } = view.site;
    if (isFailure(https)) return { outcome: 'untested', reason: 'not-inspected' };
    if (https.httpStatus === null && !portalPages(view).some((page) => isSecure(page.url))) return { outcome: 'untested', reason: 'not-inspected' };
    if (https.httpStatus === null) return { outcome: 'pass', reason: 'not-needed', evidence: [siteFact(view, https.httpUrl, 'answer over plain HTTP', 'none')] };
    const [first] = https.chain;
    const evidence = [siteFact(view, https.httpUrl, 'redirects', https.chain.map((hop) => `${hop.status} ${hop.to}`).join(' → ') || 'none')];
    if (!first) return { outcome: 'fail', reason: 'missing', evidence };
    const host = new URL(https.httpUrl).hostname;
    const data = { host, to: first.to, hops: https.chain.length };
    if (!https.redirectsToHttps) return { outcome: 'fail', reason: 'not-to-https', data, evidence };
    if (!isSecure(first.to)) return { outcome: 'fail', reason: 'http-first', data, evidence };
    if (new URL(first.to).hostname !== host) return { outcome: 'unsure', reason: 'other-host', data, evidence };
    return { outcome: 'pass', reason: 'direct', data, evidence };
  },
});
