import fc from 'fast-check';
import {expect, test} from 'vitest';
import {checkSlope} from '../../src/engine/slopeCheck.ts';

test('the slope of a square agrees, and one that is a little off does not', () => {
  const verdict = (analytic: number): boolean => checkSlope((x) => x * x, 3, analytic).agrees;
  expect(verdict(6)).toBe(true);
  expect(verdict(-6)).toBe(false);
  expect(verdict(6.001)).toBe(false);
});

test('a small slope is judged, too: half of it, or none, is wrong', () => {
  const verdict = (analytic: number): boolean => checkSlope((x) => 1 + 1e-8 * x, 0.5, analytic).agrees;
  expect([1e-8, 0.5e-8, 0, -1e-8].map(verdict)).toEqual([true, false, false, false]);
});

test('beside a slope of 0 only the curvature is found, and it is no mistake', () => {
  fc.assert(
    fc.property(fc.double({min: 1, max: 1e6, noNaN: true}), (c) => {
      const f = (x: number): number => c * x ** 3 + 1;
      const {numeric, relativeDifference, agrees} = checkSlope(f, 0, 0);
      expect(numeric).toBeGreaterThan(0);
      expect(relativeDifference).toBe(1);
      expect(agrees).toBe(true);
      // A slope of twice the size of that error is one.
      expect(checkSlope(f, 0, 1e-9 + 4 * numeric).agrees).toBe(false);
    }),
  );
});

test('what has no number agrees with nothing', () => {
  expect(checkSlope(() => Number.NaN, 0, 1).agrees).toBe(false);
  expect(checkSlope((x) => x, 0, Number.NaN).agrees).toBe(false);
  // Finite at one step, infinite at two.
  const f = (x: number): number => (Math.abs(x) > 1e-5 ? Number.POSITIVE_INFINITY * x : x);
  expect(checkSlope(f, 0, 1).agrees).toBe(true);
  expect(checkSlope(f, 0, 2).agrees).toBe(false);
});
