import type { Page } from 'playwright';
import type { OrientationFacts } from './artifact.ts';
import { within } from './deadline.ts';
import { evaluateLocating, type Locate } from './in-page.ts';
import { countWords } from './parts/count-words.ts';

/** The same usual phone, held both ways. */
const HELD = { portrait: { width: 390, height: 844 }, landscape: { width: 844, height: 390 } } as const;
const RELAYOUT_MS = 200; // at most, for resize handlers
const EVALUATE_MS = 10_000;
const LIMITS = { depth: 20, text: 1_000_000, most: 0.5 } as const;

/**
 * How the loaded page shows itself upright and across: how many words, and whether what holds most of them is turned by a
 * quarter (WCAG 2.2 SC 1.3.4, ACT rule b33eff). Observed by resizing, so that closed style sheets and scripts count, too;
 * axe-core's experimental `css-orientation-lock` reads rules only, and takes any turned icon for a lock. Leaves the page across.
 */
export const measureOrientation = async (page: Page): Promise<OrientationFacts> => ({ portrait: await look(page, HELD.portrait), landscape: await look(page, HELD.landscape) });

const look = async (page: Page, size: { readonly width: number; readonly height: number }): Promise<OrientationFacts['portrait']> => {
  await within(EVALUATE_MS, 'turning the screen', page.setViewportSize(size));
  const { turned, text } = await evaluateLocating(page, EVALUATE_MS, 'looking at the page turned', lookInPage, { ...LIMITS, wait: RELAYOUT_MS });
  return { words: countWords(text), turned };
};

/** Runs in the page. Must not refer to anything outside itself. */
const lookInPage = async (locate: Locate, limits: typeof LIMITS & { readonly wait: number }): Promise<{ turned: OrientationFacts['portrait']['turned']; text: string }> => {
  await new Promise<void>((resolve) => {
    setTimeout(resolve, limits.wait);
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });
  const lengthOf = (element: Element): number => element.textContent?.length ?? 0;
  const isQuarter = (element: Element): boolean => {
    const { transform, rotate } = getComputedStyle(element);
    const matrix = new DOMMatrix(transform === 'none' ? '' : transform).rotate(rotate === 'none' ? 0 : Number.parseFloat(rotate) || 0);
    return Math.abs(matrix.a) < 0.05 * Math.abs(matrix.b); // three degrees to either side
  };
  const all = lengthOf(document.body ?? document.documentElement);
  const text = (document.body?.innerText ?? '').slice(0, limits.text);
  let at: Element | undefined = document.documentElement;
  for (let depth = 0; at && depth < limits.depth; depth++) {
    if (isQuarter(at)) return { turned: locate(at), text };
    at = [...at.children].find((child) => child === document.body || (child !== document.head && lengthOf(child) >= all * limits.most)); // the way down to what holds most of the text
  }
  return { turned: null, text };
};
