import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {activationNames, elementwise, softmax} from '../../src/engine/activations.ts';
import {
  combinedLoss,
  type LossName,
  losses,
  lossNames,
  outputsAllowed,
  softmaxCrossEntropyPart,
} from '../../src/engine/losses.ts';

const {sigmoid} = elementwise;
const target = fc.double({min: 0, max: 1, noNaN: true});
const output = fc.double({min: 0.01, max: 0.99, noNaN: true});
const sum = fc.double({min: -15, max: 15, noNaN: true});

describe.each(lossNames)('%s', (name) => {
  const {part, slope} = losses[name];

  test('its slope is the central difference of its part', () => {
    fc.assert(
      fc.property(target, output, fc.integer({min: 1, max: 5}), (t, a, n) => {
        const h = 1e-6;
        // The absolute error has a kink at a = t.
        fc.pre(Math.abs(t - a) > h);
        const difference = (part(t, a + h, n) - part(t, a - h, n)) / (2 * h);
        expect(Math.abs(slope(t, a, n) - difference)).toBeLessThan(1e-5);
      }),
    );
  });

  test('a perfect answer costs 0', () => {
    for (const t of [0, 1]) expect(part(t, t, 3)).toBe(0);
  });

  test('NaN stays NaN', () => {
    expect(part(0.5, Number.NaN, 1)).toBeNaN();
  });
});

test('the values are those worked by hand', () => {
  const part = (name: LossName, t: number, a: number, n = 1) => losses[name].part(t, a, n);
  expect(part('half-squared-error', 1, 0.5)).toBe(0.125);
  expect(part('mean-squared-error', 1, 0.5, 2)).toBe(0.125);
  expect(part('mean-absolute-error', 1, 0.5, 4)).toBe(0.125);
  expect(part('binary-cross-entropy', 1, 0.5)).toBeCloseTo(Math.LN2, 15);
  expect(part('binary-cross-entropy', 0.5, 0.25)).toBeCloseTo(-0.5 * Math.log(0.25 * 0.75), 15);
  expect(part('cross-entropy', 0.5, 0.25)).toBeCloseTo(Math.LN2, 15);
});

test('the slope of lesson 1 has the bits of the article', () => {
  const {part, slope} = losses['half-squared-error'];
  expect(slope(0.8, 0.5920225338023005, 1)).toBe(-0.20797746619769952);
  expect(part(0.8, 0.5920225338023005, 1)).toBe(0.021627313223007625);
});

test('the absolute error has slope 0 where it is 0', () => {
  expect(losses['mean-absolute-error'].slope(0.3, 0.3, 1)).toBe(0);
});

test('0·ln 0 is 0, and a certain wrong answer costs infinitely much', () => {
  expect(losses['cross-entropy'].part(0, 0, 2)).toBe(0);
  expect(losses['cross-entropy'].slope(0, 0, 2)).toBe(0);
  expect(losses['binary-cross-entropy'].slope(0, 0, 1)).toBe(1);
  expect(losses['binary-cross-entropy'].slope(1, 1, 1)).toBe(-1);
  expect(losses['cross-entropy'].part(1, 0, 2)).toBe(Number.POSITIVE_INFINITY);
  expect(losses['binary-cross-entropy'].part(0, 1, 2)).toBe(Number.POSITIVE_INFINITY);
});

test('only sigmoid and softmax may stand before a cross-entropy', () => {
  for (const activation of activationNames)
    for (const loss of lossNames)
      expect(outputsAllowed(loss, activation)).toBe(
        !loss.includes('entropy') || activation === 'sigmoid' || activation === 'softmax',
      );
});

test('two pairs are combined, no others', () => {
  const pairs = lossNames.flatMap((loss) =>
    activationNames.filter((activation) => combinedLoss(loss, activation)).map((a) => `${a} ${loss}`),
  );
  expect(pairs.sort()).toEqual(['sigmoid binary-cross-entropy', 'softmax cross-entropy']);
});

describe('sigmoid with binary cross-entropy', () => {
  const pair = combinedLoss('binary-cross-entropy', 'sigmoid')!;
  const loss = losses['binary-cross-entropy'];

  test('loss and δ are those of the two factors', () => {
    fc.assert(
      fc.property(target, sum, (t, z) => {
        const a = sigmoid.value(z);
        expect(pair.part(t, [9, z], 1)).toBeCloseTo(loss.part(t, a, 1), 8);
        expect(pair.delta(t, a, t)).toBeCloseTo(loss.slope(t, a, 1) * sigmoid.slope(z, a), 8);
      }),
    );
  });

  test('far out it stays finite where the factors do not', () => {
    expect(pair.part(1, [-1000], 0)).toBe(1000);
    expect(pair.part(0, [1000], 0)).toBe(1000);
    expect(pair.part(1, [1000], 0)).toBe(0);
    expect(pair.delta(1, sigmoid.value(-1000), 1)).toBe(-1);
  });
});

describe('softmax with cross-entropy', () => {
  const pair = combinedLoss('cross-entropy', 'softmax')!;
  const layer = fc.array(fc.tuple(sum, target), {minLength: 1, maxLength: 5});

  test('parts are those of the two factors', () => {
    fc.assert(
      fc.property(layer, (neurons) => {
        const z = neurons.map(([value]) => value);
        softmax(z).forEach((a, i) => {
          const t = neurons[i]![1];
          expect(pair.part(t, z, i)).toBeCloseTo(losses['cross-entropy'].part(t, a, z.length), 8);
        });
      }),
    );
  });

  test('δ is the central difference of the total, whatever the targets sum to', () => {
    fc.assert(
      fc.property(layer, (neurons) => {
        const h = 1e-5;
        const z = neurons.map(([value]) => value);
        const total = (sums: number[]) => neurons.reduce((all, [, t], i) => all + pair.part(t, sums, i), 0);
        const targets = neurons.reduce((all, [, t]) => all + t, 0);
        softmax(z).forEach((a, j) => {
          const difference = (total(z.with(j, z[j]! + h)) - total(z.with(j, z[j]! - h))) / (2 * h);
          expect(Math.abs(pair.delta(neurons[j]![1], a, targets) - difference)).toBeLessThan(1e-7);
        });
      }),
    );
  });

  test('far out it stays finite where the factors do not', () => {
    expect(pair.part(1, [-1000, 1000], 0)).toBe(2000);
    expect(pair.part(1, [-1000, 1000], 1)).toBe(0);
    expect(pair.part(0, [-1000, 1000], 0)).toBe(0);
  });

  test('the part from a known sum has the same bits', () => {
    const z = [0.3, -2, 1.7];
    const logSum = Math.log(z.reduce((all, value) => all + Math.exp(value - 1.7), 0));
    expect(softmaxCrossEntropyPart(0.4, -2, 1.7, logSum)).toBe(pair.part(0.4, z, 1));
  });
});
