import { describe, expect, it } from 'vitest';
import { datesIn, daysBetween, yearsIn } from '../../checks/dates.ts';

const first = (text: string, language: string): string | undefined => datesIn(text, language)[0]?.iso;

describe('dates as portals write them', () => {
  it.each([
    ['Posted 12 March 2026', 'en', '2026-03-12'],
    ['March 3rd, 2026', 'en', '2026-03-03'],
    ['Updated 03/13/2026', 'en', '2026-03-13'],
    ['1º de marzo de 2026', 'es', '2026-03-01'],
    ['le 1er août 2025', 'fr', '2025-08-01'],
    ['22 marzo 2026', 'it', '2026-03-22'],
    ['3. März 2026', 'de', '2026-03-03'],
    ['12.03.2026', 'de', '2026-03-12'],
    ['5 марта 2026 г.', 'ru', '2026-03-05'],
    ['2026. március 5.', 'hu', '2026-03-05'],
    ['2026年3月5日', 'ja', '2026-03-05'],
    ['令和7年11月3日', 'ja', '2025-11-03'],
    ['民國114年3月5日', 'zh-Hant', '2025-03-05'],
    ['5 มีนาคม 2569', 'th', '2026-03-05'],
    ['١٢ مارس ٢٠٢٦', 'ar', '2026-03-12'],
    ['۱۴۰۴/۰۹/۰۲', 'fa', '2025-11-23'],
    ['۲ آذر ۱۴۰۴', 'fa', '2025-11-23'],
    ['12 মার্চ ২০২৬', 'bn', '2026-03-12'],
    ['5 tháng 3, 2026', 'vi', '2026-03-05'],
    ['12 ኅዳር 2018', 'am', '2025-11-21'],
  ])('%s (%s)', (text, language, iso) => expect(first(text, language)).toBe(iso));

  it.each([
    ['v1.2.2026', 'en'],
    ['Tel. 0123 4567', 'en'],
    ['16 marzo', 'it'],
    ['31.02.2026', 'de'],
    ['chapter 3', 'en'],
  ])('finds none in %s', (text, language) => expect(datesIn(text, language)).toEqual([]));

  it('gives a month its own precision', () => expect(datesIn('marzo 2026', 'it')).toMatchObject([{ iso: '2026-03-01', precision: 'month' }]));
  it('points at the place in the text', () => expect(datesIn('On 12 March 2026.', 'en')[0]).toMatchObject({ start: 3, end: 16 }));
  it('survives an unknown language tag', () => expect(first('12 March 2026', 'not a tag')).toBe('2026-03-12'));
  it('reads years, not numbers', () => expect(yearsIn('Budget 2025-2026, tel 0123 4567, year 2569')).toEqual([2025, 2026, 2026]));
  it('counts days', () => expect([daysBetween('2026-03-01', '2026-03-31'), daysBetween('2026-03-31', '2026-03-01')]).toEqual([30, -30]));
});
