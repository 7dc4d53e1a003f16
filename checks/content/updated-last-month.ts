import { defineCheck } from '../contract.ts';
import { datesIn, daysBetween } from '../dates.ts';
import { ABSENT_MESSAGES, SEARCH_PARTS, SITE_PARTS, siteFor } from '../concepts/for-check.ts';
import { searchTrail } from '../concepts/site.ts';
import { textEvidence } from '../evidence.ts';

const WINDOW_DAYS = 31;
const MIN_PAGES = 10;

export const check = defineCheck({
  title: 'Updated in the past month',
  why: 'A visible date of the past 31 days on the portal: a dated item or an update line (OSI #072).',
  needs: SITE_PARTS,
  site: SEARCH_PARTS,
  messages: { ...ABSENT_MESSAGES, recent: 'Something is dated {date}.', 'older-only': 'Dates were read, none of the past month; newest {date}.' },
  run: (view) => {
    const site = siteFor(view);
    let newest: { iso: string; evidence: ReturnType<typeof textEvidence> } | null = null;
    for (const reading of site.readings) {
      if (reading.page.host !== 'portal') continue;
      for (const block of reading.blocks)
        for (const date of datesIn(block.text, reading.language)) {
          if (date.precision !== 'day' || date.iso > view.asOf || (newest && date.iso <= newest.iso)) continue;
          newest = { iso: date.iso, evidence: textEvidence(reading.page, block.text, block.selector) };
        }
    }
    if (newest && daysBetween(newest.iso, view.asOf) <= WINDOW_DAYS) return { outcome: 'pass', reason: 'recent', data: { strength: 0.9, date: newest.iso }, evidence: [newest.evidence] };
    const searched = searchTrail(site, null);
    if (!site.readings.length) return { outcome: 'untested', reason: 'nothing-read', searched };
    if (newest) return { outcome: 'not-found', reason: 'older-only', data: { date: newest.iso }, evidence: [newest.evidence], searched };
    return site.readings.length < MIN_PAGES && !view.coverage.reachedEnd ? { outcome: 'untested', reason: 'too-little-seen', searched } : { outcome: 'not-found', reason: 'nothing-found', searched };
  },
});
