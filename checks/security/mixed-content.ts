import { isFailure } from '../../crawler/artifact.ts';
import { defineCheck } from '../contract.ts';
import { policiesIn } from '../content-policy.ts';
import { textEvidence } from '../evidence.ts';
import { UNREAD_MESSAGES, headerSeen, headerValue, isSecure, responseOf, worstPage } from '../response.ts';

export const check = defineCheck({
  title: 'Secure pages load nothing over plain HTTP',
  why: 'One part loaded without encryption opens the whole page, or browsers block it and the page breaks (W3C Mixed Content; OWASP Transport Layer Security).',
  needs: ['response', 'markup'] as const,
  messages: {
    ...UNREAD_MESSAGES,
    'all-secure': 'All parts of the pages read are loaded over HTTPS.',
    insecure: '{count} parts of the page are loaded over plain HTTP, on {affected} of {pages} pages.',
    upgraded: '{count} parts are written with plain HTTP; the policy tells browsers to ask over HTTPS instead.',
    'no-https': 'The pages themselves are served over plain HTTP.',
  },
  remedy: { insecure: 'Write these addresses with https:, or serve the files from the portal.', upgraded: 'Write these addresses with https:; old browsers do not know the policy.' },
  run: (view) =>
    worstPage(view, (page) => {
      const response = responseOf(page);
      if (!response || isFailure(page.parts.markup)) return null;
      if (!isSecure(page.url)) return { outcome: 'not-applicable', reason: 'no-https' };
      const { insecure } = page.parts.markup;
      if (!insecure.length) return { outcome: 'pass', reason: 'all-secure' };
      const evidence = insecure.slice(0, 3).map((url) => textEvidence(page, url));
      const policy = headerValue(response, 'content-security-policy');
      if (policiesIn(policy ?? '').some((each) => each.has('upgrade-insecure-requests')))
        return { outcome: 'unsure', reason: 'upgraded', data: { count: insecure.length }, evidence: [...evidence, headerSeen(page, 'content-security-policy', policy)] };
      return { outcome: 'fail', reason: 'insecure', data: { count: insecure.length }, evidence };
    }),
});
