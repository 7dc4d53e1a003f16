import { thresholds } from '../../config/thresholds.ts';
import { defineCheck, type Evidence, type ResponseState, type Result, type ViewPage } from '../contract.ts';
import { connectionEvidence } from '../evidence.ts';

const BROKEN = new Set<ResponseState>(['not-found', 'soft-404']);
/** What answered neither with content nor with its absence says nothing of the link. */
const ANSWERED = new Set<ResponseState>(['ok', 'empty-shell', 'not-html', 'login-wall', 'not-found', 'soft-404']);
const MOST_EVIDENCE = 10;

export const check = defineCheck({
  title: 'Links within the portal lead somewhere',
  why: 'A dead link ends the way to a service, and a page that says “not found” with status 200 hides that from the portal’s own tools (RFC 9110 §15.5.5; GOV.UK Service Standard point 10).',
  needs: [] as const,
  messages: {
    'none-broken': 'All {read} links of the portal that were followed lead to something.',
    'few-broken': '{broken} of {read} links of the portal that were followed lead to nothing.',
    'many-broken': '{broken} of {read} links of the portal that were followed lead to nothing.',
    'too-few': 'Only {read} links of the portal were followed; of fewer than {least} no share is given.',
  },
  remedy: { 'few-broken': 'Mend the links listed, or redirect the old addresses.', 'many-broken': 'Mend the links listed, redirect old addresses, and look for dead links every week.' },
  run: (view): Result<'none-broken' | 'few-broken' | 'many-broken' | 'too-few'> => {
    const { least_links_read: least, broken_share: most } = thresholds().quality;
    const followed = view.all.filter((page) => page.host === 'portal' && page.via.length > 0 && ANSWERED.has(page.state));
    const dead = followed.filter((page) => BROKEN.has(page.state));
    const share = followed.length ? dead.length / followed.length : 0;
    const data = { read: followed.length, broken: dead.length, share, least };
    if (followed.length < least) return { outcome: 'untested', reason: 'too-few', data };
    const evidence = dead.slice(0, MOST_EVIDENCE).map(deadLink);
    if (!dead.length) return { outcome: 'pass', reason: 'none-broken', data };
    return share > most ? { outcome: 'fail', reason: 'many-broken', data, evidence } : { outcome: 'unsure', reason: 'few-broken', data, evidence };
  },
});

/** The dead page, with the way on which it was met. */
const deadLink = (page: ViewPage<never>): Evidence => ({
  ...connectionEvidence(
    { url: page.url, capture: page.capture.hash, observedAt: page.capture.fetchedAt },
    'answer',
    page.state === 'soft-404' ? `${page.capture.status}, but says “not found”` : String(page.capture.status),
  ),
  linkTrail: page.via,
});
