import { technologyIn } from '../../config/technologies.ts';
import { defineCheck } from '../contract.ts';
import { ABSENT_MESSAGES, SEARCH_PARTS, SITE_PARTS, absent, hitEvidence, labelled, siteFor } from '../concepts/for-check.ts';
import { about } from '../concepts/proof.ts';
import { elementEvidence, textEvidence } from '../evidence.ts';

const KINDS = ['identity', 'sign-in'] as const;

export const check = defineCheck({
  title: 'Sign-in or digital identity',
  why: 'An entry where users identify themselves: a form, an identity provider, an e-ID (LOSI #245).',
  needs: SITE_PARTS,
  site: SEARCH_PARTS,
  messages: {
    ...ABSENT_MESSAGES,
    form: 'There is a sign-in form.',
    provider: 'A sign-in link leads to an identity provider or names one.',
    'sign-in-page': 'There is a page to sign in.',
    'leads-on': 'A sign-in link leads on to a page that asks for identification.',
  },
  run: (view) => {
    const site = siteFor(view);
    for (const reading of site.readings) {
      if (reading.page.host !== 'portal') continue;
      const form = reading.forms.find((candidate) => candidate.purpose === 'login');
      if (form)
        return {
          outcome: 'pass',
          reason: 'form',
          data: { strength: 0.9 },
          evidence: [elementEvidence(reading.page, form.selector, `form: ${form.fields.map((field) => field.label || field.name).join(', ')}`)],
        };
    }
    for (const concept of ['digital-id', 'sign-in', 'log-in'])
      for (const { reading } of site.naming(concept)) {
        const top = about(reading, concept);
        if (top) return { outcome: 'pass', reason: 'sign-in-page', data: { strength: 0.85 }, evidence: [textEvidence(reading.page, top.unit.text, top.unit.selector)] };
      }
    for (const found of labelled(site, ['sign-in', 'log-in', 'digital-id'], { kinds: ['link'], share: 0.3 })) {
      const url = found.hit.unit.link?.url;
      if (!url) continue;
      if (KINDS.some((kind) => technologyIn(url, kind, ['host', 'link']) ?? technologyIn(found.hit.unit.text, kind, ['named'])))
        return { outcome: 'pass', reason: 'provider', data: { strength: 0.9 }, evidence: [hitEvidence(found)] };
      if (site.at(url)?.state === 'login-wall' || site.hostOf(url) !== 'portal') return { outcome: 'pass', reason: 'leads-on', data: { strength: 0.75 }, evidence: [hitEvidence(found)] };
    }
    return absent(view, { concept: 'sign-in', locus: 'portal' });
  },
});
