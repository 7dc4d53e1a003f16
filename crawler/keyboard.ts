import type { BrowserContext, CDPSession, Page } from 'playwright';
import type { KeyboardPart, Located } from './artifact.ts';
import { within } from './deadline.ts';
import { evaluateLocating, locateInPage, type Locate } from './in-page.ts';

const EVALUATE_MS = 5000;
const LIMITS = { kinds: 80, listed: 30, listeners: 200, ms: 2000 } as const;

/**
 * What a keyboard can do on the page: one element of each kind (tag, classes) gets the focus, and is asked to let go of it
 * (WCAG 2.2 SC 2.1.1, 2.1.2, 2.4.7). Handlers of the page run, so this comes after whatever they could spoil.
 */
export const measureKeyboard = async (context: BrowserContext, page: Page): Promise<KeyboardPart> => {
  const mouseOnly = await within(EVALUATE_MS, 'reading listeners', clickedOnly(context, page));
  return { ...(await evaluateLocating(page, EVALUATE_MS, 'moving the focus', walkInPage, LIMITS)), mouseOnly };
};

/** Elements with a listener of their own for clicks that no keyboard reaches. The browser tells who listens; the page is not changed. */
const clickedOnly = async (context: BrowserContext, page: Page): Promise<readonly Located[]> => {
  const session = await context.newCDPSession(page);
  try {
    const root = await objectOf(session, 'document.documentElement');
    const { listeners } = await session.send('DOMDebugger.getEventListeners', { objectId: root, depth: -1 });
    const nodes = [...new Set(listeners.filter(({ type }) => type === 'click').flatMap(({ backendNodeId }) => backendNodeId ?? []))].slice(0, LIMITS.listeners);
    const objects = await Promise.all(
      nodes.map((backendNodeId) =>
        session.send('DOM.resolveNode', { backendNodeId }).then(
          ({ object }) => object.objectId,
          () => undefined,
        ),
      ),
    );
    const { result } = await session.send('Runtime.callFunctionOn', {
      objectId: root,
      returnByValue: true,
      arguments: objects.flatMap((objectId) => (objectId ? [{ objectId }] : [])),
      functionDeclaration: `function (...elements) { return (${unreachableInPage})(${locateInPage}, elements, ${LIMITS.listed}); }`,
    });
    return result.value as Located[];
  } finally {
    await session.detach().catch(() => undefined);
  }
};

const objectOf = async (session: CDPSession, expression: string): Promise<string> => {
  const { result } = await session.send('Runtime.evaluate', { expression });
  if (!result.objectId) throw new Error(`the page has no ${expression}`);
  return result.objectId;
};

/** Runs in the page. Who holds or stands in something that has the focus is reached there; who listens for all of the page is no control. */
const unreachableInPage = (locate: Locate, elements: readonly Element[], most: number): Located[] => {
  const REACHED = 'a[href],area[href],button,input,select,textarea,summary,label,option,iframe,video,audio,[tabindex],[contenteditable],[aria-hidden="true"]';
  return elements
    .filter((element) => {
      if (!(element instanceof HTMLElement) || element === document.body || element.closest(REACHED) || element.querySelector(REACHED)) return false;
      const { width, height } = element.getBoundingClientRect();
      return (
        element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
        getComputedStyle(element).cursor === 'pointer' &&
        width * height < (innerWidth * innerHeight) / 4 &&
        (/[\p{L}\p{N}]/u.test(element.innerText) || element.querySelector('img,svg') !== null)
      );
    })
    .slice(0, most)
    .map((element) => locate(element));
};

/** Runs in the page. Must not refer to anything outside itself. */
const walkInPage = (locate: Locate, limits: typeof LIMITS): Omit<KeyboardPart, 'mouseOnly'> => {
  const part = { tried: 0, focusUnseen: [] as Located[], traps: [] as Located[], deadButtons: [] as Located[] };
  const kindOf = (element: Element): string => `${element.localName}.${element.className}[${element.getAttribute('role') ?? ''}]`;
  const kinds = new Map<string, HTMLElement>();
  for (const element of document.querySelectorAll<HTMLElement>('a[href],button:enabled,input:enabled:not([type="hidden"]),select:enabled,textarea:enabled,summary,[tabindex]:not([tabindex^="-"])')) {
    const kind = `${element.parentElement ? kindOf(element.parentElement) : ''} ${kindOf(element)}`;
    if (kinds.size < limits.kinds && !kinds.has(kind) && element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) kinds.set(kind, element);
  }
  const SHOWS = [
    'outlineStyle',
    'outlineWidth',
    'outlineColor',
    'boxShadow',
    'borderTopWidth',
    'borderTopColor',
    'borderTopStyle',
    'borderBottomWidth',
    'borderBottomColor',
    'backgroundColor',
    'backgroundImage',
    'color',
    'textDecorationLine',
    'textDecorationColor',
    'textDecorationThickness',
    'fontWeight',
    'transform',
    'opacity',
    'filter',
    'clipPath',
    'content',
  ] as const;
  const lookOf = (element: HTMLElement): string =>
    [element, element.parentElement, element.nextElementSibling, element.firstElementChild, ...((element as HTMLInputElement).labels ?? [])]
      .flatMap((seen) => {
        if (!seen) return [];
        const { left, top, width, height } = seen.getBoundingClientRect();
        const styles = [getComputedStyle(seen), getComputedStyle(seen, '::before'), getComputedStyle(seen, '::after')].map((style) =>
          (style.outlineStyle === 'none' ? SHOWS.filter((name) => !name.startsWith('outline')) : SHOWS).map((name) => style[name]).join(),
        );
        return [Math.round(left - scrollX), Math.round(top), Math.round(width), Math.round(height), ...styles];
      })
      .join(';');
  const press = (element: HTMLElement, type: string, key: string, code: string, keyCode: number, shiftKey = false): boolean => {
    const event = new KeyboardEvent(type, { key, code, shiftKey, bubbles: true, cancelable: true, composed: true });
    for (const name of ['keyCode', 'which']) Object.defineProperty(event, name, { value: keyCode });
    return element.dispatchEvent(event);
  };
  const still = document.createElement('style');
  still.textContent = '*,*::before,*::after{transition:none!important;animation:none!important}html{scroll-behavior:auto!important}';
  document.documentElement.append(still);
  const until = performance.now() + limits.ms;
  const types = (element: HTMLElement): boolean =>
    element.isContentEditable ||
    element.matches('textarea,input:not([type="checkbox"],[type="radio"],[type="submit"],[type="button"],[type="image"],[type="reset"],[type="file"],[type="range"],[type="color"])');
  for (const element of kinds.values()) {
    if (performance.now() > until) break;
    (document.activeElement as HTMLElement | null)?.blur?.();
    const before = lookOf(element);
    element.focus({ preventScroll: true });
    if (document.activeElement !== element) continue;
    part.tried++;
    if (!types(element) && lookOf(element) === before && part.focusUnseen.length < limits.listed) part.focusUnseen.push(locate(element));
    if (!types(element) && !element.closest('[role="application"],[role="grid"],[role="menu"],[role="tree"]')) {
      const held = [false, true].every((back) => {
        element.focus({ preventScroll: true });
        return !press(element, 'keydown', 'Tab', 'Tab', 9, back) && document.activeElement === element;
      });
      if (held && part.traps.length < limits.listed) part.traps.push(locate(element));
    }
  }
  for (const element of [...document.querySelectorAll<HTMLElement>('[role="button"]:not(button,input,summary)')]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }) && one.tabIndex >= 0)
    .slice(0, limits.listed)) {
    if (performance.now() > until) break;
    let acted = false;
    const note = (event: Event): void => {
      acted = true;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    const changes = new MutationObserver(() => undefined);
    changes.observe(document, { subtree: true, childList: true, attributes: true });
    addEventListener('click', note, true);
    element.focus({ preventScroll: true });
    changes.takeRecords();
    const left = ['keydown', 'keypress', 'keyup'].map((type) => press(element, type, ' ', 'Space', 32)); // a native link does nothing: neither a click nor a word of it
    removeEventListener('click', note, true);
    if (!acted && left.every(Boolean) && changes.takeRecords().length === 0) part.deadButtons.push(locate(element));
    changes.disconnect();
  }
  (document.activeElement as HTMLElement | null)?.blur?.();
  still.remove();
  return part;
};
