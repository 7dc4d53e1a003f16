import { type AccessibilityPart, type AxeFinding, type AxeNode, isFailure } from '../../crawler/artifact.ts';
import { defineCheck, type Evidence, type ViewPage } from '../contract.ts';
import { elementEvidence } from '../evidence.ts';

/** A page of the sample with what axe-core said about it. */
export interface AxePage {
  readonly page: ViewPage<'accessibility'>;
  readonly part: AccessibilityPart;
}
/** One fault in one component of the template. `count`: elements; `pages`: sampled pages that show it. */
export interface FaultGroup {
  readonly rule: string;
  readonly impact: string;
  readonly help: string;
  readonly criterion: string;
  readonly pages: number;
  readonly count: number;
  readonly example: { readonly url: string; readonly selector: string; readonly html: string };
  readonly places: readonly { readonly url: string; readonly selector: string }[];
}

const MOST_EVIDENCE = 20;
const MOST_PLACES = 20;
const IMPACTS = ['critical', 'serious', 'moderate', 'minor'];

/** The portal's own pages that axe-core ran on. */
export const axePages = (pages: readonly ViewPage<'accessibility'>[]): AxePage[] =>
  pages.flatMap((page) => (page.host === 'portal' && !isFailure(page.parts.accessibility) ? [{ page, part: page.parts.accessibility }] : []));

/** Success criteria of an axe rule, from tags like `wcag111`: "1.1.1". The digits after the second are one number (`wcag1412` is 1.4.12). */
export const criteriaOf = (tags: readonly string[]): string[] =>
  tags.flatMap((tag) => {
    const digits = /^wcag(\d)(\d)(\d+)$/.exec(tag);
    return digits ? [digits.slice(1).join('.')] : [];
  });

/** Where in the template an element stands: its path and tag without positions, attribute values and numbers in names, so that one footer is one component on every page. */
export const componentOf = ({ target, html }: Pick<AxeNode, 'target' | 'html'>): string => {
  const path = target
    .replace(/\[(?:"(?:\\.|[^"\\])*"|[^\]"])*\]/g, '')
    .replace(/:nth-[\w-]+\([^)]*\)/g, '')
    .replace(/\d+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return `${/^<([\w-]+)/.exec(html)?.[1]?.toLowerCase() ?? ''} ${path}`;
};

/** Faults by rule and component, gravest and most frequent first. */
export const groupFaults = (sample: readonly AxePage[], findings: (part: AccessibilityPart) => readonly AxeFinding[]): { readonly groups: FaultGroup[]; readonly evidence: Evidence[] } => {
  const groups = new Map<string, FaultGroup & { readonly on: Set<string>; readonly seen: Evidence }>();
  for (const { page, part } of sample)
    for (const finding of findings(part))
      for (const node of finding.nodes) {
        const key = `${finding.rule}\u0000${componentOf(node)}`;
        const known = groups.get(key);
        const on = (known?.on ?? new Set<string>()).add(page.url);
        const place = { url: page.url, selector: node.target };
        groups.set(
          key,
          known
            ? { ...known, count: known.count + 1, pages: on.size, places: known.places.length < MOST_PLACES ? [...known.places, place] : known.places }
            : {
                rule: finding.rule,
                impact: finding.impact,
                help: finding.help,
                criterion: criteriaOf(finding.tags).join(', '),
                pages: 1,
                count: 1,
                places: [place],
                on,
                example: { url: page.url, selector: node.target, html: node.html },
                seen: elementEvidence(page, node.target, node.html),
              },
        );
      }
  const rank = (impact: string): number => (IMPACTS.indexOf(impact) + IMPACTS.length + 1) % (IMPACTS.length + 1); // unknown impact last
  const sorted = [...groups.values()].sort((a, b) => rank(a.impact) - rank(b.impact) || b.pages - a.pages || b.count - a.count || a.rule.localeCompare(b.rule));
  return { groups: sorted.map(({ on: _on, seen: _seen, ...group }) => group), evidence: sorted.slice(0, MOST_EVIDENCE).map(({ seen }) => seen) };
};

/** How often each rule was broken, by axe's own count (a page lists only its first elements). */
export const countRules = (
  sample: readonly AxePage[],
  findings: (part: AccessibilityPart) => readonly AxeFinding[],
): { readonly rule: string; readonly impact: string; readonly help: string; readonly count: number; readonly pages: number }[] => {
  const rules = new Map<string, { rule: string; impact: string; help: string; count: number; pages: number }>();
  for (const { part } of sample)
    for (const { rule, impact, help, count } of findings(part)) {
      const known = rules.get(rule);
      rules.set(rule, { rule, impact, help, count: (known?.count ?? 0) + count, pages: (known?.pages ?? 0) + 1 });
    }
  return [...rules.values()].sort((a, b) => b.pages - a.pages || b.count - a.count || a.rule.localeCompare(b.rule));
};

const wcag = (part: AccessibilityPart): AxeFinding[] => part.violations.filter(({ tags }) => criteriaOf(tags).length > 0);

export const check = defineCheck({
  title: 'Accessibility faults found by axe-core',
  why: 'Faults against WCAG 2.2 level A and AA (EN 301 549 clause 9) that a machine can prove on the sampled pages; a fault of the template counts once.',
  needs: ['accessibility'] as const,
  messages: {
    faults: '{faults} faults in parts of pages, by {broken} rules, on {failing} of {sampled} sampled pages.',
    'none-found': 'No rule failed on {sampled} sampled pages. Machines find only some barriers: this is not conformance.',
    'cut-short': 'No rule failed on {sampled} sampled pages, but some rules came to no end: {notRun}.',
    'not-rendered': 'No page was opened in a browser with axe-core.',
  },
  remedy: {
    faults: 'Repair the faults that stand on most pages first: they are in the template. Each rule says how.',
    'cut-short': 'Test the pages by hand for the rules that came to no end.',
  },
  run: (view) => {
    const sample = axePages(view.pages);
    if (!sample.length) return { outcome: 'untested', reason: 'not-rendered' };
    const { groups, evidence } = groupFaults(sample, wcag);
    const rules = countRules(sample, wcag);
    const notRun = [...new Set(sample.flatMap(({ part }) => part.notRun))].sort();
    const data = {
      engine: 'axe-core',
      version: sample[0]!.part.version,
      sampled: sample.length,
      failing: sample.filter(({ part }) => wcag(part).length > 0).length,
      faults: groups.length,
      broken: rules.length,
      groups,
      rules,
      notRun: notRun.join(', '),
    };
    if (rules.length) return { outcome: 'fail', reason: 'faults', data, evidence };
    return notRun.length ? { outcome: 'unsure', reason: 'cut-short', data } : { outcome: 'pass', reason: 'none-found', data };
  },
});
