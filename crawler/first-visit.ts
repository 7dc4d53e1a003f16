import type { Page } from 'playwright';
import { getDomain } from 'tldts';
import { tracking } from '../config/tracking.ts';
import type { FirstVisitPart, Overlay, SentCookie, ThirdParty } from './artifact.ts';
import { within } from './deadline.ts';
import { evaluateLocating, type Locate } from './in-page.ts';

const EVALUATE_MS = 5000;
const ANSWERS_MS = 2000;
const DAY_S = 24 * 60 * 60;
const LIMITS = {
  elements: 20_000,
  tries: 200,
  overlays: 15,
  pressable: 'button, [role=button], input[type=button], input[type=submit], a[href], a[onclick]',
  buttons: 20,
  characters: 1500,
  label: 120,
  keys: 50,
} as const;

interface Asked {
  requests: number;
  readonly kinds: Set<string>;
  readonly cookies: Map<string, SentCookie>;
}
export interface Hosts {
  /** Those outside the registered domain of the page, in order. */
  strangers(pageUrl: string): ThirdParty[];
  /** Waits until all answers have been read. */
  told(): Promise<void>;
}

/** Listens to what is asked of which host, and which cookies the answers ask to set. To be called before the page is opened. */
export const watchHosts = (page: Page): Hosts => {
  const hosts = new Map<string, Asked>();
  const answers: Promise<void>[] = [];
  const at = (url: string): Asked | null => {
    const parsed = URL.parse(url);
    if (!parsed || !/^(https?|wss?):$/.test(parsed.protocol)) return null;
    const asked = hosts.get(parsed.hostname) ?? { requests: 0, kinds: new Set<string>(), cookies: new Map<string, SentCookie>() };
    hosts.set(parsed.hostname, asked);
    return asked;
  };
  page.on('request', (request) => {
    const asked = at(request.url());
    if (!asked) return;
    asked.requests++;
    asked.kinds.add(request.resourceType());
  });
  page.on('response', (response) => {
    const asked = at(response.url());
    if (asked)
      answers.push(
        response.headersArray().then(
          (headers) => setBy(headers, asked.cookies),
          () => undefined,
        ),
      );
  });
  return {
    strangers: (pageUrl) => {
      const site = (host: string): string => getDomain(host, { allowPrivateDomains: true }) ?? host;
      const own = site(new URL(pageUrl).hostname);
      return [...hosts]
        .filter(([host]) => site(host) !== own)
        .map(([host, { requests, kinds, cookies }]) => ({ host, requests, kinds: [...kinds].sort(), cookies: [...cookies.values()].sort((a, b) => (a.name < b.name ? -1 : 1)) }))
        .sort((a, b) => (a.host < b.host ? -1 : 1));
    },
    told: async () => void (await within(ANSWERS_MS, 'reading what was answered', Promise.all(answers)).catch(() => [])),
  };
};

/** Keeps names and lives of cookies only: a value may be somebody's session (RFC 6265 §5.2). */
const setBy = (headers: readonly { readonly name: string; readonly value: string }[], cookies: Map<string, SentCookie>): void => {
  for (const line of headers.filter(({ name }) => name.toLowerCase() === 'set-cookie').flatMap(({ value }) => value.split('\n'))) {
    const name = line.split(/[=;]/)[0]!.trim();
    const age = /;\s*max-age\s*=\s*"?(-?\d+)/i.exec(line)?.[1];
    const date = /;\s*expires\s*=\s*"?([^;"]+)/i.exec(line)?.[1];
    const seconds = age === undefined ? (Date.parse(date ?? '') - Date.now()) / 1000 : Number(age); // Max-Age wins (RFC 6265 §5.3)
    if (seconds <= 0) cookies.delete(name);
    else if (name && cookies.size < LIMITS.keys) cookies.set(name, { name, days: Number.isNaN(seconds) ? null : Math.round(seconds / DAY_S) });
  }
};

/** Whole days until a cookie expires; null where it ends with the visit (Playwright: -1). */
export const daysUntil = (expires: number): number | null => (expires < 0 ? null : Math.max(0, Math.round((expires - Date.now() / 1000) / DAY_S)));

/** What the page has set going by itself. Nobody has pressed anything yet: our visits never do. */
export const readFirstVisit = async (page: Page, hosts: Hosts): Promise<FirstVisitPart> => {
  await hosts.told();
  return { thirdParties: hosts.strangers(page.url()), ...(await evaluateLocating(page, EVALUATE_MS, 'reading what a first visit shows', readInPage, { ...LIMITS, names: tracking().dialogue_names })) };
};

/** Runs in the page. Must not refer to anything outside itself. Looks into open shadow roots, where some dialogues live. */
const readInPage = (locate: Locate, limits: typeof LIMITS & { names: readonly string[] }): Omit<FirstVisitPart, 'thirdParties'> => {
  const fold = (text: string, most: number): string => text.replace(/\s+/g, ' ').trim().slice(0, most);
  const seen = (element: Element): boolean => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const deep = function* (root: ParentNode): Generator<Element> {
    for (const element of root.querySelectorAll('*')) {
      yield element;
      if (element.shadowRoot) yield* deep(element.shadowRoot);
    }
  };
  /** The text as drawn, shadow roots included, which innerText leaves out. */
  const textOf = (element: Element): string => {
    const own = (element as HTMLElement).innerText ?? '';
    const deep = element.shadowRoot ? [...element.shadowRoot.children] : [...element.querySelectorAll('*')].flatMap((child) => (child.shadowRoot ? [...child.shadowRoot.children] : []));
    return [own, ...deep.filter((child) => child.localName !== 'style' && child.localName !== 'script').map(textOf)].join(' ');
  };
  const floats = (element: Element): boolean => {
    const { position } = getComputedStyle(element);
    return position === 'fixed' || position === 'sticky' || element.matches('dialog[open], [role=dialog], [role=alertdialog], [aria-modal=true]');
  };
  const named = (element: Element): boolean => {
    const own = `${element.id} ${element.getAttribute('class') ?? ''}`.toLowerCase();
    return element !== document.body && element !== document.documentElement && limits.names.some((name) => own.includes(name));
  };
  const buttonsOf = (element: Element): Overlay['buttons'] =>
    [...(element.shadowRoot ? deep(element.shadowRoot) : []), ...deep(element)]
      .filter((inner) => inner.matches(limits.pressable) && seen(inner))
      .map((inner) => {
        const { width, height } = inner.getBoundingClientRect();
        const text = fold((inner as HTMLElement).innerText || inner.getAttribute('aria-label') || inner.getAttribute('value') || inner.getAttribute('title') || '', limits.label);
        const kind = inner.localName === 'a' && inner.getAttribute('role') !== 'button' ? ('link' as const) : ('button' as const);
        return { ...locate(inner), text, kind, width: Math.round(width), height: Math.round(height) };
      })
      .filter(({ text, width, height }) => text && width > 0 && height > 0)
      .slice(0, limits.buttons);

  const holds = (element: Element): boolean =>
    element.querySelector(limits.pressable) !== null || [...deep(element), ...(element.shadowRoot?.children ?? [])].some((inner) => inner.getRootNode() !== document);

  const found: Element[] = [];
  let looked = 0;
  let tried = 0;
  for (const element of deep(document)) {
    if (++looked > limits.elements || tried > limits.tries || found.length >= limits.overlays) break;
    if (found.some((outer) => outer.contains(element)) || !(floats(element) || named(element)) || !holds(element) || !seen(element)) continue;
    tried++; // reading text as drawn is dear
    const text = fold(textOf(element), limits.characters + 1);
    if (text && text.length <= limits.characters && buttonsOf(element).length) found.push(element);
  }
  let stored: string[] = [];
  try {
    stored = Object.keys(localStorage).sort().slice(0, limits.keys);
  } catch {
    /* the page is kept from it */
  }
  return { stored, overlays: found.map((element) => ({ ...locate(element), text: fold(textOf(element), limits.characters), buttons: buttonsOf(element) })) };
};
