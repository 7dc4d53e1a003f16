import { isFailure } from '../../crawler/artifact.ts';
import { defineCheck } from '../contract.ts';
import { textEvidence } from '../evidence.ts';
import { UNREAD_MESSAGES, headerSeen, headerValue, responseOf, worstPage } from '../response.ts';

const NAME = 'referrer-policy';
const PRIVATE = new Set(['no-referrer', 'same-origin', 'strict-origin', 'strict-origin-when-cross-origin']);
const LEAKING = new Set(['unsafe-url', 'origin', 'origin-when-cross-origin', 'no-referrer-when-downgrade']);

export const check = defineCheck({
  title: 'Other sites do not learn which page a visitor came from',
  why: 'Addresses of a portal can tell what somebody asks the government for (W3C Referrer Policy; MDN HTTP Observatory: referrer-policy).',
  needs: ['response', 'meta'] as const,
  site: [] as const,
  messages: {
    ...UNREAD_MESSAGES,
    private: 'Other sites get at most the name of the portal ({policy}).',
    leaking: 'The policy {policy} gives away more than current browsers do by themselves.',
    'browser-default': 'No policy is set on {affected} of {pages} pages; current browsers send the name of the portal only, old ones the whole address.',
    unreadable: 'The policy is none that browsers know.',
  },
  remedy: {
    leaking: 'Send Referrer-Policy: strict-origin-when-cross-origin.',
    'browser-default': 'Send Referrer-Policy: strict-origin-when-cross-origin.',
    unreadable: 'Send Referrer-Policy: strict-origin-when-cross-origin.',
  },
  run: (view) =>
    worstPage(view, (page) => {
      const response = responseOf(page);
      if (!response) return null;
      const header = headerValue(response, NAME);
      const meta = isFailure(page.parts.meta) ? '' : page.parts.meta.referrer;
      const evidence = meta ? [textEvidence(page, meta, 'meta[name=referrer]')] : [headerSeen(page, NAME, header)];
      if (header === null && !meta) return { outcome: 'unsure', reason: 'browser-default', evidence };
      const policy = `${header ?? ''},${meta}` // what the page says comes after the header (HTML §4.2.5.1)
        .toLowerCase()
        .split(',')
        .map((token) => token.trim())
        .findLast((token) => PRIVATE.has(token) || LEAKING.has(token)); // the last known token holds (§8.1)
      if (!policy) return { outcome: 'fail', reason: 'unreadable', evidence };
      return PRIVATE.has(policy) ? { outcome: 'pass', reason: 'private', data: { policy }, evidence } : { outcome: 'fail', reason: 'leaking', data: { policy }, evidence };
    }),
});
