import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {gradientCheck} from '../../src/engine/gradientCheck.ts';
import {computePass} from '../../src/engine/pass.ts';
import {gradient} from '../../src/engine/quantity.ts';
import {anyRound, article, mazur} from './samples.ts';

describe.each([
  ['the article’s net', article()],
  ['Mazur’s net', mazur()],
])('on %s', (_, {network, parameters, sample}) => {
  const comparisons = gradientCheck(network, parameters, sample);

  test('every parameter is compared, in order', () => {
    expect(comparisons.map(({parameter}) => parameter)).toEqual(network.parameters);
  });

  test('both gradients agree', () => {
    for (const {relativeDifference} of comparisons) expect(relativeDifference).toBeLessThan(1e-7);
  });
});

test('the analytic side has the bits of the explained pass, the numeric side is close to it', () => {
  fc.assert(
    fc.property(anyRound, (round) => {
      const {values, loss} = computePass(round);
      // A softmax of one neuron is always 1, and then the binary cross-entropy infinite.
      fc.pre(Number.isFinite(loss));
      const smooth =
        round.network.loss !== 'mean-absolute-error' &&
        !round.network.activations.some((name) => name.includes('relu'));
      for (const {parameter, analytic, numeric} of gradientCheck(
        round.network,
        round.parameters,
        round.sample,
      )) {
        expect(analytic).toBe(values.get(gradient(parameter)));
        if (smooth) expect(Math.abs(analytic - numeric)).toBeLessThan(1e-5 * Math.max(1, Math.abs(analytic)));
      }
    }),
  );
});

test('the article’s gradient of wo is found by trying, too', () => {
  const {network, parameters, sample} = article();
  const wo = gradientCheck(network, parameters, sample)[2]!;
  expect(wo.analytic).toBe(-0.02885607598362517);
  expect(wo.numeric).toBeCloseTo(-0.02885607598362517, 9);
  expect(wo.relativeDifference).toBe(
    Math.abs(wo.analytic - wo.numeric) / Math.max(Math.abs(wo.analytic), Math.abs(wo.numeric)),
  );
});

test('it leaves the given parameters alone', () => {
  const {network, parameters, sample} = article();
  const given = Float64Array.from(parameters);
  gradientCheck(network, given, sample);
  expect([...given]).toEqual(parameters);
});

test('two zeros differ by nothing', () => {
  const {network, sample} = article();
  const weights = gradientCheck(network, [0, 0, 0, 0], {...sample, target: [0.5]});
  for (const {analytic, relativeDifference} of weights.slice(0, 2)) {
    expect(analytic).toBe(0);
    expect(relativeDifference).toBe(0);
  }
});
