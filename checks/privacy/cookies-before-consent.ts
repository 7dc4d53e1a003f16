import { thresholds } from '../../config/thresholds.ts';
import { defineCheck, type Result } from '../contract.ts';
import { cookiesKept, type Kept, openedPages, seenAt, UNSEEN, UNSEEN_MESSAGES } from '../first-visit.ts';

type Reason = 'none' | 'visit-only' | 'following' | 'of-others' | 'counting' | 'long-lived' | 'not-looked' | 'not-opened';
const MOST_EVIDENCE = 10;

export const check = defineCheck({
  title: 'No cookie follows visitors before they agree',
  why: 'A cookie that a service does not need may be set only with consent (ePrivacy Directive art. 5(3); GDPR art. 4(11)); what lasts for the visit only is mostly needed (Article 29 Working Party, Opinion 04/2012).',
  needs: ['rendered'] as const,
  site: [] as const,
  messages: {
    ...UNSEEN_MESSAGES,
    'not-looked': 'What third parties send was not gathered in this run.',
    none: 'The {pages} pages opened set no cookie.',
    'visit-only': 'The cookies set last for the visit only or a day: {names}.',
    following: 'Set before anybody could agree: {names}, which tell one visitor from another.',
    'of-others': 'Third parties send cookies before anybody could agree: {names}. What they are for is not known.',
    counting: 'Set before anybody could agree: {names}. They count visits; some authorities let them stand where they do nothing else.',
    'long-lived': 'Set before anybody could agree and kept for up to {days} days: {names}. What they are for is not known.',
  },
  remedy: {
    following: 'Set it once the visitor has agreed, or not at all.',
    'of-others': 'Load what sends it once the visitor has agreed.',
    'long-lived': 'Say in the cookie notice what it is for; let it end with the visit where that is enough.',
  },
  run: (view): Result<Reason> => {
    const opened = openedPages(view);
    if (!opened.length) return UNSEEN;
    const cookies = cookiesKept(view, opened);
    const found = (outcome: 'pass' | 'fail' | 'unsure', reason: Reason, shown: readonly Kept[]): Result<Reason> => ({
      outcome,
      reason,
      data: {
        pages: opened.length,
        cookies: cookies.length,
        names: shown.map(labelOf).join(', '),
        days: Math.max(0, ...shown.map(({ days }) => days ?? 0)),
        stored: [...new Set(opened.flatMap(({ first }) => first?.stored ?? []))],
      },
      evidence: shown.slice(0, MOST_EVIDENCE).map((cookie) => seenAt(cookie.at, `cookie ${cookie.name} of ${cookie.host}`, [cookie.of, lifeOf(cookie)].filter(Boolean).join(' · '))),
    });
    const following = cookies.filter(({ follows }) => follows);
    if (following.length) return found('fail', 'following', following);
    if (!opened.some(({ first }) => first)) return { outcome: 'untested', reason: 'not-looked' };
    const foreign = cookies.filter(({ foreign: other }) => other);
    if (foreign.length) return found('unsure', 'of-others', foreign);
    const counting = cookies.filter(({ of }) => of !== null);
    if (counting.length) return found('unsure', 'counting', counting);
    const long = cookies.filter(({ days }) => (days ?? 0) > thresholds().privacy.short_cookie_days);
    if (long.length) return found('unsure', 'long-lived', long);
    return cookies.length ? found('pass', 'visit-only', cookies) : found('pass', 'none', []);
  },
});

const labelOf = ({ name, of, foreign, host }: Kept): string => (of ? `${name} (${of})` : foreign ? `${name} (${host})` : name);
const lifeOf = ({ days }: Kept): string => (days === undefined ? '' : days === null ? 'until the visit ends' : `${days} days`);
