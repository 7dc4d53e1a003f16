import { defineCheck } from '../contract.ts';
import { UNREAD_MESSAGES, headerSeen, headerValue, responseOf, worstPage } from '../response.ts';

const NAME = 'x-content-type-options';

export const check = defineCheck({
  title: 'Browsers must not guess what kind of file they get',
  why: 'A guessed type can turn an uploaded file into a script (Fetch Standard §3.6; OWASP; MDN HTTP Observatory: x-content-type-options).',
  needs: ['response'] as const,
  site: [] as const,
  messages: {
    ...UNREAD_MESSAGES,
    nosniff: 'Guessing is switched off (nosniff).',
    missing: '{affected} of {pages} pages come without X-Content-Type-Options.',
    unreadable: 'X-Content-Type-Options has a value other than nosniff.',
  },
  remedy: { missing: 'Send X-Content-Type-Options: nosniff with every response.', unreadable: 'Send X-Content-Type-Options: nosniff with every response.' },
  run: (view) =>
    worstPage(view, (page) => {
      const response = responseOf(page);
      if (!response) return null;
      const value = headerValue(response, NAME);
      const evidence = [headerSeen(page, NAME, value)];
      if (value === null) return { outcome: 'fail', reason: 'missing', evidence };
      const first = value.split(',')[0]!.trim().toLowerCase(); // Fetch reads the first of several
      return first === 'nosniff' ? { outcome: 'pass', reason: 'nosniff', evidence } : { outcome: 'fail', reason: 'unreadable', evidence };
    }),
});
