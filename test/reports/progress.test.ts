import { describe, expect, test } from 'vitest';
import type { AssessEvent } from '../../queue/assess.ts';
import { showProgress } from '../../reports/progress.ts';
import { scorecard } from '../../reports/scorecard.ts';
import { ASSESSMENT } from '../fixtures/assessment.ts';

const page = (done: number, by: 'http' | 'browser' = 'http'): AssessEvent => ({ kind: 'page', url: `https://a.example/${done}\u001b[31m`, by, state: 'ok', done, known: 90 });
const played = (events: readonly AssessEvent[], isTTY: boolean): string => {
  let text = '';
  const progress = showProgress(
    {
      isTTY,
      columns: 60,
      write: (part) => {
        text += part;
      },
    },
    () => 0,
  );
  for (const event of events) progress.onEvent(event);
  progress.stop();
  return text;
};

describe('elsewhere than on a terminal', () => {
  const text = played(
    [{ kind: 'round', round: 1, planned: 40 }, ...Array.from({ length: 45 }, (_, place) => page(place + 1)), page(46, 'browser'), { kind: 'phase', phase: 'judging', portal: 'https://a.example/' }],
    false,
  );
  test('a line for each phase and twenty pages, not for each page', () => expect(text.trim().split('\n')).toHaveLength(5));
  test('names the phase', () => expect(text).toMatch(/rendering · round 1 · 46 of 90 known pages/));
  test('commands to the terminal are taken out of addresses', () => expect(text).not.toContain('\u001b'));
});

test('going on with a run is told', () => expect(played([{ kind: 'resumed', runId: 'r1', pages: 12 }], false)).toContain('12 pages were already there'));
test('a note is told', () => expect(played([{ kind: 'note', text: 'The portal asks us to wait 3 s between pages.' }], true)).toContain('asks us to wait'));

describe('scorecard', () => {
  const text = scorecard(ASSESSMENT, (key) => `because ${key}`);
  test.each([
    ['draft mark', 'DRAFT'],
    ['counts', /✓ yes {14}3/],
    ['interval', '33 –  89 %'],
    ['why not assessed', '1  because engine-missing'],
  ])('%s', (_, words) => expect(text).toMatch(words));
});
