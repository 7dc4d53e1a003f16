import { defineCheck } from '../contract.ts';
import { UNREAD_MESSAGES, headerSeen, headerValue, responseOf, worstPage } from '../response.ts';

const ALLOW = 'access-control-allow-origin';
const CREDENTIALS = 'access-control-allow-credentials';
const POLICY = 'cross-origin-resource-policy';
const POLICIES = new Set(['same-origin', 'same-site', 'cross-origin']);

export const check = defineCheck({
  title: 'Signed-in content is not shared with every other site',
  why: 'A page readable by any site together with the visitor’s cookies lets that site act as the visitor (Fetch Standard §3.2 and §3.7; MDN HTTP Observatory: cross-origin-resource-sharing, cross-origin-resource-policy).',
  needs: ['response'] as const,
  site: [] as const,
  messages: {
    ...UNREAD_MESSAGES,
    'not-shared': 'Other sites cannot read the pages by script.',
    restricted: 'Only {allowed} may read the pages by script.',
    public: 'Any site may read the pages by script, without the visitor’s cookies.',
    'credentials-for-all': 'The headers let any site read the pages together with the visitor’s cookies.',
    'policy-unreadable': 'Cross-Origin-Resource-Policy has a value that browsers do not know.',
  },
  remedy: {
    'credentials-for-all': 'Name the sites that need it in Access-Control-Allow-Origin, or drop Access-Control-Allow-Credentials.',
    'policy-unreadable': 'Send Cross-Origin-Resource-Policy: same-origin.',
  },
  run: (view) =>
    worstPage(view, (page) => {
      const response = responseOf(page);
      if (!response) return null;
      const allowed = headerValue(response, ALLOW);
      const policy = headerValue(response, POLICY)?.toLowerCase() ?? null;
      const known = policy === null || POLICIES.has(policy);
      const data = (sharing: string) => ({
        allowed,
        policy,
        observatory: [`cross-origin-resource-sharing-${sharing}`, `cross-origin-resource-policy-${policy === null ? 'not-implemented' : known ? `implemented-with-${policy}` : 'header-invalid'}`],
      });
      const evidence = [headerSeen(page, ALLOW, allowed), ...(policy ? [headerSeen(page, POLICY, policy)] : [])];
      const anybody = allowed === '*' || allowed === 'null';
      if (anybody && headerValue(response, CREDENTIALS)?.toLowerCase() === 'true')
        return { outcome: 'fail', reason: 'credentials-for-all', data: data('implemented-with-universal-access'), evidence: [...evidence, headerSeen(page, CREDENTIALS, 'true')] };
      if (!known) return { outcome: 'unsure', reason: 'policy-unreadable', data: data(allowed === null ? 'not-implemented' : 'implemented-with-public-access'), evidence };
      if (anybody) return { outcome: 'pass', reason: 'public', data: data('implemented-with-public-access'), evidence };
      return allowed === null
        ? { outcome: 'pass', reason: 'not-shared', data: data('not-implemented'), evidence }
        : { outcome: 'pass', reason: 'restricted', data: data('implemented-with-restricted-access'), evidence };
    }),
});
