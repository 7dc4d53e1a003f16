import { expect, it } from 'vitest';
import { daysRead, type Ended } from '../../checks/compare/days-read.ts';

const visit = (day: number, status: Ended['status'], hour = 2): Ended => ({ startedAt: `2026-11-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00.000Z`, status });

it.each<[string, readonly Ended[], ReturnType<typeof daysRead>]>([
  ['every day', [visit(3, 'done'), visit(2, 'done'), visit(1, 'done')], { days: 3, read: 3, since: '2026-11-01' }],
  ['one day out of reach', [visit(3, 'done'), visit(2, 'nothing'), visit(1, 'done')], { days: 3, read: 2, since: '2026-11-01' }],
  ['tried three times in one night, in vain', [visit(2, 'nothing', 4), visit(2, 'nothing', 3), visit(2, 'nothing'), visit(1, 'done')], { days: 2, read: 1, since: '2026-11-01' }],
  ['read at the second try, or at the first', [visit(2, 'done', 3), visit(2, 'nothing'), visit(1, 'nothing', 3), visit(1, 'done')], { days: 2, read: 2, since: '2026-11-01' }],
  ['what failed on our side or still runs says nothing', [visit(3, 'running'), visit(2, 'failed'), visit(1, 'done')], { days: 1, read: 1, since: '2026-11-01' }],
  ['only failures of ours', [visit(1, 'failed')], null],
  ['never visited', [], null],
])('%s', (_name, visits, expected) => expect(daysRead(visits)).toEqual(expected));
