import type { DraftAnswer, Evidence } from '../../checks/contract.ts';
import type { Assessment, PageSummary } from '../../storage/contract.ts';
import type { Validation } from '../../storage/survey-contract.ts';
import type { ExportedEvidence } from './export-schema.ts';

/** Pages of the runs that evidence points into, by capture and by address. */
export interface KnownPages {
  readonly captures: ReadonlyMap<string, PageSummary>;
  readonly urls: ReadonlyMap<string, PageSummary>;
  readonly start: PageSummary | null;
  readonly visitedAt: string | null;
}

/** The newest run first: an address means its page there. */
export const knownPages = (runs: readonly Assessment[]): KnownPages => {
  const oldestFirst = runs.toReversed().flatMap(({ pages }) => pages);
  return {
    captures: new Map(oldestFirst.map((page) => [page.capture, page])),
    urls: new Map(oldestFirst.map((page) => [page.url, page])),
    start: runs[0]?.pages[0] ?? null,
    visitedAt: runs[0]?.run.startedAt ?? null,
  };
};

/** Candidate pages named where the machine found nothing. */
const CANDIDATES = 5;

/** Links of one answer: what people rested theirs on, then what the visit shows on the question; without either, the start page it was searched from. */
export const answerLinks = (decisions: readonly Validation[], draft: DraftAnswer | null, pages: KnownPages): ExportedEvidence[] => {
  const theirs = decisions.flatMap(({ evidence, url }) => [
    ...evidence.map((piece) => linkOf(piece, 'assessor', pages)),
    ...(url !== null && !evidence.some((piece) => piece.url === url) ? [pageLink(url, 'assessor', pages)] : []),
  ]);
  const seen = draft?.evidence.length
    ? draft.evidence.map((piece) => linkOf(piece, 'visit', pages))
    : (draft?.searched.pages ?? []).slice(0, CANDIDATES).map(({ url }) => pageLink(url, 'visit', pages));
  const links = distinct([...theirs, ...seen]);
  return links.length > 0 ? links : startLink(pages);
};

/** Links of a finding or change; where it points to no element, the page itself. */
export const observedLinks = (pieces: readonly Evidence[], otherwise: string, pages: KnownPages): ExportedEvidence[] =>
  pieces.length > 0 ? distinct(pieces.map((piece) => linkOf(piece, 'visit', pages))) : URL.canParse(otherwise) ? [pageLink(otherwise, 'visit', pages)] : startLink(pages);

const linkOf = (piece: Evidence, from: ExportedEvidence['from'], pages: KnownPages): ExportedEvidence => {
  const page = pages.captures.get(piece.capture);
  return { url: piece.url, capture: piece.capture, body: page?.body ?? null, archive: page?.archive ?? null, observedAt: piece.observedAt, text: shown(piece), from };
};

const pageLink = (url: string, from: ExportedEvidence['from'], pages: KnownPages): ExportedEvidence => {
  const page = pages.urls.get(url);
  return { url, capture: page?.capture ?? null, body: page?.body ?? null, archive: page?.archive ?? null, observedAt: page ? pages.visitedAt : null, text: '', from };
};

const startLink = (pages: KnownPages): ExportedEvidence[] => (pages.start ? [pageLink(pages.start.url, 'visit', pages)] : []);

const shown = (piece: Evidence): string => {
  switch (piece.kind) {
    case 'text':
      return piece.quote;
    case 'element':
      return piece.html;
    case 'header':
      return `${piece.name}: ${piece.value}`;
    case 'measurement':
      return `${piece.name} = ${piece.value} (${piece.tool} ${piece.toolVersion})`;
    case 'connection':
      return `${piece.fact}: ${piece.value}`;
  }
};

/** The first of equal links: what a person vouched for goes before the machine's word. */
const distinct = (links: readonly ExportedEvidence[]): ExportedEvidence[] => {
  const known = new Map<string, ExportedEvidence>();
  for (const link of links) {
    const key = JSON.stringify([link.url, link.capture, link.text]);
    if (!known.has(key)) known.set(key, link);
  }
  return [...known.values()];
};
