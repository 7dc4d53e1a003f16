import { defineCheck, type Result } from '../contract.ts';
import { openedPages, seenAt, thirdPartiesTold, type Told, UNSEEN, UNSEEN_MESSAGES } from '../first-visit.ts';

type Reason = 'none' | 'parts-delivered' | 'told' | 'not-opened';
const MOST_EVIDENCE = 10;

export const check = defineCheck({
  title: 'Opening a page tells no third party of the visit',
  why: 'Whoever delivers a part of the page learns the visitor’s address and what is read, before anybody could agree (Convention 108+ art. 5; GDPR art. 5 and 25). Whose a host is: third-party-web.',
  needs: ['rendered'] as const,
  site: [] as const,
  messages: {
    ...UNSEEN_MESSAGES,
    none: 'The {pages} pages opened ask no third party for anything; other official bodies are not counted.',
    'parts-delivered': 'Opening pages tells {hosts} other hosts of the visit ({names}): they deliver parts of the page, or are on no list.',
    told: 'Opening pages tells {names} of the visit.',
  },
  remedy: {
    'parts-delivered': 'Serve fonts, scripts and pictures from the portal itself.',
    told: 'Serve what the page needs from the portal itself, and load the rest once the visitor has agreed.',
  },
  run: (view): Result<Reason> => {
    const opened = openedPages(view);
    if (!opened.length) return UNSEEN;
    const told = thirdPartiesTold(view, opened);
    const others = told.filter(({ who }) => who && !who.serves);
    const shown = others.length ? others : told;
    const data = { pages: opened.length, hosts: told.length, names: [...new Set(shown.map(nameOf))].join(', ') };
    if (!told.length) return { outcome: 'pass', reason: 'none', data };
    const evidence = shown.slice(0, MOST_EVIDENCE).map((one) => seenAt(one.at, `request to ${one.host}`, [nameOf(one), one.who?.category, one.kinds.join(', ')].filter(Boolean).join(' · ')));
    return others.length ? { outcome: 'fail', reason: 'told', data, evidence } : { outcome: 'unsure', reason: 'parts-delivered', data, evidence };
  },
});

const nameOf = ({ who, host }: Told): string => who?.name ?? host;
