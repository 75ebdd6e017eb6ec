import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {
  activationNames,
  elementwise,
  leakySlope,
  softmax,
  softmaxInto,
  softmaxSlope,
} from '../../src/engine/activations.ts';

const names = Object.keys(elementwise) as (keyof typeof elementwise)[];
const moderate = fc.double({min: -20, max: 20, noNaN: true});

describe.each(names)('%s', (name) => {
  const {value, slope} = elementwise[name];

  test('its slope is the central difference of its value', () => {
    fc.assert(
      fc.property(moderate, (z) => {
        const h = 1e-5;
        // A kink at 0 has no derivative to compare with.
        fc.pre(Math.abs(z) > h);
        const difference = (value(z + h) - value(z - h)) / (2 * h);
        expect(Math.abs(slope(z, value(z)) - difference)).toBeLessThan(1e-6);
      }),
    );
  });

  test('far out its value and slope are finite numbers', () => {
    for (const z of [-1000, -745, -710, -37, 0, 37, 710, 745, 1000]) {
      expect(value(z)).toSatisfy(Number.isFinite);
      expect(slope(z, value(z))).toSatisfy(Number.isFinite);
    }
  });

  test('NaN stays NaN', () => {
    expect(value(Number.NaN)).toBeNaN();
  });
});

test('every name has a function, or is softmax', () => {
  expect([...activationNames].sort()).toEqual([...names, 'softmax'].sort());
});

test('the values are those of other formulas', () => {
  fc.assert(
    fc.property(moderate, (z) => {
      const {sigmoid, tanh, softplus} = elementwise;
      expect(sigmoid.value(z)).toBeCloseTo(0.5 + Math.tanh(z / 2) / 2, 14);
      expect(tanh.value(z)).toBeCloseTo((Math.exp(2 * z) - 1) / (Math.exp(2 * z) + 1), 12);
      expect(softplus.value(z)).toBeCloseTo(Math.log(1 + Math.exp(z)), 7);
      expect(elementwise.relu.value(z)).toBe((z + Math.abs(z)) / 2);
      expect(elementwise['leaky-relu'].value(z)).toBe(Math.max(z, 0.01 * z));
      expect(elementwise.identity.value(z)).toBe(z);
    }),
  );
});

test('far out the values are the limits', () => {
  const {sigmoid, tanh, softplus} = elementwise;
  expect([sigmoid.value(-1000), sigmoid.value(1000)]).toEqual([0, 1]);
  expect([tanh.value(-1000), tanh.value(1000)]).toEqual([-1, 1]);
  expect([softplus.value(-1000), softplus.value(1000)]).toEqual([0, 1000]);
  expect(softplus.slope(1000, 1000)).toBe(1);
});

test('at the kink relu has slope 0 and leaky-relu its small one', () => {
  expect(elementwise.relu.slope(0, 0)).toBe(0);
  expect(elementwise['leaky-relu'].slope(0, 0)).toBe(leakySlope);
});

describe('softmax', () => {
  const sums = fc.array(moderate, {minLength: 1, maxLength: 6});

  test('outputs are e^z over the sum of all e^z', () => {
    fc.assert(
      fc.property(sums, (z) => {
        const all = z.reduce((total, value) => total + Math.exp(value), 0);
        softmax(z).forEach((a, i) => {
          expect(a).toBeCloseTo(Math.exp(z[i]!) / all, 13);
        });
      }),
    );
  });

  test('outputs sum to 1 at any height', () => {
    for (const z of [[1000, 999, -1000], [-1000, -1001], [0], [1e308, -1e308]]) {
      expect(softmax(z).reduce((total, a) => total + a)).toBeCloseTo(1, 14);
    }
  });

  test('its slopes are the central differences of its outputs', () => {
    fc.assert(
      fc.property(sums, (z) => {
        const h = 1e-5;
        const a = softmax(z);
        z.forEach((_, j) => {
          const above = softmax(z.with(j, z[j]! + h));
          const below = softmax(z.with(j, z[j]! - h));
          a.forEach((_output, i) => {
            const difference = (above[i]! - below[i]!) / (2 * h);
            expect(Math.abs(softmaxSlope(a[i]!, a[j]!, i === j) - difference)).toBeLessThan(1e-8);
          });
        });
      }),
      {numRuns: 50},
    );
  });

  test('in place, within a longer array, it touches its own part only', () => {
    const array = Float64Array.of(7, 1, 2, 3, 9);
    const logSum = softmaxInto(array, 1, 3, array);
    expect([...array]).toEqual([7, ...softmax([1, 2, 3]), 9]);
    expect(logSum).toBeCloseTo(Math.log(Math.exp(-2) + Math.exp(-1) + 1), 14);
  });

  test('NaN among the sums stays visible', () => {
    expect(softmax([1, Number.NaN])[0]).toBeNaN();
  });
});
