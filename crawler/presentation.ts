import type { Page } from 'playwright';
import type { PresentationPart } from './artifact.ts';
import { evaluateLocating, type Locate } from './in-page.ts';

const EVALUATE_MS = 10_000;
const LIMITS = { elements: 4000, listed: 60, letters: 40, heading: 80, larger: 1.2, gapPx: 100, cutPx: 4 } as const;

/** How the page looks at its present width, as far as reading it depends on that (WCAG 2.2 SC 1.3.1, 1.4.8, 1.4.10, 1.4.12). Leaves the page as it was. */
export const measurePresentation = (page: Page): Promise<PresentationPart> => evaluateLocating(page, EVALUATE_MS, 'measuring how text looks', measureInPage, LIMITS);

/** Runs in the page. Must not refer to anything outside itself. */
const measureInPage = (locate: Locate, limits: typeof LIMITS): PresentationPart => {
  const all = [...(document.body?.querySelectorAll<HTMLElement>('*') ?? [])].slice(0, limits.elements);
  const visible = (element: Element): boolean => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const letters = (text: string): number => text.match(/\p{L}/gu)?.length ?? 0;
  const isBlock = (element: Element): boolean => !/^(inline|contents|none)/.test(getComputedStyle(element).display);
  const part = { texts: [], likeHeadings: [], generated: [], sideways: [], cutBySpacing: [], farLabels: [] } as {
    -readonly [K in keyof Omit<PresentationPart, 'print'>]: PresentationPart[K][number][];
  };

  const looks = new Set<string>();
  const textBlocks = all.filter(
    (element) =>
      !/^(script|style|noscript|template|option|pre|code|textarea|svg)$/.test(element.localName) &&
      !element.closest('svg') &&
      [...element.childNodes].some((node) => node.nodeType === 3 && letters(node.nodeValue ?? '') > 2) &&
      visible(element) &&
      isBlock(element),
  );
  for (const element of textBlocks) {
    const text = element.innerText.replace(/\s+/g, ' ').trim();
    const count = letters(text);
    if (count < limits.letters) continue;
    const style = getComputedStyle(element);
    const px = Number.parseFloat(style.fontSize);
    const line = style.lineHeight === 'normal' ? null : Math.round((Number.parseFloat(style.lineHeight) / px) * 100) / 100;
    const inner = element.clientHeight - Number.parseFloat(style.paddingTop) - Number.parseFloat(style.paddingBottom);
    const lines = Math.max(1, Math.round(inner / ((line ?? 1.2) * px)));
    const own = [...element.childNodes]
      .filter((node) => node.nodeType === 3)
      .map((node) => node.nodeValue ?? '')
      .join('');
    const look = {
      px,
      line,
      lines,
      letters: count,
      across: Math.round(text.length / lines),
      justified: style.textAlign === 'justify',
      italic: style.fontStyle === 'italic',
      capitals: style.textTransform === 'uppercase' || (own === own.toUpperCase() && own !== own.toLowerCase() && letters(own) > count / 2),
    };
    const key = [px, line, lines > 1, look.justified, look.italic, look.capitals, look.across > 100, count > 100].join();
    if (looks.has(key) || part.texts.length >= limits.listed) continue;
    looks.add(key);
    part.texts.push({ ...locate(element), ...look });
  }

  for (const element of textBlocks) {
    const text = element.innerText.trim();
    if (part.likeHeadings.length >= limits.listed || text.length > limits.heading || letters(text) < 3 || /\n/.test(text)) continue;
    if (
      element.closest('h1,h2,h3,h4,h5,h6,[role="heading"],a,button,label,legend,summary,caption,th,dt,li,nav,header,footer,figure,blockquote,[role="button"]') ||
      element.querySelector('a,button,input')
    )
      continue;
    const style = getComputedStyle(element);
    const next = element.nextElementSibling as HTMLElement | null;
    if (Number(style.fontWeight) < 600 || !next || !visible(next) || letters(next.innerText ?? '') < limits.letters / 2 || !isBlock(next)) continue;
    const follows = next.getBoundingClientRect().top >= element.getBoundingClientRect().bottom - 1;
    if (follows && Number.parseFloat(style.fontSize) >= limits.larger * Number.parseFloat(getComputedStyle(next.querySelector('p,li') ?? next).fontSize)) part.likeHeadings.push(locate(element));
  }

  for (const element of all) {
    for (const pseudo of ['::before', '::after']) {
      const style = getComputedStyle(element, pseudo);
      const text = /^"(.*)"$/s.exec(style.content)?.[1] ?? '';
      if (letters(text) < 3 || part.generated.length >= limits.listed || style.display === 'none' || style.fontFamily !== getComputedStyle(element).fontFamily || !visible(element)) continue;
      part.generated.push({ ...locate(element), text: text.slice(0, 100) });
    }
  }

  const clipping: { element: HTMLElement; over: number }[] = [];
  for (const element of all) {
    const style = getComputedStyle(element);
    if (element.clientWidth < 20 || element.clientHeight < 10 || style.overflow === 'visible' || !visible(element)) continue;
    if (
      /auto|scroll/.test(style.overflowX) &&
      element.scrollWidth > element.clientWidth + 20 &&
      !/^(pre|code|textarea|table|select|input)$/.test(element.localName) &&
      part.sideways.length < limits.listed
    ) {
      const wide = [...element.querySelectorAll<HTMLElement>('p,li,dd')].some(
        (text) =>
          letters(text.innerText) >= limits.letters &&
          text.scrollWidth > element.clientWidth &&
          !text.closest('table,pre') &&
          getComputedStyle(text).whiteSpace !== 'nowrap' &&
          text.getClientRects()[0]!.width > element.clientWidth + 10,
      );
      if (wide) part.sideways.push(locate(element));
    }
    if (/hidden|clip/.test(style.overflowY) && style.textOverflow !== 'ellipsis' && style.webkitLineClamp === 'none' && letters(element.innerText) >= 20)
      clipping.push({ element, over: element.scrollHeight - element.clientHeight });
  }
  if (clipping.length) {
    const spacing = document.createElement('style');
    spacing.textContent = '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}';
    document.documentElement.append(spacing);
    for (const { element, over } of clipping)
      if (over <= 1 && element.scrollHeight - element.clientHeight > limits.cutPx && part.cutBySpacing.length < limits.listed) part.cutBySpacing.push(locate(element));
    spacing.remove();
  }

  for (const label of document.querySelectorAll('label')) {
    const field = label.control;
    if (!field || label.contains(field) || !visible(label) || !visible(field) || part.farLabels.length >= limits.listed) continue;
    const words = document.createRange();
    words.selectNodeContents(label);
    const [a, b] = [words.getBoundingClientRect(), field.getBoundingClientRect()];
    const gap = Math.round(Math.max(b.left - a.right, a.left - b.right));
    if (a.width > 0 && a.top < b.bottom && b.top < a.bottom && gap > limits.gapPx) part.farLabels.push({ ...locate(label), px: gap });
  }

  let closed = false;
  const forPaper = (media: MediaList): boolean => media.length > 0 && [...media].every((medium) => /^(only )?print\b/i.test(medium.trim()));
  const hasPaperRules = (sheet: CSSStyleSheet | null): boolean => {
    if (!sheet || sheet.disabled) return false;
    if (forPaper(sheet.media)) return true;
    try {
      return amongRules(sheet.cssRules);
    } catch {
      closed = true; // of another origin
      return false;
    }
  };
  const amongRules = (rules: CSSRuleList): boolean =>
    [...rules].some((rule) => {
      if (rule instanceof CSSPageRule) return true;
      if (rule instanceof CSSImportRule) return forPaper(rule.media) || hasPaperRules(rule.styleSheet);
      return rule instanceof CSSMediaRule && forPaper(rule.media) ? rule.cssRules.length > 0 : rule instanceof CSSGroupingRule && amongRules(rule.cssRules);
    });
  const print = [...document.styleSheets].some((sheet) => hasPaperRules(sheet)) ? 'rules' : closed ? 'unreadable' : 'none';
  return { ...part, print };
};
