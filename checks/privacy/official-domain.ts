import { hostKind } from '../../crawler/host-kind.ts';
import { isHostersDomain } from '../../crawler/url.ts';
import { defineCheck, type Result } from '../contract.ts';
import { connectionEvidence } from '../evidence.ts';

type Reason = 'government-name' | 'hosters-name' | 'not-known-by-name' | 'nothing-read';

export const check = defineCheck({
  title: 'The address shows that the portal is official',
  why: 'Names below a suffix that only public bodies get are what people can tell a copy by (UK Government, guidance on .gov.uk names; US DOTGOV Act 2020). LOSI #281 asks for more: institution/official-site.',
  needs: ['response'] as const,
  site: [] as const,
  messages: {
    'government-name': '{host} is below a name that only public bodies get.',
    'hosters-name': '{host} is below the name of a company that hosts anybody’s pages.',
    'not-known-by-name': '{host} does not tell by itself whose it is; the list of official suffixes is not complete.',
    'nothing-read': 'The start page could not be read.',
  },
  remedy: {
    'hosters-name': 'Move the portal to a name of the authority’s own, below the government suffix where there is one.',
    'not-known-by-name': 'Use a name below the government suffix where there is one.',
  },
  run: (view): Result<Reason> => {
    if (!view.home) return { outcome: 'untested', reason: 'nothing-read' };
    const { url, capture } = view.home;
    const host = new URL(url).hostname;
    const data = { host };
    const evidence = [connectionEvidence({ url, capture: capture.hash, observedAt: capture.fetchedAt }, 'host', host)];
    if (hostKind(url, { start: 'https://nowhere.invalid/', aliases: [], portals: [] }) === 'government') return { outcome: 'pass', reason: 'government-name', data, evidence };
    return isHostersDomain(url) ? { outcome: 'fail', reason: 'hosters-name', data, evidence } : { outcome: 'unsure', reason: 'not-known-by-name', data, evidence };
  },
});
