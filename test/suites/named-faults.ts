import { load } from 'cheerio';
import type { Words } from '../../checks/contract.ts';
import { loadChecks } from '../../checks/load.ts';
import { runChecks } from '../../checks/run.ts';
import type { VisitResult } from '../../crawler/browser-contract.ts';
import { fromBrowser } from '../../crawler/gather-page.ts';
import { memoryStore } from '../crawler/browser/site.ts';
import { portalOf, realWords } from '../checks/portal-fixture.ts';

/** An element or page fault that a finding of ours names. `sure`: a fault, not a place for a person to look at. */
export interface Named {
  readonly check: string;
  readonly kind: string;
  readonly selector: string;
  readonly sure: boolean;
}

let words: Words | undefined;

/** Everything our accessibility and mobile checks say about one page, as from a portal of that page alone. */
export const namedFaults = async (visit: VisitResult): Promise<readonly Named[]> => {
  words ??= await realWords();
  const checks = new Map([...(await loadChecks())].filter(([id]) => /^(accessibility|mobile)\//.test(id) && !/named-tool|criteria/.test(id)));
  const { page } = await fromBrowser({ key: visit.url, url: visit.url, order: 0, depth: 0, via: [] } as never, visit, {
    store: memoryStore(),
    phrases: () => [],
    notFound: null,
    scope: { start: visit.url, aliases: [], portals: [] },
    now: () => new Date(0),
  });
  const artifacts = { ...portalOf({}), portal: { url: visit.url, role: 'city' as const, aliases: [] }, pages: [{ ...page, state: 'ok' as const }] };
  return runChecks({ artifacts, level: 'municipal', asOf: '2026-11-23', words, checks, queries: [] }).flatMap((finding) => {
    if (finding.outcome === 'error') throw new Error(`${finding.check}: ${String(finding.data?.['message'])}`);
    if (finding.outcome !== 'fail' && finding.outcome !== 'unsure') return [];
    const groups = (finding.data?.['groups'] ?? []) as readonly { kind?: string; rule?: string; sure?: boolean; places: readonly { selector: string }[] }[];
    const listed = groups.flatMap(({ kind, rule, sure, places }) =>
      places.map(({ selector }): Named => ({ check: finding.check, kind: kind ?? rule ?? '', selector, sure: sure ?? finding.outcome === 'fail' })),
    );
    const shown = finding.evidence.flatMap((piece): Named[] =>
      'selector' in piece && piece.selector ? [{ check: finding.check, kind: finding.reason, selector: piece.selector, sure: finding.outcome === 'fail' }] : [],
    );
    return groups.length ? listed : [...shown, { check: finding.check, kind: finding.reason, selector: 'html', sure: finding.outcome === 'fail' }];
  });
};

/** The planted snippet in which a named element stands, by the heading before it; null outside all. */
export const snippetsOf = (html: string): ((selector: string) => string | null) => {
  const $ = load(html);
  return (selector) => {
    try {
      const found = $(selector.split(' >>> ')[0]!).first();
      const example = found.closest('.example');
      return example.length ? (example.prevAll('h3').first().attr('id') ?? null) : null;
    } catch {
      return null;
    }
  };
};
