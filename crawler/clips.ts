import type { Page } from 'playwright';
import type { Clip } from './artifact.ts';
import type { VisitRequest } from './browser-contract.ts';
import type { CaptureStore } from './contract.ts';
import { within } from './deadline.ts';

const MOST = { width: 900, height: 500 } as const; // CSS px
const MARGIN = 40; // of surroundings, so that a reader sees where it stands
const SHOT_MS = 10_000;
const FIND_MS = 5000;
const JPEG_QUALITY = 80;
const MOST_CLIPS = 12;

type Mark = VisitRequest['marks'][number];

/**
 * Cuts one picture for each piece of evidence, the element outlined. `selector` stays as asked for, so that the picture is
 * found by the evidence; `found: false` is a plain picture of the page's top that proves nothing.
 */
export const takeClips = async (page: Page, marks: readonly Mark[], store: CaptureStore): Promise<Clip[]> => {
  const clips: Clip[] = [];
  for (const mark of marks.slice(0, MOST_CLIPS)) {
    const clip = await takeClip(page, mark, store).catch(() => null); // one that cannot be taken costs no other part
    if (clip) clips.push(clip);
  }
  return clips;
};

const takeClip = async (page: Page, mark: Mark, store: CaptureStore): Promise<Clip> => {
  const box = await within(FIND_MS, `finding ${mark.selector}`, page.evaluate(outlineInPage, mark));
  try {
    const view = page.viewportSize() ?? { width: 1280, height: 800 };
    const clip = box ? around(box, view) : { x: 0, y: 0, width: Math.min(MOST.width, view.width), height: Math.min(MOST.height, view.height) };
    const bytes = await within(SHOT_MS, 'a picture of the evidence', page.screenshot({ clip, type: 'jpeg', quality: JPEG_QUALITY, animations: 'disabled', timeout: SHOT_MS }));
    return { selector: mark.selector, found: box !== null, blob: await store.put(bytes), width: clip.width, height: clip.height, type: 'image/jpeg' };
  } finally {
    await within(FIND_MS, 'removing the outline', page.evaluate(removeOutline)).catch(() => undefined);
  }
};

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The cut: the element with a margin, at most `MOST`; of a larger element its beginning. Always inside the window. */
const around = (box: Box, view: { readonly width: number; readonly height: number }): { x: number; y: number; width: number; height: number } => {
  const span = (start: number, size: number, most: number, room: number): [number, number] => {
    const length = Math.min(most, room, Math.max(size + 2 * MARGIN, most * 0.6));
    const from = size + 2 * MARGIN > length ? start - MARGIN : start + size / 2 - length / 2;
    return [Math.round(Math.max(0, Math.min(from, room - length))), Math.round(length)];
  };
  const [x, width] = span(box.left, box.width, MOST.width, view.width);
  const [y, height] = span(box.top, box.height, MOST.height, view.height);
  return { x, y, width, height };
};

/** Runs in the page: finds the element, brings it into view, outlines it. Null when neither selector nor text finds it. */
const outlineInPage = ({ selector, quote }: Mark): Box | null => {
  const fold = (text: string): string => text.replace(/\s+/gu, ' ').trim().toLowerCase();
  const wanted = fold(quote);
  const shown = (element: Element | null): element is Element => element !== null && element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().width > 0;
  const holds = (element: Element): boolean => fold(element.textContent ?? '').includes(wanted) || [...element.attributes].some((attribute) => fold(attribute.value).includes(wanted));
  const bySelector = (): Element | null => {
    try {
      return selector ? document.querySelector(selector) : null;
    } catch {
      return null;
    }
  };
  const byText = (): Element | null => {
    let best: Element | null = null;
    for (let within: Element | null = document.body; within; ) {
      // down to the smallest that still holds it
      const child: Element | undefined = [...within.children].find((one) => shown(one) && !/^(script|style|noscript)$/.test(one.localName) && fold(one.textContent ?? '').includes(wanted));
      if (!child) break;
      best = within = child;
    }
    return best;
  };
  const first = bySelector();
  const element = shown(first) && (!wanted || holds(first)) ? first : wanted ? byText() : null;
  if (!element) return null;

  const tall = element.getBoundingClientRect().height > innerHeight * 0.6;
  element.scrollIntoView({ block: tall ? 'start' : 'center', inline: 'nearest', behavior: 'instant' });
  const box = element.getBoundingClientRect();
  // A banner that stays in front of everything would be all the picture shows: while it is taken, what lies over the middle is made transparent.
  const over = document.elementFromPoint(Math.min(innerWidth - 1, Math.max(0, box.left + box.width / 2)), Math.min(innerHeight - 1, Math.max(0, box.top + Math.min(box.height, innerHeight) / 2)));
  for (let at = over; at && !at.contains(element); at = at.parentElement) {
    if (/fixed|sticky/.test(getComputedStyle(at).position) && !element.contains(at)) {
      at.setAttribute('data-egov-cover', at.getAttribute('style') ?? '');
      (at as HTMLElement).style?.setProperty('opacity', '0', 'important');
      break;
    }
  }
  const outline = document.createElement('div');
  outline.setAttribute('data-egov-outline', '');
  const place: Record<string, string> = {
    all: 'initial',
    position: 'fixed',
    left: `${box.left - 4}px`,
    top: `${box.top - 4}px`,
    width: `${box.width + 8}px`,
    height: `${box.height + 8}px`,
    'box-sizing': 'border-box',
    border: '3px solid #d4351c',
    'border-radius': '3px',
    'z-index': '2147483647',
    'pointer-events': 'none',
    display: 'block',
  };
  for (const [name, value] of Object.entries(place)) outline.style.setProperty(name, value, 'important');
  document.documentElement.append(outline);
  return { left: box.left, top: box.top, width: box.width, height: box.height };
};

/** Runs in the page: leaves it as it was. */
const removeOutline = (): void => {
  for (const outline of document.querySelectorAll('[data-egov-outline]')) outline.remove();
  for (const cover of document.querySelectorAll('[data-egov-cover]')) {
    const style = cover.getAttribute('data-egov-cover');
    if (style) cover.setAttribute('style', style);
    else cover.removeAttribute('style');
    cover.removeAttribute('data-egov-cover');
  }
};
