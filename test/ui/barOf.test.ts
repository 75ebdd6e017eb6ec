import fc from 'fast-check';
import {expect, test} from 'vitest';
import {barOf} from '../../src/ui/barOf.ts';
import {textWidth} from '../../src/ui/paint.ts';

test('a bar is as long as its part, to an eighth of a cell', () => {
  expect(barOf(1, 10, false)).toBe('██████████');
  expect(barOf(0.25, 10, false)).toBe('██▌');
  expect(barOf(0.5, 10, true)).toBe('#####');
});

test('nothing has no bar, and less than a cell is still seen', () => {
  expect(barOf(0, 10, false)).toBe('');
  expect(barOf(0, 10, true)).toBe('');
  expect(barOf(1e-9, 10, false)).toBe('▏');
  expect(barOf(1e-9, 10, true)).toBe('#');
});

test('a longer part never has a shorter bar, and none leaves its cells', () => {
  fc.assert(
    fc.property(
      fc.double({noNaN: true}),
      fc.double({noNaN: true}),
      fc.nat(50),
      fc.boolean(),
      (a, b, cells, ascii) => {
        const width = (part: number): number => textWidth(barOf(part, cells + 1, ascii));
        expect(width(Math.min(a, b))).toBeLessThanOrEqual(width(Math.max(a, b)));
        expect(width(a)).toBeLessThanOrEqual(cells + 1);
      },
    ),
  );
});
