import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame, Page } from 'playwright';
import type { AccessibilityPart, AxeFinding, GatherFailure } from './artifact.ts';
import { isFailure } from './artifact.ts';
import { within } from './deadline.ts';

/** WCAG 2.2 AA means all earlier tags, too: `wcag22aa` alone is one rule. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'EN-301-549', 'best-practice'] as const;
const CONTRAST = 'color-contrast';
/** From here on contrast runs in a pass of its own: its cost grows faster than the page (axe-core #4273, #4008). */
export const LARGE_PAGE_NODES = 5000;
const PRELOAD_MS = 3000;
const FRAME_WAIT_MS = 10_000;
const INJECT_MS = 5000;
const LIMITS = { nodes: 20, target: 300, html: 500, summary: 500 } as const; // most nodes; characters

/** Which rules a pass runs: all at once, or on large pages contrast apart from the rest. */
export type AxePass = 'whole' | 'without-contrast' | 'contrast';

let source: string | undefined;
const axeSource = (): string => (source ??= readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));

/**
 * Runs axe-core (WCAG 2.2 A and AA, EN 301 549, best practice) in the page as it is and reduces the result inside the page:
 * 10 MB of JSON from a long page become some kilobytes. Not `@axe-core/playwright`, which opens a second page for each run.
 */
export const runAxe = async (page: Page, pass: AxePass, timeoutMs: number): Promise<AccessibilityPart> => {
  await within(
    INJECT_MS,
    'injecting axe-core',
    Promise.all(
      sameOriginFrames(page).map((frame) =>
        frame.evaluate(axeSource()).catch((error: unknown) => {
          if (frame === page.mainFrame()) throw error; // another frame that went away is axe's to report (frame-tested)
        }),
      ),
    ),
  );
  const run = page.evaluate(runInPage, {
    limits: LIMITS,
    options: {
      runOnly: pass === 'contrast' ? { type: 'rule', values: [CONTRAST] } : { type: 'tag', values: [...TAGS] },
      rules: pass === 'without-contrast' ? { [CONTRAST]: { enabled: false } } : {},
      resultTypes: ['violations', 'incomplete'],
      preload: { assets: ['cssom'], timeout: PRELOAD_MS },
      frameWaitTime: FRAME_WAIT_MS,
    },
  });
  const found = await within(timeoutMs, `axe-core (${pass})`, run);
  return { engine: 'axe-core', ...found, notRun: pass === 'without-contrast' ? [CONTRAST] : [] };
};

/** The two passes of a large page as one result. Where contrast came to no end it is named as not run: a partial is never a pass. */
export const withContrast = (first: AccessibilityPart, contrast: AccessibilityPart | GatherFailure): AccessibilityPart =>
  isFailure(contrast)
    ? first
    : {
        ...first,
        violations: [...first.violations, ...contrast.violations],
        incomplete: [...first.incomplete, ...contrast.incomplete],
        passes: [...first.passes, ...contrast.passes],
        inapplicable: [...first.inapplicable, ...contrast.inapplicable],
        notRun: first.notRun.filter((rule) => rule !== CONTRAST),
      };

/** Frames axe can talk to. Those of other origins stay unseen, and axe says so under `frame-tested`. */
const sameOriginFrames = (page: Page): Frame[] => {
  const origin = originOf(page.url());
  return page.frames().filter((frame) => frame === page.mainFrame() || /^about:(blank|srcdoc)/.test(frame.url()) || originOf(frame.url()) === origin);
};
const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : '');

interface RawNode {
  readonly target: readonly unknown[];
  readonly html: string;
  readonly failureSummary?: string;
}
interface RawRule {
  readonly id: string;
  readonly impact?: string | null;
  readonly tags: readonly string[];
  readonly help: string;
  readonly helpUrl: string;
  readonly nodes: readonly RawNode[];
}
interface RawResults {
  readonly testEngine: { readonly version: string };
  readonly violations: readonly RawRule[];
  readonly incomplete: readonly RawRule[];
  readonly passes: readonly RawRule[];
  readonly inapplicable: readonly RawRule[];
}

/** Runs in the page: counts first, cuts afterwards, of passes keeps the names only. Must not refer to anything outside itself. */
const runInPage = async ({
  limits,
  options,
}: {
  limits: typeof LIMITS;
  options: object;
}): Promise<Pick<AccessibilityPart, 'version' | 'width' | 'violations' | 'incomplete' | 'passes' | 'inapplicable'>> => {
  const { axe } = globalThis as unknown as { axe: { run(root: Document, options: object): Promise<RawResults> } };
  const results = await axe.run(document, options);
  const reduce = (rules: readonly RawRule[]): AxeFinding[] =>
    rules.map((rule) => ({
      rule: rule.id,
      impact: rule.impact ?? '',
      tags: rule.tags,
      help: rule.help,
      helpUrl: rule.helpUrl,
      count: rule.nodes.length,
      nodes: rule.nodes.slice(0, limits.nodes).map((node) => ({
        target: node.target.flat(3).join(' >>> ').slice(0, limits.target), // frames and shadow roots, outermost first
        html: node.html.slice(0, limits.html),
        summary: (node.failureSummary ?? '').slice(0, limits.summary),
      })),
    }));
  return {
    version: results.testEngine.version,
    width: innerWidth,
    violations: reduce(results.violations),
    incomplete: reduce(results.incomplete),
    passes: results.passes.map((rule) => rule.id),
    inapplicable: results.inapplicable.map((rule) => rule.id),
  };
};
