import { thresholds } from '../../config/thresholds.ts';
import { isFailure } from '../../crawler/artifact.ts';
import { defineCheck } from '../contract.ts';
import { siteFact } from '../response.ts';

export const check = defineCheck({
  title: 'The encryption is of a current version',
  why: 'TLS below 1.2 is broken and no longer allowed (RFC 8996, RFC 9325 §3.1.1).',
  needs: [] as const,
  site: ['tls'] as const,
  messages: {
    current: 'The server speaks {protocol}.',
    old: 'The best the server speaks is {protocol}, which is no longer allowed.',
    unknown: 'The server speaks {protocol}, which we cannot place.',
    'not-inspected': 'No encrypted connection could be inspected.',
  },
  remedy: { unknown: 'Make sure that TLS 1.3 or 1.2 is switched on.', old: 'Switch on TLS 1.3 and 1.2 and switch off everything older.' },
  run: (view) => {
    const { tls } = view.site;
    if (isFailure(tls) || !tls.protocol) return { outcome: 'untested', reason: 'not-inspected' };
    const { tls_current, tls_old } = thresholds().security;
    const data = { protocol: tls.protocol, cipher: tls.cipher };
    const evidence = [siteFact(view, `https://${tls.host}/`, 'TLS version', tls.protocol)];
    if (tls_current.includes(tls.protocol)) return { outcome: 'pass', reason: 'current', data, evidence };
    return tls_old.includes(tls.protocol) ? { outcome: 'fail', reason: 'old', data, evidence } : { outcome: 'unsure', reason: 'unknown', data, evidence };
  },
});
