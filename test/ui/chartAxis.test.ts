import fc from 'fast-check';
import {expect, test} from 'vitest';
import {toAscii} from '../../src/session/notation.ts';
import {evenAxis, LABEL, logarithmicAxis, underAxis} from '../../src/ui/chartAxis.ts';

test('equal differences are equal steps on an even axis', () => {
  const axis = evenAxis(2, 10, 4);
  expect([2, 4, 6, 8, 10].map(axis.place)).toEqual([1, 2, 3, 4, 5]);
  expect([0, 2, 4].map(axis.label)).toEqual(['10.000', '6.0000', '2.0000']);
});

test('equal factors are equal steps on a logarithmic axis', () => {
  const axis = logarithmicAxis(0.001, 10, 4);
  const places = [0.001, 0.01, 0.1, 1, 10].map(axis.place);
  for (const [i, place] of places.entries()) expect(place).toBeCloseTo(1 + i, 12);
  expect([0, 1, 4].map(axis.label)).toEqual(['10.000', '1.0000', '0.0010']);
});

test('a logarithmic axis has a ground, and says that something may lie below it', () => {
  const axis = logarithmicAxis(0, 1, 4);
  expect([0, 1e-300, 1e-8].map(axis.place)).toEqual([1, 1, 1]);
  expect(axis.label(4)).toBe('≤1e−8');
  expect(axis.label(0)).toBe('1.0000');
});

test('a label has no more cells than its place, in ASCII too', () => {
  const positive = fc.double({min: 1e-150, max: 1e150, noNaN: true});
  fc.assert(
    fc.property(positive, positive, fc.boolean(), (a, b, hasNone) => {
      const axis = logarithmicAxis(hasNone ? 0 : Math.min(a, b), Math.max(a, b), 6);
      for (let row = 0; row <= 6; row++) expect(toAscii(axis.label(row)).length).toBeLessThanOrEqual(LABEL);
    }),
  );
});

test('what lies outside of an axis lies at its end', () => {
  expect([-1, 3].map(evenAxis(0, 2, 4).place)).toEqual([1, 5]);
});

test('the first note that has room stands between the ends', () => {
  expect(underAxis(20, ['1', 'round 9'], ['logarithmic axis', 'log'])).toBe('1    log     round 9');
  expect(underAxis(9, ['1', 'round 9'], ['log'])).toBe('1 round 9');
  expect(underAxis(8, ['1', 'round 9'])).toBe('round 9');
  expect(underAxis(6, ['1', 'round 9'])).toBe('');
});
