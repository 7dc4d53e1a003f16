import type { VisitRequest } from '../../crawler/browser-contract.ts';
import type { PageArtifact, PageRole } from '../../crawler/artifact.ts';
import type { DraftAnswer } from '../contract.ts';
import { chooseSample, type SampleDepth } from './sample.ts';

/**
 * Which pages the browser opens: the sample for accessibility and mobile, and the pages that carry evidence, for their
 * pictures. One load serves both.
 */

const SAMPLE_SHARE = 0.5; // of the browser budget; the rest goes to pages that carry evidence
const MIN_SAMPLE = 3;
const MARKS_PER_PAGE = 12;

type Mark = VisitRequest['marks'][number];

export const planVisits = (input: {
  readonly pages: readonly PageArtifact[];
  readonly drafts: readonly DraftAnswer[];
  readonly roles: ReadonlyMap<string, PageRole>;
  readonly budget: number;
  readonly seed: number;
  readonly depth?: SampleDepth;
}): { readonly visits: VisitRequest[]; readonly sample: readonly { readonly url: string; readonly why: string }[] } => {
  const { pages, drafts, roles, budget, seed, depth } = input;
  if (budget <= 0) return { visits: [], sample: [] };
  const sample = chooseSample(pages, roles, Math.min(budget, Math.max(MIN_SAMPLE, Math.ceil(budget * SAMPLE_SHARE))), seed, depth);
  const sampled = new Set(sample.map((item) => item.url));
  const byUrl = new Map(pages.map((page) => [page.url, page]));
  const marks = marksByPage(drafts);
  const carrying = [...marks]
    .filter(([url]) => byUrl.get(url)?.state === 'ok' && byUrl.get(url)!.host !== 'external')
    .sort((a, b) => b[1].length - a[1].length || byUrl.get(a[0])!.order - byUrl.get(b[0])!.order)
    .map(([url]) => url);
  const urls = [...new Set([...sampled, ...carrying])].slice(0, budget);
  const visits = urls.map((url) => ({
    key: byUrl.get(url)!.requestedUrl,
    url,
    accessibility: sampled.has(url),
    mobile: sampled.has(url),
    screenshot: true,
    archive: marks.has(url),
    marks: (marks.get(url) ?? []).slice(0, MARKS_PER_PAGE),
  }));
  return { visits, sample };
};

const marksByPage = (drafts: readonly DraftAnswer[]): Map<string, Mark[]> => {
  const marks = new Map<string, Map<string, Mark>>();
  for (const draft of drafts) {
    if (draft.answer !== 'yes') continue;
    for (const piece of draft.evidence) {
      const mark =
        piece.kind === 'text' && piece.selector && piece.selector !== 'title'
          ? { selector: piece.selector, quote: piece.quote }
          : piece.kind === 'element' && piece.selector !== 'script'
            ? { selector: piece.selector, quote: '' }
            : null;
      if (!mark) continue;
      const known = marks.get(piece.url) ?? new Map<string, Mark>();
      known.set(`${mark.selector}\u0000${mark.quote}`, mark);
      marks.set(piece.url, known);
    }
  }
  return new Map([...marks].map(([url, list]) => [url, [...list.values()]]));
};
