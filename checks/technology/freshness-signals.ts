import { thresholds } from '../../config/thresholds.ts';
import { isFailure } from '../../crawler/artifact.ts';
import { defineCheck, type Evidence, type Result, type ViewPage } from '../contract.ts';
import { daysBetween } from '../dates.ts';
import { headerEvidence, textEvidence } from '../evidence.ts';
import { UNREAD, UNREAD_MESSAGES, headerValue, portalPages, responseOf } from '../response.ts';

const STAMPED = 2 * 60_000; // ms: a page "modified" just before it was sent was only put together then
const META = ['article:modified_time', 'og:updated_time', 'dcterms.modified', 'dc.date.modified', 'last-modified', 'article:published_time'];
const STRUCTURED = new Set(['dateModified', 'datePublished', 'uploadDate']);
const MAX_DEPTH = 6;

interface Signal {
  readonly iso: string;
  readonly evidence: Evidence;
}

export const check = defineCheck({
  title: 'Machines can see when the portal was last changed',
  why: 'Headers and marked dates tell search engines and readers how fresh a page is (RFC 9110 §8.8.2 Last-Modified; schema.org dateModified); dates in the text are judged by content/updated-last-month.',
  needs: ['response', 'meta', 'markup', 'structured'] as const,
  messages: {
    ...UNREAD_MESSAGES,
    recent: 'Something was changed on {date}.',
    old: 'The newest mark of a change is of {date}.',
    none: 'Nothing marks when a page was changed.',
  },
  remedy: { none: 'Send Last-Modified and add dateModified to articles.' },
  run: (view): Result<'nothing-read' | 'recent' | 'old' | 'none'> => {
    const pages = portalPages(view);
    if (!pages.length) return UNREAD;
    const newest = pages
      .flatMap(signalsOf)
      .filter(({ iso }) => iso <= view.asOf.slice(0, 10))
      .reduce<Signal | null>((best, signal) => (!best || signal.iso > best.iso ? signal : best), null);
    if (!newest) return { outcome: 'not-found', reason: 'none' };
    const days = daysBetween(newest.iso, view.asOf);
    const found = { data: { date: newest.iso, days }, evidence: [newest.evidence] };
    return days <= thresholds().technology.fresh_days ? { outcome: 'pass', reason: 'recent', ...found } : { outcome: 'unsure', reason: 'old', ...found };
  },
});

const signalsOf = (page: ViewPage<'response' | 'meta' | 'markup' | 'structured'>): Signal[] => {
  const signals: Signal[] = [];
  const response = responseOf(page);
  const modified = response && headerValue(response, 'last-modified');
  const sent = Date.parse((response && headerValue(response, 'date')) ?? page.capture.fetchedAt);
  if (modified && sent - Date.parse(modified) > STAMPED) signals.push({ iso: new Date(modified).toISOString().slice(0, 10), evidence: headerEvidence(page, 'last-modified', modified) });
  const { meta, markup, structured } = page.parts;
  const marked = [
    ...(isFailure(meta) ? [] : META.map((name) => meta.named[name] ?? '')),
    ...(isFailure(markup) ? [] : markup.times.map((time) => time.datetime)),
    ...(isFailure(structured) ? [] : datesOf(structured.jsonLd, 0)),
  ];
  for (const written of marked)
    if (/^\d{4}-\d{2}-\d{2}/.test(written) && !Number.isNaN(Date.parse(written.slice(0, 10)))) signals.push({ iso: written.slice(0, 10), evidence: textEvidence(page, written) });
  return signals;
};

const datesOf = (value: unknown, depth: number): string[] => {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return [];
  return Object.entries(value).flatMap(([key, inner]) => (STRUCTURED.has(key) && typeof inner === 'string' ? [inner] : datesOf(inner, depth + 1)));
};
