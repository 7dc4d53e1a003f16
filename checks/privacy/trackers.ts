import { thirdPartyOf, type ThirdPartyName } from '../../config/tracking.ts';
import { isFailure } from '../../crawler/artifact.ts';
import { defineCheck, type Result, type ViewPage } from '../contract.ts';
import { textEvidence } from '../evidence.ts';
import { openedPages, seenAt, thirdPartiesTold, UNSEEN, UNSEEN_MESSAGES } from '../first-visit.ts';
import { portalPages } from '../response.ts';

type Reason = 'none-known' | 'found' | 'written-in-page' | 'not-opened';
const MOST_EVIDENCE = 10;

export const check = defineCheck({
  title: 'No tracker is loaded before the visitor agrees',
  why: 'Services for advertising, audience measurement and social networks need consent before they are loaded (ePrivacy Directive art. 5(3); EDPB Guidelines 2/2023). Which hosts those are: third-party-web, kept with HTTP Archive.',
  needs: ['rendered', 'markup'] as const,
  site: [] as const,
  messages: {
    ...UNSEEN_MESSAGES,
    'none-known': 'The {pages} pages opened load no known tracker.',
    found: 'Loaded before anybody could agree: {names}.',
    'written-in-page': 'Named in the pages, which were not opened in a browser: {names}.',
  },
  remedy: { found: 'Leave it out, measure with a service of your own, or load it once the visitor has agreed.', 'written-in-page': 'See in a browser whether it is loaded before the visitor agrees.' },
  run: (view): Result<Reason> => {
    const opened = openedPages(view);
    if (opened.length) {
      const trackers = thirdPartiesTold(view, opened).filter(({ who }) => who?.tracks);
      const data = { pages: opened.length, names: [...new Set(trackers.map(({ who }) => who!.name))].join(', ') };
      if (!trackers.length) return { outcome: 'pass', reason: 'none-known', data };
      const evidence = trackers.slice(0, MOST_EVIDENCE).map(({ at, host, who, kinds }) => seenAt(at, `request to ${host}`, [who!.name, who!.category, kinds.join(', ')].filter(Boolean).join(' · ')));
      return { outcome: 'fail', reason: 'found', data, evidence };
    }
    const written = portalPages(view).flatMap((page) => sourcesOf(page).map(({ src, who }) => ({ page, src, who })));
    if (!written.length) return UNSEEN;
    const byName = new Map(written.map((one) => [one.who.name, one]));
    return {
      outcome: 'unsure',
      reason: 'written-in-page',
      data: { names: [...byName.keys()].join(', ') },
      evidence: [...byName.values()].slice(0, MOST_EVIDENCE).map(({ page, src }) => textEvidence(page, src)),
    };
  },
});

/** Scripts and frames of trackers that the page names. Whether they wait for consent, only a browser shows. */
const sourcesOf = ({ parts: { markup } }: ViewPage<'markup'>): readonly { readonly src: string; readonly who: ThirdPartyName }[] =>
  isFailure(markup)
    ? []
    : [...markup.scriptSources, ...markup.iframes].flatMap(({ src }) => {
        const host = URL.parse(src.replace(/^\/\//, 'https://'))?.hostname;
        const who = host ? thirdPartyOf(host) : null;
        return who?.tracks ? [{ src, who }] : [];
      });
