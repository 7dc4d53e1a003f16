import { isFailure } from '../../crawler/artifact.ts';
import { defineCheck } from '../contract.ts';
import { siteFact } from '../response.ts';

export const check = defineCheck({
  title: 'Nobody else can send mail in the portal’s name',
  why: 'Forged mail from a government’s domain is how citizens are robbed; SPF and DMARC let receivers refuse it (RFC 7208; RFC 7489 §6.3), also for domains that send no mail (RFC 7505).',
  needs: [] as const,
  site: ['dns'] as const,
  messages: {
    guarded: 'Receivers are told to {policy} mail that does not come from the servers of {domain}.',
    'watched-only': 'Forged mail in the name of {domain} is reported on, but delivered (DMARC p=none).',
    'sender-unsure': 'DMARC guards {domain}, but SPF does not end with a refusal.',
    'no-dmarc': '{domain} has no DMARC record: receivers are not told what to do with forged mail.',
    'dmarc-unreadable': 'The DMARC records of {domain} cannot be read: there is more than one, or none names a policy.',
    'no-spf': '{domain} has no SPF record: receivers cannot know which servers send its mail.',
    'spf-unreadable': '{domain} has more than one SPF record, which counts as none (RFC 7208 §4.5).',
    'spf-open': 'The SPF record of {domain} lets every server send (+all).',
    'not-asked': 'The name system was not asked or did not answer.',
  },
  remedy: {
    'watched-only': 'Read the reports, then set p=quarantine and later p=reject.',
    'sender-unsure': 'End the SPF record with -all (or ~all).',
    'no-dmarc': 'Add a TXT record at _dmarc.{domain}: v=DMARC1; p=none; rua=mailto:…, read the reports, then raise p.',
    'dmarc-unreadable': 'Leave one TXT record at _dmarc.{domain} and give it p=quarantine or p=reject.',
    'no-spf': 'Add a TXT record at {domain}: v=spf1 with the servers that send, then -all; v=spf1 -all where none does.',
    'spf-unreadable': 'Merge the SPF records into one.',
    'spf-open': 'End the SPF record with -all (or ~all).',
  },
  run: (view) => {
    const { dns } = view.site;
    if (isFailure(dns)) return { outcome: 'untested', reason: 'not-asked' };
    const { host, domain, spf, dmarc, mx } = dns;
    const fact = (name: string, records: readonly string[]) => siteFact(view, `https://${host}/`, `${name} of ${domain}`, records.join(' · ') || 'none');
    const found = { data: { domain, mx: mx.length }, evidence: [fact('SPF', spf), fact('DMARC', dmarc)] };
    const [sender, ...moreSpf] = spf;
    const [rule, ...moreDmarc] = dmarc;
    if (moreSpf.length) return { outcome: 'fail', reason: 'spf-unreadable', ...found };
    if (sender && /(^|\s)\+?all(\s|$)/i.test(sender)) return { outcome: 'fail', reason: 'spf-open', ...found };
    if (!rule) return { outcome: 'fail', reason: 'no-dmarc', ...found };
    const policy = /;\s*p\s*=\s*(none|quarantine|reject)\s*(;|$)/i.exec(rule)?.[1]?.toLowerCase();
    if (moreDmarc.length || !policy) return { outcome: 'fail', reason: 'dmarc-unreadable', ...found };
    if (!sender) return { outcome: 'fail', reason: 'no-spf', ...found };
    if (policy === 'none') return { outcome: 'unsure', reason: 'watched-only', ...found };
    if (!/(\s[-~]all|\sredirect=\S+)\s*$/i.test(sender)) return { outcome: 'unsure', reason: 'sender-unsure', ...found };
    return { outcome: 'pass', reason: 'guarded', data: { ...found.data, policy }, evidence: found.evidence };
  },
});
