import { describe, expect, test } from 'vitest';
import { isFailure } from '../../crawler/artifact.ts';
import type { VisitResult } from '../../crawler/browser-contract.ts';
import { serve } from '../serve-folder.ts';
import { namedFaults } from './named-faults.ts';
import { measureAll, suite, tableOf } from './shared.ts';

/** W3C's demonstration of one site before and after repair: by no measure of ours may a page be better before, and each must be worse in total. */

const { folder, missing } = suite('w3c-bad-nist');
const PAGES = ['home', 'news', 'tickets', 'survey', 'template'];

/** Counts of what is wrong, by measure; less is better. Advice is no measure: an empty header cell is advice only where there are header cells, which the page before repair has none of. */
const measuresOf = async (visit: VisitResult): Promise<Record<string, number>> => {
  const { accessibility, mobile } = visit.measured;
  if (isFailure(accessibility) || isFailure(mobile)) throw new Error(`${visit.url} was not measured: ${JSON.stringify([accessibility, mobile]).slice(0, 300)}`);
  const named = await namedFaults(visit);
  const narrow = mobile.views.at(-1)!;
  const wcag = accessibility.violations.filter(({ tags }) => tags.some((tag) => /^wcag\d{3,}$/.test(tag)));
  const kinds = (check: RegExp): number => new Set(named.filter((one) => one.sure && check.test(one.check)).map(({ check: of, kind }) => `${of} ${kind}`)).size;
  return {
    'rules broken': wcag.length,
    'elements at fault': wcag.reduce((sum, { count }) => sum + count, 0),
    structure: kinds(/tables|field|outline|headings|outdated|form-labels/),
    'links and images': kinds(/link|image|text-alternatives|repeated/),
    text: kinds(/text-(look|in|direction)|title|language/),
    keyboard: kinds(/keyboard|skip/),
    'checks failed': new Set(named.filter(({ sure, check }) => sure && check.startsWith('accessibility/')).map(({ check }) => check)).size,
    'px too wide': Math.max(0, narrow.scrollWidth - narrow.width),
    'zoom blocked': Number(mobile.zoomBlocked),
  };
};

describe.skipIf(missing)('W3C before and after', () => {
  test('before is never better than after', { timeout: 300_000 }, async () => {
    const site = await serve(folder);
    try {
      const url = (when: string, page: string): string => `${site.url}${when}/${page}.html`;
      const visits = await measureAll(
        PAGES.flatMap((page) => [url('before', page), url('after', page)]),
        { all: true, concurrency: 2 },
      );
      const better: string[] = [];
      const rows: (string | number)[][] = [];
      for (const page of PAGES) {
        const before = await measuresOf(visits.get(url('before', page))!);
        const after = await measuresOf(visits.get(url('after', page))!);
        for (const [measure, count] of Object.entries(before)) {
          rows.push([page, measure, count, after[measure]!]);
          if (count < after[measure]!) better.push(`${page}, ${measure}: ${count} before, ${after[measure]} after`);
        }
        const total = (measures: Record<string, number>): number => Object.values(measures).reduce((sum, count) => sum + count, 0);
        expect(total(before), page).toBeGreaterThan(total(after));
      }
      console.log(tableOf([['page', 'measure', 'before', 'after'], ...rows]));
      expect(better).toEqual([]);
    } finally {
      await site.close();
    }
  });
});
