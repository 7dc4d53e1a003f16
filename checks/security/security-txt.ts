import { isFailure } from '../../crawler/artifact.ts';
import { defineCheck } from '../contract.ts';
import { siteFact } from '../response.ts';

export const check = defineCheck({
  title: 'Finders of security holes are told whom to tell',
  why: 'A security.txt names a contact, so that a hole is reported instead of sold (RFC 9116 §2.5: Contact and Expires are required).',
  needs: [] as const,
  site: ['securityTxt'] as const,
  messages: {
    complete: 'security.txt names a contact and runs until {until}.',
    expired: 'security.txt ended on {until}.',
    'no-expires': 'security.txt names a contact but no readable date on which it ends.',
    'no-contact': 'security.txt names no contact.',
    missing: 'There is no security.txt.',
    'other-type': 'Something is sent as security.txt, but as {type} instead of text/plain (RFC 9116 §3).',
    refused: 'security.txt was answered with {status}.',
    'not-asked': 'security.txt was not asked for.',
  },
  remedy: {
    refused: 'Let /.well-known/security.txt be read by everybody.',
    expired: 'Set Expires to a day less than a year ahead.',
    'no-expires': 'Add Expires: with a day less than a year ahead.',
    'no-contact': 'Add Contact: with a mail address or a form.',
    'other-type': 'Send security.txt as text/plain; charset=utf-8.',
    missing: 'Put a text file with Contact: and Expires: at /.well-known/security.txt.',
  },
  run: (view) => {
    const file = view.site.securityTxt;
    if (isFailure(file)) return { outcome: 'untested', reason: 'not-asked' };
    const fact = (name: string, value: string) => [siteFact(view, file.url, name, value)];
    const status = fact('status', String(file.status));
    if (file.status !== 200 && file.status !== 404 && file.status !== 410) return { outcome: 'unsure', reason: 'refused', data: { status: file.status }, evidence: status };
    if (file.status !== 200 || /html/i.test(file.contentType) || /^\s*</.test(file.body))
      return { outcome: 'fail', reason: 'missing', evidence: file.status === 200 ? fact('content type', file.contentType) : status };
    if (file.contentType !== 'text/plain') return { outcome: 'unsure', reason: 'other-type', data: { type: file.contentType || 'no type' }, evidence: fact('content type', file.contentType) };
    const contact = field(file.body, 'contact');
    if (!contact) return { outcome: 'fail', reason: 'no-contact', evidence: status };
    const evidence = fact('Contact', contact);
    const expires = field(file.body, 'expires');
    if (!expires || Number.isNaN(Date.parse(expires))) return { outcome: 'unsure', reason: 'no-expires', evidence };
    const until = expires.slice(0, 10);
    const dated = [...evidence, ...fact('Expires', expires)];
    return until < view.asOf.slice(0, 10) ? { outcome: 'fail', reason: 'expired', data: { until }, evidence: dated } : { outcome: 'pass', reason: 'complete', data: { until }, evidence: dated };
  },
});

const field = (body: string, name: string): string | null => new RegExp(`^${name}:[ \\t]*(\\S.*?)\\s*$`, 'im').exec(body)?.[1] ?? null;
