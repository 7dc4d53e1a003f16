import { thresholds } from '../../config/thresholds.ts';
import { isFailure } from '../../crawler/artifact.ts';
import { defineCheck } from '../contract.ts';
import { daysBetween } from '../dates.ts';
import { siteFact } from '../response.ts';

const CHAIN_BROKEN = 'UNABLE_TO_VERIFY_LEAF_SIGNATURE';

export const check = defineCheck({
  title: 'The certificate is valid',
  why: 'It proves that the portal is who it says; browsers warn people off where it does not (RFC 5280 §6, RFC 9525 §6).',
  needs: [] as const,
  site: ['tls'] as const,
  messages: {
    valid: 'The certificate names {host}, is trusted and runs until {until}.',
    'ends-soon': 'The certificate is valid but ends in {days} days.',
    expired: 'The certificate ended on {until}.',
    'not-yet': 'The certificate begins only on {from}.',
    'other-name': 'The certificate is for {names}, not for {host}.',
    'chain-incomplete': 'The server does not send the certificate between its own and the trusted one; some browsers cope, others refuse.',
    untrusted: 'The certificate is not trusted ({error}).',
    'not-inspected': 'No encrypted connection could be inspected.',
  },
  remedy: {
    'ends-soon': 'Renew it now and let renewal run by itself (ACME, RFC 8555).',
    expired: 'Renew it and let renewal run by itself (ACME, RFC 8555).',
    'not-yet': 'Install one that is valid today.',
    'other-name': 'Get a certificate that names {host}.',
    'chain-incomplete': 'Install the full chain that the certificate authority gives.',
    untrusted: 'Get a certificate from an authority that browsers trust.',
  },
  run: (view) => {
    const { tls } = view.site;
    if (isFailure(tls)) return { outcome: 'untested', reason: 'not-inspected' };
    const until = tls.validTo.slice(0, 10);
    const days = daysBetween(view.asOf, until);
    const data = { host: tls.host, from: tls.validFrom.slice(0, 10), until, days, names: tls.subjectNames.slice(0, 5), issuer: tls.issuer, error: tls.error };
    const fact = (name: string, value: string) => [siteFact(view, `https://${tls.host}/`, name, value)];
    if (days < 0) return { outcome: 'fail', reason: 'expired', data, evidence: fact('certificate valid until', tls.validTo) };
    if (daysBetween(view.asOf, tls.validFrom) > 0) return { outcome: 'fail', reason: 'not-yet', data, evidence: fact('certificate valid from', tls.validFrom) };
    if (!tls.subjectNames.some((name) => names(name, tls.host))) return { outcome: 'fail', reason: 'other-name', data, evidence: fact('certificate names', tls.subjectNames.join(', ')) };
    if (!tls.authorized)
      return tls.error === CHAIN_BROKEN
        ? { outcome: 'unsure', reason: 'chain-incomplete', data, evidence: fact('certificate trust', tls.error) }
        : { outcome: 'fail', reason: 'untrusted', data, evidence: fact('certificate trust', tls.error) };
    const evidence = fact('certificate valid until', tls.validTo);
    return days <= thresholds().security.certificate_warn_days ? { outcome: 'pass', reason: 'ends-soon', data, evidence } : { outcome: 'pass', reason: 'valid', data, evidence };
  },
});

/** A star stands for exactly one leftmost label (RFC 9525 §6.3). */
const names = (pattern: string, host: string): boolean => {
  const [name, asked] = [pattern.toLowerCase(), host.toLowerCase().replace(/^\[|\]$/g, '')];
  return name === asked || (name.startsWith('*.') && asked.includes('.') && asked.slice(asked.indexOf('.') + 1) === name.slice(2));
};
