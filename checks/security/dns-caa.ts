import { isFailure } from '../../crawler/artifact.ts';
import { defineCheck } from '../contract.ts';
import { siteFact } from '../response.ts';

export const check = defineCheck({
  title: 'Only named authorities may issue certificates for the portal',
  why: 'Without such a record any authority in the world may vouch for a false copy of the portal (RFC 8659).',
  needs: [] as const,
  site: ['dns'] as const,
  messages: {
    limited: 'Certificates for {host} may be issued by {authorities} only ({at}).',
    forbidden: 'No authority may issue certificates for {host} ({at}).',
    'names-nobody': 'There are CAA records at {at}, but none of them limits who may issue.',
    missing: 'Neither {host} nor a domain above it has a CAA record: any authority may issue certificates.',
    'not-asked': 'The name system was not asked or did not answer.',
  },
  remedy: {
    'names-nobody': 'Add a CAA record with the property issue and the name of your certificate authority.',
    missing: 'Add a CAA record to the domain with the property issue and the name of your certificate authority.',
  },
  run: (view) => {
    const { dns } = view.site;
    if (isFailure(dns)) return { outcome: 'untested', reason: 'not-asked' };
    const { host, caa } = dns;
    const evidence = [siteFact(view, `https://${host}/`, `CAA records${caa.at ? ` at ${caa.at}` : ''}`, caa.records.join(' · ') || 'none')];
    const data = { host, at: caa.at };
    if (!caa.records.length) return { outcome: 'fail', reason: 'missing', data, evidence };
    const issuers = caa.records.flatMap((record) => /^issue (.*)$/i.exec(record)?.[1]?.split(';')[0]?.trim() ?? []);
    if (!issuers.length) return { outcome: 'fail', reason: 'names-nobody', data, evidence };
    const authorities = issuers.filter(Boolean); // an empty name forbids, unless another one allows (RFC 8659 §4.2)
    return authorities.length ? { outcome: 'pass', reason: 'limited', data: { ...data, authorities }, evidence } : { outcome: 'pass', reason: 'forbidden', data, evidence };
  },
});
