import {describe, expect, test} from 'vitest';
import {type InitSpec, initialParameters, initNames} from '../../src/engine/initializers.ts';
import {createNetwork, type LayerPlan} from '../../src/engine/network.ts';

const layers = [40, 60, 30].map((size, l) => Array.from({length: size}, (_, i) => `${'xho'[l]}${i}`));
const network = createNetwork({
  layers,
  activations: ['relu', 'sigmoid'],
  loss: 'half-squared-error',
  biased: new Set(layers.slice(1).flat()),
});

const specs: InitSpec[] = [
  {kind: 'uniform', range: [-2, 3], seed: 5},
  {kind: 'normal', mean: 1, deviation: 0.5, seed: 5},
  {kind: 'xavier', distribution: 'uniform', seed: 5},
  {kind: 'xavier', distribution: 'normal', seed: 5},
  {kind: 'he', distribution: 'uniform', seed: 5},
  {kind: 'he', distribution: 'normal', seed: 5},
  {kind: 'zeros'},
];

const weightsOf = (parameters: readonly number[], {weights, sources, neurons}: LayerPlan) =>
  parameters.slice(weights, weights + sources.length * neurons.length);
const biasesOf = (parameters: readonly number[]) =>
  network.plan.flatMap(({biases}) => biases.map((index) => parameters[index]!));
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value) / values.length;
const variance = (values: readonly number[]) => {
  const centre = mean(values);
  return mean(values.map((value) => (value - centre) ** 2));
};

test('every kind is tested', () => {
  expect([...new Set(specs.map(({kind}) => kind))].sort()).toEqual([...initNames].sort());
});

test.each(specs)('$kind gives one number for each parameter, the same each time', (spec) => {
  const parameters = initialParameters(network, spec);
  expect(parameters).toHaveLength(network.parameters.length);
  expect(parameters).toEqual(initialParameters(network, spec));
  if (spec.kind !== 'zeros')
    expect(parameters).not.toEqual(initialParameters(network, {...spec, seed: spec.seed + 1}));
});

test('uniform fills its range, biases too', () => {
  const parameters = initialParameters(network, specs[0]!);
  expect(Math.min(...parameters)).toBeGreaterThanOrEqual(-2);
  expect(Math.max(...parameters)).toBeLessThan(3);
  expect(mean(parameters)).toBeCloseTo(0.5, 0);
  expect(variance(parameters) / (25 / 12)).toBeCloseTo(1, 1);
  expect(new Set(biasesOf(parameters)).size).toBe(90);
});

test('normal has its mean and deviation, biases too', () => {
  const parameters = initialParameters(network, specs[1]!);
  expect(Math.abs(mean(parameters) - 1)).toBeLessThan(0.05);
  expect(variance(parameters) / 0.25).toBeCloseTo(1, 1);
  expect(new Set(biasesOf(parameters)).size).toBe(90);
});

test('zeros are zeros', () => {
  expect(initialParameters(network, {kind: 'zeros'}).every((value) => value === 0)).toBe(true);
});

describe.each([
  ['xavier', 2 / (40 + 60), 2 / (60 + 30)],
  ['he', 2 / 40, 2 / 60],
] as const)('%s', (kind, first, second) => {
  test.each(['uniform', 'normal'] as const)('%s weights have the variance of the paper', (distribution) => {
    const parameters = initialParameters(network, {kind, distribution, seed: 8});
    for (const [layer, expected] of [
      [network.plan[0]!, first],
      [network.plan[1]!, second],
    ] as const) {
      const weights = weightsOf(parameters, layer);
      expect(Math.abs(variance(weights) / expected - 1)).toBeLessThan(0.1);
      expect(Math.abs(mean(weights))).toBeLessThan(0.02);
      // A uniform distribution ends at √3 deviations, a normal one of 1800 draws does not.
      const within = weights.every((weight) => Math.abs(weight) <= Math.sqrt(3 * expected));
      expect(within).toBe(distribution === 'uniform');
    }
  });

  test('biases are 0', () => {
    expect(
      biasesOf(initialParameters(network, {kind, distribution: 'normal', seed: 8})).every((b) => b === 0),
    ).toBe(true);
  });
});
