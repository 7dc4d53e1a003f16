import type { Page } from 'playwright';
import type { MobilePart, MobileView } from './artifact.ts';
import { failureOfBrowser } from './browser-failure.ts';
import { within } from './deadline.ts';
import { measureOrientation } from './orientation.ts';
import { countWords } from './parts/count-words.ts';

/** A usual phone, and 320 CSS px: the width at which WCAG 2.2 SC 1.4.10 (Reflow) must hold. */
const VIEWS = [
  { width: 390, height: 844 },
  { width: 320, height: 640 },
] as const;
const RELAYOUT_MS = 200; // at most, for resize handlers and container queries; two frames are mostly enough
const EVALUATE_MS = 10_000;
const LIMITS = { targets: 2000, listed: 20, smallTargets: 200, smallTextPx: 12, targetPx: 24, text: 1_000_000 } as const;

/** True when a viewport setting keeps people from enlarging to 200 % (WCAG 2.2 SC 1.4.4): `user-scalable=no` or `maximum-scale` below 2. */
export const zoomBlockedBy = (viewport: string | null): boolean => {
  const settings = new Map(
    (viewport ?? '')
      .toLowerCase()
      .split(/[,;]|\s+(?=[a-z-]+\s*=)/)
      .map((pair): [string, string] => {
        const [name = '', value = ''] = pair.split('=');
        return [name.trim(), value.trim()];
      }),
  );
  const scalable = settings.get('user-scalable');
  const most = settings.get('maximum-scale');
  if (scalable === 'no' || (scalable && Math.abs(Number(scalable)) < 1)) return true;
  const scale = most === 'yes' ? 1 : most === 'no' ? 0.1 : Number.parseFloat(most ?? ''); // words as browsers read them (CSS Device Adaptation §10)
  return scale >= 0 && scale < 2;
};

/**
 * Measures the loaded page at phone widths by resizing: the page is not loaded again. The size is put back, unless nobody
 * looks at the page any more: laying it out anew is not free.
 */
export const measureMobile = async (page: Page, { last = false } = {}): Promise<MobilePart> => {
  const before = page.viewportSize() ?? { width: 1280, height: 800 };
  const desktop = await within(EVALUATE_MS, 'reading the page', page.evaluate(readPage, LIMITS.text));
  const views: MobileView[] = [];
  let orientation: MobilePart['orientation'];
  try {
    for (const view of VIEWS) {
      await resize(page, view);
      const { text, ...measured } = await within(EVALUATE_MS, `measuring at ${view.width} px`, page.evaluate(measureInPage, { width: view.width, limits: LIMITS }));
      views.push({ width: view.width, ...measured, visibleWords: countWords(text) });
    }
    orientation = await measureOrientation(page).catch(failureOfBrowser); // widths already measured must not be lost
  } finally {
    if (!last) await resize(page, before).catch(() => undefined);
  }
  return { viewport: desktop.viewport, zoomBlocked: zoomBlockedBy(desktop.viewport), views, desktopWords: countWords(desktop.text), orientation };
};

const resize = async (page: Page, size: { readonly width: number; readonly height: number }): Promise<void> => {
  await within(EVALUATE_MS, 'resizing', page.setViewportSize(size));
  await within(EVALUATE_MS, 'laying out anew', page.evaluate(twoFramesInPage, RELAYOUT_MS));
};

/** Runs in the page: resize handlers and observers run before a frame is drawn, what they change is laid out in the next. A page that draws no frames is not waited for. */
const twoFramesInPage = (most: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, most);
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });

/** Runs in the page. */
const readPage = (most: number): { viewport: string | null; text: string } => ({
  viewport: [...document.querySelectorAll('meta[name="viewport" i]')].at(-1)?.getAttribute('content') ?? null, // the last one counts
  text: (document.body?.innerText ?? '').slice(0, most),
});

/** Runs in the page. Must not refer to anything outside itself. */
const measureInPage = ({ width, limits }: { width: number; limits: typeof LIMITS }): Omit<MobileView, 'width' | 'visibleWords'> & { text: string } => {
  const root = document.documentElement;
  const visible = (element: Element): boolean => element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true });
  const selectorOf = (element: Element): string => {
    const steps: string[] = [];
    for (let at: Element | null = element; at && at !== root && steps.length < 12; at = at.parentElement) {
      if (at.id && document.querySelectorAll(`#${CSS.escape(at.id)}`).length === 1) {
        steps.unshift(`#${CSS.escape(at.id)}`);
        break;
      }
      const same = [...(at.parentElement?.children ?? [])].filter((other) => other.localName === at!.localName);
      steps.unshift(same.length > 1 ? `${CSS.escape(at.localName)}:nth-of-type(${same.indexOf(at) + 1})` : CSS.escape(at.localName));
    }
    return steps.join(' > ').slice(0, 300);
  };

  // Sideways scrolling. What the viewport itself hides cannot be scrolled to; what a box of its own scrolls is that box's.
  const rootOverflow = getComputedStyle(root).overflowX;
  const viewportOverflow = rootOverflow === 'visible' && document.body ? getComputedStyle(document.body).overflowX : rootOverflow;
  const scrollWidth = /hidden|clip/.test(viewportOverflow) ? width : root.scrollWidth;
  const overflowing: { selector: string; right: number }[] = [];
  if (scrollWidth > width + 1) {
    const backwards = getComputedStyle(root).direction === 'rtl';
    const reach = (element: Element): number => {
      const box = element.getBoundingClientRect();
      return Math.round(backwards ? width - box.left - scrollX : box.right + scrollX);
    };
    const walk = (parent: Element): void => {
      for (const element of parent.children) {
        if (overflowing.length >= limits.listed) return;
        if (!visible(element)) continue;
        const style = getComputedStyle(element);
        if (style.position === 'fixed') continue;
        if (reach(element) > width + 1)
          overflowing.push({ selector: selectorOf(element), right: reach(element) }); // the outermost is told, not all it holds
        else if (style.overflowX === 'visible') walk(element);
      }
    };
    if (document.body) walk(document.body);
  }

  let textChars = 0;
  let smallTextChars = 0;
  const texts = document.createTreeWalker(document.body ?? root, NodeFilter.SHOW_TEXT);
  const sizes = new Map<Element, number>(); // font size in px, 0 when not to be seen
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const parent = node.parentElement;
    const chars = (node.nodeValue ?? '').replace(/\s+/g, '').length;
    if (!parent || chars === 0) continue;
    let size = sizes.get(parent);
    if (size === undefined)
      sizes.set(parent, (size = !/^(script|style|noscript|template|title)$/.test(parent.localName) && visible(parent) ? Number.parseFloat(getComputedStyle(parent).fontSize) : 0));
    if (size === 0) continue;
    textChars += chars;
    if (size < limits.smallTextPx) smallTextChars += chars;
  }

  // Pointer targets, WCAG 2.2 SC 2.5.8: 24 by 24 CSS px, or far enough from the others, or part of a sentence, or drawn by the browser.
  interface Target {
    readonly element: Element;
    readonly box: { left: number; top: number; right: number; bottom: number };
    readonly small: boolean;
  }
  const TARGETS =
    'a[href], area[href], button, input:not([type="hidden"]), select, textarea, summary, [onclick], [role="button"], [role="link"], [role="checkbox"], [role="radio"], [role="switch"], [role="tab"], [role="menuitem"], [role="option"]';
  const boxOf = (element: Element): Target['box'] => {
    // an inline link is as tall as its text, however tall the picture in it
    const boxes = [element, ...[...element.querySelectorAll('*')].slice(0, 20)].map((part) => part.getBoundingClientRect()).filter((box) => box.width > 0 && box.height > 0);
    return {
      left: Math.min(...boxes.map((box) => box.left)),
      top: Math.min(...boxes.map((box) => box.top)),
      right: Math.max(...boxes.map((box) => box.right)),
      bottom: Math.max(...boxes.map((box) => box.bottom)),
    };
  };
  const targets: Target[] = [];
  for (const element of document.querySelectorAll(TARGETS)) {
    if (targets.length >= limits.targets) break;
    if (!visible(element) || element.matches(':disabled') || getComputedStyle(element).pointerEvents === 'none') continue;
    const box = boxOf(element);
    const offPage = box.right + scrollX <= 1 || box.bottom + scrollY <= 1;
    if (!Number.isFinite(box.left) || offPage || box.right - box.left <= 1 || box.bottom - box.top <= 1) continue; // moved away or one pixel: skip links, hidden inputs
    targets.push({ element, box, small: box.right - box.left < limits.targetPx - 0.5 || box.bottom - box.top < limits.targetPx - 0.5 });
  }
  const radius = limits.targetPx / 2;
  const centre = ({ box }: Target): [number, number] => [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  const crowded = (target: Target): boolean => {
    const [x, y] = centre(target);
    return targets.some((other) => {
      if (other === target || other.element.contains(target.element) || target.element.contains(other.element)) return false;
      const toBox = Math.hypot(Math.max(other.box.left - x, 0, x - other.box.right), Math.max(other.box.top - y, 0, y - other.box.bottom));
      const [otherX, otherY] = centre(other);
      return toBox < radius || (other.small && Math.hypot(otherX - x, otherY - y) < 2 * radius);
    });
  };
  const letters = (text: string): number => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  const inSentence = ({ element }: Target): boolean => {
    if (getComputedStyle(element).display !== 'inline') return false;
    let block = element.parentElement;
    while (block && getComputedStyle(block).display === 'inline') block = block.parentElement;
    if (!block) return false;
    const ofTargets = [...block.querySelectorAll(TARGETS)].reduce((sum, other) => sum + letters(other.textContent ?? ''), 0);
    return letters(block.innerText) > ofTargets;
  };
  const byBrowser = ({ element }: Target): boolean =>
    element.matches('input[type="checkbox"], input[type="radio"]') && getComputedStyle(element).appearance === 'auto' && (element as HTMLElement).offsetWidth === 13;
  const smallTargets = targets.filter((target) => target.small && !inSentence(target) && !byBrowser(target) && crowded(target));

  return {
    scrollWidth,
    overflowing,
    textChars,
    smallTextChars,
    targets: targets.length,
    smallTargets: smallTargets
      .slice(0, limits.smallTargets)
      .map(({ element, box }) => ({ selector: selectorOf(element), width: Math.round(box.right - box.left), height: Math.round(box.bottom - box.top) })),
    text: (document.body?.innerText ?? '').slice(0, limits.text),
  };
};
