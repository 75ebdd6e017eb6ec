import fc from 'fast-check';
import {expect, test} from 'vitest';
import {contribution, share, shareFrom} from '../../src/engine/contributions.ts';
import {computePass} from '../../src/engine/pass.ts';
import {gradient, output} from '../../src/engine/quantity.ts';
import {anyRound, article, mazur, roundOf} from './samples.ts';

test('what a neuron gets back from all that it feeds sums to its gradient', () => {
  fc.assert(
    fc.property(anyRound, (round) => {
      const pass = computePass(round);
      fc.pre(!pass.diverged);
      for (const {sources, neurons} of round.network.plan)
        for (const from of sources) {
          const parts = neurons.map((to) => contribution(pass, from, to));
          const wanted = pass.values.get(gradient(output(from)))!;
          const size = Math.max(1e-12, ...parts.map(Math.abs));
          expect(Math.abs(parts.reduce((a, b) => a + b) - wanted) / size).toBeLessThan(1e-12);
        }
    }),
  );
});

test("Mazur's hidden neurons get back the published parts", () => {
  const pass = computePass(mazur());
  // 0.138498562 · 0.40 and −0.0380982366 · 0.50
  expect(contribution(pass, 'h1', 'o1')).toBeCloseTo(0.055399425, 9);
  expect(contribution(pass, 'h1', 'o2')).toBeCloseTo(-0.019049119, 8);
});

/** Two in, two hidden, one out, without biases: shares of the error e = a − t are fractions of weights. */
const fork = (toOutput: readonly [number, number]) =>
  computePass(
    roundOf(
      {
        layers: [['A', 'B'], ['C', 'D'], ['E']],
        activations: ['sigmoid', 'sigmoid'],
        loss: 'half-squared-error',
        biased: new Set(),
      },
      [1, 3, 2, 2, ...toOutput],
      [0.5, 0.25],
      [1],
    ),
  );

test('the error is divided as the weights are to each other, and again in the layer before', () => {
  const pass = fork([0.4, 0.6]);
  const error = pass.values.get('a.E')! - 1;
  expect(share(pass, 'E')).toBe(error);
  expect(shareFrom(pass, 'C', 'E')).toBeCloseTo(0.4 * error, 12);
  expect(shareFrom(pass, 'D', 'E')).toBeCloseTo(0.6 * error, 12);
  // A feeds C with 1 of 1 + 3, and D with 2 of 2 + 2.
  expect(shareFrom(pass, 'A', 'C')).toBeCloseTo(0.4 * error * 0.25, 12);
  expect(share(pass, 'A')).toBeCloseTo(error * (0.4 * 0.25 + 0.6 * 0.5), 12);
});

test('no error is lost on the way to the inputs', () => {
  const pass = fork([0.4, 0.6]);
  expect(share(pass, 'A') + share(pass, 'B')).toBeCloseTo(share(pass, 'E'), 12);
});

test('weights that sum to 0 have no finite shares', () => {
  const pass = fork([0.5, -0.5]);
  expect(Number.isFinite(shareFrom(pass, 'C', 'E'))).toBe(false);
  expect(Number.isFinite(share(pass, 'A'))).toBe(false);
});

test('with one neuron in each layer the whole error goes on unchanged', () => {
  const pass = computePass(article());
  expect(share(pass, 'x')).toBe(pass.values.get('a.o')! - 0.8);
});
