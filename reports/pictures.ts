import type { Evidence } from '../checks/contract.ts';
import type { BlobRef, Screenshot } from '../crawler/artifact.ts';
import type { Assessment, PageSummary } from '../storage/contract.ts';

/** A picture of evidence: where its bytes are, its size in pixels, and its file in the report folder. */
export interface Picture {
  readonly blob: BlobRef;
  readonly width: number;
  readonly height: number;
  readonly type: Screenshot['type'];
  readonly path: string;
}

/** The cut of the page that shows this piece of evidence with its element outlined, or null when none was taken. */
export function pictureOf(assessment: Assessment, piece: Evidence): Picture | null {
  if (piece.kind !== 'text' && piece.kind !== 'element') return null;
  if (!piece.selector) return null;
  const page = pagesByCapture(assessment).get(piece.capture) ?? pagesByUrl(assessment).get(piece.url);
  const clip = page?.clips.find((one) => one.found && one.selector === piece.selector);
  return clip ? picture(clip) : null;
}

/** The start page as a visitor sees it, or null when no browser was there. */
export function frontPicture(assessment: Assessment): Picture | null {
  const shot = assessment.pages[0]?.screenshot;
  return shot ? picture(shot) : null;
}

/** Every picture the report shows or the JSON points to, each once. */
export function allPictures(assessment: Assessment): Picture[] {
  const pieces = [...assessment.answers, ...assessment.findings].flatMap((one) => one.evidence);
  const shown = [frontPicture(assessment), ...pieces.map((piece) => pictureOf(assessment, piece))].filter((one) => one !== null);
  return [...new Map(shown.map((one) => [one.path, one])).values()];
}

const picture = ({ blob, width, height, type }: Screenshot): Picture => ({ blob, width, height, type, path: `screenshots/${blob.slice(0, 20)}.${type === 'image/png' ? 'png' : 'jpg'}` });

type Index = ReadonlyMap<string, PageSummary>;
const captures = new WeakMap<Assessment, Index>();
const urls = new WeakMap<Assessment, Index>();
const indexed = (cache: WeakMap<Assessment, Index>, assessment: Assessment, key: (page: PageSummary) => string): Index => {
  const known = cache.get(assessment) ?? new Map(assessment.pages.map((page) => [key(page), page]));
  cache.set(assessment, known);
  return known;
};
const pagesByCapture = (assessment: Assessment): Index => indexed(captures, assessment, (page) => page.capture);
const pagesByUrl = (assessment: Assessment): Index => indexed(urls, assessment, (page) => page.url);
