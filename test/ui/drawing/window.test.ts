import fc from 'fast-check';
import {expect, test} from 'vitest';
import {windowAround} from '../../../src/ui/drawing/window.ts';

test('is as long as its room and holds the focus and, with two places, what comes before it', () => {
  fc.assert(
    fc.property(
      fc.integer({min: 1, max: 70}),
      fc.integer({min: 1, max: 12}),
      fc.nat(69),
      (count, room, at) => {
        const focus = at % count;
        const {from, to} = windowAround(count, room, focus);
        expect(to - from).toBe(Math.min(count, room));
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThanOrEqual(count);
        expect(focus >= from && focus < to).toBe(true);
        if (room >= 2 && focus > 0) expect(from).toBeLessThan(focus);
      },
    ),
  );
});
