import { isFailure } from '../../crawler/artifact.ts';
import { defineCheck } from '../contract.ts';
import { connectionEvidence } from '../evidence.ts';
import { sharing } from '../observatory/headers.ts';
import { UNREAD_MESSAGES, headerSeen, headerValue, responseOf, worstPage } from '../response.ts';

const ALLOW = 'access-control-allow-origin';
const CREDENTIALS = 'access-control-allow-credentials';
const POLICY = 'cross-origin-resource-policy';
const POLICIES = new Set(['same-origin', 'same-site', 'cross-origin']);

export const check = defineCheck({
  title: 'Signed-in content is not shared with every other site',
  why: 'A page readable by any site together with the visitor’s cookies lets that site act as the visitor (Fetch Standard §3.2 and §3.7; MDN HTTP Observatory: cross-origin-resource-sharing, cross-origin-resource-policy).',
  needs: ['response'] as const,
  site: ['crossOrigin'] as const,
  messages: {
    ...UNREAD_MESSAGES,
    'not-shared': 'Other sites cannot read the pages by script.',
    restricted: 'Only {allowed} may read the pages by script.',
    public: 'Any site may read the pages by script, without the visitor’s cookies.',
    'any-site-asking': 'Whichever site asks may read the pages together with the visitor’s cookies ({url} allowed {origin}).',
    'credentials-for-all': 'The headers let any site that hides its name read the pages together with the visitor’s cookies.',
    'credentials-refused': 'The headers let any site read the pages together with the visitor’s cookies; browsers refuse this, so whoever relies on it is let down.',
    'policy-unreadable': 'Cross-Origin-Resource-Policy has a value that browsers do not know.',
  },
  remedy: {
    'any-site-asking': 'Compare the Origin with a list of the sites that need it, or drop Access-Control-Allow-Credentials.',
    'credentials-for-all': 'Name the sites that need it in Access-Control-Allow-Origin, or drop Access-Control-Allow-Credentials.',
    'credentials-refused': 'Name the sites that need it in Access-Control-Allow-Origin, or drop Access-Control-Allow-Credentials.',
    'policy-unreadable': 'Send Cross-Origin-Resource-Policy: same-origin.',
  },
  run: (view) => {
    const { crossOrigin } = view.site;
    if (!isFailure(crossOrigin) && sharing(crossOrigin) === 'cross-origin-resource-sharing-implemented-with-universal-access') {
      const { url, origin } = crossOrigin;
      const seen = { url, capture: view.home?.capture.hash ?? '', observedAt: view.home?.capture.fetchedAt ?? view.asOf };
      return { outcome: 'fail', reason: 'any-site-asking', data: { url, origin }, evidence: [connectionEvidence(seen, `asked from ${origin}`, 'allowed, with credentials')] };
    }
    return worstPage(view, (page) => {
      const response = responseOf(page);
      if (!response) return null;
      const allowed = headerValue(response, ALLOW);
      const policy = headerValue(response, POLICY)?.toLowerCase() ?? null;
      const data = { allowed, policy };
      const evidence = [headerSeen(page, ALLOW, allowed), ...(policy ? [headerSeen(page, POLICY, policy)] : [])];
      const anybody = allowed === '*' || allowed === 'null';
      if (anybody && headerValue(response, CREDENTIALS)?.toLowerCase() === 'true') {
        const shown = [...evidence, headerSeen(page, CREDENTIALS, 'true')];
        // browsers never combine the star with credentials (Fetch Standard §3.3.5), but a hidden frame is `null`
        return allowed === '*' ? { outcome: 'unsure', reason: 'credentials-refused', data, evidence: shown } : { outcome: 'fail', reason: 'credentials-for-all', data, evidence: shown };
      }
      if (policy !== null && !POLICIES.has(policy)) return { outcome: 'unsure', reason: 'policy-unreadable', data, evidence };
      if (anybody) return { outcome: 'pass', reason: 'public', data, evidence };
      return { outcome: 'pass', reason: allowed === null ? 'not-shared' : 'restricted', data, evidence };
    });
  },
});
