import fc from 'fast-check';
import {expect, test} from 'vitest';
import {exp} from '../../src/engine/exp.ts';

const BITS = 256n;

/** The double as a whole number of 2^−256. Exact for every double that is used here. */
function fixed(x: number): bigint {
  let shift = 0n;
  let value = x;
  while (!Number.isInteger(value)) {
    value *= 2;
    shift++;
  }
  return shift > BITS ? BigInt(value) >> (shift - BITS) : BigInt(value) << (BITS - shift);
}

/** e^x in 2^−256, by its series for x/256, squared eight times. */
function exact(x: number): bigint {
  const one = 1n << BITS;
  const small = fixed(x) >> 8n;
  let sum = one;
  let term = one;
  for (let k = 1n; term !== 0n && k < 200n; k++) {
    term = ((term * small) >> BITS) / k;
    sum += term;
  }
  for (let i = 0; i < 8; i++) sum = (sum * sum) >> BITS;
  return sum;
}

test('is within 0.52 units in the last place of the true value', () => {
  fc.assert(
    fc.property(fc.double({min: -30, max: 30, noNaN: true}), (x) => {
      fc.pre(Math.abs(x) > 1e-9);
      const value = exp(x);
      const unit = 2 ** (Math.floor(Math.log2(value)) - 52);
      const error = Number(fixed(value) - exact(x)) / 2 ** 256 / unit;
      expect(Math.abs(error)).toBeLessThan(0.52);
    }),
    {numRuns: 2000},
  );
});

test('is within a unit or so of Math.exp over its whole range', () => {
  fc.assert(
    fc.property(fc.double({min: -750, max: 750, noNaN: true}), (x) => {
      const [own, other] = [exp(x), Math.exp(x)];
      expect(own === other || Math.abs(own - other) <= 2.3e-16 * other * 2).toBe(true);
    }),
    {numRuns: 2000},
  );
});

test('has the exact values where there are some', () => {
  expect(exp(0)).toBe(1);
  expect(exp(-0)).toBe(1);
  expect(exp(1)).toBe(Math.E);
  expect(exp(1e-300)).toBe(1);
  expect(exp(1000)).toBe(Number.POSITIVE_INFINITY);
  expect(exp(-1000)).toBe(0);
  expect(exp(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
  expect(exp(Number.NEGATIVE_INFINITY)).toBe(0);
  expect(exp(Number.NaN)).toBeNaN();
});

test('never falls', () => {
  fc.assert(
    fc.property(fc.double({min: -699, max: 699, noNaN: true}), (x) => {
      const next = x + Math.max(Math.abs(x) * 2 ** -52, 2 ** -60);
      expect(exp(next)).toBeGreaterThanOrEqual(exp(x));
    }),
    {numRuns: 2000},
  );
});
