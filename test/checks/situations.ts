import { describe, expect, it } from 'vitest';
import type { Check, Finding } from '../../checks/contract.ts';
import { runChecks } from '../../checks/run.ts';
import { type FixturePage, portalOf, realWords } from './portal-fixture.ts';

const words = await realWords();

export type Pages = Readonly<Record<string, FixturePage>>;
/** What a check finds on a small portal. It must have a message for its reason, with all that the message names. */
export const judge = (check: unknown, pages: Pages, artifacts = portalOf(pages)): Finding => {
  const [finding] = runChecks({ artifacts, level: 'municipal', asOf: '2026-11-23', words, checks: new Map([['it', check as Check]]), queries: [] });
  if (finding!.outcome === 'error') throw new Error(String(finding!.data?.['message']));
  expect(Object.keys((check as Check).messages)).toContain(finding!.reason);
  for (const name of (check as Check).messages[finding!.reason]!.matchAll(/\{(\w+)\}/g)) expect(finding!.data, finding!.reason).toHaveProperty(name[1]!);
  return finding!;
};
/** One line of a table: what the situation is, its pages, what must come out. */
export type Situation = readonly [string, Pages, string];
export const table = (title: string, check: unknown, situations: readonly Situation[]): void => {
  describe(title, () => {
    it.each(situations)('%s', (_name, pages, expected) => {
      const { outcome, reason } = judge(check, pages);
      expect(`${outcome}: ${reason}`).toBe(expected);
    });
  });
};
