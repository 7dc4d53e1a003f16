import { onHost, signatures } from '../../config/signatures.ts';
import type { Form, Link } from '../../crawler/artifact.ts';
import { SEARCH_PARTS, asked, siteFor } from '../concepts/for-check.ts';
import { searchTrail } from '../concepts/site.ts';
import { defineCheck, type Evidence } from '../contract.ts';
import { elementEvidence, textEvidence } from '../evidence.ts';
import { UNREAD, UNREAD_MESSAGES } from '../response.ts';
import { TECHNOLOGY_PARTS, interfaces, named, recognise, wasRead } from '../technologies.ts';

const SERVICE_FORMS: ReadonlySet<Form['purpose']> = new Set(['application', 'payment', 'login']);
/** Channels on which nobody answers, and those with a person at the other end. */
const SELF_SERVICE = ['web', 'app', 'interface'];
const ASSISTED = ['phone', 'e-mail', 'chat', 'office'];

export const check = defineCheck({
  title: 'Channels to reach services',
  why: 'People choose how they deal with an authority: on the web, in an app, through a program of their own, by phone or at a counter (UN E-Government Survey, omnichannel delivery; LOSI #283, OSI #036b).',
  needs: TECHNOLOGY_PARTS,
  site: SEARCH_PARTS,
  messages: {
    ...UNREAD_MESSAGES,
    several: 'Services are reached by {channels}.',
    'one-sort': 'Only {channels}: either no online channel or nobody to turn to was seen.',
    none: 'No channel to a service was recognised.',
  },
  run: (view) => {
    if (!wasRead(view)) return UNREAD;
    const readings = siteFor(view).readings.filter(({ page }) => page.host === 'portal');
    const linked = (fits: (link: Link) => boolean): Evidence | undefined => {
      for (const { page, links } of readings) {
        const link = links.find(fits);
        if (link) return textEvidence(page, link.href, link.selector);
      }
      return undefined;
    };
    const form = (): Evidence | undefined => {
      for (const { page, forms } of readings) {
        const found = forms.find(({ purpose }) => SERVICE_FORMS.has(purpose));
        if (found) return elementEvidence(page, found.selector, `form: ${found.fields.map(({ label, name }) => label || name).join(', ')}`);
      }
      return undefined;
    };
    const office = asked(view, { concept: 'assisted-access', locus: 'portal' });
    const seen: Readonly<Record<string, Evidence | undefined>> = {
      web: form() ?? named([...recognise(view, 'forms'), ...recognise(view, 'sign-in'), ...recognise(view, 'identity').filter(({ weak }) => !weak)]).evidence[0],
      app: linked(({ url }) => url !== null && onHost(url, signatures().app_stores) !== null),
      interface: named(interfaces(view)).evidence[0],
      phone: linked(({ kind }) => kind === 'tel'),
      'e-mail': linked(({ kind }) => kind === 'mail'),
      chat: linked(({ url }) => url !== null && onHost(url, signatures().messaging_hosts) !== null) ?? named(recognise(view, 'chat')).evidence[0],
      office: office.outcome === 'pass' ? office.evidence?.[0] : undefined,
    };
    const channels = [...SELF_SERVICE, ...ASSISTED].filter((channel) => seen[channel]);
    if (!channels.length) return { outcome: 'not-found', reason: 'none', searched: searchTrail(siteFor(view), null) };
    const found = { data: { channels }, evidence: channels.map((channel) => seen[channel]!) };
    const both = [SELF_SERVICE, ASSISTED].every((sort) => sort.some((channel) => channels.includes(channel)));
    return both ? { outcome: 'pass', reason: 'several', ...found } : { outcome: 'unsure', reason: 'one-sort', ...found };
  },
});
