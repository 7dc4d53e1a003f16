import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { all, any, none, type Truth } from '../../../checks/drafting/logic.ts';

const truths = fc.array(fc.constantFrom<Truth>(true, false, null), { minLength: 1, maxLength: 6 });

describe('three-valued logic', () => {
  it.each<[Truth[], Truth, Truth, Truth]>([
    [[], null, null, null],
    [[true], true, true, false],
    [[false], false, false, true],
    [[null], null, null, null],
    [[true, null], null, true, false],
    [[false, null], false, null, null],
    [[true, false], false, true, false],
  ])('%j', (values, everyone, someone, nobody) => expect([all(values), any(values), none(values)]).toEqual([everyone, someone, nobody]));

  it('never decides more when less is known', () => {
    fc.assert(
      fc.property(truths, fc.nat(), (values, at) => {
        const blurred = values.map((value, i) => (i === at % values.length ? null : value));
        for (const combine of [all, any, none]) {
          const less = combine(blurred);
          if (less !== null && combine(values) !== less) return false;
        }
        return true;
      }),
    );
  });
});
