import { RUNGS } from '../../config/concepts.ts';
import type { DraftAnswer, Evidence, Finding } from '../contract.ts';
import { isSampled } from '../pages/sample.ts';

/** What of a run is compared. */
export interface Compared {
  readonly answers: readonly DraftAnswer[];
  readonly findings: readonly Finding[];
  readonly pages: readonly { readonly url: string; readonly state: string; readonly title: string; readonly body?: string }[];
}
export type DifferenceKind = 'answer' | 'service' | 'finding' | 'page';
/** One thing that is no longer as it was. `worse`: for the people who use the portal. `indicators`: the answers it touches. */
export interface Difference {
  readonly kind: DifferenceKind;
  readonly key: string;
  readonly before: string;
  readonly after: string;
  readonly worse: boolean;
  readonly indicators: readonly string[];
  readonly evidence: readonly Evidence[];
}

/**
 * Two runs of one subject, compared by outcome and reason key, never by wording: answers, services, findings, pages.
 * Pages that could not be read (blocked, timeouts) are no change: a failed visit never looks like a removed page.
 * Where one run measured a quick sample and the other a full one, what rests on the sample is not compared; the finding
 * `accessibility/sample` differs then, and says why.
 */
export const compareRuns = (whole: Compared, other: Compared): Difference[] => {
  const [before, after] = isQuick(whole) === isQuick(other) ? [whole, other] : [withoutSample(whole), withoutSample(other)];
  const touching = touchedBy(before, after);
  return [...answers(before, after), ...services(before, after, touching), ...findings(before, after, touching), ...pages(before, after, touching)];
};

const isQuick = ({ findings }: Compared): boolean => findings.some(({ check, data }) => isSampled(check) && data?.['depth'] === 'quick');

/** A run without the findings that hold for its sample only, and without the answers that rest on nothing else. */
const withoutSample = ({ answers, findings, pages }: Compared): Compared => ({
  answers: answers.filter(({ because }) => !because.length || because.some(({ check }) => !isSampled(check))),
  findings: findings.filter(({ check }) => check === 'accessibility/sample' || !isSampled(check)),
  pages,
});

const RANK: Readonly<Record<string, number>> = { yes: 2, 'needs-human': 1, 'cannot-assess': 1, 'not-found': 0, no: 0 };

const answers = (before: Compared, after: Compared): Difference[] => {
  const old = new Map(before.answers.map((draft) => [draft.indicator, draft]));
  return after.answers.flatMap((draft) => {
    const was = old.get(draft.indicator);
    if (!was || (was.answer === draft.answer && was.rung === draft.rung)) return [];
    const worse = RANK[draft.answer]! < RANK[was.answer]! || (was.answer === draft.answer && rungRank(draft.rung) < rungRank(was.rung));
    return [{ kind: 'answer' as const, key: draft.indicator, before: labelOf(was), after: labelOf(draft), worse, indicators: [draft.indicator], evidence: (worse ? was : draft).evidence.slice(0, 3) }];
  });
};
const labelOf = (draft: DraftAnswer): string => [draft.answer, draft.rung ?? draft.reasons[0] ?? ''].filter(Boolean).join(':');
const rungRank = (rung: string | null): number => (rung === null ? -1 : RUNGS.indexOf(rung as (typeof RUNGS)[number]));

/** The highest rung of a service finding, null when there is none. */
const rungOf = (finding: Finding): string | null => {
  const rungs = finding.data?.['rungs'] as Readonly<Record<string, unknown>> | undefined;
  return rungs ? (RUNGS.findLast((rung) => rung in rungs) ?? null) : null;
};

const services = (before: Compared, after: Compared, touching: Touching): Difference[] =>
  pairs(before, after).flatMap(([was, now]) => {
    const [from, to] = [rungOf(was), rungOf(now)];
    if (!was.check.startsWith('concept/') || from === to || (!was.data?.['rungs'] && !now.data?.['rungs'])) return [];
    const worse = rungRank(to) < rungRank(from);
    return [
      {
        kind: 'service' as const,
        key: `${now.check} ${now.portal}`,
        before: from ?? 'nothing',
        after: to ?? 'nothing',
        worse,
        indicators: touching(now),
        evidence: (worse ? was : now).evidence.slice(0, 3),
      },
    ];
  });

const findings = (before: Compared, after: Compared, touching: Touching): Difference[] =>
  pairs(before, after).flatMap(([was, now]) => {
    if (was.data?.['rungs'] || now.data?.['rungs']) return [];
    if (was.outcome === now.outcome && was.reason === now.reason) return [];
    const worse = now.outcome === 'fail' || (was.outcome === 'pass' && now.outcome !== 'pass');
    return [
      {
        kind: 'finding' as const,
        key: `${now.check} ${now.portal}`,
        before: `${was.outcome}:${was.reason}`,
        after: `${now.outcome}:${now.reason}`,
        worse,
        indicators: touching(now),
        evidence: (worse && !now.evidence.length ? was : now).evidence.slice(0, 3),
      },
    ];
  });

const pairs = (before: Compared, after: Compared): [Finding, Finding][] => {
  // a portal served on another port tomorrow is the same portal only if its address is; demo and tests keep theirs
  const old = new Map(before.findings.map((finding) => [`${finding.check} ${finding.portal}`, finding]));
  return after.findings.flatMap((now) => {
    const was = old.get(`${now.check} ${now.portal}`);
    return was ? [[was, now] as [Finding, Finding]] : [];
  });
};

const THERE = new Set(['ok', 'not-html']);
const GONE = new Set(['not-found', 'soft-404']);

const pages = (before: Compared, after: Compared, touching: Touching): Difference[] => {
  const old = new Map(before.pages.map((page) => [page.url, page]));
  const differences: Difference[] = [];
  const add = (url: string, from: string, to: string, worse: boolean): void => {
    differences.push({ kind: 'page', key: url, before: from, after: to, worse, indicators: touching(url), evidence: [] });
  };
  for (const page of after.pages) {
    const was = old.get(page.url);
    if (!was) {
      if (THERE.has(page.state)) add(page.url, 'absent', 'there', false);
      continue;
    }
    if (THERE.has(was.state) && GONE.has(page.state)) add(page.url, 'there', 'gone', true);
    else if (GONE.has(was.state) && THERE.has(page.state)) add(page.url, 'gone', 'there', false);
    else if (was.state !== page.state) add(page.url, was.state, page.state, !THERE.has(page.state));
    else if (THERE.has(page.state) && was.body !== undefined && page.body !== undefined && was.body !== page.body) add(page.url, 'text', was.title === page.title ? 'reworded' : 'retitled', false);
  }
  return differences;
};

type Touching = (what: Finding | string) => readonly string[];

/** The answers that rest on a finding, or have evidence on a page. */
const touchedBy = (before: Compared, after: Compared): Touching => {
  const drafts = [...before.answers, ...after.answers];
  const byCheck = new Map<string, Set<string>>();
  const byPage = new Map<string, Set<string>>();
  const put = (map: Map<string, Set<string>>, key: string, indicator: string): void => {
    map.set(key, (map.get(key) ?? new Set()).add(indicator));
  };
  for (const draft of drafts) {
    for (const because of draft.because) put(byCheck, `${because.check} ${because.portal}`, draft.indicator);
    for (const piece of draft.evidence) put(byPage, piece.url, draft.indicator);
  }
  return (what) => [...((typeof what === 'string' ? byPage.get(what) : byCheck.get(`${what.check} ${what.portal}`)) ?? [])].sort();
};
