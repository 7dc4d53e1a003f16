import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { describe, expect, test } from 'vitest';
import { isFailure } from '../../crawler/artifact.ts';
import { canSandbox, launchFlags } from '../../crawler/chromium.ts';
import { executable } from '../crawler/browser/site.ts';
import { serve } from '../serve-folder.ts';
import { measureAll, suite, tableOf } from './shared.ts';

/** The W3C ACT rules' published cases: where axe-core says which rule it implements, our pipeline must agree with the expected outcomes as well as axe-core by itself. */

const { folder, missing } = suite('act-rules');
const require = createRequire(import.meta.url);

interface Case {
  readonly ruleId: string;
  readonly ruleName: string;
  readonly expected: 'passed' | 'failed' | 'inapplicable';
  readonly relativePath: string;
}
interface Rules {
  readonly violations: readonly string[];
  readonly incomplete: readonly string[];
  readonly passes: readonly string[];
}
type Outcome = 'passed' | 'failed' | 'cantTell' | 'untested';

/** ACT rule → the axe-core rules that implement it, as axe-core itself tells. */
const claimed = (): Map<string, string[]> => {
  const axe = require('axe-core') as { getRules(): { ruleId: string; actIds?: string[] }[] };
  const rules = new Map<string, string[]>();
  for (const { ruleId, actIds } of axe.getRules()) for (const act of actIds ?? []) rules.set(act, [...(rules.get(act) ?? []), ruleId]);
  return rules;
};

/** Of what axe-core said about a page, what bears on one ACT rule. Nothing applicable is `passed`: ACT tells the two apart, a finding does not. */
const outcomeOf = (found: Rules | null, rules: readonly string[]): Outcome => {
  if (!found) return 'untested';
  const has = (ids: readonly string[]): boolean => ids.some((id) => rules.includes(id));
  return has(found.violations) ? 'failed' : has(found.incomplete) ? 'cantTell' : 'passed';
};
const agrees = (outcome: Outcome, { expected }: Case): boolean => outcome === (expected === 'failed' ? 'failed' : 'passed');

/** axe-core as it comes, on a fresh page once it has loaded. */
const bareAxe = async (urls: readonly string[]): Promise<Map<string, Rules>> => {
  const source = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
  const browser = await chromium.launch({ executablePath: executable!, args: [...launchFlags(null)], chromiumSandbox: canSandbox() });
  const found = new Map<string, Rules>();
  try {
    const context = await browser.newContext();
    const waiting = urls.values();
    await Promise.all(
      Array.from({ length: 6 }, async () => {
        for (const url of waiting) {
          const page = await context.newPage();
          await page.goto(url);
          for (const frame of page.frames()) await frame.evaluate(source).catch(() => undefined);
          const rules = await page
            .evaluate(async () => {
              const { axe } = globalThis as unknown as { axe: { run(): Promise<Record<'violations' | 'incomplete' | 'passes', { id: string }[]>> } };
              const { violations, incomplete, passes } = await axe.run();
              const ids = (list: { id: string }[]): string[] => list.map(({ id }) => id);
              return { violations: ids(violations), incomplete: ids(incomplete), passes: ids(passes) };
            })
            .catch(() => null);
          if (rules) found.set(url, rules);
          await page.close();
        }
      }),
    );
    return found;
  } finally {
    await browser.close();
  }
};

describe.skipIf(missing)('W3C ACT rules', () => {
  test('our pipeline agrees with the expected outcomes as well as bare axe-core does', { timeout: 2_400_000 }, async () => {
    const implementedBy = claimed();
    const cases = (JSON.parse(readFileSync(join(folder, 'testcases.json'), 'utf8')) as { testcases: Case[] }).testcases.filter(
      ({ ruleId, relativePath }) => implementedBy.has(ruleId) && /\.x?html?$/.test(relativePath),
    );
    const site = await serve(folder);
    try {
      const urlOf = ({ relativePath }: Case): string => `${site.url}${relativePath}`;
      const urls = [...new Set(cases.map(urlOf))];
      const visits = await measureAll(urls, { concurrency: 8 });
      const bare = await bareAxe(urls);
      const judged = cases.map((one) => {
        const part = visits.get(urlOf(one))?.measured.accessibility;
        const ids = (list: readonly { readonly rule: string }[]): string[] => list.map(({ rule }) => rule);
        const ours = !part || isFailure(part) ? null : { violations: ids(part.violations), incomplete: ids(part.incomplete), passes: part.passes };
        const rules = implementedBy.get(one.ruleId)!;
        return { one, ours: outcomeOf(ours, rules), bare: outcomeOf(bare.get(urlOf(one)) ?? null, rules) };
      });
      const by = (outcome: Outcome, list: typeof judged): number => list.filter(({ ours }) => ours === outcome).length;
      const rows = [...Map.groupBy(judged, ({ one }) => one.ruleId)].map(([rule, list]) => [
        rule,
        list[0]!.one.ruleName.slice(0, 60),
        implementedBy.get(rule)!.join(' ').slice(0, 50),
        list.length,
        by('passed', list),
        by('failed', list),
        by('cantTell', list),
        by('untested', list),
        list.filter(({ one, ours }) => agrees(ours, one)).length,
        list.filter(({ one, bare: theirs }) => agrees(theirs, one)).length,
      ]);
      const total = (column: number): number => rows.reduce((sum, row) => sum + Number(row[column]), 0);
      console.log(
        tableOf([['rule', 'name', 'axe-core', 'cases', 'passed', 'failed', 'cantTell', 'untested', 'ours agree', 'bare agrees'], ...rows, ['', 'all', '', ...[3, 4, 5, 6, 7, 8, 9].map(total)]]),
      );
      const worse = judged
        .filter((row) => agrees(row.bare, row.one) && !agrees(row.ours, row.one))
        .map(({ one, ours, bare: theirs }) => `${one.ruleId} ${one.expected}: ours ${ours}, bare ${theirs}: ${one.relativePath}`);
      const better = judged.filter((row) => !agrees(row.bare, row.one) && agrees(row.ours, row.one)).length;
      for (const {
        measured: { accessibility },
        url,
      } of visits.values())
        if (isFailure(accessibility)) console.log(`untested: ${url}: ${accessibility.failure}, ${accessibility.detail}`);
      console.log(`${better} cases where only ours agrees; where only bare axe-core does: ${worse.join('\n') || 'none'}`);
      expect(worse).toEqual([]);
    } finally {
      await site.close();
    }
  });
});
