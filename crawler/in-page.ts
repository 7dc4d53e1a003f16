import type { Page } from 'playwright';
import { within } from './deadline.ts';
import type { Located } from './artifact.ts';

/** What functions that run in the page are given: how to name an element. */
export type Locate = (element: Element) => Located;

/** Runs a function in the page with `locate` as its first argument. It must not refer to anything outside itself. */
export const evaluateLocating = <Argument, Result>(page: Page, ms: number, what: string, run: (locate: Locate, argument: Argument) => Result | Promise<Result>, argument: Argument): Promise<Result> =>
  within(ms, what, page.evaluate(`(${run})(${locateInPage}, ${JSON.stringify(argument)})`) as Promise<Result>);

/** Runs in the page: a CSS path from the nearest id of its own, and the start tag. */
export const locateInPage = (element: Element): Located => {
  const steps: string[] = [];
  for (let at: Element | null = element; at && steps.length < 30; at = at.parentElement) {
    if (at.id && document.querySelectorAll(`#${CSS.escape(at.id)}`).length === 1) {
      steps.unshift(`#${CSS.escape(at.id)}`);
      break;
    }
    const same = [...(at.parentElement?.children ?? [])].filter((other) => other.localName === at!.localName);
    steps.unshift(same.length > 1 ? `${CSS.escape(at.localName)}:nth-of-type(${same.indexOf(at) + 1})` : CSS.escape(at.localName));
  }
  return { selector: steps.join(' > ').slice(0, 500), html: (element.cloneNode(false) as Element).outerHTML.replace(/<\/[^>]*>$/, '').slice(0, 300) };
};
